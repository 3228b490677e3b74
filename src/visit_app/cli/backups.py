"""`backup ...` and `support-report`: what to do so that nothing is ever lost."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.vault.backups import Backups
    from visit_app.vault.data_key import DataKey
    from visit_app.vault.recovering import Prepared
    from visit_app.vault.snapshot import Snapshot
    from visit_app.visits import Desk


def create(session: Session) -> int:
    """Make a backup now; with --to also a copy in that folder."""
    from visit_app.vault.policy_in_vault import check_backup_place
    from visit_app.vault.snapshot import ASKED

    to = session.options.to
    with session.desk() as desk, _backups(desk) as backups:
        if to:
            check_backup_place(desk.vault, Path(to))
            backups.choose_second(to)
        report = backups.make(ASKED, quickly=False)
    if to and report.second.problem:
        raise Failure(report.second.problem)
    made = report.snapshot
    if session.json:
        copied = {"at": report.second.at, "problem": report.second.problem}
        show({**_about(made), "second_place": copied})
    else:
        say(f"{made.name}: {_size(made)}, read back.")
        if report.second.problem:
            say(report.second.problem)
    return 0


def list_backups(session: Session) -> int:
    """List the backups on this laptop, or in the folder --from; needs no passphrase."""
    found = _found(session)
    if session.json:
        show([_about(each) for each in found])
    else:
        for each in found:
            say(f"{each.name}  {each.made:%Y-%m-%d %H:%M} UTC  {_size(each)}")
    return 0


def verify(session: Session) -> int:
    """Read every page of one backup, or of all; 1 when one does not hold."""
    wanted = _wanted(session)
    with _key(session, wanted) as key:
        own = _of_the_same_records(wanted, key)
        told = [{**_about(each), **_checked(each, key)} for each in own]
    if session.json:
        show(told)
    else:
        for each in told:
            say(f"{each['name']}: {_verdict(each)}")
    if not all(each["ok"] for each in told):
        raise Failure(
            "A backup cannot be read. Your records were not touched. Make a new backup,"
            " and have the disk checked."
        )
    return 0


def restore(session: Session) -> int:
    """Restore the newest state there is, or one backup exactly as it was made."""
    from visit_app.vault import recovering
    from visit_app.vault.backup_key import opens

    folder = session.records.folder
    if session.options.name or session.options.source:
        wanted = _wanted(session)
        with _key(session, wanted) as key:
            (chosen, *_) = [one for one in wanted if opens(key, one)] or wanted
            return _swap(session, recovering.prepare_from(folder, key, chosen))
    with _key(session, _found(session)) as key:
        return _swap(session, recovering.prepare(folder, key))


def rollback(session: Session) -> int:
    """Go back to the records as they were before the app was last updated."""
    from visit_app.vault import recovering

    folder = session.records.folder
    with _key(session, ()) as key:
        prepared = recovering.prepare_rollback(folder, key)
    code = _swap(session, prepared)
    if not session.json:
        say(
            f"They are as version {prepared.snapshot.app} of the app left them. Use"
            " that version: this one would update them again."
        )
    return code


def place(session: Session) -> int:
    """Show, choose or forget the second place for backups."""
    from visit_app.vault.policy_in_vault import check_backup_place
    from visit_app.vault.second_place import SETTING

    options = session.options
    with session.desk() as desk:
        if options.folder:
            folder = Path(options.folder).absolute()
            check_backup_place(desk.vault, folder)
            _choose(session, folder)
            desk.vault.set_setting(SETTING, str(folder))
        elif options.none:
            desk.vault.set_setting(SETTING, "")
        chosen = desk.vault.setting(SETTING, "")
    if session.json:
        show({"second_place": chosen})
    else:
        say(chosen or "There is no second place for backups.")
    return 0


def support_report(session: Session) -> int:
    """Write a report without personal data to FILE.json."""
    from visit_app.vault.support import report

    told = report(session.records.folder, session.clock)
    text = json.dumps(told, indent=1)
    try:
        Path(session.options.out).write_text(f"{text}\n", encoding="utf-8")
    except OSError as problem:
        raise Failure(f"The report was not written: {problem.strerror}.") from None
    if session.json:
        show(told)
    else:
        say("The report was written. It holds no name and nothing of any record.")
    return 0


# --- the parts -----------------------------------------------------------------------


def _backups(desk: "Desk") -> "Backups":
    made = desk.vault.backups()
    if made is None:
        raise Failure("Practice records are not backed up.")
    return made


@contextmanager
def _key(
    session: Session, backups: "list[Snapshot] | tuple[Snapshot, ...]"
) -> "Iterator[DataKey]":
    """The key of the records, by their own key file, else by those of the backups."""
    from visit_app.vault.backup_key import key_of

    folder, clock = session.records.folder, session.clock
    with key_of(folder, session.passphrase(), clock, backups) as key:
        yield key


def _found(session: Session) -> "tuple[Snapshot, ...]":
    from visit_app.vault.backup_key import of_these_records
    from visit_app.vault.place import Place
    from visit_app.vault.second_place import every_vault_in
    from visit_app.vault.snapshot import found_in

    source = getattr(session.options, "source", None)
    folder = session.records.folder
    if source:
        return of_these_records(every_vault_in(Path(source)), folder)
    return found_in(Place(folder).backups)


def _wanted(session: Session) -> "list[Snapshot]":
    found, name = _found(session), session.options.name
    wanted = [each for each in found if not name or each.name == name]
    if not wanted:
        raise Failure("There is no such backup. `visit-app backup list` names them.")
    return wanted


def _of_the_same_records(found: "list[Snapshot]", key: "DataKey") -> "list[Snapshot]":
    """Those of the vault that this key opens, under whichever key they are."""
    from visit_app.vault.backup_key import opens

    ids = {one.vault_id for one in found if opens(key, one)}
    return [one for one in found if not ids or one.vault_id in ids]


def _checked(found: "Snapshot", key: "DataKey") -> Mapping[str, Any]:
    from visit_app.vault import snapshot
    from visit_app.vault.backup_key import opens
    from visit_app.vault.errors import VaultError
    from visit_app.vault.rekeying import DATABASE_LABEL

    own = opens(key, found)
    try:
        if own:
            snapshot.check(found, key.derive(DATABASE_LABEL))
        else:
            snapshot.check_bytes(found)
    except VaultError as problem:
        return {"ok": False, "detail": problem.detail}
    return {"ok": True, "detail": "" if own else _EARLIER}


def _verdict(told: Mapping[str, Any]) -> str:
    if not told["ok"]:
        return "DOES NOT HOLD"
    if told["detail"] == _EARLIER:
        return "under an earlier key; every byte is as it was written"
    return "every page was read"


_EARLIER = "earlier key"


def _swap(session: Session, prepared: "Prepared") -> int:
    from visit_app.vault import swapping

    aside = swapping.confirm(prepared, session.clock)
    if session.json:
        show(_told(prepared, aside))
        return 0
    say(
        f"Restored from {prepared.snapshot.name}: complete up to"
        f" {prepared.until:%Y-%m-%d %H:%M:%S} UTC."
    )
    if not prepared.complete:
        say("What was entered after that is not in it.")
    if not prepared.erasures_known:
        say("Families erased since may be back: what was erased could not be read.")
    say(f"What was there before is kept in {aside.name}.", *_newer_lines(prepared))
    return 0


def _told(prepared: "Prepared", aside: Path) -> Mapping[str, Any]:
    newer = prepared.newer
    return {
        "snapshot": prepared.snapshot.name,
        "until": prepared.until.isoformat(),
        "entries": prepared.entries,
        "complete": prepared.complete,
        "erasures_known": prepared.erasures_known,
        "set_aside": aside.name,
        "passed_over": list(prepared.passed_over),
        "newer": None
        if newer is None
        else [{"kind": n.kind, "id": n.id, "at": n.at} for n in newer],
    }


def _newer_lines(prepared: "Prepared") -> Iterator[str]:
    """Without names: a terminal may be anybody's."""
    if prepared.newer is None:
        yield "What is newer in it could not be read."
    for each in prepared.newer or ():
        at = f" of {each.at:%Y-%m-%d %H:%M}" if each.at else ""
        yield f"Newer there: {each.kind}{at} ({each.id})"


def _choose(session: Session, folder: Path) -> None:
    from visit_app.vault import second_place
    from visit_app.vault.place import Place
    from visit_app.vault.slot_file import read_candidates

    records = Place(session.records.folder)
    second_place.choose(folder, records, read_candidates(records)[0].vault_id)


def _about(found: "Snapshot") -> Mapping[str, Any]:
    return {
        "name": found.name,
        "made": found.made.isoformat(),
        "kind": found.kind,
        "app": found.app,
        "schema": found.schema,
        "bytes": found.size,
    }


def _size(found: "Snapshot") -> str:
    return f"{found.size / 1_000_000:.1f} MB"
