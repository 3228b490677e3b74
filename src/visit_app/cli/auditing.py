"""`audit verify` and `audit show`: what happened, and whether the account of it holds.

Neither shows anything of a record: entries hold ids, counts and hashes.
"""

from argparse import ArgumentTypeError
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import counted, plain, say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.vault.audit import AuditEntry
    from visit_app.vault.audit_check import Problem, Verdict
    from visit_app.vault.audit_head import AuditHead

_SAYS = {
    "changed": "Entry {at} is not what was entered",
    "missing": "Entry {at} was removed",
    "out-of-order": "Entry {at} does not follow from the one before it: one was"
    " inserted, reordered or removed there",
    "unsigned": "Entries from {at} on were never signed by this vault",
    "forged": "The signature over entry {at} does not hold",
    "foreign": "The head over entry {at} was signed by a key that is not this vault's:"
    " it belongs to another vault, or this whole audit was written anew",
    "cut": "Entries from {at} on were cut off",
    "gap": "Entry {at} says that, when it was written, the end of the audit was not"
    " the one last signed",
}


def moment(text: str) -> datetime:
    """A day or a time of an option, local when it names no zone; aware."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"not a date or time (2026-11-23): {text!r}") from None


def until(text: str) -> datetime:
    """The end of a span: a day by itself counts to its end."""
    found = moment(text)
    whole_day = len(text.strip()) <= len("2026-11-23")
    return found + timedelta(days=1) if whole_day else found


def verify(session: Session) -> int:
    """Check the audit; 1 when something was removed, changed, moved or cut off."""
    heads = {file: _head(Path(file)) for file in session.options.head or ()}
    with session.laptop() as laptop:
        from visit_app.sync.status import told_audit_heads

        verdict = laptop.vault.verify_audit({**told_audit_heads(laptop), **heads})
    if session.json:
        show(_told(verdict))
    else:
        say(*_lines(verdict))
    return 0 if verdict.holds else 1


def list_entries(session: Session) -> int:
    """List entries, oldest first; itself entered as an export."""
    options = session.options
    family = options.family or ""
    with session.desk() as desk:
        found = desk.vault.audit_entries(family, options.since, options.until)
        desk.vault.note("export", family_id=family, what="audit", count=len(found))
    if session.json:
        show([plain(entry) for entry in found])
    else:
        say(*("\t".join(_cells(entry)) for entry in found))
    return 0


def _head(path: Path) -> "AuditHead":
    from visit_app.vault.audit_head import NotAHead, read

    try:
        return read(bytes_of(path, "head"))
    except NotAHead:
        raise Failure(
            "The file of --head holds no signed head of an audit. A backup and the team"
            " store hold one; so does audit-head.json beside the records."
        ) from None


def _told(verdict: "Verdict") -> dict[str, Any]:
    return {
        "ok": verdict.holds,
        "entries": verdict.entries,
        "head": plain(verdict.newest),
        "compared_with": list(verdict.heads),
        "restores": list(verdict.restores),
        "problems": [
            {**plain(problem), "says": _sentence(problem)}
            for problem in verdict.problems
        ],
    }


def _lines(verdict: "Verdict") -> list[str]:
    count = counted(verdict.entries, "1 entry", "{n} entries")
    found = [f"{_sentence(problem)}." for problem in verdict.problems]
    lines = [f"The audit holds: {count}, none removed, changed or moved."]
    if found:
        lines = [f"The audit does not hold ({count}).", *found]
    lines += [f"Compared with {name}." for name in verdict.heads]
    if not verdict.heads:
        lines.append(
            "There was no head from elsewhere to compare with, so an older copy of the"
            " whole vault would not show. Name one: --head FILE."
        )
    lines += [f"Entry {n} says that a backup was restored." for n in verdict.restores]
    return lines


def _sentence(problem: "Problem") -> str:
    says = _SAYS[problem.kind].format(at=problem.sequence)
    return f"{says}, says {problem.head}" if problem.head else says


def _cells(entry: "AuditEntry") -> tuple[str, ...]:
    about = " ".join(f"{name}={_value(value)}" for name, value in entry.about.items())
    family = entry.family_id or "-"
    return (str(entry.sequence), entry.at, entry.action, family, about)


def _value(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
