"""Before you start: what is recorded about the contact itself. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visit_app import visits
from visit_app.records import Encounter, Family, Interpreter
from visit_app.records.codes import Code
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk, NotPossible

YES_NO: Mapping[str, bool] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be asked: id, name and how they belong to the family."""

    id: str
    name: str
    role: str


class BeforePresenter:
    """Reads and writes the fields of Encounter that are asked before the start."""

    def __init__(self, desk: Desk, save_state: SaveState, encounter_id: str) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.visit: Encounter = desk.vault.get(Encounter, encounter_id)
        self.family: Family = desk.vault.family(self.visit.family_id)

    def people(self) -> tuple[Person, ...]:
        """Everybody of the family who can be asked."""
        return tuple(
            Person(p.id, p.full_name, self._desk.people.display("role", p.role))
            for p in self.family.parents
        )

    @property
    def subject_name(self) -> str:
        """First name of the person who is asked."""
        person = self.family.person(self.visit.subject_id)
        return person.called

    def codes(self, name: str) -> tuple[Code, ...]:
        """The choices of one set: type, present, place, interpreter."""
        return self._desk.contacts[name]

    def ask(self, subject_id: str) -> str:
        """Ask this person instead; a sentence says why when that cannot be."""
        try:
            self._write("subject_id", subject_id)
        except NotPossible as problem:
            return str(problem)
        return ""

    def set(self, name: str, value: Any) -> None:
        """Keep one field of Encounter."""
        self._write(name, value)

    def set_yes_no(self, name: str, code: str) -> None:
        """Keep a field that is yes or no."""
        self._write(name, YES_NO[code])

    def yes_no(self, name: str) -> str | None:
        """ "yes", "no", or None while it is not recorded."""
        value = getattr(self.visit, name)
        return None if value is None else ("yes" if value else "no")

    def contradiction(self) -> str:
        """What is recorded both as alone and as not alone; "" when nothing is."""
        visit, contacts = self.visit, self._desk.contacts
        role = self.family.person(visit.subject_id).role
        if not visit.seen_alone or visit.is_alone(role):
            return ""
        others = [contacts.display("present", who) for who in visit.beside(role)]
        if visit.interpreter == Interpreter.OTHER:
            who = contacts.display("interpreter", visit.interpreter)
            others.append(tr("interpreter: {who}", who=who[:1].lower() + who[1:]))
        return tr(
            "Seen alone is recorded, and so is: {others}. While both stand, {name}"
            " counts as not alone. Change the one that is not so.",
            others="; ".join(others),
            name=self.subject_name,
        )

    def _write(self, name: str, value: Any) -> None:
        visit_id = self._id
        saved = self._save.write(
            f"before/{name}",
            lambda desk: visits.describe(desk, visit_id, **{name: value}),
        )
        if saved is not None:
            self.visit = saved
