from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.questionnaires.forms import shipped

from visit_app.conversation import load_guide
from visit_app.records import (
    Absent,
    DetectedIssue,
    Encounter,
    Family,
    FamilyRole,
    IssueCode,
    Patient,
    QuestionnaireResponse,
    Value,
)
from visit_app.screening import Findings, assess, gather, load_pathway
from visit_app.screening.gather import NEEDS

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
CATALOGUE = shipped()
PATHWAY = load_pathway()
GUIDE = load_guide()

HOME = Family(
    id="f",
    parents=(Patient(id="a"), Patient(id="k", role=FamilyRole.FATHER)),
    babies=(
        Patient(id="i", role=FamilyRole.BABY, birth_date=date(2026, 11, 7)),
        Patient(id="o", role=FamilyRole.BABY, birth_date=date(2024, 1, 1)),
    ),
)
VISIT = Encounter(
    id="e", family_id="f", subject_id="a", period_start=NOW, interpreter="none"
)


def response(
    name: str, answers: dict[str, Value], subject: str = "a"
) -> QuestionnaireResponse:
    if name in CATALOGUE.names:
        pin = CATALOGUE.get(name).canonical
    else:
        pin = GUIDE.canonical if name == "conversation" else f"{name}|1"
    return QuestionnaireResponse(
        id=name,
        questionnaire=pin,
        family_id="f",
        encounter_id="e",
        subject_id=subject,
        answers={link: (value,) for link, value in answers.items()},
    )


def issue(code: str, evidence: str = "") -> DetectedIssue:
    return DetectedIssue(
        id="d",
        family_id="f",
        encounter_id="e",
        subject_id="a",
        code=code,
        identified=NOW,
        evidence=evidence,
    )


def found(*responses: QuestionnaireResponse, **about: Any) -> Findings:
    usual: dict[str, Any] = {
        "encounter": VISIT,
        "family": HOME,
        "catalogue": CATALOGUE,
        "today": TODAY,
        "checklists": PATHWAY.checklists,
        "responses": {r.id: r for r in responses},
    }
    return gather(**(usual | about))


def test_answers_scores_and_words() -> None:
    findings = found(
        response("whooley", {"1": True, "2": Absent("asked-declined")}),
        response("gad-2", {"69725-0": "LA6570-1"}),
    )
    assert findings.answers == {
        "whooley/1": True,
        "whooley/2": "asked-declined",
        "gad-2/69725-0": "LA6570-1",
    }
    assert findings.said["whooley/1"].startswith("Whooley: “During the past month")
    assert findings.said["whooley/1"].endswith("hopeless?” yes")
    assert findings.said["whooley/2"].endswith("doing things?” would rather not say")
    assert findings.said["gad-2/69725-0"].endswith("More than half the days")
    assert (findings.scores["gad-2"].low, findings.scores["gad-2"].high) == (2, 5)


def test_a_concern_counts_beside_questions_that_were_declined() -> None:
    """Declining is an answer, and no yes; what was not asked stays not known."""
    declined, left = Absent("asked-declined"), Absent("not-asked", "no time")
    both = found(response("whooley", {"1": declined, "2": declined}), concerned=True)
    made = assess(both, PATHWAY).suggestion("cg192-concern")
    assert made is not None
    assert made.because[1].words.endswith("would rather not say")
    one = found(response("whooley", {"1": True, "2": declined}), concerned=True)
    assert assess(one, PATHWAY).suggestion("cg192-concern") is None
    unasked = found(response("whooley", {"1": declined, "2": left}), concerned=True)
    assert assess(unasked, PATHWAY).suggestion("cg192-concern") is None


def test_care_before_counts_although_the_illness_is_not_told() -> None:
    told: dict[str, Value] = {
        "severe-illness": Absent("asked-declined"),
        "specialist-care": True,
    }
    outcome = assess(found(response("history", told)), PATHWAY)
    assert outcome.suggestion("cg192-specialist-care") is not None
    assert outcome.suggestion("cg192-severe-illness") is None


def test_an_instrument_begun_without_an_answer_has_no_score() -> None:
    assert found(response("gad-2", {})).scores == {}


@pytest.mark.parametrize(
    ("name", "link_id", "safe", "not_safe"),
    [("phq-9", "44260-8", "LA6568-5", "LA6569-3"), ("epds", "10", "line-4", "line-3")],
)
def test_a_safety_answer_above_zero_is_found(
    name: str, link_id: str, safe: str, not_safe: str
) -> None:
    # PHQ-9 item 9; EPDS item 10, which is scored 3 to 0
    assert found(response(name, {link_id: safe})).safety_answers == ()
    findings = found(response(name, {link_id: not_safe}))
    assert findings.safety_answers == (f"{name}/{link_id}",)
    (urgent,) = assess(findings, PATHWAY).urgent
    assert urgent.rule_id == "self-harm-answer"


