"""Preferences put in force, as far as the organisation's policy lets."""

from typing import TYPE_CHECKING

from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.lock.idle import IdleLock
from visit_app.ui.lock.screen_guard import ScreenGuard
from visit_app.ui.preferences import Preferences, hides_screen, idle_minutes

if TYPE_CHECKING:
    from visit_app.vault.policy import Policy


def put_in_force(
    preferences: Preferences,
    policy: "Policy | None",
    *,
    theme: ThemeHolder,
    idle: IdleLock,
    guard: ScreenGuard,
) -> None:
    """Colours and text size as chosen; locking and pictures at least as settled."""
    theme.choose_scheme(preferences.scheme)
    theme.choose_scale(preferences.text_scale)
    idle.set_minutes(idle_minutes(preferences, policy))
    guard.set_on(on=hides_screen(preferences, policy))
