"""The card of contacts due: which programme counts, what is in it, its files."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.instrument_notes import confirm_locally
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip_group import ChipGroup
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.file_dialogs import ask_for_file, ask_where_to_save
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import CheckGroup
from visit_app.ui.kit.page import clear
from visit_app.ui.kit.text import Text
from visit_app.ui.settings.programme_presenter import Offered, ProgrammePresenter
from visit_app.ui.text import tr

FILE_NAME = "programme.json"


class ProgrammesSection(Card):
    """One line says what counts; the contacts themselves are folded away."""

    def __init__(self, presenter: ProgrammePresenter) -> None:
        super().__init__(tr("Contacts due"))
        self.presenter = presenter
        self.which = ComboField(
            tr("Programme"),
            presenter.choices(),
            help_text=tr("One family can follow another one: see the family’s page."),
        )
        self.which.combo.setObjectName("programme")
        self.which.choose(presenter.id)
        self.which.chosen.connect(self._on_followed)
        self.version = Text("", "note")
        self.said = Message("", icon="check")
        self.refused = Message("", "err")
        self.opener = Button("", "secondary", "row")
        self.opener.setObjectName("programme-contacts")
        self.opener.clicked.connect(self._toggle)
        self.files = Flow(*self._file_buttons())
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._holder.hide()
        for said in (self.said, self.refused):
            said.hide()
        self.add(self.which, self.version, self.said, self.refused)
        self.add(Flow(self.opener), self._holder, self.files)
        self._show()

    def _file_buttons(self) -> tuple[Button, ...]:
        self.take = Button(tr("Open a file"), "secondary", "row", icon="download")
        self.give = Button(tr("Save to a file"), "secondary", "row", icon="upload")
        self.restore = Button(tr("As it came with the app"), "quiet", "row")
        for name, button, act in (
            ("programme-take", self.take, self._ask_for_file),
            ("programme-give", self.give, self._ask_where_to),
            ("programme-restore", self.restore, self._on_restored),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
        return self.take, self.give, self.restore

    # --- what is shown ---------------------------------------------------------------

    def _show(self) -> None:
        self.version.setText(self.presenter.version_words())
        self.restore.setVisible(self.presenter.can_restore)
        folded = self._holder.isHidden()
        words = tr("Contacts and their questions") if folded else tr("Fold this")
        self.opener.setText(words)
        if not folded:
            self._show_contacts()

    def _show_contacts(self) -> None:
        clear(self._column)
        contacts = self.presenter.contacts()
        for note in self.presenter.notes():
            self._column.addWidget(Message(note, "note"))
        for phase in self.presenter.phases():
            self._column.addWidget(Text(phase, "dense"))
        if not contacts:
            words = tr("Each date is agreed with the parent and stands in the plan.")
            self._column.addWidget(Text(words, "note"))
            return
        self.offered = CheckGroup(
            tr("Contacts offered"), [self._choice(c) for c in contacts], "small", gap=6
        )
        self.offered.setObjectName("programme-offered")
        self.offered.choose(c.code for c in contacts if c.on)
        self.offered.changed.connect(self._on_switched)
        self.at = ComboField(
            tr("Questions asked at"), [Choice(c.code, c.title) for c in contacts]
        )
        self.at.combo.setObjectName("programme-at")
        self.asked = ChipGroup(
            tr("Which questions belong to it"), self.presenter.forms()
        )
        self.asked.setObjectName("programme-asked")
        self.at.chosen.connect(self._show_asked)
        self.asked.changed.connect(self._on_asked)
        for widget in (
            Text(tr("Contacts offered"), "label"),
            self.offered,
            self.at,
            self.asked,
        ):
            self._column.addWidget(widget)
        self.at.choose(contacts[0].code)
        self._show_asked(contacts[0].code)

    def _choice(self, contact: Offered) -> Choice:
        asks = self.presenter.titles(contact.screening) or tr("no questions set")
        window = contact.window[:1].upper() + contact.window[1:]
        words = f"{window}. {tr('Asks: {titles}', titles=asks)}"
        if contact.asks_unread:
            words = f"{words} {confirm_locally()}"
        return Choice(contact.code, contact.title, subtitle=words)

    def _show_asked(self, code: str) -> None:
        found = {c.code: c for c in self.presenter.contacts()}
        self.asked.choose(found[code].screening)

    def unfolded(self) -> str | None:
        """The contact whose questions are shown, None while folded."""
        if self._holder.isHidden():
            return None
        return (self.at.code() or "") if self.presenter.contacts() else ""

    def unfold(self, code: str) -> None:
        """Show the contacts, and the questions of this one."""
        self._holder.show()
        self._show()
        if any(contact.code == code for contact in self.presenter.contacts()):
            self.at.choose(code)
            self._show_asked(code)

    # --- what is done ----------------------------------------------------------------

    def _toggle(self) -> None:
        self._holder.setVisible(self._holder.isHidden())
        self._show()

    def _on_followed(self, programme_id: str) -> None:
        self._tell(self.presenter.follow(programme_id))
        self._show()

    def _on_switched(self, codes: list[str]) -> None:
        for contact in self.presenter.contacts():
            if contact.on != (contact.code in codes):
                self._tell(
                    self.presenter.switch(contact.code, on=contact.code in codes)
                )
        self._show_version()

    def _on_asked(self, names: list[str]) -> None:
        self._tell(self.presenter.ask(self.at.code() or "", names))
        for option, contact in zip(
            self.offered.options, self.presenter.contacts(), strict=True
        ):
            option.offer(self._choice(contact), "small")
        self._show_version()

    def _show_version(self) -> None:
        self.version.setText(self.presenter.version_words())
        self.restore.setVisible(self.presenter.can_restore)

    def _on_restored(self) -> None:
        self._tell(self.presenter.restore())
        self._show()
        self.opener.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, problem: str) -> None:
        self._say(problem, good=False)

    def _say(self, sentence: str, *, good: bool) -> None:
        for message, counts in ((self.said, good), (self.refused, not good)):
            message.set_text(sentence if counts else "")
            message.setVisible(bool(sentence) and counts)
        if sentence:
            announce(self, sentence)

    # --- files -----------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        title = tr("Open a programme of contacts")
        ask_for_file(self, title, _kinds(), self.take_from)

    def _ask_where_to(self) -> None:
        title = tr("Save the programme of contacts")
        ask_where_to_save(self, title, FILE_NAME, self.save_to, kinds=_kinds())

    def take_from(self, path: str) -> None:
        """Take in a programme from a file, and say what came or what is wrong."""
        good, sentence = self.presenter.take_from(Path(path))
        self._say(sentence, good=good)
        if good:
            self.which.set_choices(self.presenter.choices())
            self.which.choose(self.presenter.id)
            self._show()

    def save_to(self, path: str) -> None:
        """Save the programme shown into a file."""
        good, sentence = self.presenter.save_to(Path(path))
        self._say(sentence, good=good)


def _kinds() -> str:
    return tr("Programme of contacts (*.json)")