def test_who_is_there() -> None:
    findings = found()
    assert findings.subject_role == "mother"
    assert findings.baby_age_days == 16  # the youngest
    assert findings.gestation_days is None
    assert findings.interpreter == "none"
    assert findings.seen_alone is None


@pytest.mark.parametrize(
    ("present", "alone"), [(("mother", "baby"), True), (("mother", "partner"), False)]
)
def test_seen_alone_does_not_count_beside_a_partner(
    present: tuple[str, ...], *, alone: bool
) -> None:
    visit = replace(VISIT, seen_alone=True, present=present)
    assert found(encounter=visit).seen_alone is alone


def test_before_the_birth() -> None:
    waiting = Family(
        id="f", parents=HOME.parents, expected_date_of_delivery=date(2027, 1, 4)
    )
    findings = found(family=waiting)
    assert findings.baby_age_days is None
    assert findings.gestation_days == 280 - 42


def test_a_birth_in_the_future_is_no_birth() -> None:
    later = replace(HOME.babies[0], birth_date=date(2026, 11, 24))
    assert found(family=replace(HOME, babies=(later,))).baby_age_days is None


def test_needs_are_read_from_the_conversation() -> None:
    assert NEEDS in GUIDE.link_ids()
    assert found(response("conversation", {"needs": " Little rest. "})).needs == (
        "Little rest.",
    )
    assert found(response("conversation", {"needs": "  "})).needs == ()
    assert found(response("conversation", {"joy": "His smile."})).needs == ()


def test_flags_come_from_the_list_and_from_what_was_raised() -> None:
    ticked = response("mbrrace-flags", {"insomnia": True, "psychosis": False})
    raised = issue(IssueCode.RED_FLAG, "mbrrace-flags/estrangement")
    findings = found(ticked, issues=[raised])
    assert findings.flags == {"mbrrace-flags/insomnia", "mbrrace-flags/estrangement"}


def test_worried_now_is_an_issue_the_practitioner_raised() -> None:
    assert not found(issues=[issue(IssueCode.RED_FLAG)]).worried_now
    assert found(issues=[issue(IssueCode.PRACTITIONER_CONCERN)]).worried_now


def test_what_one_parent_said_never_speaks_about_the_other() -> None:
    hers = response("whooley", {"1": True})
    worry = response("conversation", {"needs": "Little rest."})
    his = replace(VISIT, subject_id="k")
    findings = found(hers, worry, encounter=his)
    assert findings.subject_role == "father"
    assert findings.answers == {}
    assert findings.needs == ()
    assert assess(findings, PATHWAY).suggestions == ()


def test_somebody_else_is_an_error() -> None:
    with pytest.raises(KeyError):
        found(encounter=replace(VISIT, subject_id="x"))


def test_what_the_caller_knows_is_passed_on() -> None:
    assert found(concerned=True).concerned
    assert not found().concerned


# --- earlier visits ----------------------------------------------------------------

HISTORY = ("severe-illness", "specialist-care", "family")


def before(name: str, subject: str = "a", **given: Any) -> dict[str, Any]:
    url = GUIDE.url if name == "conversation" else CATALOGUE.get(name).url
    answers = {link.replace("_", "-"): (value,) for link, value in given.items()}
    response = QuestionnaireResponse(
        id="old",
        questionnaire=f"{url}|1.0.0",
        family_id="f",
        encounter_id="earlier",
        subject_id=subject,
        answers=answers,
    )
    return {"before": {name: response}}


def test_a_need_of_an_earlier_visit_is_known() -> None:
    assert found(**before("conversation", needs="Evenings")).needs_before
    assert not found(**before("conversation", needs="  ")).needs_before
    assert not found(**before("conversation", "b", needs="Evenings")).needs_before
    assert found(**before("conversation", needs="Evenings")).needs == ()


def test_the_history_of_an_earlier_visit_is_told_apart_from_todays() -> None:
    findings = found(**before("history", family=True))
    assert findings.answers == {"history-before/family": True}
    assert findings.words("history-before/family").startswith("At an earlier visit. ")
    assert found(**before("history", "b", family=True)).answers == {}


def test_the_history_is_known_when_every_question_has_an_answer() -> None:
    declined = Absent("asked-declined")
    whole = before(
        "history", severe_illness=False, specialist_care=declined, family=False
    )
    assert found(**whole).history_known
    assert not found(**before("history", family=False)).history_known
    assert not found().history_known
