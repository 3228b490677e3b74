"""Inside the unlocked app: the workspace and its navigator, wired to each other."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visit_app.records import Practitioner, PractitionerRole
from visit_app.ui.attempts_words import attempts_words
from visit_app.ui.background import Runner
from visit_app.ui.backups.keeper import Keeper
from visit_app.ui.courier.courier import Courier
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.banner import BannerKind
from visit_app.ui.kit.reflow import Width
from visit_app.ui.navigation import Navigator
from visit_app.ui.place import Place
from visit_app.ui.policy_notice import acknowledge, policy_notice
from visit_app.ui.preferences import Preferences
from visit_app.ui.saving import SaveNews, SavePhase, SaveState
from visit_app.ui.screen import Screen, ScreenContext, Screens
from visit_app.ui.text import tr, tr_plural
from visit_app.ui.workspace import Workspace, nav_foot, nav_places

if TYPE_CHECKING:
    from visit_app.ui.courier.state import News
    from visit_app.vault.vault import Vault
    from visit_app.visits.desk import Desk

RETRY_AFTER_MS = 10_000


class Inside(QObject):
    """Made once, at the first unlock; `open` and `close` follow the records."""

    hide_asked = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        screens: Screens,
        background: Runner,
        preferences: Callable[[], Preferences],
        change_preferences: Callable[[Preferences], None],
        courier: Courier,
        *,
        practice: bool = False,
    ) -> None:
        super().__init__()
        self._practice = practice
        self._background = background
        self.courier = courier
        courier.setParent(self)
        self.keeper = Keeper(background, self)
        self._preferences = preferences
        self._change_preferences = change_preferences
        self._surnames = False
        self._desk: Desk | None = None
        self._mishaps: list[tuple[str, BannerKind]] = []
        self._notice = ""
        offered = [place for place in nav_places() if screens.has(place.code)]
        foot = [place for place in nav_foot() if screens.has(place.code)]
        band = tr("Practice: everybody here is invented") if practice else ""
        self.workspace = Workspace(offered, foot, band)
        self.navigator = Navigator(screens, self._context, self)
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_AFTER_MS)
        self._timer.timeout.connect(self.navigator.retry)
        self._connect()

    def _connect(self) -> None:
        space, navigator = self.workspace, self.navigator
        space.chosen.connect(lambda code: navigator.go(Place(code)))
        space.hide_asked.connect(self.hide_asked)
        space.lock_asked.connect(self.lock_asked)
        space.banner_acted.connect(self._banner_acted)
        navigator.shown.connect(self._shown)
        navigator.saving.connect(self._saving)
        navigator.failed.connect(self.say)
        self.keeper.changed.connect(self._tell_how_saving_goes)
        self.keeper.damaged.connect(self.say)
        self.courier.changed.connect(self._team_news)
        self.courier.received.connect(self._records_came_in)

    # --- with the records ------------------------------------------------------------

    @property
    def vault(self) -> "Vault | None":
        """The open vault, None while locked."""
        return self._desk.vault if self._desk is not None else None

    def open(self, desk: "Desk") -> None:
        """The records were unlocked."""
        self._desk = desk
        self._show_person(desk.practitioner)
        self.courier.open(desk)
        self.navigator.open(desk)
        self._notice = policy_notice(desk)
        self._tell_how_saving_goes()
        self._say_who_tried(desk)
        self._doubt_clock(desk)
        self.keeper.open(desk)
        self._say_what_was_restored(desk)

    def _say_who_tried(self, desk: "Desk") -> None:
        words = attempts_words(desk.vault.arrival, desk.clock.today())
        if words:
            self.say(words, "warn")

    def _say_what_was_restored(self, desk: "Desk") -> None:
        arrival = desk.vault.arrival
        if arrival.restored or arrival.put_back.entries:
            from visit_app.ui.backups.news import arrival_words

            self.say(arrival_words(arrival, desk.clock.today()), "warn")

    def _doubt_clock(self, desk: "Desk") -> None:
        """Said at once wherever one comes back to; Today says it by itself."""
        from visit_app.visits.clock import doubted_clock

        screen, doubt = self.navigator.screen, doubted_clock(desk)
        if doubt and screen is not None and screen.place.name != "today":
            self.say(doubt)

    def close(self) -> None:
        """The records are about to be locked: nothing of them stays on a page.

        The page goes first: it may write once more, which a backup is to hold, and a
        write that fails starts the timer again.
        """
        try:
            self.navigator.close()
        finally:
            self._forget()

    def _forget(self) -> None:
        self._timer.stop()
        self.keeper.close()
        self.courier.close()
        self.workspace.set_screen(None)
        self.workspace.rail.set_person("", "")
        self.workspace.rail.set_badge("sync", 0, "")
        self.workspace.say("")
        self._mishaps.clear()
        self._notice = ""
        self._surnames = False
        self._desk = None

    def practitioner_changed(self, practitioner: Practitioner) -> None:
        """The practitioner's details were changed in the settings."""
        if self._desk is not None:
            self._desk = replace(self._desk, practitioner=practitioner)
            self.navigator.set_desk(self._desk)
            self._show_person(practitioner)

    def forms_changed(self, desk: "Desk") -> None:
        """A licence pack was installed or removed in the settings."""
        if self._desk is not None:
            self._desk = replace(self._desk, catalogue=desk.catalogue)
            self.navigator.set_desk(self._desk)

    def _show_person(self, practitioner: Practitioner) -> None:
        role = role_words(practitioner)
        self.workspace.rail.set_person(practitioner.name, role)

    def _context(self, desk: "Desk") -> ScreenContext:
        return ScreenContext(
            desk=desk,
            background=self._background,
            save_state=SaveState(desk),
            preferences=self._preferences(),
            change_preferences=self._change_preferences,
            go=self.navigator.go,
            offers=self.navigator.offers,
            back=self.navigator.back,
            hide=self.hide_asked.emit,
            announce=self._announce,
            surnames_shown=lambda: self._surnames,
        )

    def _announce(self, text: str, *, at_once: bool = False) -> None:
        announce(self.workspace, text, at_once=at_once)

    # --- keys ------------------------------------------------------------------------

    def set_width(self, width: Width) -> None:
        """There is this much room now."""
        self.workspace.set_width(width)
        self.navigator.set_width(width)

    def back(self) -> None:
        """Alt+Left: the place before this one."""
        if not self.navigator.handed_over:
            self.navigator.back()

    def help(self) -> None:
        """F1: what the keys do, and where everything is."""
        self._go_to("help")

    def find_family(self) -> None:
        """Ctrl+F: this page's own search, or the list of families with its search."""
        screen = self.navigator.screen
        if screen is None or screen.handed_over or screen.search():
            return
        self._go_to("families")
        if self.navigator.screen is not None:
            self.navigator.screen.search()

    def toggle_surnames(self) -> None:
        """Ctrl+N: show or hide surnames in lists."""
        screen = self.navigator.screen
        if screen is not None and not screen.handed_over:
            self._surnames = not self._surnames
            screen.refresh()

    def _go_to(self, name: str) -> None:
        if self.navigator.offers(name) and not self.navigator.handed_over:
            self.navigator.go(Place(name))

    # --- what is saved ---------------------------------------------------------------

    def say(self, sentence: str, kind: BannerKind = "err") -> None:
        """Something went wrong that is not about saving; "warn": it was mended.

        The last one is shown; closing it shows the one before.
        """
        mishap = (sentence, kind)
        self._mishaps = [each for each in self._mishaps if each != mishap]
        self._mishaps.append(mishap)
        announce(self.workspace, sentence, at_once=True)
        self._tell_how_saving_goes()

    def _banner_acted(self) -> None:
        if self._mishaps:
            self._mishaps.pop()
        elif self._notice and not self.navigator.unsaved:
            self._read_policy()
        self.navigator.retry()
        self._tell_how_saving_goes()

    def _read_policy(self) -> None:
        """Go to where everything the organisation settled is said."""
        self._notice = ""
        if self._desk is not None:
            acknowledge(self._desk)
        self._go_to("protection")

    def _shown(self, screen: Screen) -> None:
        self.workspace.set_screen(screen)
        self._tell_how_saving_goes()

    def _saving(self, news: SaveNews) -> None:
        if news.phase is not SavePhase.SAVING:
            self._tell_how_saving_goes()
        if news.phase is SavePhase.SAVED:
            self.courier.look_soon()

    def _tell_how_saving_goes(self) -> None:
        unsaved = self.navigator.unsaved
        self._set_timer(running=bool(unsaved))
        news = unsaved[0].context.save_state.news if unsaved else None
        if news is not None:
            words = tr("Not saved: {reason}", reason=news.reason)
            self.workspace.status.set_sentence(words, "triangle-alert", "err")
        else:
            self._tell_what_is_where()
        self._set_banner(news)

    def _tell_what_is_where(self) -> None:
        if self._desk is None:
            return
        if self._practice:
            words = tr("Practice: nothing is kept, nothing leaves this laptop.")
            self.workspace.status.set_sentence(words, "graduation-cap")
            return
        from visit_app.ui.backups.news import behind_short, short
        from visit_app.ui.courier.words import status_line

        behind = self._desk.vault.second_copy.behind
        if behind is not None:
            words = behind_short(behind, self.keeper.news)
            self.workspace.status.set_sentence(words, "triangle-alert", "warn")
            return

        team, today = self.courier.news, self._desk.clock.today()
        words, icon = status_line(team, today)
        if icon == "laptop":  # nobody else has a copy: say that there is one
            words = f"{words} {short(self.keeper.news, today)}".strip()
        self.workspace.status.set_sentence(words, icon)

    # --- the team --------------------------------------------------------------------

    def _team_news(self, news: "News") -> None:
        n = news.to_decide
        words = tr_plural("{n} thing to decide", "{n} things to decide", n)
        self.workspace.rail.set_badge("sync", n, words if n else "")
        self._tell_how_saving_goes()

    def _records_came_in(self) -> None:
        """Read the open page again; its focus and what is typed in it stay."""
        screen = self.navigator.screen
        if screen is not None and not screen.handed_over:
            screen.refresh()

    def _set_timer(self, *, running: bool) -> None:
        if running and not self._timer.isActive():
            self._timer.start()
        elif not running:
            self._timer.stop()

    def _set_banner(self, news: SaveNews | None) -> None:
        screen = self.navigator.screen
        # A visit says it in its own tick: nothing may move under the hand there.
        own = screen is not None and screen.whole_window and screen.has_unsaved
        if self._mishaps:
            sentence, kind = self._mishaps[-1]
            self.workspace.say(sentence, tr("Close"), kind)
        elif news is not None and not own:
            self.workspace.say(news.sentence, tr("Try again"))
        elif self._notice and not (screen is not None and screen.whole_window):
            self.workspace.say(self._notice, tr("Read it"), "warn")
        else:
            self.workspace.say("")


def role_words(practitioner: Practitioner) -> str:
    """What the practitioner is, in words."""
    if practitioner.role == PractitionerRole.OTHER:
        return practitioner.role_text
    return role_names().get(practitioner.role, practitioner.role)


def role_names() -> dict[str, str]:
    """The roles offered, in words, by code."""
    return {
        PractitionerRole.HEALTH_VISITOR: tr("Health visitor"),
        PractitionerRole.FNP_NURSE: tr("Family nurse"),
        PractitionerRole.TRAINER: tr("Trainer"),
        PractitionerRole.OTHER: tr("Other"),
    }
