"""The list of families, searched as one types. Plain Python."""

from dataclasses import dataclass

from visit_app.records.dates import spoken_date
from visit_app.ui.family_edit import drafts
from visit_app.ui.names import list_note, list_title
from visit_app.ui.text import tr, tr_plural
from visit_app.vault.rows import FamilyRow
from visit_app.visits import Desk

MOST = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One family of the list; `last` is when it was visited last."""

    id: str
    title: str
    note: str
    postcode: str
    last: str

    @property
    def spoken(self) -> str:
        """All of it in a sentence, for the screen reader."""
        return ", ".join(
            p for p in (self.title, self.note, self.postcode, self.last) if p
        )


class FamiliesPresenter:
    """Searches names, NHS numbers and postcodes; the most recent family first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rebind(self, desk: Desk) -> None:
        """Go on with another desk after unlocking."""
        self._desk = desk

    def find(self, words: str, *, surnames: bool) -> tuple[Listed, ...]:
        """The first MOST families; one who searches sees surnames."""
        rows = self._desk.vault.search(words, limit=MOST)
        shown = surnames or bool(words.strip())
        return tuple(self._listed(row, shown) for row in rows)

    def _listed(self, row: FamilyRow, surnames: bool) -> Listed:
        today = self._desk.clock.today()
        last = ""
        if row.last_visit is not None:
            day = row.last_visit.astimezone().date()
            last = tr("Seen {day}", day=spoken_date(day, today))
        title = list_title(row, surnames=surnames)
        return Listed(row.id, title, list_note(row, today), row.postcode, last)

    def words(self, found: int, words: str, *, surnames: bool) -> str:
        """What stands over the list."""
        if not words.strip():
            shown = tr("The families seen or changed last come first.")
            hidden = tr("Surnames are hidden here until you search or press Ctrl+N.")
            return shown if surnames else f"{shown} {hidden}"
        if found >= MOST:
            return tr("The first {n} families. Type more to find fewer.", n=MOST)
        return tr_plural("{n} family", "{n} families", found)

    @property
    def has_new_form(self) -> bool:
        """Whether a new family is half written."""
        return drafts.read(self._desk, drafts.NEW) is not None
