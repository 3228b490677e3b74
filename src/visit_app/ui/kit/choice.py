"""What a question offers: values that options, combo boxes and segments show."""

from collections.abc import Sequence
from dataclasses import dataclass

from visit_app.ui.kit.ink import Ink


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a choice does or does not fit: a short text with its icon."""

    text: str
    icon: str = "check"
    ink: Ink = "accent"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: its code, its words, and what else is said about it.

    `key` is the digit that gives it; `differs` (start, length) underlines in clay the
    characters of the label that differ between two versions.
    """

    code: str
    label: str
    key: str = ""
    subtitle: str = ""
    reasons: Sequence[Reason] = ()
    differs: tuple[int, int] | None = None
