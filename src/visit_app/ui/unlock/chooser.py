"""Who is working: shown where several practitioners use one laptop."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from visit_app.ui.entrance import shown_name
from visit_app.ui.entry.form import EntryForm
from visit_app.ui.entry.frame import EntryFrame
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.vault.profiles import Profile


class ChooserForm(EntryForm):
    """The practitioners by display name; the one who unlocked last is chosen."""

    def __init__(self, known: "Sequence[Profile]") -> None:
        super().__init__(
            tr("Who is working?"),
            tr("Each of you has records and a passphrase of your own."),
            Button(
                tr("Next: your passphrase"),
                "primary",
                "foot",
                icon_right="arrow-right",
            ),
        )
        choices = [Choice(profile.id, shown_name(profile)) for profile in known]
        self.people = OptionGroup(tr("Who is working?"), choices, size="medium")
        self.people.setObjectName("practitioner")
        self.people.choose(known[0].id if known else None)
        self.people.confirmed.connect(self.button.click)
        self.new = Button(tr("Add a practitioner"), "flush", "row", icon="plus")
        self.new.setObjectName("new-practitioner")
        self.note = Message(
            tr("Anyone who starts this app can read these names."), "note"
        )
        self.add(self.people)
        self.add_button()
        self.add_beside(self.new)
        self.add(self.note)

    def focus_first(self) -> None:
        """Put the focus on who is chosen."""
        if self.people.options:
            self.people.focus_first()
        else:
            self.new.setFocus(Qt.FocusReason.TabFocusReason)


class ChooserPage(EntryFrame):
    """Calls `on_chosen` with a profile's id, or `on_new`."""

    def __init__(
        self,
        known: "Sequence[Profile]",
        on_chosen: Callable[[str], None],
        on_new: Callable[[], None],
    ) -> None:
        super().__init__()
        self.form = ChooserForm(known)
        self._on_chosen = on_chosen
        self.form.button.clicked.connect(self._chosen)
        self.form.new.clicked.connect(on_new)
        self.set_form(self.form)

    def _chosen(self) -> None:
        profile_id = self.form.people.code()
        if profile_id:
            self._on_chosen(profile_id)
