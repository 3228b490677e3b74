"""What screens and commands ask of sync: plain, blocking, one call per action.

The first argument is always the Laptop. Whatever talks to the team store may take as
long as the network does: a screen calls it in the background. Every failure is a
SyncError (or a VaultError) whose text is a sentence for people. Families that are
handed over or joined are in shared_families.py, what is where in status.py.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from visit_app.sync import deciding, notices, team
from visit_app.sync.address import parse_address
from visit_app.sync.book import (
    ADDRESS,
    CANDIDATE,
    CREDENTIALS,
    GENESIS,
    IDENTITY,
    PAUSED,
    REQUEST,
    TEAM,
)
from visit_app.sync.conflicts import Conflict, text_of
from visit_app.sync.credentials import Credentials
from visit_app.sync.engine import Options, Report, run_once
from visit_app.sync.errors import Misconfigured
from visit_app.sync.identity import Identity, new_identity
from visit_app.sync.joining import JoinRequest
from visit_app.sync.laptop import Laptop, keep_place, store_at, team_store
from visit_app.sync.notices import Notice
from visit_app.sync.recovery import STANDARD, Cost, read_recovery
from visit_app.sync.roster import Role
from visit_app.sync.team import Asked
from visit_app.vault.errors import DiskFull, NotWritten

NO_SECRETS = Credentials()
RECOVERY = "recovery key"  # as members' lists show it, where a laptop has its own name


def start_team(
    laptop: Laptop,
    *,
    name: str,
    address: str,
    passphrase: str,
    keep_recovery: Callable[[bytes], None],
    credentials: Credentials = NO_SECRETS,
    laptop_name: str = "",
    cost: Cost = STANDARD,
) -> None:
    """Start a team with this laptop as its lead.

    `keep_recovery` is given the organisation's recovery file, closed with `passphrase`,
    before anything is published: if it cannot be kept, there is no team. A team folder
    that is not there yet is made. Raises Misconfigured, StoreError.
    """
    if not name.strip():
        raise Misconfigured("Give the team a name.")
    if not passphrase:
        raise Misconfigured("The recovery file needs a passphrase of its own.")
    _make_folder(address)
    organisation = laptop.practitioner.organization or name
    team.create_team(
        laptop.ledger,
        store_at(laptop, address, credentials),
        name=name.strip(),
        founder=_new_identity(laptop, laptop_name),
        recovery=new_identity("recovery", organisation, RECOVERY),
        passphrase=passphrase,
        clock=laptop.clock,
        keep_recovery=keep_recovery,
        keep_place=lambda: keep_place(laptop, address, credentials),
        cost=cost,
    )


def ask_to_join(
    laptop: Laptop,
    *,
    address: str,
    credentials: Credentials = NO_SECRETS,
    team_id: str = "",
    laptop_name: str = "",
) -> Asked:
    """Ask a team to let this laptop in; the code is read out to a lead by voice.

    A laptop that was in the team already, and whose feed was closed or that was
    removed, asks for a new place in the same way. Raises Misconfigured, StoreError.
    """
    if laptop.ledger.value(IDENTITY) and not _may_ask_again(laptop):
        raise Misconfigured("This laptop is in a team already.")
    asked = team.ask_to_join(
        laptop.ledger,
        store_at(laptop, address, credentials),
        _new_identity(laptop, laptop_name),
        laptop.clock,
        team_id,
    )
    keep_place(laptop, address, credentials)
    with laptop.ledger.transaction():
        laptop.ledger.set_value(REQUEST, [asked.request, asked.code])
    return asked


def asked(laptop: Laptop) -> Asked | None:
    """The request that has not been answered yet, with its code; None without one."""
    kept = laptop.ledger.value(REQUEST)
    waits = laptop.ledger.value(CANDIDATE)
    return Asked(*kept) if kept and waits else None


def join_as_recovery(
    laptop: Laptop,
    *,
    address: str,
    file: bytes,
    passphrase: str,
    credentials: Credentials = NO_SECRETS,
) -> None:
    """Take the organisation's place in its team, from the recovery file.

    Raises WrongPassphrase, Untrusted, Misconfigured, StoreError.
    """
    if laptop.ledger.value(IDENTITY):
        raise Misconfigured("This laptop is in a team already.")
    team_id, identity = read_recovery(file, passphrase)
    store = store_at(laptop, address, credentials)
    identity = replace(identity, mark=laptop.mark)
    team.join_as_recovery(
        laptop.ledger,
        store,
        team_id,
        identity,
        keep_place=lambda: keep_place(laptop, address, credentials),
    )


def connect(
    laptop: Laptop, address: str, credentials: Credentials = NO_SECRETS
) -> None:
    """The team store has moved, or its credentials are new; raises StoreError.

    The store is looked at first: one that holds another team, or none, is refused.
    """
    own = laptop.ledger.value(TEAM)
    if not own:
        raise Misconfigured("This laptop is in no team. Start or join one.")
    if own not in team.teams_at(store_at(laptop, address, credentials)):
        raise Misconfigured(
            "This place does not hold this laptop's team. Nothing was changed. "
            "Check the address."
        )
    keep_place(laptop, address, credentials)


def disconnect(laptop: Laptop) -> None:
    """Use this laptop only: nothing is sent or received any more, nothing is deleted.

    A request that was not answered is forgotten. A member's place in the team stays
    until a lead removes it, and `connect` takes it up again.
    """
    ledger = laptop.ledger
    with ledger.transaction():
        ledger.set_value(CANDIDATE, None)
        ledger.set_value(REQUEST, None)
        ledger.set_value(CREDENTIALS, None)
        if ledger.value(IDENTITY):
            ledger.set_value(PAUSED, True)
            return
        for name in (ADDRESS, TEAM, GENESIS):
            ledger.set_value(name, None)
        ledger.drop_roster()


def requests(laptop: Laptop) -> tuple[JoinRequest, ...]:
    """Laptops that ask to be let in; raises NotInTeam, StoreError."""
    return team.requests(laptop.ledger, team_store(laptop), laptop.clock)


def approve(
    laptop: Laptop, request: str, code: str, role: Role = Role.MEMBER
) -> JoinRequest:
    """Let a laptop in, once the code that was read out is right.

    Raises WrongCode, NotAllowed, StoreError.
    """
    store = team_store(laptop)
    return team.approve(
        laptop.ledger, store, laptop.clock, request=request, code=code, role=role
    )


def revoke(laptop: Laptop, device: str) -> tuple[str, ...]:
    """Remove a laptop: it gets nothing new. Raises NotAllowed, StoreError.

    Returns the ids of the families whose records it could have read.
    """
    return team.revoke(laptop.ledger, team_store(laptop), laptop.clock, device)


def change_role(laptop: Laptop, device: str, role: Role) -> None:
    """Give a member another role; raises NotAllowed, StoreError."""
    store = team_store(laptop)
    team.change_role(laptop.ledger, store, laptop.clock, device=device, role=role)


def accept_late(laptop: Laptop, device: str, number: int) -> None:
    """Accept what a removed laptop sent up to this parcel; raises NotAllowed."""
    store = team_store(laptop)
    team.accept_late(laptop.ledger, store, laptop.clock, device=device, number=number)


def sync(
    laptop: Laptop,
    stop: Callable[[], bool] = lambda: False,
    *,
    sweep: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Send and receive once; stops within a second of `stop()` being true.

    `sweep` looks at every colleague's feed, as the first run of a day does by itself;
    `progress` is told how many parcels of how many were read. What cuts a run short is
    the report's `problem`, not an exception; raises NotInTeam before there is a team.
    """
    options = Options(sweep=sweep, mark=laptop.mark, progress=progress)
    store = team_store(laptop)
    laptop.ledger.take_held_back()
    report = run_once(laptop.ledger, store, stop, clock=laptop.clock, options=options)
    with suppress(DiskFull, NotWritten):  # else when the records are next opened
        laptop.vault.erasing.clear_pages()
    return report


