"""The local services, A to Z: reasons for and against each, none hidden."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.directory import Found, HealthcareService, Offer
from visit_app.directory.need import Speaks
from visit_app.ui.kit.choice import Choice, Reason
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.text import tr


class ServiceList(QWidget):
    """`chosen(HealthcareService)` when the practitioner takes one."""

    chosen = Signal(object)

    def __init__(self, found: Found) -> None:
        super().__init__()
        self._services = {o.service.id: o.service for o in found.offers}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(tr("Listed A to Z. Nothing is chosen for you."), "note"))
        for gap in found.gaps:
            column.addWidget(Message(tr(gap), "note", icon="info"))
        open_now = [o for o in found.offers if o.service.active]
        self.options = OptionGroup(
            tr("Local services"), [_choice(o) for o in open_now], "detail", gap=8
        )
        self.options.setObjectName("services")
        self.options.chosen.connect(self._on_chosen)
        column.addWidget(self.options)
        for offer in found.offers:
            if not offer.service.active:
                column.addWidget(Text(_closed(offer.service), "note"))

    def _on_chosen(self, code: str) -> None:
        self.chosen.emit(self._services[code])

    def focus_first(self) -> None:
        """Put the focus on the first service."""
        self.options.focus_first()


def _closed(service: HealthcareService) -> str:
    reason = service.retired_reason or service.comment
    return tr("{name}: closed. {reason}", name=service.name, reason=reason).strip()


def _choice(offer: Offer) -> Choice:
    service = offer.service
    reasons = [Reason(tr(r.text), *_LOOKS[r.speaks]) for r in offer.reasons]
    if offer.stale:
        reasons.append(Reason(tr(offer.stale), "clock", "warn"))
    return Choice(service.id, service.name, "", service.provided_by, reasons)


_LOOKS: dict[Speaks, tuple[str, Ink]] = {
    Speaks.FOR: ("check", "accent"),
    Speaks.AGAINST: ("x", "ink2"),
    Speaks.ASK: ("circle-help", "warn"),
}
