"""One family as a FHIR file: what is said before, and the writing. Plain Python."""

from pathlib import Path
from typing import Protocol

from visit_app import visits
from visit_app.records import DocumentReference, Encounter, EncounterStatus
from visit_app.ui.running import OneJob, Run
from visit_app.ui.text import tr, tr_plural
from visit_app.visits import Desk, NotPossible


class FamilyFhirView(Protocol):
    """What the presenter tells the page."""

    def show_busy(self, words: str) -> None:
        """What is being done; "" when that is over."""
        ...

    def show_error(self, field: str, sentence: str) -> None:
        """Why nothing was saved; "" when it is begun."""
        ...

    def show_saved(self) -> None:
        """The file is written, and the audit says so."""
        ...


class FamilyFhirPresenter:
    """One family that is to be saved as a file."""

    def __init__(
        self, view: FamilyFhirView, desk: Desk, family_id: str, run: Run
    ) -> None:
        self.desk, self._view, self._family_id = desk, view, family_id
        self._job = OneJob(run, view.show_busy, view.show_error)
        family = desk.vault.family(family_id)
        self.title = family.title or tr("Family without a name")

    def what_is_in_it(self) -> str:
        """In a sentence: visits, letters, and everything else."""
        visits_made = self._visits()
        letters = self.desk.vault.find(DocumentReference, family_id=self._family_id)
        n, m = len(visits_made), len(letters)
        parts = [
            tr_plural("{n} visit", "{n} visits", n) if n else "",
            tr_plural("{n} letter", "{n} letters", m) if m else "",
            tr("everything written down about the people"),
            tr("who wrote it and when"),
        ]
        words = ", ".join(part for part in parts if part)
        return f"{words[:1].upper()}{words[1:]}."

    def about_drafts(self) -> str:
        """That visits are not signed off; "" when all are."""
        going = EncounterStatus.IN_PROGRESS
        count = sum(visit.status == going for visit in self._visits())
        if not count:
            return ""
        return tr_plural(
            "{n} visit is not signed off. It is in the file as it stands.",
            "{n} visits are not signed off. They are in the file as they stand.",
            count,
        )

    def _visits(self) -> tuple[Encounter, ...]:
        return self.desk.vault.find(Encounter, family_id=self._family_id)

    def refusal(self) -> str:
        """Why no file may be made; "" when one may."""
        return visits.refusal(self.desk, "fhir")

    def save(self, path: Path) -> None:
        """Write the file in the background."""
        desk, family_id = self.desk, self._family_id
        words = tr("The file is being written.")
        self._job.start("", words, lambda: _save(desk, family_id, path), self._done)

    def _done(self, problem: str) -> None:
        if problem:
            self._view.show_error("", problem)
        else:
            self._view.show_saved()


def _save(desk: Desk, family_id: str, path: Path) -> str:
    """Write it; "" or why that may not be."""
    try:
        visits.save_family_bundle(desk, family_id, path)
    except NotPossible as problem:
        return str(problem)
    return ""
