"""What an organisation's policy settles for the work itself."""

import json
from contextlib import suppress
from pathlib import Path

from visit_app.screening.safety import AGREED_BY, AGREED_ON
from visit_app.vault.policy import Policy
from visit_app.vault.second_place import SETTING as SECOND_PLACE
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.services import import_directory


def put_in_force(desk: Desk) -> None:
    """Bring contacts, services and the second place to what the policy says."""
    policy = desk.policy
    if policy is None:
        return
    with desk.vault.transaction():
        for name, value in _contacts(desk, policy).items():
            if desk.vault.setting(name, "") != value:
                desk.vault.set_setting(name, value)
        second = desk.vault.setting(SECOND_PLACE, "")
        if second and not policy.allows_backup_in(Path(second)):
            desk.vault.set_setting(SECOND_PLACE, "")
    if policy.services is not None:
        with suppress(NotPossible):  # judged when it was signed and when installed
            import_directory(desk, json.dumps(policy.services).encode())


def _contacts(desk: Desk, policy: Policy) -> dict[str, str]:
    """Every contact that the policy names; one it leaves out stays the local one."""
    if not policy.contacts:
        return {}
    known = {c.id: c.setting for c in desk.pathway.contacts if c.setting}
    found = {
        known[name]: number for name, number in policy.contacts.items() if name in known
    }
    confirmed = policy.contacts_confirmed_on or policy.issued
    by = policy.organisation
    return {**found, AGREED_ON: confirmed.isoformat(), AGREED_BY: by}
