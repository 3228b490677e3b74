"""De-identified counts of a caseload: tables of numbers without ids or names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from visit_app.exports.books import Books
from visit_app.exports.counting import IN_TIME, NO_BAND, NOT_IN_TIME, UNDATED, rows_of
from visit_app.exports.measures import Measure, Row
from visit_app.exports.period import Period
from visit_app.exports.seen import Seen
from visit_app.exports.suppression import Published, mean, together

TOTAL = "total"
Key = tuple[str, str]  # measure, row


@dataclass(frozen=True, slots=True)
class Cell:
    """One number; None is hidden. `statistic` is "count" or "mean"."""

    row: str
    title: str
    value: int | float | None
    statistic: str = "count"


@dataclass(frozen=True, slots=True)
class Table:
    """One measure; `total` is None where the rows do not add up to anything."""

    measure: Measure
    cells: tuple[Cell, ...]
    total: Cell | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every table of a period."""

    period: Period
    version: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Exact numbers on their way: how often each row came up, and sums for means.

    Tallies of different families add up, so that a caseload is counted in parts.
    """

    counts: Counter[Key]
    sums: Counter[Key]

    def add(self, other: "Tally") -> None:
        """Take in what another part of the caseload adds."""
        self.counts.update(other.counts)
        self.sums.update(other.sums)


def tally(seen: Seen, books: Books) -> Tally:
    """What one family adds."""
    found = Tally(Counter(), Counter())
    for measure in books.definitions.measures:
        found.counts.update((measure.id, row) for row in rows_of(seen, measure, books))
        for row in measure.rows:
            for value in _values(seen, measure, row) if row.is_mean else ():
                found.counts[measure.id, row.id] += 1
                found.sums[measure.id, row.id] += value
    return found


def count(caseload: Iterable[Seen], books: Books) -> Outcomes:
    """The outcomes of a caseload, read family by family."""
    whole = Tally(Counter(), Counter())
    for seen in caseload:
        whole.add(tally(seen, books))
    return outcomes(whole, books)


def outcomes(whole: Tally, books: Books) -> Outcomes:
    """What may be shown of exact numbers: small ones hidden, others rounded."""
    shown = _published(whole, books)
    tables = tuple(
        _table(measure, shown[measure.id], whole, books)
        for measure in books.definitions.measures
    )
    return Outcomes(books.period, books.definitions.version, tables)


def _published(whole: Tally, books: Books) -> dict[str, Published]:
    """What may be shown of each measure; those with one total are seen together."""
    alike: dict[str, list[Measure]] = {}
    for measure in books.definitions.measures:
        alike.setdefault(measure.same_total, []).append(measure)
    found: dict[str, Published] = {}
    for measures in alike.values():
        exact = [
            [whole.counts[m.id, row.id] for row in _counted(m, whole, books)]
            for m in measures
        ]
        found |= zip((m.id for m in measures), together(exact), strict=True)
    return found


def _counted(measure: Measure, whole: Tally, books: Books) -> list[Row]:
    return [row for row in _rows(measure, whole, books) if not row.is_mean]


def _values(seen: Seen, measure: Measure, row: Row) -> Iterator[int]:
    for first, last in seen.results(measure.settings["form"]):
        sums = (first if row.which == "first" else last).component
        if row.component in sums:
            yield sums[row.component]


def _table(measure: Measure, shown: Published, whole: Tally, books: Books) -> Table:
    counted = _counted(measure, whole, books)
    cells = [
        Cell(row.id, row.title, value)
        for row, value in zip(counted, shown.counts, strict=True)
    ]
    cells += [_mean(row, measure, whole) for row in measure.rows if row.is_mean]
    several = len(counted) > 1
    total = Cell(TOTAL, "All of them", shown.total) if several else None
    return Table(measure, tuple(cells), total)


def _mean(row: Row, measure: Measure, whole: Tally) -> Cell:
    here = measure.id, row.id
    return Cell(row.id, row.title, mean(whole.sums[here], whole.counts[here]), "mean")


def _rows(measure: Measure, whole: Tally, books: Books) -> tuple[Row, ...]:
    """The rows of a table: those defined, and those that the books name."""
    if measure.id == "contacts":
        return tuple(_reviews(measure, whole, books))
    if measure.id == "referrals-by-service":
        used = {row for id, row in whole.counts if id == measure.id}
        named = sorted((books.services[id], id) for id in used if id in books.services)
        return (*(Row(id, title) for title, id in named), *measure.rows)
    return measure.rows or tuple(_bands(measure, books))


def _reviews(measure: Measure, whole: Tally, books: Books) -> Iterator[Row]:
    for review in books.programme.contacts:
        if review.optional:
            continue
        yield Row(f"{review.code}/{IN_TIME}", f"{review.title}: in its time")
        yield Row(f"{review.code}/{NOT_IN_TIME}", f"{review.title}: at another time")
        undated = f"{review.code}/{UNDATED}"
        if whole.counts[measure.id, undated]:
            yield Row(undated, f"{review.title}: no date to count from")


def _bands(measure: Measure, books: Books) -> Iterator[Row]:
    """The published names of a scale, or what lies between its cut-offs."""
    scale = books.catalogue.get(measure.settings["form"]).plans[0]
    cuts = measure.settings.get("cut_offs")
    if cuts is None:
        bands = scale.scale.bands
        if bands[0].low > scale.minimum:  # sums that have no published name
            yield Row(NO_BAND, f"{scale.minimum} to {bands[0].low - 1}")
        for band in bands:
            yield Row(band.name, f"{band.low} to {band.high}: {band.name}")
        return
    starts, ends = [scale.minimum, *cuts], [*(c - 1 for c in cuts), scale.maximum]
    for number, (low, high) in enumerate(zip(starts, ends, strict=True)):
        yield Row(str(number), f"{low} to {high}")
