"""A score that could mislead is refused."""

import pytest
from tests.questionnaires.forms import (
    SOURCE,
    YES,
    Json,
    calculated,
    choice,
    code,
    form,
    group,
    item,
    options,
    own,
    scale,
    scored,
    string,
    told,
    weight,
    when,
    whole,
)

from visit_app.questionnaires import load

SCALES: list[tuple[str, Json, str]] = [
    (
        "an option without weight",
        scored(weights=()),
        "item q1: scale total: “NO” has no weight",
    ),
    (
        "a broken weight",
        scored(weights=(0, 0.5)),
        "item q1: scale total: “YES” has a broken weight",
    ),
    (
        "a partial sum",
        scored(total="%points.sum()"),
        "item total: scale total: the calculatedExpression does not give the sum",
    ),
    (
        "another sum",
        scored(total="iif(%points.count() = 2, %points.sum() + 1)"),
        "the calculatedExpression does not give the sum",
    ),
    (
        "an item twice as heavy",
        scored(
            total="iif(%points.count() = 2, %points.sum() + %resource.item"
            ".where(linkId = 'q2').answer.value.weight())"
        ),
        "the calculatedExpression does not give the sum",
    ),
    (
        "a total that never settles",
        scored(total="iif(%context.answer.empty(), 1, {})"),
        "the calculatedExpression does not give the sum",
    ),
    (
        "two scales of one name",
        scored(scale(string("item", "q1"), string("item", "q2"))),
        "two scales have the same name",
    ),
    (
        "a total that is not calculated",
        scored(scale(string("item", "q1"), name="other", total="q2")),
        "item q2: scale other: its total is not a calculated integer",
    ),
    ("no items", scored(scale(name="other")), "scale other: needs items"),
    (
        "an unknown item",
        scored(scale(string("item", "q9"), name="other")),
        "item q9: scale other: is not in the questionnaire",
    ),
    (
        "an item that is no choice",
        scored(scale(string("item", "total"), name="other")),
        "item total: scale other: is not a choice",
    ),
    (
        "bands that overlap",
        scored(
            scale(
                string("item", "q1"),
                *(
                    {
                        "url": "band",
                        "extension": [
                            whole("low", 0),
                            whole("high", 1),
                            string("name", n),
                        ],
                    }
                    for n in "ab"
                ),
                name="other",
            )
        ),
        "scale other: the band “b” overlaps another",
    ),
    (
        "a cut-off outside",
        scored(
            scale(
                string("item", "q1"),
                {"url": "cut-off", "extension": [whole("at-least", 9), dict(SOURCE)]},
                name="other",
            )
        ),
        "scale other: the cut-off 9 is outside",
    ),
    (
        "a safety rule that never applies",
        scored(
            own("safety-rule", string("item", "q1"), whole("above", 1), dict(SOURCE))
        ),
        "item q1: the safety rule can never apply",
    ),
    (
        "a safety rule for nothing",
        scored(
            own("safety-rule", string("item", "q9"), whole("above", 0), dict(SOURCE))
        ),
        "item q9: the safety rule can never apply",
    ),
    (
        "a caution for nothing",
        scored(own("caution", string("item", "q9"), dict(SOURCE))),
        "a caution names “q9”",
    ),
    (
        "carried to nothing",
        scored(
            own(
                "carry-forward",
                {"url": "questionnaire", "valueCanonical": "u"},
                {"url": "pair", "extension": [string("from", "a"), string("to", "q9")]},
            )
        ),
        "carry-forward names “q9”",
    ),
    (
        "a band without its ends",
        scored(scale(string("item", "q1"), own("band"), {"url": "band"}, name="other")),
        "band lacks low as valueInteger",
    ),
    (
        "no source",
        scored(own("caution", string("item", "q1"))),
        "caution has no source",
    ),
    (
        "a source without its mark",
        scored(own("source", string("text", "A book"))),
        "a source is not marked as one of",
    ),
    (
        "a layout",
        scored(own("layout", valueCode="wide")),
        "layout “wide” is not one of",
    ),
    (
        "a mode",
        scored(own("mode", valueCode="by-post")),
        "mode “by-post” is not one of",
    ),
    (
        "an absent reason",
        scored(own("absent-reason", valueCode="x")),
        "absent-reason “x” is not one of",
    ),
    (
        "a licence",
        scored(
            own("licence", code("status", "stolen"), string("text", "t"), dict(SOURCE))
        ),
        "the licence status is not one of",
    ),
]


@pytest.mark.parametrize(
    ("data", "reason"), [pytest.param(d, r, id=name) for name, d, r in SCALES]
)
def test_a_broken_scale_is_refused(data: Json, reason: str) -> None:
    found = told(data)
    assert any(reason in line for line in found), found


def test_a_whole_scale_is_accepted() -> None:
    assert told(scored()) == []
    assert load(scored()).plans[0].maximum == 2


def test_a_scored_item_cannot_depend_on_a_condition() -> None:
    data = scored()
    data["item"].insert(0, item("b", "boolean"))
    data["item"][1]["enableWhen"] = [when("b", "=", **YES)]
    assert "item q1: scale total: a scored item cannot depend on a condition" in told(
        data
    )


def test_a_scored_item_cannot_stand_in_a_repeating_group() -> None:
    data = scored()
    data["item"].append(group("g", data["item"].pop(0), repeats=True))
    assert any("cannot depend on a condition" in line for line in told(data))


def test_a_scored_option_needs_a_code() -> None:
    data = scored()
    data["item"][0]["answerOption"] = [{"valueInteger": 1, "extension": [weight(1)]}]
    assert "item q1: scale total: “1” has no code" in told(data)


def test_weights_of_others_are_all_or_none() -> None:
    some = [*options("a", weights=[1]), *options("b")]
    asks = calculated("%resource.item.answer.value.weight().sum()")
    total = item("t", "decimal", extension=[asks])
    without = form(choice("c"), total)
    assert any("no answer option has a weight" in line for line in told(without))
    half = form(item("c", "choice", answerOption=some), total)
    assert told(half) == ["item c: “B” has no weight"]