def open_conflicts(laptop: Laptop) -> tuple[Conflict, ...]:
    """Every detail that has two values, for a person to choose."""
    return deciding.open_conflicts(laptop.ledger)


def settle(laptop: Laptop, conflict: Conflict, text: str) -> None:
    """Keep a person's choice: a version's `text`, or conflicts.text_of a third value.

    Both versions are kept for ever. Raises KeyError when it was settled meanwhile.
    """
    deciding.settle_conflict(laptop.ledger, conflict, text, laptop.now_text())


def dismiss(laptop: Laptop, notice: Notice) -> None:
    """A person has read this event."""
    notices.dismiss(laptop.ledger, notice)


def erase_family(laptop: Laptop, family_id: str) -> None:
    """Have a family erased on every laptop of the team; raises NotAllowed.

    It goes out with the next run of sync. status.erasures says who has confirmed it.
    """
    team.ask_to_erase(laptop.ledger, family_id)


def _new_identity(laptop: Laptop, laptop_name: str) -> Identity:
    person = laptop.practitioner
    return new_identity(person.id, person.name, laptop_name.strip(), laptop.mark)


def _may_ask_again(laptop: Laptop) -> bool:
    return team.has_lost_its_place(laptop.ledger)


def _make_folder(address: str) -> None:
    parsed = parse_address(address)
    if parsed.scheme != "folder":
        return
    try:
        Path(parsed.place).mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Misconfigured(
            "The team folder cannot be made there. Choose another folder, or ask IT "
            "for the right to use this one."
        ) from None


__all__ = [
    "Asked",
    "Conflict",
    "JoinRequest",
    "Laptop",
    "Notice",
    "Report",
    "Role",
    "accept_late",
    "approve",
    "ask_to_join",
    "asked",
    "change_role",
    "connect",
    "disconnect",
    "dismiss",
    "erase_family",
    "join_as_recovery",
    "open_conflicts",
    "requests",
    "revoke",
    "settle",
    "start_team",
    "sync",
    "text_of",
]
