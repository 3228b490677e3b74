"""Where a statement comes from, and how that was checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OWN = "own"
CHECKED = ("verified", "second-hand", "calculated", OWN)
UNVERIFIED = "unverified"
HOW_CHECKED = (*CHECKED, UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from.

    `verified` is "verified" (read there), "second-hand" (read in a page that quotes
    it), "calculated", "own" (the app's own words or choice, or a service's), or
    "unverified" (to be confirmed locally before use).
    """

    text: str
    address: str = ""
    verified: str = UNVERIFIED

    @property
    def confirm_locally(self) -> bool:
        """Whether the screen has to say "confirm locally": unless a check is named."""
        return is_unsure(self.verified)


def is_unsure(verified: object) -> bool:
    """Whether nothing, or nothing known here, says how a statement was checked."""
    return verified not in CHECKED


def source_of(*nodes: Mapping[str, Any]) -> Source:
    """The source of the first node, each part taken from the nearest that has it."""

    def nearest(key: str) -> str:
        return next((str(node[key]) for node in nodes if key in node), "")

    return Source(nearest("source"), nearest("address"), nearest("verified"))
