"""Scores over time: each person's results, by instrument. Plain Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from visit_app.questionnaires import Questionnaire
from visit_app.records import Observation
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
            name = person.called
            found.append(PersonScores(person.id, name, series))
    return tuple(found)


def _series(desk: Desk, history: History, mine: list[Observation]) -> Iterator[Series]:
    for code in sorted({o.code for o in mine}, key=_rank):
        results = tuple(o for o in mine if o.code == code)
        instrument = _Instrument(desk, history, results)
        if results[-1].maximum:
            yield instrument.total()
        for name in sorted({n for o in results for n in o.component}):
            yield instrument.part(name)


def _rank(code: str) -> tuple[int, str]:
    """The fuller instruments first, the short first questions last."""
    first = ("phq-9", "gad-7", "epds", "mors-sf")
    return (first.index(code) if code in first else len(first), code)


@dataclass(frozen=True)
class _Instrument:
    """One person's results of one instrument, oldest first."""

    desk: Desk
    history: History
    results: tuple[Observation, ...]

    @property
    def _title(self) -> str:
        return self.results[-1].title

    def total(self) -> Series:
        newest, form = self.results[-1], self._form()
        scale = form.scale(TOTAL) if form else None
        bands = tuple((b.low, b.high, b.name) for b in scale.bands) if scale else ()
        spans = [(r, *_span(r), _missing(r)) for r in self.results]
        note = _note(self._title, banded=bool(bands))
        points = self._points(spans)
        most = newest.maximum
        return Series(newest.code, self._title, points, bands, most, note)

    def part(self, name: str) -> Series:
        held = [r for r in self.results if name in r.component]
        spans = [(r, r.component[name], r.component[name], "") for r in held]
        form = self._form()
        ends = [p.maximum for p in form.plans if p.scale.title == name] if form else []
        most = max([*ends, *(r.component[name] for r in held)])
        code = f"{self.results[-1].code}/{name}"
        title = tr("{title}: {part}", title=self._title, part=name)
        note = _note(self._title, banded=False)
        return Series(code, title, self._points(spans), (), most, note)

    def _points(
        self, spans: Sequence[tuple[Observation, int, int, str]]
    ) -> tuple[Point, ...]:
        points, before = [], None
        today = self.desk.clock.today()
        for result, low, high, note in spans:
            day = result.effective.astimezone().date()
            gap = weeks_between(before, day) if before else ""
            contact = self._contact(result, day)
            points.append(Point(short_date(day, today), contact, low, high, note, gap))
            before = day
        return tuple(points)

    def _form(self) -> Questionnaire | None:
        """The questionnaire as it was asked, else as it is now."""
        for name in (self.results[-1].questionnaire, self.results[-1].code):
            try:
                return self.desk.catalogue.get(name)
            except KeyError:
                continue
        return None

    def _contact(self, result: Observation, day: date) -> str:
        """Which contact it was: weeks of pregnancy before the birth, else its name."""
        visits = self.history.encounters
        kind = next((v.type for v in visits if v.id == result.encounter_id), "")
        expected = self.history.family.expected_date_of_delivery
        weeks = gestation_days(expected, day) // 7 if expected else 0
        if kind == "antenatal" and 0 < weeks < _OVERDUE_WEEKS:
            return tr("{n} weeks", n=weeks)
        if not kind:
            return ""
        name = self.desk.contacts.display("type", kind)
        return tr(_SHORT.get(kind, name))


_OVERDUE_WEEKS = 45  # the date is that of another pregnancy
_SHORT = {
    "new-birth": "New birth",
    "antenatal": "Antenatal",
    "phone-call": "By phone",
    "6-8-weeks": "6 to 8 weeks",
    "3-4-months": "3 to 4 months",
    "6-months": "6 months",
    "12-months": "12 months",
    "2-years": "2 to 2½ years",
}


def _span(result: Observation) -> tuple[int, int]:
    """The total twice, or the ends of the interval it lies in."""
    if result.value is None:
        return result.low, result.high
    return result.value, result.value


def _note(title: str, *, banded: bool) -> str:
    columns = tr("One column for each contact; the time between is written below.")
    if banded:
        return tr("Bands as published with {title}.", title=title) + " " + columns
    return tr("No bands are published with {title}.", title=title) + " " + columns


def _missing(result: Observation) -> str:
    if not result.missing:
        return ""
    return tr_plural("{n} answer missing", "{n} answers missing", len(result.missing))
