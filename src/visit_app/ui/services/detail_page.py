"""One service: what is stated and where, who checked it, and its earlier versions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from visit_app.directory import HealthcareService
from visit_app.ui.instrument_notes import confirm_locally
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.services import wording
from visit_app.ui.services.presenter import ServicesPresenter
from visit_app.ui.text import tr


class DetailPage(Page):
    """`left()`, `edit_asked()`, `confirmed(owner)`, `retired(reason)`, `reopened()`."""

    left = Signal()
    edit_asked = Signal()
    confirmed = Signal(str)
    retired = Signal(str)
    reopened = Signal()

    def __init__(
        self, presenter: ServicesPresenter, service: HealthcareService
    ) -> None:
        super().__init__(left=36)
        self._presenter, self._service = presenter, service
        self._add_head()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        self._columns.addWidget(self._stacked(self._stated(), self._quotes()), 3)
        self._columns.addWidget(
            self._stacked(self._checked(), self._contact(), self._versions()), 2
        )
        self.closing = self._closing()
        self.add(self.closing)
        self.body.addLayout(self._columns)
        self.finish()

    def _add_head(self) -> None:
        service = self._service
        self.all = Button(tr("All services"), "flush", "line", icon="arrow-left")
        self.all.setObjectName("all-services")
        self.all.clicked.connect(self.left)
        words = (
            service.provided_by,
            wording.level_words(service),
            wording.theme_words(service),
        )
        self.title = PageHead(service.name, ". ".join(w for w in words if w))
        self.close_it = Button(tr("Mark as closed"), "quiet")
        self.close_it.setObjectName("close-service")
        self.close_it.clicked.connect(self.ask_why)
        self.close_it.setVisible(service.active)
        waits = self._presenter.form_waits(service.id)
        self.edit = Button(tr("Carry on with the changes") if waits else tr("Change"))
        self.edit.set_icon("pencil")
        self.edit.setObjectName("edit")
        self.edit.clicked.connect(self.edit_asked)
        self.title.add(self.close_it, self.edit)
        self.problem = Message("", "err")
        self.problem.hide()
        self.head.addWidget(Flow(self.all))
        self.head.addWidget(self.title)
        self.head.addWidget(self.problem)

    def _stacked(self, *cards: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        return holder

    # --- the cards -----------------------------------------------------------------

    def _stated(self) -> Card:
        card = Card(tr("For whom, as stated"))
        for condition in self._service.eligibility:
            local = f" {confirm_locally()}" if condition.confirm_locally else ""
            card.add(Text(f"{condition.text}{local}"))
            if condition.source:
                card.add(Text(tr("Source: {source}", source=condition.source), "note"))
        if not self._service.eligibility:
            card.add(Text(tr("No condition is stated: ask the service."), ink="ink2"))
        if self._service.comment:
            card.add(Message(self._service.comment, "note"))
        return card

    def _quotes(self) -> Card:
        card = Card(tr("What the sources say"))
        for quote in self._service.quote:
            card.add(Text(f"“{quote.text}”", "quote"))
            card.add(Text(wording.source_words(quote), "note"))
        if not self._service.quote:
            card.add(Text(tr("No source is recorded for this entry."), ink="ink2"))
        return card

    def _checked(self) -> Card:
        service, card = self._service, Card(tr("Is this entry right?"))
        words = self._presenter.checked(service)
        self.owner = Field(
            tr("Who keeps it up to date"), help_text=tr("A name or a team.")
        )
        self.owner.input.setObjectName("owner")
        self.owner.set_value(service.owner)
        self.confirm = Button(tr("I have checked this today"), "primary", icon="check")
        self.confirm.setObjectName("confirm")
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self.owner.value()))
        if not service.active:
            reason = service.retired_reason
            card.add(Message(tr("Closed. {reason}", reason=reason).strip(), "note"))
            self.open_again = Button(tr("It is open again"))
            self.open_again.setObjectName("reopen")
            self.open_again.clicked.connect(self.reopened)
            card.add(Flow(self.open_again))
            return card
        chip = self._presenter.chip(service)
        card.add(Message(words, "warn") if chip else Message(words, icon="check"))
        card.add(self.owner, Flow(self.confirm))
        return card

    def _contact(self) -> Card:
        service, card = self._service, Card(tr("How to reach it"))
        for part in (service.telecom, service.address):
            if part:
                card.add(Text(part))
        if not service.telecom and not service.address:
            words = tr("No contact is recorded. Ask the service, then add it.")
            card.add(Text(words, ink="ink2"))
        return card

    def _versions(self) -> Card:
        card = Card(tr("Versions"))
        for version in self._presenter.versions(self._service.id):
            card.add(Text(version.title, "dense_medium"))
            for line in version.before:
                card.add(Text(line, "note"))
        return card

    # --- closing -------------------------------------------------------------------

    def _closing(self) -> Card:
        card = Card(tr("Has this service closed?"))
        self.reason = Field(
            tr("Why, and since when"),
            help_text=tr("The entry stays in the list as closed, with this reason."),
        )
        self.reason.input.setObjectName("closed-reason")
        self.mark = Button(tr("Mark as closed"), "primary")
        self.mark.setObjectName("mark-closed")
        self.mark.clicked.connect(lambda: self.retired.emit(self.reason.value()))
        self.keep = Button(tr("Leave it open"), "quiet")
        self.keep.setObjectName("leave-open")
        self.keep.clicked.connect(self._leave_open)
        card.add(self.reason, Flow(self.mark, self.keep))
        card.hide()
        return card

    @property
    def closing_open(self) -> bool:
        """Whether the form that marks the service as closed is open."""
        return self.closing.isVisibleTo(self)

    def ask_why(self) -> None:
        """Open the form that marks the service as closed."""
        self.closing.show()
        self.scroller.verticalScrollBar().setValue(0)
        self.reason.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_open(self) -> None:
        self.closing.hide()
        self.close_it.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, problem: str) -> None:
        """Why something was not kept."""
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def set_width(self, width: Width) -> None:
        """One column where there is less room."""
        super().set_width(width)
        self.title.set_width(width)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction
        wide = width is Width.WIDE
        self._columns.setDirection(across if wide else down.TopToBottom)
