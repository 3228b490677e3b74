"""A desk with a family or two, and a screen's context that notes where it goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from visit_app.records import Encounter, Family, FamilyRole, Patient, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.ui.background import InlineBackground
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.saving import SaveState
from visit_app.ui.screen import ScreenContext
from visit_app.vault import Vault
from visit_app.visits import Desk, answer, finish, save_family, start
from visit_app.visits.opening import shipped

PRIYA = Practitioner(id="priya", name="Priya Nair", phone="01632 960077")
AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990000018",
    phone="07700 900142",
    contact_note="Text first. No voicemail.",
    language="English, Somali",
)
YONIS = Patient(id="yonis", role=FamilyRole.FATHER, given_name="Yonis", lives="At home")
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    family_name="Hassan",
    birth_date=date(2026, 10, 10),
)
HASSAN = Family(
    id="hassan", parents=(AMIRA, YONIS), babies=(IDRIS,), postcode="NN16 0AA"
)
CHLOE = Family(
    id="byrne",
    parents=(Patient(id="chloe", given_name="Chloe", family_name="Byrne"),),
    expected_date_of_delivery=date(2027, 2, 10),
    postcode="NN1 2BC",
)


@contextmanager
def open_desk(clock: FixedClock | None = None) -> Iterator[Desk]:
    """A desk over an empty vault in memory."""
    clock = clock or FixedClock()
    catalogue, guide, pathway, people, contacts = shipped()
    with Vault.in_memory(clock) as vault:
        vault.put(PRIYA)
        yield Desk(
            vault=vault,
            clock=clock,
            catalogue=catalogue,
            guide=guide,
            pathway=pathway,
            people=people,
            contacts=contacts,
            practitioner=PRIYA,
        )


def add_hassan(desk: Desk) -> Family:
    """Amira, Yonis and Idris."""
    return save_family(desk, HASSAN)


def finished(desk: Desk, subject: str, kind: str, *points: int) -> Encounter:
    """A finished visit with these PHQ-9 answers, the first ones in order."""
    visit = start(desk, "hassan", subject, type=kind, instruments=("phq-9",))
    form = desk.catalogue.get("phq-9")
    for question, value in zip(form.questions, points, strict=False):
        code = question.answer_option[value].value
        answer(desk, visit.id, "phq-9", question.link_id, code)
    return finish(desk, visit.id)


@dataclass
class Trip:
    """A screen's context, and every place it asked for."""

    desk: Desk
    surnames: bool = False
    places: list[Place] = field(default_factory=list)

    @property
    def last(self) -> Place | None:
        """Where the screen went last."""
        return self.places[-1] if self.places else None

    def context(self) -> ScreenContext:
        """A context that notes where the screen goes."""

        def announce(text: str, *, at_once: bool = False) -> None:
            del text, at_once

        values = {
            "desk": self.desk,
            "background": InlineBackground(),
            "save_state": SaveState(self.desk),
            "preferences": Preferences(),
            "change_preferences": lambda _: None,
            "go": self.places.append,
            "offers": lambda _: True,
            "back": lambda: None,
            "announce": announce,
            "surnames_shown": lambda: self.surnames,
        }
        known = ScreenContext.__dataclass_fields__
        extra = {name: (lambda *_: None) for name in known if name not in values}
        return ScreenContext(**values, **extra)  # type: ignore[arg-type]


def texts(widget: QWidget) -> str:
    """Every word showing in a widget, one control a line."""
    shown = [w for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
    found = []
    for w in shown:
        if isinstance(w, QLabel | QAbstractButton | QLineEdit):
            found.append(w.text() or w.accessibleName())
    return "\n".join(found)
