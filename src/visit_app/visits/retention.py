"""How long records are kept: a local rule, and who is past it.

The app has no rule of its own: how long the records of children are kept is for the
organisation to settle. Without a rule nobody is past anything. Nothing is ever erased
by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from visit_app.records.dates import add_months
from visit_app.vault.rows import FamilyRow
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible

SETTING = "retention"
_BIRTHDAYS = range(1, 101)
_YEARS = range(1, 101)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Kept until this birthday of the youngest child, and so long after a visit.

    Both count where both are set: a record is past its date when it is past each that
    can be worked out. None: not part of the rule.
    """

    birthday: int | None = None
    years_after_visit: int | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything has been settled."""
        return self.birthday is not None or self.years_after_visit is not None


NO_RULE = RetentionRule()


@dataclass(frozen=True, slots=True)
class Kept:
    """One family and the date until which its record is kept."""

    row: FamilyRow
    until: date

    @property
    def family_id(self) -> str:
        """The family."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Retention:
    """Who is past the date, longest first, and for whom no date can be worked out."""

    rule: RetentionRule
    past: tuple[Kept, ...]
    undated: tuple[FamilyRow, ...]


def retention_rule(desk: Desk) -> RetentionRule:
    """What has been settled here; NO_RULE before."""
    kept: Mapping[str, Any] = desk.vault.setting(SETTING, dict[str, Any]())
    return RetentionRule(kept.get("birthday"), kept.get("years_after_visit"))


def set_retention_rule(desk: Desk, rule: RetentionRule) -> None:
    """Settle the rule, and enter that in the audit; raises NotPossible."""
    for value, allowed in (
        (rule.birthday, _BIRTHDAYS),
        (rule.years_after_visit, _YEARS),
    ):
        if value is not None and value not in allowed:
            raise NotPossible("Give whole years, from 1 to 100.")
    if rule == retention_rule(desk):
        return
    with desk.vault.transaction():
        desk.vault.set_setting(SETTING, asdict(rule))
        desk.vault.note(
            "retention-rule",
            birthday=rule.birthday or 0,
            years_after_visit=rule.years_after_visit or 0,
        )


def retention(desk: Desk) -> Retention:
    """Look through all families; some tenths of a second for ten thousand."""
    rule = retention_rule(desk)
    if not rule.is_set:
        return Retention(rule, (), ())
    rows = desk.vault.search(limit=-1)
    return look_through(rows, rule, desk.clock.today())


def look_through(
    rows: Iterable[FamilyRow], rule: RetentionRule, today: date
) -> Retention:
    """The same for rows that were read."""
    past, undated = [], []
    for row in rows:
        until = kept_until(row, rule)
        if until is None:
            undated.append(row)
        elif until <= today:
            past.append(Kept(row, until))
    past.sort(key=lambda kept: (kept.until, kept.row.id))
    return Retention(rule, tuple(past), tuple(undated))


def kept_until(row: FamilyRow, rule: RetentionRule) -> date | None:
    """From this day on a record may be erased; None when that cannot be worked out.

    It cannot while a child has no date of birth, unless no child is named and the
    rule counts from the last visit too.
    """
    dates: list[date] = []
    if rule.birthday is not None and (row.babies or row.expected_date_of_delivery):
        youngest = _youngest(row)
        if youngest is None:
            return None
        dates.append(add_months(youngest, 12 * rule.birthday))
    if rule.years_after_visit is not None and row.last_visit:
        day = row.last_visit.astimezone().date()
        dates.append(add_months(day, 12 * rule.years_after_visit))
    return max(dates, default=None)


def _youngest(row: FamilyRow) -> date | None:
    """The latest birth, a child on the way counting by its expected date."""
    born = [baby.birth_date for baby in row.babies]
    if not born:
        return row.expected_date_of_delivery
    known = [day for day in (*born, row.expected_date_of_delivery) if day]
    return max(known) if all(born) else None
