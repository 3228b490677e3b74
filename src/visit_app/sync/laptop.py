"""This laptop, as its team sees it: the open vault, and the place of the team store."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC

from visit_app.records import Practitioner
from visit_app.records.clock import Clock
from visit_app.sync.address import Address, parse_address, web_address
from visit_app.sync.book import ADDRESS, CREDENTIALS, IDENTITY, PAUSED
from visit_app.sync.credentials import Credentials
from visit_app.sync.errors import Misconfigured
from visit_app.sync.opening import open_store
from visit_app.sync.store import Store
from visit_app.sync.vault_ledger import VaultLedger
from visit_app.vault.vault import Vault

Opening = Callable[[Address, Credentials, str], Store]


def _no_proxy(address: str) -> str:
    return ""


@dataclass(frozen=True)
class Laptop:
    """An unlocked laptop; one per open vault, used by one thread at a time.

    `mark` is what the machine is known by (machine.py), `proxy` tells which proxy the
    system names for a web address, or "". Raises PracticeOnly for a practice vault.
    """

    vault: Vault
    clock: Clock
    mark: str = ""
    proxy: Callable[[str], str] = _no_proxy
    opening: Opening = open_store
    ledger: VaultLedger = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ledger", VaultLedger(self.vault))

    @property
    def practitioner(self) -> Practitioner:
        """Whose laptop it is."""
        return self.vault.practitioner()

    @property
    def author(self) -> str:
        """The practitioner id that this laptop's changes carry in the team."""
        held = self.ledger.value(IDENTITY)
        return str(held["practitioner"]) if held else self.practitioner.id

    def now_text(self) -> str:
        """The clock's time: ISO 8601, UTC, whole seconds."""
        return self.clock.now().astimezone(UTC).isoformat(timespec="seconds")


def place_of(laptop: Laptop) -> str:
    """The address of the team store, as it may be shown; "" before there is one."""
    return str(laptop.ledger.value(ADDRESS) or "")


def store_at(laptop: Laptop, address: str, credentials: Credentials) -> Store:
    """The store at an address that was typed; nothing is asked of it yet."""
    parsed = parse_address(address)
    return laptop.opening(parsed, credentials, laptop.proxy(web_address(parsed)))


def team_store(laptop: Laptop) -> Store:
    """The team's store, with the credentials the vault keeps; raises Misconfigured."""
    address = place_of(laptop)
    if not address:
        raise Misconfigured("This laptop knows no team store. Start or join a team.")
    if laptop.ledger.value(PAUSED):
        raise Misconfigured(
            "This laptop was taken out of the exchange with its team. Connect it again "
            "first."
        )
    return store_at(laptop, address, Credentials(laptop.ledger.value(CREDENTIALS)))


def keep_place(laptop: Laptop, address: str, credentials: Credentials) -> None:
    """Remember where the team store is, and what opens it: in the vault alone."""
    with laptop.ledger.transaction():
        laptop.ledger.set_value(ADDRESS, str(parse_address(address)))
        laptop.ledger.set_value(CREDENTIALS, credentials.to_json())
        laptop.ledger.set_value(PAUSED, None)
