"""What every verb works with."""

from dataclasses import dataclass

from visit_app.conversation import Guide
from visit_app.questionnaires import Catalogue
from visit_app.records import Practitioner
from visit_app.records.clock import Clock
from visit_app.records.codes import CodeBook
from visit_app.screening import Pathway
from visit_app.vault.policy import Policy
from visit_app.vault.vault import Vault


@dataclass(frozen=True)
class Desk:
    """An unlocked vault, the time, the forms, and who is working.

    `policy` is what the organisation has settled; None: the practitioner decides.
    """

    vault: Vault
    clock: Clock
    catalogue: Catalogue
    guide: Guide
    pathway: Pathway
    people: CodeBook
    contacts: CodeBook
    practitioner: Practitioner
    policy: Policy | None = None
