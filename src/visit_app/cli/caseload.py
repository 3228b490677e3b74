"""`families list` and `import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import note, plain, say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.records import Family
    from visit_app.visits import Imported


def list_families(session: Session) -> int:
    """Every family, by the first parent's name; noted in the audit as an export."""
    from visit_app.visits import require

    with session.desk() as desk:
        require(desk, "lists")
        families = sorted(desk.vault.families(), key=_by_name)
        desk.vault.note("export", what="families", count=len(families))
    if session.json:
        show([_entry(family) for family in families])
    else:
        say(*("\t".join(_cells(family)) for family in families))
    return 0


def bring_in(session: Session) -> int:
    """Import a caseload, or write an empty one."""
    options = session.options
    if options.template:
        return _write_template(options.file)
    if not options.file:
        options.usage.error("import needs FILE.csv, or --template")
    data = bytes_of(Path(options.file), "caseload")
    from visit_app.visits import import_caseload
    from visit_app.visits.caseload_rows import unknown_columns

    with session.desk() as desk:
        done = import_caseload(desk, data)
    unread = unknown_columns(data)
    if unread:
        note(f"These columns are not known and were not read: {', '.join(unread)}.")
    _report(session, done)
    return 0


def _report(session: Session, done: "Imported") -> None:
    if session.json:
        show(plain(done))
        return
    say(
        f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged, "
        f"{len(done.rejected)} rejected"
    )
    for row in done.rejected:
        place = f"line {row.line}, {row.column}" if row.column else f"line {row.line}"
        say(f"{place}: {row.reason}")


def _write_template(file: str | None) -> int:
    from visit_app.visits.caseload_rows import template

    if file is None:
        say(template().strip())
        return 0
    path = Path(file)
    if path.exists() and path.stat().st_size:
        raise Failure("There is a file of this name already. It was left as it is.")
    path.write_bytes(template().encode())
    return 0


def _by_name(family: "Family") -> tuple[str, str, str]:
    first = family.parents[0] if family.parents else None
    names = (first.family_name, first.given_name) if first else ("", "")
    return (names[0].casefold(), names[1].casefold(), family.id)


def _entry(family: "Family") -> dict[str, Any]:
    return {**plain(family), "phone": family.phone, "title": family.title}


def _cells(family: "Family") -> tuple[str, ...]:
    return (family.id, family.title, family.postcode, family.phone)
