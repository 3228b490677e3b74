"""The programmes of contacts in the settings: which counts, and what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app import visits
from visit_app.records.dates import spoken_date
from visit_app.records.source import OWN, is_unsure
from visit_app.schedule.programme_file import Document
from visit_app.ui.instrument_notes import confirm_locally
from visit_app.ui.kit.choice import Choice
from visit_app.ui.questions.presenter import OFFERED
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.visits import NotPossible

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk


@dataclass(frozen=True, slots=True)
class Offered:
    """One contact of a programme: whether it is offered, and what is asked at it.

    `asks_unread` says that no source was read for which questions belong to it.
    """

    code: str
    title: str
    window: str
    on: bool
    screening: tuple[str, ...]
    asks_unread: bool = False


class ProgrammePresenter:
    """Reads the programmes and keeps what the service sets; `id` is the one shown."""

    def __init__(self, desk: "Desk", saving: SaveState) -> None:
        self.desk, self._saving = desk, saving
        self.id = visits.programme_in_force(desk)

    @property
    def document(self) -> Document:
        """The programme shown, in the version that counts."""
        return visits.programmes(self.desk)[self.id]

    def choices(self) -> list[Choice]:
        """Every programme by its title."""
        known = visits.programmes(self.desk).items()
        return [Choice(id, tr(document["title"])) for id, document in known]

    def follow(self, programme_id: str) -> str:
        """Let the families follow this programme; what is wrong, or empty."""
        self.id = programme_id
        return self._try(
            "follow", lambda desk: visits.follow_programme(desk, programme_id)
        )

    def version_words(self) -> str:
        """Who set the version that counts, and when; or that it came with the app."""
        document = self.document
        if not document.get("recorded"):
            return tr("As it came with the app.")
        day = datetime.fromisoformat(document["recorded"]).astimezone().date()
        who = document.get("author", "")
        return tr("Set by {who} on {day}.", who=who, day=spoken_date(day))

    @property
    def can_restore(self) -> bool:
        """Whether it differs from what came with the app."""
        return bool(self.document.get("recorded")) and visits.came_with_app(self.id)

    def contacts(self) -> tuple[Offered, ...]:
        """The contacts of a timetable; none where each date is agreed."""
        return tuple(
            Offered(
                part["code"],
                tr(part["title"]),
                self._window(part),
                not part.get("off"),
                tuple(part["screening"]),
                is_unsure(part.get("screening_verified", OWN)),
            )
            for part in self.document.get("contacts", ())
        )

    def phases(self) -> tuple[str, ...]:
        """The phases of a programme without a timetable, in words."""
        parts = self.document.get("phases", ())
        return tuple(f"{tr(part['title'])}: {self._window(part)}." for part in parts)

    def _window(self, part: Mapping[str, Any]) -> str:
        """When a contact or phase is, marked where no source was read for it."""
        return self._marked(tr(part["window"]), part)

    def _marked(self, words: str, part: Mapping[str, Any]) -> str:
        checked = part.get("verified", self.document.get("verified"))
        return f"{words} {confirm_locally()}" if is_unsure(checked) else words

    def notes(self) -> tuple[str, ...]:
        """What is to be known about the programme, each with its source."""
        told = []
        for note in self.document.get("notes", ()):
            source = note.get("source", self.document["source"])
            where = tr("Source: {source}.", source=source)
            told.append(f"{self._marked(tr(note['text']), note)} {where}")
        return tuple(told)

    def forms(self) -> list[Choice]:
        """The questionnaires that can belong to a contact."""
        known = self.desk.catalogue
        return [Choice(n, known.get(n).title) for n in OFFERED if n in known.names]

    def titles(self, names: tuple[str, ...]) -> str:
        """Questionnaires in words: "Whooley, GAD-2"."""
        known = {choice.code: choice.label for choice in self.forms()}
        return ", ".join(known.get(name, name) for name in names)

    def switch(self, code: str, *, on: bool) -> str:
        """Offer a contact or leave it out; what is wrong, or empty."""
        return self._change(code, off=not on)

    def ask(self, code: str, names: list[str]) -> str:
        """Set the questions of a contact; what is wrong, or empty."""
        return self._change(code, screening=tuple(names))

    def restore(self) -> str:
        """As it came with the app; what is wrong, or empty."""
        id = self.id
        return self._try("restore", lambda desk: visits.restore_programme(desk, id))

    def save_to(self, path: Path) -> tuple[bool, str]:
        """Write the programme into a file; whether it is written, and a sentence."""
        try:
            write_whole(path, visits.export_programme(self.desk, self.id))
        except (OSError, VaultError):
            return False, tr(
                "The programme could not be saved there. Choose another folder;"
                " nothing is lost here."
            )
        return True, tr("The programme is saved. It holds no family.")

    def take_from(self, path: Path) -> tuple[bool, str]:
        """Take in a file; whether it was taken, and a sentence naming each problem."""
        try:
            content = path.read_bytes()
        except OSError:
            return False, tr("This file could not be read. Choose another one.")
        try:
            made = visits.import_programme(self.desk, content)
        except (NotPossible, VaultError) as problem:
            return False, str(problem)
        self.id = made.id
        return True, tr("“{title}” is taken in.", title=made.title)

    def _change(self, code: str, **fields: Any) -> str:
        id = self.id
        return self._try(
            f"contact/{code}",
            lambda desk: visits.change_contact(desk, id, code, **fields),
        )

    def _try(self, key: str, operation: Callable[["Desk"], object]) -> str:
        try:
            self._saving.write(f"programme/{key}", operation)
        except NotPossible as problem:
            return str(problem)
        return self._saving.news.sentence if self._saving.has_unsaved else ""
