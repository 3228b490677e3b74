"""The form of a family: every keystroke kept, one revision on saving. Plain Python."""

from dataclasses import replace

from visit_app import visits
from visit_app.records import Encounter, Family, FamilyRole, new_id
from visit_app.records.codes import Code, CodeBook
from visit_app.records.dates import spoken_date
from visit_app.ui.family_edit import drafts
from visit_app.ui.family_edit.doubts import Problem, problems
from visit_app.ui.family_edit.form import (
    FamilyForm,
    PersonForm,
    family_of,
    form_of,
    settled,
)
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk


class FamilyEditPresenter:
    """Reads and writes the half-made form of one family (a new one without an id)."""

    def __init__(self, desk: Desk, save_state: SaveState, family_id: str = "") -> None:
        self._desk, self._save = desk, save_state
        self.key = family_id or drafts.NEW
        kept = drafts.read(desk, self.key)
        self.was_kept = kept is not None
        self.began = spoken_date(kept.day, desk.clock.today()) if kept else ""
        if kept is None:
            self.form = form_of(self._known(), desk.clock.today())
            self._begin()
        else:
            self.form = settled(kept, desk.clock.today())

    def _known(self) -> Family:
        if self.key == drafts.NEW:
            return Family(id=new_id())
        return self._desk.vault.family(self.key)

    def _begin(self) -> None:
        if not self.form.people:
            person = PersonForm(new_id(), FamilyRole.MOTHER.value)
            self.form = self.form.with_person(person)

    def rebind(self, desk: Desk) -> None:
        """Go on with another desk after unlocking."""
        self._desk = desk

    @property
    def is_new(self) -> bool:
        """Whether this family is not on the caseload yet."""
        return self.key == drafts.NEW

    @property
    def is_changed(self) -> bool:
        """Whether the form holds anything that is not in the family's record."""
        return self.was_kept

    @property
    def title(self) -> str:
        """What the page is called: "Amira Hassan and Idris", "A new family"."""
        if self.is_new:
            return tr("Add a family")
        return self._known().title or tr("Family")

    def codes(self, name: str) -> tuple[tuple[str, str], ...]:
        """The codes of a set with their names; detailed ones after their group."""
        book = self._desk.people
        return tuple((c.code, _called(book, name, c)) for c in book[name])

    # --- typing --------------------------------------------------------------------

    def text(self, where: str, name: str) -> str:
        """What is typed in a field; the role of a person is one too."""
        if name == "role":
            return self.form.person(where).role
        return self.form.value(where, name)

    def set(self, where: str, name: str, text: str) -> None:
        """Keep what is typed in a field of a person, or of HOME."""
        if name == "role":
            person = self.form.person(where)
            self._keep(self.form.with_person(replace(person, role=text)))
            return
        self._keep(self.form.with_value(where, name, text))

    def add(self, role: str) -> str:
        """Add somebody; returns their id."""
        person = PersonForm(new_id(), role)
        self._keep(self.form.with_person(person))
        return person.id

    def take_off(self, person_id: str) -> str:
        """Take somebody off the family on saving; a sentence when that cannot be."""
        reason = self.why_kept(person_id)
        if not reason:
            person = self.form.person(person_id)
            self._keep(self.form.with_person(replace(person, removed=True)))
        return reason

    def put_back(self, person_id: str) -> None:
        """Take back that somebody was taken off."""
        person = self.form.person(person_id)
        self._keep(self.form.with_person(replace(person, removed=False)))

    def why_kept(self, person_id: str) -> str:
        """Why somebody cannot be taken off; empty when they can."""
        found = self._desk.vault.find(Encounter, subject_id=person_id, limit=1)
        if not found:
            return ""
        name = self.form.person(person_id).name or tr("this person")
        return tr("A visit is recorded with {name}, so they stay here.", name=name)

    def confirm(self, problem: Problem) -> None:
        """The practitioner says that what was asked about is right."""
        confirmed = (*self.form.confirmed, problem.key)
        self._keep(replace(self.form, confirmed=confirmed))

    # --- looking at it -------------------------------------------------------------

    def problems(self) -> tuple[Problem, ...]:
        """Errors and open questions, in the order of the form."""
        return problems(self.form, self._desk.clock.today(), self._number_known)

    def _number_known(self, digits: str) -> str:
        for row in self._desk.vault.search(digits, limit=3):
            if row.id != self.form.family_id:
                return row.parent_name or tr("Another family")
        return ""

    # --- the end -------------------------------------------------------------------

    def save(self) -> Family | None:
        """One new revision, and the kept form is gone; None when it is not on disk."""
        form, key = self.form, self.key
        family: Family | None = self._save.write("form", lambda d: _save(d, key, form))
        if family is not None:
            self.key, self.was_kept = family.id, False
            self.form = form_of(family, form.day)
        return family

    def discard(self) -> None:
        """Forget the changes: the form is as the record is."""
        key = self.key
        self._save.write("form", lambda desk: drafts.forget(desk, key))
        self.was_kept = False
        self.form = form_of(self._known(), self._desk.clock.today())
        self._begin()

    def _keep(self, form: FamilyForm) -> None:
        self.form = replace(form, day=self._desk.clock.today())
        self.was_kept = True
        kept, key = self.form, self.key
        self._save.write("form", lambda desk: drafts.write(desk, key, kept))


def _called(book: CodeBook, name: str, code: Code) -> str:
    if code.group in {"", code.code} or "ethnic-group" not in book:
        return tr(code.display)
    group = tr(book.display("ethnic-group", code.group))
    return f"{group}: {tr(code.display)}"


def _save(desk: Desk, key: str, form: FamilyForm) -> Family:
    with desk.vault.transaction():
        family = visits.save_family(desk, family_of(form, _base(desk, form)))
        drafts.forget(desk, key)
    return family


def _base(desk: Desk, form: FamilyForm) -> Family:
    """The family as it was when the form began."""
    if not form.base:
        return Family(id=form.family_id)
    found = (r.state for r in visits.revisions(desk, form.family_id))
    begun = next((s for s in found if s.revision == form.base), None)
    return begun or desk.vault.family(form.family_id)
