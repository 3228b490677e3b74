"""Erasing a family: what is said before, what has to be confirmed. Plain Python."""

from collections.abc import Callable
from pathlib import Path

from visit_app import visits
from visit_app.records.dates import spoken_date
from visit_app.sync.erasing import telling_the_team
from visit_app.sync.errors import SyncError
from visit_app.sync.laptop import Laptop
from visit_app.ui.running import Run
from visit_app.ui.text import tr, tr_plural
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.visits import Desk, NotPossible, Receipt, StillHeld

WORD = "erase"
OnReceipt = Callable[[Receipt], None]
OnProblem = Callable[[str], None]


class ErasePresenter:
    """One family that is to be erased; `laptop` is None in practice."""

    def __init__(
        self, desk: Desk, laptop: Laptop | None, family_id: str, run: Run
    ) -> None:
        self._desk, self._laptop, self._run = desk, laptop, run
        self._family_id = family_id
        self.before = visits.before_erasing(desk, family_id)
        self.title = self.before.family.title or tr("Family without a name")

    @property
    def word(self) -> str:
        """What has to be typed: the family's own name, so that it is the right one."""
        people = (*self.before.family.parents, *self.before.family.babies)
        names = (person.family_name or person.given_name for person in people)
        return next((name for name in names if name), tr(WORD))

    def what_goes(self) -> str:
        """In words: "3 visits, everything written down about the people."."""
        counts = self.before.counts
        visits_made = counts.get("Encounter", 0)
        letters = counts.get("DocumentReference", 0)
        parts = [
            tr_plural("{n} visit", "{n} visits", visits_made) if visits_made else "",
            tr_plural("{n} letter", "{n} letters", letters) if letters else "",
            tr("everything written down about the people"),
        ]
        words = ", ".join(part for part in parts if part)
        return f"{words[:1].upper()}{words[1:]}."

    def about_the_date(self) -> tuple[str, bool]:
        """Whether the record is past the date it is kept to; True when it is."""
        before = self.before
        if not before.rule.is_set:
            return tr("No rule is settled here for how long records are kept."), False
        if before.kept_until is None:
            return tr("No date can be worked out until which this is kept."), False
        day = spoken_date(before.kept_until)
        if before.is_past:
            return tr("This record was to be kept until {day}.", day=day), True
        return tr("By the rule settled here this is kept until {day}.", day=day), False

    def about_drafts(self) -> str:
        """That a visit is not finished; "" when all are."""
        if not self.before.drafts:
            return ""
        return tr_plural(
            "{n} visit is not finished. It goes too.",
            "{n} visits are not finished. They go too.",
            self.before.drafts,
        )

    def about_backups(self) -> str:
        """What backups still hold."""
        return backups_words(self.before.backups)

    def not_ready(self, reason: str, typed: str, *, checked: bool) -> str | None:
        """Why it cannot be done yet, the first thing first; None when it can."""
        try:
            visits.check_reason(self.before.family, reason)
        except NotPossible as problem:
            return str(problem)
        if not checked:
            return tr("Tick that you have checked this.")
        if typed.strip().casefold() != self.word.casefold():
            return tr("Type {word} in the last field.", word=self.word)
        return None

    def erase(self, reason: str, on_receipt: OnReceipt, on_problem: OnProblem) -> None:
        """Erase it in the background; one of the two is called afterwards."""
        desk, family_id = self._desk, self._family_id
        laptop = self._laptop

        def work() -> Receipt:
            if laptop is None:
                return visits.erase(desk, family_id, reason)
            also = telling_the_team(laptop, family_id)
            return visits.erase(desk, family_id, reason, also)

        def failed(problem: Exception) -> None:
            if not isinstance(problem, VaultError | NotPossible | SyncError):
                raise problem
            on_problem(str(problem))

        self._run(work, on_receipt, failed)

    def save_receipt(self, receipt: Receipt, path: Path) -> str:
        """Write the receipt into a file; "" or why it could not be."""
        try:
            write_whole(path, receipt.to_json().encode())
        except VaultError:
            return tr(
                "The receipt could not be saved there. Choose another folder: the proof"
                " stays in the audit."
            )
        return ""


def backups_words(held: StillHeld) -> str:
    """What backups still hold, and for how long; "" when there are none."""
    return " ".join(filter(None, (_passing_words(held), _lasting_words(held))))


def _passing_words(held: StillHeld) -> str:
    if held.until is None:
        return ""
    first = tr_plural(
        "{n} backup on this laptop still holds this record, encrypted.",
        "{n} backups on this laptop still hold this record, encrypted.",
        held.count,
    )
    return f"{first} " + tr(
        "Newer ones take their place, the last by {day}, while backups go on being"
        " made. Copies in a second place stay as long.",
        day=spoken_date(held.until),
    )


def _lasting_words(held: StillHeld) -> str:
    if not held.lasting:
        return ""
    return tr_plural(
        "{n} more copy, from before an update of the app or set aside by a restore, may"
        " hold it too and goes by no date.",
        "{n} more copies, from before an update of the app or set aside by a restore,"
        " may hold it too and go by no date.",
        held.lasting,
    )


def receipt_words(receipt: Receipt) -> str:
    """What the receipt says first."""
    at = receipt.erased_at.astimezone()
    return tr(
        "Erased on {day} at {time}. Entry {entry} of the audit proves it, without"
        " anything of the record.",
        day=spoken_date(at.date()),
        time=f"{at:%H:%M}",
        entry=receipt.entry,
    )
