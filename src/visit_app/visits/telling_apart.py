"""Families that look alike and are not the same: said once, kept on this laptop."""

from visit_app.visits.desk import Desk

_SETTING = "families_told_apart"

Pair = frozenset[str]


def tell_apart(desk: Desk, first_id: str, second_id: str) -> None:
    """These two only look alike: they are not to be suggested again."""
    kept = [sorted(pair) for pair in told_apart(desk)]
    pair = sorted((first_id, second_id))
    if pair not in kept:
        desk.vault.set_setting(_SETTING, [*kept, pair])


def told_apart(desk: Desk) -> frozenset[Pair]:
    """The pairs of family ids that somebody has told apart here."""
    kept: list[list[str]] = desk.vault.setting(_SETTING, [])
    return frozenset(frozenset(pair) for pair in kept)
