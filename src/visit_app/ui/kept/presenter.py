"""How long records are kept: the rule, and who is past it. Plain Python."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from visit_app import visits
from visit_app.records.dates import spoken_date
from visit_app.ui.running import Run
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr, tr_plural
from visit_app.vault.errors import VaultError
from visit_app.visits import Desk, NotPossible, Retention, RetentionRule


@dataclass(frozen=True, slots=True)
class PastRow:
    """A family past its date."""

    family_id: str
    title: str
    note: str


class KeptPresenter:
    """The rule is kept when a field is left; the list is read in the background."""

    def __init__(self, desk: Desk, save_state: SaveState, run: Run) -> None:
        self._desk, self._saving, self._run = desk, save_state, run
        self.rule = visits.retention_rule(desk)

    def set_birthday(self, text: str) -> str:
        """Keep the birthday; "" or what is wrong with it."""
        return self._set("birthday", text)

    def set_years(self, text: str) -> str:
        """Keep the years after a visit; "" or what is wrong with them."""
        return self._set("years_after_visit", text)

    def _set(self, name: str, text: str) -> str:
        words = text.strip()
        if words and not words.isdecimal():
            return tr("Give whole years, from 1 to 100.")
        rule = replace(self.rule, **{name: int(words) if words else None})
        try:
            self._saving.write("rule", lambda d: visits.set_retention_rule(d, rule))
        except NotPossible as problem:
            return str(problem)
        self.rule = rule
        return ""

    def look(self, on_found: Callable[[Retention], None]) -> None:
        """Look through all families in the background."""
        desk = self._desk

        def failed(problem: Exception) -> None:
            if not isinstance(problem, VaultError):
                raise problem

        self._run(lambda: visits.retention(desk), on_found, failed)


def rule_texts(rule: RetentionRule) -> tuple[str, str]:
    """The rule as the two fields show it."""
    parts = (rule.birthday, rule.years_after_visit)
    first, second = ("" if part is None else str(part) for part in parts)
    return first, second


def rows(found: Retention) -> tuple[PastRow, ...]:
    """Those past their date, longest first."""
    return tuple(
        PastRow(
            kept.family_id,
            kept.row.title or tr("Family without a name"),
            tr("Kept until {day}", day=spoken_date(kept.until)),
        )
        for kept in found.past
    )


def summary(found: Retention) -> str:
    """The list in a sentence."""
    if not found.rule.is_set:
        return tr("No rule is settled, so no record is past its date.")
    count = tr_plural(
        "{n} record is past its date.",
        "{n} records are past their date.",
        len(found.past),
    )
    if not found.undated:
        return count
    more = tr_plural(
        "For {n} more no date can be worked out.",
        "For {n} more no date can be worked out.",
        len(found.undated),
    )
    return f"{count} {more}"
