"""Each shipped rule on both sides of its condition, with what it is cited from."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.screening.sample_scores import sample_score

from visit_app.records import FamilyRole
from visit_app.screening import Findings, assess, load_pathway

PATHWAY = load_pathway()

W1, W2, HELP = "whooley/1", "whooley/2", "whooley/help"
AVOIDS = "avoidance/avoidance"
SEVERE, CARE = "history/severe-illness", "history/specialist-care"
RELATIVE = "history/family"
EARLIER = tuple(
    n.replace("history/", "history-before/") for n in (SEVERE, CARE, RELATIVE)
)

MOTHER = Findings(subject_role=FamilyRole.MOTHER)
FATHER = Findings(subject_role=FamilyRole.FATHER)
NEW_MOTHER = replace(MOTHER, baby_age_days=10)


def said(of: Findings, *yes: str, no: tuple[str, ...] = ()) -> Findings:
    given_answers = dict.fromkeys(yes, True) | dict.fromkeys(no, False)
    return replace(of, answers=given_answers)


def gad2(of: Findings, low: int, high: int | None = None) -> Findings:
    score = sample_score("GAD-2", low, low if high is None else high, 6)
    return replace(of, scores={"gad-2": score})


def ticked(of: Findings, *flags: str) -> Findings:
    return replace(of, flags=frozenset(f"mbrrace-flags/{flag}" for flag in flags))


@dataclass(frozen=True)
class Case:
    rule: str
    cited: str
    speaks: tuple[Findings, ...]
    silent: tuple[Findings, ...]


CASES = (
    Case(
        "cg192-history",
        "CG192: the history asked about at first contact (BMJ 2014;349:g7394)",
        speaks=(MOTHER, said(MOTHER, SEVERE)),
        silent=(replace(MOTHER, history_known=True), FATHER),
    ),
    Case(
        "cg192-whooley",
        "CG192: yes to either question (pimhs.org.uk; Coventry and Rugby gateway)",
        speaks=(
            said(MOTHER, W1, no=(W2,)),
            said(MOTHER, W2, no=(W1,)),
            said(MOTHER, W1),  # the other is not answered yet
            said(FATHER, W1, W2),
        ),
        silent=(MOTHER, said(MOTHER, no=(W1, W2)), said(MOTHER, no=(W1,))),
    ),
    Case(
        "cg192-concern",
        "CG192: at risk, or clinical concern (unverified)",
        speaks=(replace(said(MOTHER, no=(W1, W2)), concerned=True),),
        silent=(
            said(MOTHER, no=(W1, W2)),
            replace(said(MOTHER, W1), concerned=True),
            replace(MOTHER, concerned=True),  # the questions come first
        ),
    ),
    Case(
        "cg192-gad-2",
        "CG192: GAD-2 of 3 or more (path-perinatal.eu)",
        speaks=(gad2(MOTHER, 3), gad2(MOTHER, 6), gad2(MOTHER, 3, 6), gad2(FATHER, 3)),
        silent=(MOTHER, gad2(MOTHER, 2), gad2(MOTHER, 2, 5)),
    ),
    Case(
        "cg192-gad-2-concern",
        "CG192: GAD-2 below 3 and still concerned (unverified)",
        speaks=(
            replace(gad2(MOTHER, 2), concerned=True),
            replace(gad2(MOTHER, 0, 2), concerned=True),
        ),
        silent=(
            gad2(MOTHER, 2),
            replace(gad2(MOTHER, 3), concerned=True),
            replace(gad2(MOTHER, 1, 4), concerned=True),
            replace(MOTHER, concerned=True),
        ),
    ),
    Case(
        "cg192-avoidance",
        "CG192: yes to the avoidance question (unverified)",
        speaks=(said(MOTHER, AVOIDS),),
        silent=(MOTHER, said(MOTHER, no=(AVOIDS,))),
    ),
    Case(
        "cg192-severe-illness",
        "CG192: severe mental illness, present or past (BMJ 2014;349:g7394)",
        speaks=(said(MOTHER, SEVERE), said(NEW_MOTHER, SEVERE, no=(CARE, RELATIVE))),
        silent=(MOTHER, said(MOTHER, no=(SEVERE,)), said(FATHER, SEVERE)),
    ),
    Case(
        "cg192-specialist-care",
        "CG192: specialist treatment, asked at first contact (BMJ 2014;349:g7394)",
        speaks=(said(MOTHER, CARE, no=(SEVERE,)),),
        silent=(
            said(MOTHER, CARE, SEVERE),
            said(MOTHER, no=(CARE, SEVERE)),
            said(FATHER, CARE, no=(SEVERE,)),
        ),
    ),
    Case(
        "cg192-first-two-weeks",
        "CG192: with that history, alert in the first 2 weeks (unverified)",
        speaks=tuple(
            said(replace(MOTHER, baby_age_days=14), name)
            for name in (SEVERE, CARE, RELATIVE, *EARLIER)
        ),
        silent=(
            said(replace(MOTHER, baby_age_days=15), *EARLIER),
            said(replace(MOTHER, baby_age_days=15), SEVERE, RELATIVE),
            said(NEW_MOTHER, no=(SEVERE, CARE, RELATIVE)),
            said(MOTHER, SEVERE),  # no birth date
            said(replace(FATHER, baby_age_days=3), RELATIVE),
        ),
    ),
    Case(
        "cg192-relationship",
        "CG192: the mother-baby relationship at all postnatal contacts (morscales.org)",
        speaks=(replace(MOTHER, baby_age_days=0), replace(MOTHER, baby_age_days=400)),
        silent=(
            MOTHER,
            replace(MOTHER, gestation_days=200),
            replace(FATHER, baby_age_days=10),
        ),
    ),
    Case(
        "cg192-relationship-later",
        "CG192: problems in the relationship that have not resolved (morscales.org)",
        speaks=(replace(NEW_MOTHER, needs=("Little rest.",), needs_before=True),),
        silent=(
            replace(NEW_MOTHER, needs=("Little rest.",)),
            replace(NEW_MOTHER, needs_before=True),
            replace(MOTHER, needs=("Little rest.",), needs_before=True),
        ),
    ),
    Case(
        "not-the-mother",
        "the scope of CG192 (unverified)",
        speaks=(
            said(FATHER, W1),
            gad2(replace(MOTHER, subject_role=FamilyRole.PARTNER), 3),
            said(replace(MOTHER, subject_role=FamilyRole.OTHER), AVOIDS),
        ),
        silent=(said(MOTHER, W1), said(FATHER, no=(W1, W2)), gad2(FATHER, 2)),
    ),
    Case(
        "need-mors-sf",
        "strategy L841: MORS-SF as a follow-up when difficulties are identified",
        speaks=(replace(NEW_MOTHER, needs=("Says he cries at her.",)),),
        silent=(
            NEW_MOTHER,
            replace(NEW_MOTHER, needs=("  ",)),
            replace(MOTHER, needs=("Fears the birth.",)),  # not born yet
            replace(FATHER, baby_age_days=10, needs=("Stands back.",)),
        ),
    ),
    Case(
        "need-mors-sf-talking-point",
        "NHS England, idea 7: no validated self-report for fathers or co-parents",
        speaks=(
            replace(FATHER, baby_age_days=10, needs=("Stands back.",)),
            replace(
                NEW_MOTHER, subject_role=FamilyRole.PARTNER, needs=("Stands back.",)
            ),
        ),
        silent=(
            replace(NEW_MOTHER, needs=("Little rest.",)),
            replace(FATHER, baby_age_days=10),
            replace(FATHER, needs=("Stands back.",)),
        ),
    ),
    Case(
        "need-services",
        "the guide, step 3: signposting, referring (communitypractitioner.co.uk)",
        speaks=(
            replace(MOTHER, needs=("Fears the birth.",)),
            replace(FATHER, needs=("Stands back.",)),
        ),
        silent=(MOTHER, FATHER, replace(MOTHER, needs=("",))),
    ),
    Case(
        "ask-alone",
        "PH50: in private, one to one; RCGP: no friends, family or carers interpreting",
        speaks=(
            replace(MOTHER, seen_alone=True, interpreter="none"),
            replace(FATHER, seen_alone=True, interpreter="professional"),
        ),
        silent=(
            MOTHER,
            replace(MOTHER, seen_alone=True),  # interpreter not recorded
            replace(MOTHER, seen_alone=True, interpreter="other"),
            replace(MOTHER, seen_alone=False, interpreter="none"),
            replace(MOTHER, interpreter="none"),
        ),
    ),
    Case(
        "amber-flag",
        "MBRRACE-UK amber flags; what follows is unverified",
        speaks=tuple(
            ticked(MOTHER, flag)
            for flag in ("own-history", "family-history", "insomnia")
        ),
        silent=(MOTHER, ticked(MOTHER, "others-worried"), ticked(MOTHER, "psychosis")),
    ),
)

URGENT = (
    Case(
        "self-harm-answer",
        "EPDS item 10 above zero (cope.org.au, piri.org.au); PHQ-9 item 9: own rule",
        speaks=(
            replace(MOTHER, safety_answers=("phq-9/44260-8",)),
            replace(FATHER, safety_answers=("epds/10",)),
        ),
        silent=(MOTHER, said(MOTHER, W1, W2)),
    ),
    Case(
        "red-flag",
        "MBRRACE-UK red flags, with the East Midlands' additions",
        speaks=tuple(
            ticked(MOTHER, flag)
            for flag in (
                *("recent-change", "violent-self-harm", "estrangement"),
                *("psychosis", "rapid-change", "guilt-hopelessness"),
            )
        ),
        silent=(MOTHER, ticked(MOTHER, "insomnia", "own-history", "others-worried")),
    ),
    Case(
        "psychosis",
        "CG192: assessment within 4 hours of referral (path-perinatal.eu)",
        speaks=(ticked(MOTHER, "psychosis"),),
        silent=(MOTHER, ticked(MOTHER, "recent-change"), ticked(MOTHER, "own-history")),
    ),
    Case(
        "worried-now",
        "CG192: any risk of suicide, self-harm or harm to the baby (gpnotebook.com)",
        speaks=(replace(MOTHER, worried_now=True),),
        silent=(MOTHER, replace(MOTHER, concerned=True)),
    ),
)


def both_sides(cases: tuple[Case, ...]) -> list[tuple[str, Findings, bool]]:
    return [
        (case.rule, findings, speaks)
        for case in cases
        for speaks, side in ((True, case.speaks), (False, case.silent))
        for findings in side
    ]


@pytest.mark.parametrize(("rule", "findings", "speaks"), both_sides(CASES))
def test_a_rule_speaks_and_is_silent(
    rule: str, findings: Findings, speaks: bool
) -> None:
    suggestion = assess(findings, PATHWAY).suggestion(rule)
    assert (suggestion is not None) is speaks
    if suggestion:
        assert suggestion.because
        assert suggestion.source.text
        assert suggestion.label


@pytest.mark.parametrize(("rule", "findings", "speaks"), both_sides(URGENT))
def test_what_cannot_wait(rule: str, findings: Findings, speaks: bool) -> None:
    found = [
        urgent for urgent in assess(findings, PATHWAY).urgent if urgent.rule_id == rule
    ]
    assert bool(found) is speaks
    for urgent in found:
        assert urgent.because
        assert urgent.protocol.steps


def test_every_rule_is_tested_on_both_sides_and_cites() -> None:
    cases = (*CASES, *URGENT)
    assert {case.rule for case in cases} == {rule.id for rule in PATHWAY.rules}
    assert all(case.speaks and case.silent and case.cited for case in cases)


@pytest.mark.parametrize("case", [*CASES, *URGENT], ids=lambda case: case.rule)
def test_a_case_cited_as_unverified_is_to_be_confirmed_locally(case: Case) -> None:
    if case.rule in {"self-harm-answer", "amber-flag"}:
        assert PATHWAY.rule(case.rule).source.confirm_locally
        return
    unverified = "unverified" in case.cited
    assert PATHWAY.rule(case.rule).source.confirm_locally is unverified


ANSWERS = st.dictionaries(
    st.sampled_from([W1, W2, AVOIDS, SEVERE, CARE, RELATIVE]), st.booleans()
)
ANYBODY = st.builds(
    Findings,
    subject_role=st.sampled_from(["mother", "father", "partner", "other"]),
    answers=ANSWERS,
    baby_age_days=st.none() | st.integers(0, 800),
    concerned=st.booleans(),
    worried_now=st.booleans(),
    seen_alone=st.none() | st.booleans(),
    interpreter=st.sampled_from(["", "none", "professional", "other"]),
    needs=st.lists(st.sampled_from(["", "Little rest."]), max_size=2).map(tuple),
    needs_before=st.booleans(),
)


@given(ANYBODY, st.booleans())
def test_the_help_question_never_changes_anything(
    findings: Findings, help_wanted: bool
) -> None:
    asked = replace(findings, answers={**findings.answers, HELP: help_wanted})
    assert assess(asked, PATHWAY) == assess(findings, PATHWAY)


@given(ANYBODY)
def test_seen_alone_gates_domestic_abuse(findings: Findings) -> None:
    outcome = assess(findings, PATHWAY)
    words = repr(outcome).lower()
    if findings.seen_alone is not True or findings.interpreter in {"", "other"}:
        assert "domestic" not in words
        assert "abuse" not in words
    else:
        assert outcome.suggestion("ask-alone") is not None


@given(ANYBODY, st.sampled_from([W1, W2]))
def test_a_yes_is_never_cancelled(findings: Findings, question: str) -> None:
    yes = replace(findings, answers={**findings.answers, question: True})
    assert assess(yes, PATHWAY).suggestion("cg192-whooley") is not None


@given(ANYBODY)
def test_a_suggestion_is_in_words_with_reasons(findings: Findings) -> None:
    outcome = assess(findings, PATHWAY)
    because = [s.because for s in outcome.suggestions]
    because += [u.because for u in outcome.urgent]
    assert all(because)
    assert all(reason.words for reasons in because for reason in reasons)
