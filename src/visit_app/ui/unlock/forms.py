"""The forms of the unlock window."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.entry.caps_lock import CapsLock
from visit_app.ui.entry.form import EntryForm
from visit_app.ui.entry.passphrase import NewPassphrase
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.inputs import Line
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.strength import Strength
from visit_app.ui.text import tr
from visit_app.ui.unlock import words

if TYPE_CHECKING:
    from visit_app.ui.unlock.restoring import RestoreWords


class PassphraseForm(EntryForm):
    """The passphrase, and a way to the recovery code; `name` where there are several.

    The button for the computer's keychain is shown by `offer_keychain` only.
    """

    def __init__(self, name: str = "") -> None:
        super().__init__(
            words.title(name),
            words.sentence(),
            Button(words.go_on(), "primary", "foot", icon="lock"),
        )
        self._usual_title = self.title.text()
        self.field = Field(words.passphrase(), size="foot", password=True)
        self.field.setObjectName("passphrase")
        self.field.edited.connect(lambda: self.field.set_error(None))
        self.recovery = Button(words.use_recovery_code(), "flush", "line")
        self.recovery.setObjectName("use-recovery-code")
        self.keychain: Button | None = None
        self.other = Button(words.someone_else(), "flush", "line")
        self.other.setObjectName("someone-else")
        self.add(self.field)
        self.add_button()
        before = Text(words.forgotten(), "body", ink="ink2")
        self.add_beside(before, self.recovery)
        self.add_beside(self.other)
        self.keep = Button(tr("Keep everything as it is"), "flush", "line")
        self.keep.setObjectName("keep-everything")
        self.keep.hide()
        self.add_beside(self.keep)
        line = self.field.input
        self.caps = CapsLock(line) if isinstance(line, Line) else None

    def offer_keychain(self, act: Callable[[], None]) -> None:
        """Show a button for the computer's keychain under the other one."""
        button = Button(
            tr("Unlock with this computer’s keychain"), "secondary", "foot", icon="key"
        )
        button.setObjectName("use-keychain")
        button.clicked.connect(act)
        self.column.insertWidget(self.column.indexOf(self.button) + 1, button)
        self._elsewhere.append(button)
        self.keychain = button

    def set_error(self, sentence: str) -> None:
        """Say what is wrong; what was typed is selected, so that typing replaces it."""
        super().set_error(sentence)
        line = self.field.input
        if sentence and isinstance(line, Line):
            line.selectAll()

    def say_going_back(self) -> None:
        """The passphrase is asked for to go back to a backup."""
        self.title.setText(tr("Go back to an earlier state"))
        self.words.setText(
            tr("Type your passphrase to see what that means. Nothing is changed yet.")
        )
        self._say_button(tr("Show me"))
        self.keep.show()

    def say_unlock(self) -> None:
        """It is asked for to unlock, as always."""
        self.title.setText(self._usual_title)
        self.words.setText(
            tr("Everything you saved is on this laptop, as you left it.")
        )
        self._say_button(tr("Unlock"))
        self.keep.hide()

    def _say_button(self, words: str) -> None:
        self._ready_words = words
        self.button.setText(words)

    @property
    def caps_lock(self) -> bool:
        """Whether the last letters were typed with Caps Lock on, as far as is known."""
        return self.caps is not None and self.caps.on


class RecoveryForm(EntryForm):
    """The recovery code, as printed or written down."""

    def __init__(self) -> None:
        super().__init__(
            tr("Use your recovery code"),
            tr("You printed it or wrote it down when you began with this laptop."),
            Button(
                tr("Next: a new passphrase"),
                "primary",
                "foot",
                icon_right="arrow-right",
            ),
        )
        self.code = Field(
            tr("Recovery code"),
            help_text=tr("9 groups of 4. Small letters and missing dashes are fine."),
            size="foot",
        )
        self.code.setObjectName("recovery-code")
        self.code.edited.connect(lambda: self.code.set_error(None))
        self.back = Button(tr("Back to the passphrase"), "flush", "row")
        self.back.setObjectName("back")
        self.add(self.code)
        self.add_button()
        self.add_beside(self.back)


class RenewForm(EntryForm):
    """A new passphrase, after the recovery code was right."""

    def __init__(self, strength_of: Callable[[str], Strength]) -> None:
        super().__init__(
            tr("Choose a new passphrase"),
            tr(
                "The recovery code was right. From now on this passphrase opens your"
                " records. Your recovery code stays the same."
            ),
            Button(
                tr("Unlock with the new passphrase"), "primary", "foot", icon="lock"
            ),
        )
        self.new = NewPassphrase(strength_of)
        self.back = Button(tr("Back to the passphrase"), "flush", "row")
        self.back.setObjectName("back")
        self.add(self.new)
        self.add_button()
        self.add_beside(self.back)


class ProblemForm(EntryForm):
    """Why the records cannot be opened: calmly, and nothing to break."""

    def __init__(self, folder: str) -> None:
        button = Button(tr("Try again"), "primary", "foot", icon="refresh-cw")
        super().__init__("", "", button)
        self._folder = folder
        self.where = Text("", "note")
        self.add(self.where)
        self.add_button()

        self.choose = Button(tr("Choose a folder with backups…"), "flush", "row")
        self.choose.setObjectName("choose-backups")
        self.report = Button(tr("Save a report for support…"), "flush", "row")
        self.report.setObjectName("save-report")
        self.add_beside(self.choose, self.report)

    def offer_backups(self, *, offered: bool) -> None:
        """Whether a stick or folder with backups may help."""
        self.choose.setVisible(offered)

    def say(self, title: str, sentence: str, detail: str) -> None:
        """Show what happened, what is safe and what to do."""
        self.offer_backups(offered=False)
        self.title.setText(title)
        self.words.setText(sentence)
        folder = tr("Folder: {folder}", folder=self._folder)
        support = tr("For support: {detail}", detail=detail) if detail else ""
        self.where.setText("\n".join(part for part in (folder, support) if part))


class Facts(QWidget, Themed):
    """Sentences under each other, each a paragraph of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._texts: list[Text] = []
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps between them."""
        self._column.setSpacing(self.theme.px(8))

    def show_facts(self, sentences: Sequence[str]) -> None:
        """Show these instead."""
        for old in self._texts:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._texts = [Text(sentence, "body") for sentence in sentences]
        for text in self._texts:
            self._column.addWidget(text)
            text.show()

    def text(self) -> str:
        """All of them."""
        return "\n".join(text.text() for text in self._texts)


class RestoreForm(EntryForm):
    """What can be restored, from when it is, and one button that does it."""

    def __init__(self) -> None:
        button = Button("", "primary", "foot", icon="refresh-cw")
        super().__init__("", "", button)
        self.facts = Facts()
        self.not_now = Button(tr("Not now"), "flush", "row")
        self.not_now.setObjectName("not-now")
        self.report = Button(tr("Save a report for support…"), "flush", "row")
        self.report.setObjectName("save-report")
        self.add(self.facts)
        self.add_button()
        self.add_beside(self.not_now, self.report)

    def say(self, words: "RestoreWords") -> None:
        """Show what would be restored."""
        self.title.setText(words.title)
        self.words.setText(words.words)
        self.facts.show_facts(words.facts)
        self._ready_words = words.button
        self.button.setText(words.button)
