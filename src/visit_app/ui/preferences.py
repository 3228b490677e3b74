"""How this laptop shows the app: read before unlocking, so nothing personal."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from visit_app.vault.policy import Policy

SchemeChoice = Literal["system", "light", "dark", "contrast"]
SCHEME_CHOICES: tuple[SchemeChoice, ...] = get_args(SchemeChoice)
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
IDLE_MINUTES = (1, 2, 5, 10, 15)

FILE_NAME = "preferences.json"


class Preferences(NamedTuple):
    """Text scale (1.0 to 2.0), colours, and after how many idle minutes to lock.

    `hide_screen` keeps pictures of the screen from being taken, where that is possible.
    A named tuple, because the first paint needs it: see ui/kit/theme.py.
    """

    text_scale: float = 1.0
    scheme: SchemeChoice = "system"
    idle_minutes: int = 5
    hide_screen: bool = False


def idle_minutes(preferences: Preferences, policy: "Policy | None") -> int:
    """After how many idle minutes to lock: never later than the policy says."""
    most = policy.lock_after_minutes if policy else None
    chosen = preferences.idle_minutes
    return chosen if most is None else min(chosen, most)


def hides_screen(preferences: Preferences, policy: "Policy | None") -> bool:
    """Whether pictures of the screen are to be prevented."""
    return preferences.hide_screen or (policy is not None and not policy.screenshots)


def read_preferences(folder: Path) -> Preferences:
    """The preferences kept in the data folder; defaults for what is absent or odd."""
    path = folder / FILE_NAME
    if not path.exists():
        return Preferences()
    import json  # not needed at all before the first preference is kept

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _checked(content) if isinstance(content, dict) else Preferences()


def write_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep the preferences in the data folder; raises OSError when it cannot."""
    import json

    target = folder / FILE_NAME
    draft = target.with_suffix(".json.new")
    draft.write_text(json.dumps(preferences._asdict(), indent=1), encoding="utf-8")
    draft.replace(target)


def _checked(content: Mapping[str, Any]) -> Preferences:
    allowed: dict[str, tuple[Any, ...]] = {
        "text_scale": TEXT_SCALES,
        "scheme": SCHEME_CHOICES,
        "idle_minutes": IDLE_MINUTES,
        "hide_screen": (True, False),
    }
    known = {
        name: content[name]
        for name in Preferences._fields
        if content.get(name) in allowed[name]
    }
    return Preferences(**known)
