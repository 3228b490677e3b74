"""The card of licence packs: what is installed, installing one, trusting its key."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.file_dialogs import ask_for_file
from visit_app.ui.kit.focus_ring import focus_in_view
from visit_app.ui.kit.list_row import two_lines
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import clear
from visit_app.ui.kit.text import Text
from visit_app.ui.settings.packs_presenter import PackRow
from visit_app.ui.text import tr


class TrustPanel(QWidget):
    """Whose key it is said to be, and its fingerprint: `answered(same)`."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.who, self.fingerprint = Text("", "dense"), Text("", "strong")
        self.same = Button(tr("They are the same: trust it"), "primary", "row")
        self.other = Button(tr("Do not install"), "quiet", "row")
        self.same.setObjectName("pack-trust")
        self.other.setObjectName("pack-distrust")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        ask = tr(
            "Ask the organisation for the fingerprint of its key by another way, a"
            " phone call for instance, and compare."
        )
        for line in (self.who, self.fingerprint, Text(ask, "note")):
            column.addWidget(line)
        row = QHBoxLayout()
        row.addWidget(self.same)
        row.addWidget(self.other)
        row.addStretch(1)
        column.addLayout(row)
        self.same.clicked.connect(lambda: self.answered.emit(True))
        self.other.clicked.connect(lambda: self.answered.emit(False))

    def ask(self, organisation: str, permission: str, fingerprint: str) -> None:
        """Show this key; the focus goes where nothing is installed."""
        self.who.setText(
            tr(
                "Signed in the name of {name}, with a key that is not trusted here yet."
                " Permission: {permission}",
                name=organisation,
                permission=permission,
            )
        )
        self.fingerprint.setText(fingerprint)
        self.same.set_description(fingerprint)
        self.show()
        announce(self, tr("Fingerprint: {key}", key=fingerprint))
        focus_in_view(self.other)


class PacksSection(Card):
    """`chosen(path)`, `answered(same)`, `removed(name)`."""

    chosen = Signal(object)
    answered = Signal(bool)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Licence packs"))
        about = tr(
            "EPDS and MORS-SF may not be shipped with their wording. An organisation"
            " with permission can sign a pack that has it. Without one, scores are"
            " entered by item number from the licensed paper copy."
        )
        self.add(Text(about, "note"))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.good, self.bad = (
            Message("", "note", icon="circle-check"),
            Message("", "err"),
        )
        self.trust = TrustPanel()
        self.trust.answered.connect(self._answered)
        self.install = Button(tr("Install a pack"), "secondary", "row")
        self.install.setObjectName("pack-install")
        self.install.clicked.connect(self._choose)
        self.add(self.trust, self.good, self.bad)
        self.body.addWidget(self.install, 0, Qt.AlignmentFlag.AlignLeft)
        self.trust.hide()
        self.say("", good=True)

    def _choose(self) -> None:
        title, kinds = (
            tr("Install a licence pack"),
            tr("Licence pack (*.zip manifest.json)"),
        )
        ask_for_file(self, title, kinds, lambda path: self.chosen.emit(Path(path)))

    def _answered(self, same: bool) -> None:
        self.trust.hide()
        self.install.setFocus(Qt.FocusReason.TabFocusReason)
        self.answered.emit(same)

    # --- what the presenter tells ----------------------------------------------------

    def show_packs(self, rows: tuple[PackRow, ...]) -> None:
        """What is installed now."""
        clear(self._rows)
        for row in rows:
            self._rows.addWidget(self._row(row))

    def _row(self, row: PackRow) -> QWidget:
        shown = QWidget()
        line = QHBoxLayout(shown)
        line.setContentsMargins(0, 6, 0, 6)
        line.addWidget(two_lines(row.title, row.note), 1)
        line.addWidget(Chip(row.state, "ok" if row.in_use else "warn"))
        remove = Button(tr("Remove"), "quiet", "row")
        remove.setObjectName(f"pack-remove-{row.name}")
        remove.set_description(row.title)
        remove.clicked.connect(lambda: self.removed.emit(row.name))
        line.addWidget(remove)
        return shown

    def ask_trust(self, organisation: str, permission: str, fingerprint: str) -> None:
        """Ask whether this is the organisation's key."""
        self.trust.ask(organisation, permission, fingerprint)

    def say(self, sentence: str, *, good: bool) -> None:
        """What happened; "" says nothing."""
        for message, words in (
            (self.good, sentence if good else ""),
            (self.bad, "" if good else sentence),
        ):
            message.set_text(words)
            message.setVisible(bool(words))
        if sentence:
            announce(self, sentence)

    def show_busy(self, words: str) -> None:
        """A pack is being looked at; "" when that is over."""
        self.install.set_not_ready(words)
        if words:
            self.trust.hide()
