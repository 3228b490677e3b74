"""QuestionnaireResponse JSON and back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.questionnaires.forms import (
    R4,
    YES,
    Json,
    calculated,
    choice,
    group,
    item,
    loaded,
    shipped,
    when,
)

from visit_app.questionnaires import (
    Answers,
    from_fhir,
    record_to_fhir,
    state,
    to_fhir,
)
from visit_app.records import Absent, QuestionnaireResponse, Value

KG = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kilogram"}
EVERYTHING = loaded(
    item("boolean", "boolean"),
    item("integer", "integer"),
    item("decimal", "decimal"),
    item("string"),
    item("text", "text"),
    item("date", "date"),
    item("dateTime", "dateTime"),
    item("time", "time"),
    item(
        "quantity",
        "quantity",
        extension=[{"url": f"{R4}questionnaire-unitOption", "valueCoding": KG}],
    ),
    choice("choice", "a", "b", item=[item("inside", "integer")]),
    choice("many", "a", "b", repeats=True, item=[item("each")]),
    {**choice("open", "a"), "type": "open-choice"},
    item("numbers", "choice", answerOption=[{"valueInteger": n} for n in (1, 2)]),
    group("g", item("in-g"), group("h", item("in-h", "integer"), repeats=True)),
    group("r", item("in-r"), group("s", item("in-s"), repeats=True), repeats=True),
)
WORDS = st.text("abc é日", min_size=1).filter(str.strip)
REASONS = st.builds(Absent, st.sampled_from(["asked-declined", "not-asked"]), WORDS)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "boolean": st.booleans(),
    "integer": st.integers(-99, 99),
    "decimal": st.floats(-99, 99, allow_nan=False),
    "string": WORDS,
    "text": WORDS,
    "date": st.dates().map(str),
    "dateTime": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    "time": st.times().map(lambda t: f"{t:%H:%M:%S}"),
    "quantity": st.sampled_from(["3 kg", "2.5 kg", "7", "2 stone"]),
    "choice": st.sampled_from(["a", "b"]),
    "open": st.sampled_from(["a", "own words"]),
    "numbers": st.sampled_from([1, 2]),
    "inside": st.integers(0, 9),
    "in-g": WORDS,
    "h[0]/in-h": st.integers(0, 9),
    "h[1]/in-h": st.integers(0, 9),
    "r[0]/in-r": WORDS,
    "r[0]/s[0]/in-s": WORDS,
    "r[0]/s[1]/in-s": WORDS,
    "r[1]/in-r": WORDS,
}


def one(value: Value) -> tuple[Value, ...]:
    return (value,)


ANSWERS = st.fixed_dictionaries(
    {}, optional={k: (v | REASONS).map(one) for k, v in VALUES.items()}
)


def whole(answers: Answers) -> bool:
    """Repeats are numbered from 0 without a gap: FHIR has no way to leave one out."""
    pairs = (("h[1]/in-h", "h[0]/in-h"), ("r[1]/in-r", "r[0]/in-r"))
    inner = "r[0]/s[1]/in-s" not in answers or "r[0]/s[0]/in-s" in answers
    return inner and all(a not in answers or b in answers for a, b in pairs)


@given(ANSWERS.filter(whole), st.sampled_from(["in-progress", "completed"]))
def test_answers_survive(answers: Answers, status: str) -> None:
    read = from_fhir(EVERYTHING, to_fhir(EVERYTHING, answers, status))
    assert read.problems == ()
    assert read.answers == answers


def test_items_inside_each_of_several_answers_survive() -> None:
    answers: Answers = {"many": ("b", "a"), "many[1]/each": ("x",)}
    written = to_fhir(EVERYTHING, answers)
    (many,) = written["item"]
    assert [sorted(a) for a in many["answer"]] == [
        ["valueCoding"],
        ["item", "valueCoding"],
    ]
    assert from_fhir(EVERYTHING, written).answers == answers


def test_an_answer_inside_an_unanswered_question_survives() -> None:
    written = to_fhir(EVERYTHING, {"inside": (3,)})
    assert list(written["item"][0]["answer"][0]) == ["item"]
    assert from_fhir(EVERYTHING, written).answers == {"inside": (3,)}


def test_the_form_of_a_response() -> None:
    phq_9 = shipped().get("phq-9")
    declined = Absent("not-asked", "no time")
    answers: Answers = {"44255-8": ("LA6569-3",), "44250-9": (declined,)}
    written = to_fhir(phq_9, answers)
    assert written["questionnaire"] == phq_9.canonical
    assert written["status"] == "in-progress"
    (items,) = written["item"]
    assert items["linkId"] == "items"
    first, second = items["item"]
    assert first["answer"] == [
        {
            "extension": [
                {
                    "url": f"{R4}data-absent-reason",
                    "valueCode": "not-asked",
                },
                {
                    "url": "https://visit-app.example/fhir/StructureDefinition/"
                    "absent-reason-text",
                    "valueString": "no time",
                },
            ]
        }
    ]
    assert second == {
        "linkId": "44255-8",
        "text": "Feeling down, depressed, or hopeless",
        "answer": [
            {
                "valueCoding": {
                    "system": "http://loinc.org",
                    "code": "LA6569-3",
                    "display": "Several days",
                }
            }
        ],
    }


def test_completing_drops_answers_of_disabled_items_and_adds_the_total() -> None:
    phq_9 = shipped().get("phq-9")
    answers: dict[str, tuple[Value, ...]] = {
        link: ("LA6568-5",) for link in phq_9.scales[0].link_ids
    }
    answers["69722-7"] = ("LA6573-5",)  # given before the answers were changed to 0
    draft = to_fhir(phq_9, answers)
    assert [i["linkId"] for i in draft["item"]] == ["items", "44261-6", "69722-7"]
    done = to_fhir(phq_9, answers, "completed")
    assert [i["linkId"] for i in done["item"]] == ["items", "44261-6"]
    assert done["item"][1]["answer"] == [{"valueInteger": 0}]
    read = from_fhir(phq_9, done)
    assert "44261-6" not in read.answers  # it follows from the answers
    assert state(phq_9, read.answers).calculated == {"44261-6": (0,)}


def test_a_record_carries_people_time_and_mode() -> None:
    phq_9 = shipped().get("phq-9")
    record = QuestionnaireResponse(
        id="r",
        questionnaire=phq_9.canonical,
        family_id="f",
        encounter_id="e",
        subject_id="p",
        author="Priya Nair",
        authored=datetime(2026, 11, 23, 10, 42, tzinfo=UTC),
        mode="asked-aloud",
    )
    written = record_to_fhir(phq_9, record)
    assert written["id"] == "r"
    assert written["subject"] == {"reference": "Patient/p"}
    assert written["encounter"] == {"reference": "Encounter/e"}
    assert written["authored"] == "2026-11-23T10:42:00+00:00"
    assert written["author"] == {"display": "Priya Nair"}
    assert written["extension"][0]["valueCode"] == "asked-aloud"
    bare = QuestionnaireResponse(
        id="r", questionnaire="", family_id="f", encounter_id="e", subject_id="p"
    )
    assert not {"authored", "author", "extension"} & set(record_to_fhir(phq_9, bare))


def test_a_form_without_a_version_is_named_without_one() -> None:
    assert "questionnaire" not in to_fhir(EVERYTHING, {})
    unversioned = loaded(item("a"), url="https://x.example/q")
    assert to_fhir(unversioned, {})["questionnaire"] == "https://x.example/q"


def test_units_are_written_with_their_code() -> None:
    def quantity(value: Value) -> Any:
        return to_fhir(EVERYTHING, {"quantity": (value,)})["item"][0]["answer"][0]

    assert quantity("3 kilogram") == {
        "valueQuantity": {
            "value": 3,
            "unit": "kilogram",
            "system": "http://unitsofmeasure.org",
            "code": "kg",
        }
    }
    assert quantity("2.5 stone") == {"valueQuantity": {"value": 2.5, "unit": "stone"}}
    assert quantity("heavy") == {"valueQuantity": {}}


def test_what_is_no_option_is_kept_in_a_draft_and_named_when_read() -> None:
    written = to_fhir(EVERYTHING, {"choice": ("z",)})
    assert written["item"][0]["answer"] == [{"valueCoding": {"code": "z"}}]
    read = from_fhir(EVERYTHING, written)
    assert [p.code for p in read.problems] == ["option"]
    assert read.answers == {}


@pytest.mark.parametrize(
    ("items", "code", "path"),
    [
        ([{"linkId": "z"}], "unknown-item", "z"),
        ([{"linkId": "in-g"}], "misplaced", "in-g"),
        ([{"linkId": "string"}] * 2, "repeats", "string"),
        ([{"linkId": "g", "answer": [{"valueString": "x"}]}], "type", "g"),
        ([{"linkId": "string", "answer": [{"valueInteger": 1}]}], "type", "string"),
        ([{"linkId": "string", "answer": [{}]}], "type", "string"),
        (
            [{"linkId": "string", "answer": [{"valueString": "a", "valueDate": "b"}]}],
            "type",
            "string",
        ),
        ([{"linkId": "date", "answer": [{"valueDate": "soon"}]}], "type", "date"),
        (
            [{"linkId": "choice", "answer": [{"valueCoding": "a"}]}],
            "option",
            "choice",
        ),
        (
            [{"linkId": "choice", "answer": [{"valueString": "a"}]}],
            "type",
            "choice",
        ),
        (
            [{"linkId": "choice", "item": [{"linkId": "inside"}]}],
            "misplaced",
            "choice",
        ),
        (
            [{"linkId": "r"}, {"linkId": "r", "item": [{"linkId": "z"}]}],
            "unknown-item",
            "r[1]/z",
        ),
    ],
)
def test_what_does_not_fit_is_named(items: list[Json], code: str, path: str) -> None:
    read = from_fhir(EVERYTHING, {"item": items})
    assert [(p.code, p.path) for p in read.problems] == [(code, path)]


def test_codings_are_found_by_system_and_code_or_by_display() -> None:
    by_words = item("c", "choice", answerOption=[{"valueCoding": {"display": "Red"}}])
    questionnaire = loaded(choice("d", "a"), by_words)

    def read(link_id: str, **coding: str) -> Answers:
        entry = {"linkId": link_id, "answer": [{"valueCoding": coding}]}
        return from_fhir(questionnaire, {"item": [entry]}).answers

    assert read("c", display="Red") == {"c": ("Red",)}
    assert read("c", display="Blue") == {}
    assert read("d", code="a") == {"d": ("a",)}
    assert read("d", code="a", system="https://other.example") == {}
    assert read("d", display="A") == {}


def test_broken_json_is_no_crash() -> None:
    for broken in ({}, {"item": "x"}, {"item": ["x", {"answer": 3}]}):
        assert from_fhir(EVERYTHING, broken).answers == {}
    entry = {"linkId": "string", "answer": [{"extension": ["x"], "valueString": "a"}]}
    assert from_fhir(EVERYTHING, {"item": [entry]}).answers == {"string": ("a",)}


KEYS = [
    *("linkId", "item", "answer", "extension", "url", "valueCode", "valueString"),
    *("valueCoding", "valueQuantity", "code", "system", "value", "unit", "display"),
]
RAW = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "choice"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(RAW, RAW)
def test_no_json_makes_it_fail(answer: Any, items: Any) -> None:
    asked = [{"linkId": link, "answer": [answer]} for link in ("choice", "quantity")]
    for response in ({"item": asked}, {"item": items}):
        read = from_fhir(EVERYTHING, response)
        assert all(problem.message for problem in read.problems)
        state(EVERYTHING, read.answers)


def test_stored_results_are_not_read_as_answers() -> None:
    questionnaire = loaded(
        item("a", "boolean"),
        item("n", "integer", extension=[calculated("1")]),
        item("x", enableWhen=[when("a", "=", **YES)]),
    )
    entry = {"linkId": "n", "answer": [{"valueInteger": 7}]}
    assert from_fhir(questionnaire, {"item": [entry]}).answers == {}
