"""`team ...`: who belongs to the team, from the command line alone."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import counted, plain, say, show
from visit_app.cli.session import Session, read_secret

if TYPE_CHECKING:
    from visit_app.sync.credentials import Credentials
    from visit_app.sync.laptop import Laptop
    from visit_app.sync.status import Colleague, Status, Told


def create(session: Session) -> int:
    """Start a team; the recovery file is written first and never replaces another."""
    from visit_app.sync import front
    from visit_app.sync.status import status as now

    options = session.options
    passphrase = read_secret(Path(options.recovery_passphrase_file))
    file = Path(options.recovery_file)
    with session.laptop() as laptop, _undone_on_failure(laptop, file) as keep:
        front.start_team(
            laptop,
            name=options.name,
            address=options.store,
            passphrase=passphrase,
            keep_recovery=keep,
            credentials=_credentials(session),
            laptop_name=options.laptop,
        )
        made = now(laptop)
    about = {"team": made.team_id, "name": made.team, "device": _own(made)}
    _told(
        session,
        {**about, "recovery_file": str(file)},
        f"The team {made.team} was started.",
        f"The organisation keeps {file} and its passphrase, apart from each other.",
    )
    return 0


def join(session: Session) -> int:
    """Ask to be let in, or come in as the organisation with its recovery file."""
    options = session.options
    if options.recovery_file:
        return _join_as_recovery(session)
    from visit_app.sync import front

    with session.laptop() as laptop:
        asked = front.ask_to_join(
            laptop,
            address=options.store,
            credentials=_credentials(session),
            team_id=options.team,
            laptop_name=options.laptop,
        )
    _told(
        session,
        {"request": asked.request, "code": asked.code},
        f"Request: {asked.request}",
        f"Code: {asked.code}",
        "Read the code out to a team lead, by voice. Then: visit-app sync",
    )
    return 0


def requests(session: Session) -> int:
    """Requests that have not been answered."""
    from visit_app.sync import front

    with session.laptop() as laptop:
        found = front.requests(laptop)
    entries = [
        {"request": r.device, "name": r.name, "laptop": r.laptop, "asked": r.recorded}
        for r in found
    ]
    lines = ("\t".join(entry.values()) for entry in entries)
    _told(session, entries, *lines)
    return 0


def approve(session: Session) -> int:
    """Let a laptop in."""
    from visit_app.sync import front

    options = session.options
    with session.laptop() as laptop:
        role = front.Role(options.role)
        one = front.approve(laptop, options.request, options.code, role)
    about = {"device": one.device, "name": one.name, "role": options.role}
    _told(session, about, f"{one.name} is in the team as {options.role}.")
    return 0


def revoke(session: Session) -> int:
    """Remove a laptop, and say what it could have read."""
    from visit_app.sync import front

    with session.laptop() as laptop:
        families = front.revoke(laptop, session.options.device)
    read = counted(len(families), "1 family", "{n} families")
    _told(
        session,
        {"device": session.options.device, "families": list(families)},
        "The laptop was removed. It gets nothing new.",
        f"It could have read the records of {read}:",
        *families,
    )
    return 0


def change_role(session: Session) -> int:
    """Give a laptop another role."""
    from visit_app.sync import front

    options = session.options
    with session.laptop() as laptop:
        front.change_role(laptop, options.device, front.Role(options.role))
    about = {"device": options.device, "role": options.role}
    _told(session, about, f"The laptop is now a {options.role}.")
    return 0


def accept(session: Session) -> int:
    """Count what a removed laptop sent up to a parcel."""
    from visit_app.sync import front

    options = session.options
    with session.laptop() as laptop:
        front.accept_late(laptop, options.device, options.number)
    about = {"device": options.device, "number": options.number}
    _told(session, about, f"What it sent up to parcel {options.number} counts.")
    return 0


def connect(session: Session) -> int:
    """Another address or other credentials for the same team."""
    from visit_app.sync import front

    with session.laptop() as laptop:
        front.connect(laptop, session.options.store, _credentials(session))
    about = {"store": session.options.store}
    _told(session, about, "This laptop is connected with its team.")
    return 0


def leave(session: Session) -> int:
    """Exchange nothing from now on."""
    from visit_app.sync import front

    with session.laptop() as laptop:
        front.disconnect(laptop)
    about = {"standing": "alone"}
    _told(session, about, "This laptop is used by itself. Nothing was deleted.")
    return 0


def status(session: Session) -> int:
    """What is where; the store is not asked."""
    from visit_app.sync import front
    from visit_app.sync.status import erasures
    from visit_app.sync.status import status as now

    with session.laptop() as laptop:
        found, asked = now(laptop), front.asked(laptop)
        erased = erasures(laptop)
    about = {
        "standing": str(found.standing),
        "team": found.team,
        "team_id": found.team_id,
        "store": found.place,
        "role": str(found.own_role) if found.own_role else None,
        "request": plain(asked) if asked else None,
        "waiting": plain(found.waiting),
        "visits_stored": found.visits_stored,
        "visits_total": found.visits_total,
        "verified_at": plain(found.verified_at),
        "seen_by": found.seen_by,
        "members": [plain(c) for c in found.colleagues],
        "conflicts": found.conflicts,
        "quarantined": found.quarantined,
        "notices": notices(found.conditions + found.events),
        "erasures": [plain(e) for e in erased],
    }
    _told(session, about, *_lines(found))
    return 0


def notices(told: "tuple[Told, ...]") -> list[dict[str, Any]]:
    """Notices with their sentences, for programs."""
    return [{**plain(one.notice), "sentence": one.sentence} for one in told]


def _lines(found: "Status") -> list[str]:
    at = f", {found.verified_at:%Y-%m-%d %H:%M} UTC" if found.verified_at else ""
    return [
        f"{found.team or 'no team'}: {found.standing}",
        f"{found.visits_stored} of {found.visits_total} visits in the team store{at}",
        counted(
            found.waiting.records,
            "1 record waits to be sent",
            "{n} records wait to be sent",
        ),
        *(_member(colleague) for colleague in found.colleagues),
        *(one.sentence for one in found.conditions + found.events),
    ]


def _member(one: "Colleague") -> str:
    heard = one.last_heard.isoformat() if one.last_heard else "never heard from"
    kind = "removed" if one.is_removed else str(one.role)
    return "\t".join((one.device, one.name, one.laptop, kind, heard))


def _own(found: "Status") -> str:
    return next(one.device for one in found.colleagues if one.is_self)


def _join_as_recovery(session: Session) -> int:
    from visit_app.sync import front

    options = session.options
    if not options.recovery_passphrase_file:
        options.usage.error("--recovery-file needs --recovery-passphrase-file")
    passphrase = read_secret(Path(options.recovery_passphrase_file))
    file = bytes_of(Path(options.recovery_file), "recovery file")
    with session.laptop() as laptop:
        front.join_as_recovery(
            laptop,
            address=options.store,
            file=file,
            passphrase=passphrase,
            credentials=_credentials(session),
        )
    _told(
        session, {"role": "recovery"}, "Here as the organisation. Now: visit-app sync"
    )
    return 0


def _credentials(session: Session) -> "Credentials":
    """From the file that was named, else from the environment."""
    from visit_app.sync.address import parse_address
    from visit_app.sync.credentials import (
        credentials_from_environment,
        credentials_from_file,
    )

    options = session.options
    scheme = parse_address(options.store).scheme
    if options.credentials_file:
        return credentials_from_file(scheme, Path(options.credentials_file))
    return credentials_from_environment(scheme, os.environ)


@contextmanager
def _undone_on_failure(
    laptop: "Laptop", path: Path
) -> Iterator[Callable[[bytes], None]]:
    """Keeps a file, and takes it away again when there is no team after all.

    Whatever fails behind the start of the team leaves it: it is the only one.
    """
    kept: list[Path] = []

    def keep(data: bytes) -> None:
        _write_new(path, data)
        kept.append(path)

    try:
        yield keep
    except BaseException:
        if _is_alone(laptop):
            for file in kept:
                file.unlink(missing_ok=True)
        raise


def _is_alone(laptop: "Laptop") -> bool:
    """Whether no team was started for certain."""
    from visit_app.sync.book import IDENTITY
    from visit_app.vault.errors import VaultError

    try:
        return not laptop.ledger.value(IDENTITY)
    except VaultError:
        return False


def _write_new(path: Path, data: bytes) -> None:
    """Only its owner may read it; it is on disk before a team depends on it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise Failure(
            "There is a file of the recovery file's name already. It was left as it is "
            "and no team was started."
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _told(session: Session, data: Any, *lines: str) -> None:
    if session.json:
        show(data)
    else:
        say(*lines)
