"""The local services, A to Z: reasons for and against each, none hidden."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.directory import Found, HealthcareService, Offer, Reason
from visit_app.directory.need import Speaks
from visit_app.directory.wording import called
from visit_app.ui.kit import choice
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import clear
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.text import tr


class ServiceList(QWidget):
    """`chosen(HealthcareService)` when the practitioner takes one.

    What is said of all of them alike stands once, above them.
    """

    chosen = Signal(object)

    def __init__(self, found: Found) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self.options = ServiceOptions(tr("Local services"), size="detail", gap=8)
        self.options.setObjectName("services")
        self.options.chosen.connect(self._on_chosen)
        column.addLayout(self._above)
        column.addWidget(self.options)
        column.addLayout(self._below)
        self.show_found(found)

    def show_found(self, found: Found) -> None:
        """Show the services with other reasons."""
        self._services = {o.service.id: o.service for o in found.offers}
        shared, stale = found.shared(), _stale_alike(found)
        clear(self._above)
        words = tr("Listed A to Z. Nothing is chosen for you. Type a letter to jump.")
        self._above.addWidget(Text(words, "note"))
        alike = [tr(reason.text) for reason in shared] + ([tr(stale)] if stale else [])
        if alike:
            text = tr("For each of them: {reasons}", reasons=" ".join(alike))
            self._above.addWidget(Message(text, "note"))
        here = self.options.code()
        self.options.set_choices(
            _choice(offer, shared, stale) for offer in found.open_now()
        )
        self.options.choose(here)
        self._show_closed(found)

    def _show_closed(self, found: Found) -> None:
        clear(self._below)
        for offer in found.offers:
            if not offer.service.active:
                self._below.addWidget(Text(_closed(offer.service), "note"))

    def _on_chosen(self, code: str) -> None:
        self.chosen.emit(self._services[code])

    def focus_first(self) -> None:
        """Put the focus on the first service."""
        self.options.focus_first()


class GapNotes(QWidget):
    """What does not exist here, said plainly whether the list is open or not."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.show_found(found)

    def show_found(self, found: Found) -> None:
        """Say what is missing for this need."""
        clear(self._column)
        for gap in found.gaps:
            self._column.addWidget(Message(tr(gap), "note"))
        if self.parentWidget() is not None or not found.gaps:
            self.setVisible(bool(found.gaps))


class ServiceOptions(OptionGroup):
    """A letter goes to the next service whose name begins with it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters look round without choosing, as the arrows do."""
        if not self._look_for(event.text()):
            super().keyPressEvent(event)

    def _look_for(self, letter: str) -> bool:
        if not letter.isalpha():
            return False
        options = list(self.options)
        here = self.focusWidget()
        at = next((n for n, option in enumerate(options) if option is here), -1)
        for option in (*options[at + 1 :], *options[: at + 1]):
            if option.text().casefold().startswith(letter.casefold()):
                option.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False


def _stale_alike(found: Found) -> str:
    """What is said of how fresh the entries are, when it is the same of all."""
    said = {offer.stale for offer in found.open_now()}
    return said.pop() if len(said) == 1 else ""


def _closed(service: HealthcareService) -> str:
    reason = service.retired_reason or service.comment
    return tr("{name}: closed. {reason}", name=service.name, reason=reason).strip()


def _choice(offer: Offer, shared: tuple[Reason, ...], stale: str) -> Choice:
    service = offer.service
    reasons = [
        choice.Reason(tr(r.text), *_LOOKS[r.speaks])
        for r in offer.reasons
        if r not in shared
    ]
    if offer.stale and not stale:
        reasons.append(choice.Reason(tr(offer.stale), "clock", "warn"))
    about = called("themes", service.theme)
    parts = (service.provided_by, about[:1].upper() + about[1:])
    words = ". ".join(part for part in parts if part)
    return Choice(service.id, service.name, "", words, reasons)


_LOOKS: dict[Speaks, tuple[str, Ink]] = {
    Speaks.FOR: ("check", "accent"),
    Speaks.AGAINST: ("x", "ink2"),
    Speaks.ASK: ("circle-help", "warn"),
}
