"""Scores over time: each person's results, by instrument. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from visit_app.questionnaires import Questionnaire
from visit_app.records import Encounter, Family, Observation
from visit_app.records.dates import gestation_days
from visit_app.ui.family.presenter import short_date, weeks_between
from visit_app.ui.text import tr, tr_plural
from visit_app.visits import Desk, History

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Point:
    """One contact: its total, or the span it lies in."""

    when: str
    contact: str
    low: int
    high: int
    note: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One scale of one instrument for one person, oldest contact first."""

    code: str
    title: str
    points: tuple[Point, ...]
    bands: tuple[tuple[int, int, str], ...]
    most: int
    note: str


@dataclass(frozen=True, slots=True)
class PersonScores:
    """Everything one person has scores for."""

    subject_id: str
    name: str
    series: tuple[Series, ...]


def scores(desk: Desk, history: History) -> tuple[PersonScores, ...]:
    """Each parent's own scores: nobody's are mixed with another's."""
    found = []
    for person in history.family.parents:
        mine = [o for o in history.observations if o.subject_id == person.id]
        series = tuple(_series(desk, history, mine))
        if series:
            name = person.given_name or person.family_name
            found.append(PersonScores(person.id, name, series))
    return tuple(found)


def _series(desk: Desk, history: History, mine: list[Observation]) -> Iterable[Series]:
    today = desk.clock.today()
    types = {visit.id: visit for visit in history.encounters}
    for code in sorted({o.code for o in mine}, key=_rank):
        results = [o for o in mine if o.code == code]
        form = _form(desk, results[-1])
        if results[-1].maximum:
            yield _total(desk, history.family, types, results, form, today)
        for name in sorted({n for o in results for n in o.component}):
            yield _part(desk, history.family, types, results, form, name, today)


def _rank(code: str) -> tuple[int, str]:
    """The fuller instruments first, the short first questions last."""
    first = ("phq-9", "gad-7", "epds", "mors-sf")
    return (first.index(code) if code in first else len(first), code)


def _form(desk: Desk, result: Observation) -> Questionnaire | None:
    for name in (result.questionnaire, result.code):
        try:
            return desk.catalogue.get(name)
        except KeyError:
            continue
    return None


def _total(
    desk: Desk,
    family: Family,
    types: dict[str, Encounter],
    results: list[Observation],
    form: Questionnaire | None,
    today: date,
) -> Series:
    points = []
    before: date | None = None
    for result in results:
        day = result.effective.astimezone().date()
        low, high = (result.value, result.value)
        if low is None or high is None:
            low, high = result.low, result.high
        gap = weeks_between(before, day) if before else ""
        points.append(
            Point(
                short_date(day, today),
                _contact(desk, family, types.get(result.encounter_id), day),
                low,
                high,
                _missing(result),
                gap,
            )
        )
        before = day
    scale = form.scale(TOTAL) if form else None
    bands = tuple((b.low, b.high, b.name) for b in scale.bands) if scale else ()
    title = results[-1].title
    return Series(
        results[-1].code,
        title,
        tuple(points),
        bands,
        results[-1].maximum,
        _note(title, bool(bands)),
    )


def _part(
    desk: Desk,
    family: Family,
    types: dict[str, Encounter],
    results: list[Observation],
    form: Questionnaire | None,
    name: str,
    today: date,
) -> Series:
    points = []
    before: date | None = None
    for result in results:
        if name not in result.component:
            continue
        day, value = result.effective.astimezone().date(), result.component[name]
        contact = _contact(desk, family, types.get(result.encounter_id), day)
        gap = weeks_between(before, day) if before else ""
        points.append(Point(short_date(day, today), contact, value, value, "", gap))
        before = day
    plans = form.plans if form else ()
    most = max((p.maximum for p in plans if p.scale.title == name), default=0)
    most = most or max(point.high for point in points)
    code = f"{results[-1].code}/{name}"
    title = results[-1].title
    label = tr("{title}: {part}", title=title, part=name)
    return Series(code, label, tuple(points), (), most, _note(title, False))


def _note(title: str, banded: bool) -> str:
    columns = tr("One column for each contact; the time between is written below.")
    if banded:
        return tr("Bands as published with {title}.", title=title) + " " + columns
    return tr("No bands are published with {title}.", title=title) + " " + columns


def _missing(result: Observation) -> str:
    if not result.missing:
        return ""
    return tr_plural("{n} answer missing", "{n} answers missing", len(result.missing))


def _contact(desk: Desk, family: Family, visit: Encounter | None, day: date) -> str:
    """Which contact it was: weeks of pregnancy before the birth, else its name."""
    kind = visit.type if visit else ""
    expected = family.expected_date_of_delivery
    if kind == "antenatal" and expected:
        return tr("{n} weeks", n=gestation_days(expected, day) // 7)
    short = {
        "new-birth": tr("New birth"),
        "antenatal": tr("Antenatal"),
        "phone-call": tr("By phone"),
        "6-8-weeks": tr("6 to 8 weeks"),
        "3-4-months": tr("3 to 4 months"),
        "6-months": tr("6 months"),
        "12-months": tr("12 months"),
        "2-years": tr("2 to 2½ years"),
    }
    return short.get(kind, tr(desk.contacts.display("type", kind)) if kind else "")
