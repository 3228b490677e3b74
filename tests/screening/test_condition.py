from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.screening.sample_scores import sample_score

from visit_app.screening import Findings, PathwayError
from visit_app.screening.condition import (
    All,
    AnyOf,
    Condition,
    Leaf,
    Not,
    Verdict,
    evaluate,
)
from visit_app.screening.parsing import read_condition

YES: Any = {"answer": "a/1", "is": True}
NO: Any = {"answer": "a/1", "is": False}
UNKNOWN: Any = {"answer": "a/2", "is": True}
FINDINGS = Findings(subject_role="mother", answers={"a/1": True})


def holds(data: Any, findings: Findings = FINDINGS) -> bool | None:
    return evaluate(read_condition(data, {}), findings).holds


def gad2(low: int, high: int) -> Findings:
    score = sample_score("GAD-2", low, high, 6)
    return Findings(subject_role="mother", scores={"gad-2": score})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"all": [YES, YES]}, True),
        ({"all": [YES, NO]}, False),
        ({"all": [UNKNOWN, NO]}, False),
        ({"all": [YES, UNKNOWN]}, None),
        ({"any": [NO, YES]}, True),
        ({"any": [UNKNOWN, YES]}, True),
        ({"any": [NO, NO]}, False),
        ({"any": [NO, UNKNOWN]}, None),
        ({"not": YES}, False),
        ({"not": NO}, True),
        ({"not": UNKNOWN}, None),
    ],
)
def test_what_is_not_known_is_neither_true_nor_false(
    data: Any, expected: bool | None
) -> None:
    assert holds(data) is expected


@pytest.mark.parametrize(
    ("low", "high", "at_least", "below"),
    [
        (3, 3, True, False),
        (2, 2, False, True),
        (3, 6, True, False),
        (0, 2, False, True),
        (2, 5, None, None),
    ],
)
def test_an_interval_counts_only_when_all_of_it_does(
    low: int, high: int, at_least: bool | None, below: bool | None
) -> None:
    assert holds({"score": "gad-2", "at_least": 3}, gad2(low, high)) is at_least
    assert holds({"score": "gad-2", "below": 3}, gad2(low, high)) is below


def test_a_score_that_was_not_taken_is_not_low() -> None:
    assert holds({"score": "gad-2", "below": 3}) is None


def test_facts_compare_as_they_say() -> None:
    two_weeks = Findings(subject_role="mother", baby_age_days=14)
    words = "{value} days"
    assert holds({"fact": "baby_age_days", "at_most": 14, "words": words}, two_weeks)
    assert not holds({"fact": "baby_age_days", "at_most": 13}, two_weeks)
    assert holds({"fact": "baby_age_days", "at_least": 14}, two_weeks)
    assert holds({"fact": "baby_age_days", "at_most": 14}) is None
    assert holds({"fact": "role", "in": ["mother", "father"]})
    assert not holds({"fact": "role", "in": ["father"]})


def test_one_is_not_yes() -> None:
    one = Findings(subject_role="mother", answers={"a/1": 1})
    assert holds(YES, one) is False
    assert holds({"answer": "a/1", "is": 1}, one) is True


def test_reasons_are_those_that_decided() -> None:
    both = {"any": [{"answer": "a/1", "is": True}, {"answer": "a/2", "is": True}]}
    found = Findings(
        subject_role="mother",
        answers={"a/1": True, "a/2": False},
        said={"a/1": "Question 1: yes"},
    )
    verdict = evaluate(read_condition(both, {}), found)
    assert [reason.words for reason in verdict.because] == ["Question 1: yes"]


def test_words_of_an_answer_without_words() -> None:
    verdict = evaluate(read_condition({"not": NO}, {}), FINDINGS)
    assert [reason.words for reason in verdict.because] == ["a/1: yes"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("yes", "a condition is an object"),
        ({}, "is not a comparison"),
        ({"answer": "a/1"}, "is not a comparison"),
        ({"answer": "a/1", "is": True, "in": []}, "is not a comparison"),
        ({"answer": "a/1", "at_least": 2}, "is not a comparison"),
        ({"score": "gad-2", "is": 3}, "is not a comparison"),
        ({"score": "gad-2", "at_least": "3"}, "cannot be compared"),
        ({"score": "gad-2", "at_least": True}, "needs a number"),
        ({"fact": "shoe_size", "is": 38}, "no fact shoe_size"),
        ({"fact": "concerned", "is": "yes"}, "cannot be compared"),
        ({"fact": "role", "in": "mother"}, "cannot be compared"),
        ({"fact": "role", "at_least": 3}, "role is not a number"),
        ({"all": []}, "has no parts"),
        ({"any": [{"nor": []}]}, "is not a comparison"),
        ({"flag": "nowhere/x"}, "no checklist nowhere"),
        ({"answer": "whooley/help", "is": False}, "no rule may look at whooley/help"),
    ],
)
def test_what_cannot_be_read_is_refused(data: Any, says: str) -> None:
    with pytest.raises(PathwayError, match=says):
        read_condition(data, {})


LEAVES = st.sampled_from(
    [Leaf("answer", f"a/{n}", "is", True) for n in range(3)]
    + [Leaf("score", "gad-2", op, 3) for op in ("at_least", "below")]
    + [Leaf("fact", "concerned", "is", True, "You noted a concern.")]
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda p: All(tuple(p))),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: AnyOf(tuple(p))),
        inner.map(Not),
    ),
    max_leaves=8,
)
SOME = st.builds(
    Findings,
    subject_role=st.just("mother"),
    answers=st.dictionaries(st.sampled_from(["a/0", "a/1", "a/2"]), st.booleans()),
    concerned=st.booleans(),
)


@given(CONDITIONS, SOME, st.integers(0, 2), st.booleans())
def test_more_answers_never_turn_a_verdict_round(
    condition: Condition, findings: Findings, place: int, value: bool
) -> None:
    before = evaluate(condition, findings)
    known = dict(findings.answers)
    known.setdefault(f"a/{place}", value)
    more = Findings(subject_role="mother", answers=known, concerned=findings.concerned)
    if before.holds is not None:
        assert evaluate(condition, more).holds == before.holds


@given(CONDITIONS, SOME)
def test_de_morgan_and_reasons(condition: Condition, findings: Findings) -> None:
    verdict = evaluate(condition, findings)
    assert evaluate(Not(Not(condition)), findings) == verdict
    assert evaluate(All((condition, condition)), findings) == verdict
    if verdict.holds is None:
        assert verdict == Verdict(None)
    else:
        assert verdict.because
