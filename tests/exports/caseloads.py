"""Families and visits for counting, made in a line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.questionnaires.forms import shipped

from visit_app.conversation import load_guide
from visit_app.exports.books import Books
from visit_app.exports.measures import Measure, load_definitions
from visit_app.exports.period import Period
from visit_app.exports.seen import Seen
from visit_app.records import (
    Encounter,
    Family,
    FamilyRole,
    Observation,
    Patient,
    QuestionnaireResponse,
    Value,
)
from visit_app.records.codes import code_book
from visit_app.resources import read_json
from visit_app.schedule import load_programme

CATALOGUE = shipped()
GUIDE = load_guide()
BOOKS = Books(
    period=Period(date(2026, 10, 1), date(2026, 12, 31)),
    definitions=load_definitions(),
    people=code_book(read_json("codes/people.json")),
    catalogue=CATALOGUE,
    guide=GUIDE,
    programme=load_programme(),
    services={"spmhs": "Specialist service", "hub": "Family hub"},
)
BORN = date(2026, 10, 10)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOTHER = Patient(id="mother", birth_date=date(1995, 3, 14))
FATHER = Patient(id="father", role=FamilyRole.FATHER)
BABY = Patient(id="baby", role=FamilyRole.BABY, birth_date=BORN)
FAMILY = Family(id="family", parents=(MOTHER, FATHER), babies=(BABY,))


def visit(id: str = "visit", on: datetime = NOON, **fields: Any) -> Encounter:
    """A signed-off visit with the mother."""
    whole = {"family_id": "family", "subject_id": "mother", "status": "finished"}
    return Encounter(id=id, period_start=on, **{**whole, **fields})


def answers(
    form: str, visit_id: str = "visit", **given: Value | tuple[Value, ...]
) -> QuestionnaireResponse:
    """Answers by link_id: `q1` stands for "1", and `joy_more` for "joy-more"."""
    url = GUIDE.canonical if form == "conversation" else CATALOGUE.get(form).canonical
    named = {name.removeprefix("q").replace("_", "-"): v for name, v in given.items()}
    return QuestionnaireResponse(
        id=f"{visit_id}/{form}",
        questionnaire=url,
        family_id="family",
        encounter_id=visit_id,
        subject_id="mother",
        answers={k: v if isinstance(v, tuple) else (v,) for k, v in named.items()},
    )


def result(
    code: str, value: int | None, visit_id: str = "visit", days: int = 0, **fields: Any
) -> Observation:
    """A result so many days after the usual visit; None is incomplete."""
    whole: dict[str, Any] = {"family_id": "family", "subject_id": "mother"}
    whole["missing"] = () if value is not None else ("1",)
    return Observation(
        id=f"{visit_id}/{code}",
        encounter_id=visit_id,
        code=code,
        title=code,
        effective=NOON + timedelta(days),
        value=value,
        **{**whole, **fields},
    )


def seen(*encounters: Encounter, **parts: Any) -> Seen:
    """The family as it was seen, at one visit unless told otherwise."""
    family = parts.pop("family", FAMILY)
    return Seen(family=family, encounters=encounters or (visit(),), **parts)


def mother(**fields: Any) -> Family:
    """The family with a mother of whom this is known."""
    return FAMILY.with_person(replace(MOTHER, **fields))


def measure(id: str) -> Measure:
    """The measure with this id."""
    return next(m for m in BOOKS.definitions.measures if m.id == id)
