"""The settings page: everything is kept as it is changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from visit_app.records import Practitioner
from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.focus_ring import focus_in_view
from visit_app.ui.kit.save_tick import SaveTick
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.preferences import SCHEME_CHOICES
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.recovery_code.check import Asked
from visit_app.ui.saving import SaveNews, SavePhase
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.settings.backups import BackupsSection, KeptSection
from visit_app.ui.settings.contacts import ContactsSection
from visit_app.ui.settings.keys import KeysSection
from visit_app.ui.settings.packs import PacksSection
from visit_app.ui.settings.packs_presenter import PacksPresenter
from visit_app.ui.settings.presenter import SettingsPresenter
from visit_app.ui.settings.programme_presenter import ProgrammePresenter
from visit_app.ui.settings.programmes import ProgrammesSection
from visit_app.ui.settings.sections import (
    LookSection,
    ProtectionSection,
    WhereSection,
    WhoSection,
)
from visit_app.ui.text import tr
from visit_app.visits.desk import Desk

CONTACTS, PHONE = "contacts", "phone"
UNFOLDED = "programme-contacts"


class SettingsScreen(CardScreen):
    """Cards under each other, 760 px wide at most."""

    nav = "settings"

    def __init__(
        self,
        context: ScreenContext,
        place: Place,
        records: RecordsFolder,
        on_practitioner: Callable[[Practitioner], None],
        on_forms: Callable[[Desk], None],
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Settings")
        self.presenter = presenter = SettingsPresenter(
            self,
            context.desk,
            context.save_state,
            records=records,
            run=runner_for(self, context.background),
            on_practitioner=on_practitioner,
        )
        self._preferences = context.preferences
        self._make_sections(context, presenter)
        self._make_packs(context, on_forms)
        self._lay_out()
        self._connect()

    def _make_sections(
        self, context: ScreenContext, presenter: SettingsPresenter
    ) -> None:
        self.look = LookSection(context.preferences, context.desk.policy)
        self.who = WhoSection(presenter.practitioner)
        self.keys = KeysSection(presenter.folder, presenter.strength_of)
        self.contacts = ContactsSection(
            presenter.contacts(),
            presenter.number,
            context.desk.clock.today(),
            presenter.confirmed_on(),
            presenter.confirmed_by(),
            set_by=presenter.contacts_set_by(),
        )
        self.programmes = ProgrammesSection(
            ProgrammePresenter(context.desk, context.save_state)
        )
        self.protection = ProtectionSection(presenter.organisation)
        self.where = WhereSection(presenter.folder)
        self.backups = BackupsSection(lambda: context.go(Place("backups")))
        self.kept = KeptSection(lambda: context.go(Place.kept()))

    def _make_packs(
        self, context: ScreenContext, on_forms: Callable[[Desk], None]
    ) -> None:
        self.packs = PacksSection()
        self.pack_keeping = PacksPresenter(
            self.packs,
            context.desk,
            runner_for(self, context.background),
            on_forms,
        )
        self.packs.show_packs(self.pack_keeping.rows())

    def _lay_out(self) -> None:
        self.tick = SaveTick()
        self.lay_out([Text(self.title, "h1"), self.tick], self._cards())

    def _cards(self) -> tuple[QWidget, ...]:
        return (
            *(self.look, self.who, self.keys, self.protection, self.contacts),
            *(self.programmes, self.packs, self.backups, self.kept, self.where),
        )

    def _connect(self) -> None:
        presenter, keys = self.presenter, self.keys
        self.look.changed.connect(self._change_preferences)
        self.who.edited.connect(lambda name, text: presenter.describe(**{name: text}))
        self.contacts.edited.connect(presenter.set_number)
        self.contacts.confirmed.connect(presenter.confirm)
        self.contacts.named.connect(presenter.set_confirmed_by)
        self.packs.chosen.connect(self.pack_keeping.take)
        self.packs.answered.connect(self._on_trust)
        self.packs.removed.connect(self.pack_keeping.remove)
        keys.passphrase.asked.connect(presenter.change_passphrase)
        keys.code.asked.connect(presenter.new_code)
        keys.code.typed_back.connect(presenter.check_code)
        self.protection.asked.connect(lambda: self.context.go(Place("protection")))
        self.context.save_state.follow(self._saving)

    def shown(self) -> None:
        """Begin at what was asked for, if anything was."""
        if self.place.step == PHONE:
            self.who.fields["phone"].input.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.place.step == CONTACTS and self.contacts.fields:
            field = next(iter(self.contacts.fields.values()))
            focus_in_view(field.input)

    def half_typed(self) -> Mapping[str, str]:
        """And which contacts were unfolded, so that a lock leads back to them."""
        unfolded = self.programmes.unfolded()
        mine = {} if unfolded is None else {UNFOLDED: unfolded}
        return dict(super().half_typed()) | mine

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Unfold them again."""
        super().put_back(texts)
        if UNFOLDED in texts:
            self.programmes.unfold(texts[UNFOLDED])

    def rebind(self, context: ScreenContext) -> None:
        """Go on with the records opened anew."""
        super().rebind(context)
        self.presenter.desk = replace(
            context.desk, practitioner=self.presenter.practitioner
        )
        self.pack_keeping.desk = context.desk
        self.programmes.presenter.desk = context.desk

    def _on_trust(self, same: bool) -> None:
        if same:
            self.pack_keeping.trust()
        else:
            self.pack_keeping.refuse()

    def _change_preferences(self, scale: float, scheme: str, minutes: int) -> None:
        known = next(choice for choice in SCHEME_CHOICES if choice == scheme)
        self._preferences = self._preferences._replace(
            text_scale=scale, scheme=known, idle_minutes=minutes
        )
        self.context.change_preferences(self._preferences)

    def _saving(self, news: SaveNews) -> None:
        if news.phase is SavePhase.SAVED and news.at is not None:
            self.tick.set_saved(f"{news.at.astimezone():%H:%M}")
        elif news.phase is SavePhase.FAILED:
            self.tick.set_failed(news.reason)

    # --- what the presenter tells ----------------------------------------------------

    def show_confirmed(self, confirmed: date | None) -> None:
        """When the local contacts were confirmed; None: not yet."""
        self.contacts.show_confirmed(confirmed)

    def show_missing_name(self, sentence: str) -> None:
        """Say that the name may not be empty; "" when it is not."""
        self.who.fields["name"].set_error(sentence or None)

    def show_busy(self, words: str) -> None:
        """A key is being changed; "" when that is over."""
        for button in (self.keys.passphrase.button, self.keys.code.button):
            button.set_not_ready(words)

    def show_passphrase_error(self, field: str, sentence: str) -> None:
        """Say under "current", "new" or "code" what is wrong."""
        keys = self.keys
        fields = {
            "current": keys.passphrase.current,
            "new": keys.passphrase.new.first,
            "code": keys.code.current,
        }
        fields[field].set_error(sentence or None)
        if sentence:
            fields[field].input.setFocus(Qt.FocusReason.TabFocusReason)

    def show_passphrase_changed(self) -> None:
        """The new passphrase opens the records."""
        self.keys.fold(
            tr("Changed. From now on the new passphrase opens your records.")
        )
        self.keys.open_passphrase.setFocus(Qt.FocusReason.TabFocusReason)

    def show_code(self, asked: Asked) -> None:
        """Show a new recovery code and ask for two groups of it."""
        self.keys.code.show_code(asked)

    def show_wrong_groups(self, asked: Asked, wrong: tuple[int, ...]) -> None:
        """Say which groups are not as in the code."""
        self.keys.code.check.show_wrong(asked, wrong)

    def show_code_checked(self) -> None:
        """The new code is kept."""
        self.keys.fold(tr("Your new recovery code is right. The old one is void."))
        self.keys.open_code.setFocus(Qt.FocusReason.TabFocusReason)


def build(
    context: ScreenContext,
    place: Place,
    records: RecordsFolder,
    on_practitioner: Callable[[Practitioner], None],
    on_forms: Callable[[Desk], None],
) -> Screen:
    """The settings page."""
    return SettingsScreen(context, place, records, on_practitioner, on_forms)
