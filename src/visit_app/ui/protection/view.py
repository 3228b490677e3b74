"""The page about who can open the records; reached from the settings."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.place import Place
from visit_app.ui.protection.cards import (
    KeychainCard,
    NameCard,
    PolicyCard,
    RekeyCard,
    ScreenCard,
)
from visit_app.ui.protection.presenter import KeychainState, ProtectionPresenter
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr


class ProtectionScreen(CardScreen):
    """Cards under each other, as in the settings."""

    nav = "settings"

    def __init__(
        self,
        context: ScreenContext,
        place: Place,
        records: RecordsFolder,
        *,
        screen_guarded: bool,
        on_rekey: Callable[[str, str], None],
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Who can open your records")
        run = runner_for(self, context.background)
        self.presenter = presenter = ProtectionPresenter(
            self, context.desk, records, run, on_rekey
        )
        self._preferences = context.preferences
        self.policy = PolicyCard(presenter.organisation, presenter.settled())
        self.rekey = RekeyCard(presenter.strength_of)
        self.keychain = KeychainCard()
        self.name = NameCard(presenter.name())
        self.screen_pictures = ScreenCard(
            prevented=context.preferences.hide_screen,
            possible=screen_guarded,
            forced_by=presenter.organisation if presenter.screen_forced else "",
        )
        self._lay_out()
        self._connect()
        presenter.look_at_keychain()

    def _lay_out(self) -> None:
        head = PageHead(self.title)
        self.back = Button(tr("Settings"), "quiet", "row", icon="arrow-left")
        self.back.setObjectName("back-to-settings")
        head.add(self.back)
        cards = [self.policy, self.rekey, self.keychain]
        self.lay_out([head], [*cards, self.name, self.screen_pictures])

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.context.go(Place.settings()))
        self.rekey.asked.connect(self.presenter.rekey)
        self.keychain.asked.connect(self.presenter.switch_keychain)
        self.name.renamed.connect(self.presenter.rename)
        self.screen_pictures.chosen.connect(self._hide_screen)

    def _hide_screen(self, prevented: bool) -> None:
        self._preferences = self._preferences._replace(hide_screen=prevented)
        self.context.change_preferences(self._preferences)

    # --- what the presenter tells ----------------------------------------------------

    def show_error(self, field: str, sentence: str) -> None:
        """Say under "current", "new", "keychain" or "name" what is wrong."""
        fields: dict[str, Field] = {
            "current": self.rekey.panel.current,
            "new": self.rekey.panel.new.first,
            "keychain": self.keychain.current,
            "name": self.name.field,
        }
        fields[field].set_error(sentence or None)
        if sentence:
            fields[field].input.setFocus(Qt.FocusReason.TabFocusReason)

    def show_busy(self, words: str) -> None:
        """Something slow is being done; "" when that is over."""
        for button in (self.rekey.panel.button, self.keychain.button):
            button.set_not_ready(words)

    def show_keychain(self, state: KeychainState) -> None:
        """How it stands with this computer's keychain."""
        self.keychain.show_state(state)


def build(
    context: ScreenContext,
    place: Place,
    records: RecordsFolder,
    *,
    screen_guarded: bool,
    on_rekey: Callable[[str, str], None],
) -> Screen:
    """The page about who can open the records."""
    return ProtectionScreen(
        context, place, records, screen_guarded=screen_guarded, on_rekey=on_rekey
    )
