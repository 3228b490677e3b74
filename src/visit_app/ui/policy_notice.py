"""What is said once when another policy of the organisation comes into force."""

from contextlib import suppress
from typing import TYPE_CHECKING

from visit_app.ui.text import tr
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk

TOLD = "policy/told"


def policy_notice(desk: "Desk") -> str:
    """The sentence, until it was acknowledged; "" when there is nothing to say."""
    policy = desk.policy
    if policy is None or desk.vault.setting(TOLD, 0) >= policy.serial:
        return ""
    words = tr("{name} has settled some things here.", name=policy.organisation)
    if policy.escrow_key is not None:
        words += " " + tr("It can open your records with a key of its own.")
    return words


def acknowledge(desk: "Desk") -> None:
    """The practitioner has seen it."""
    if desk.policy is not None:
        with suppress(VaultError):  # said once more at the next unlock then
            desk.vault.set_setting(TOLD, desk.policy.serial)
