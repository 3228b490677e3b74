"""`retention list`, `retention rule` and `erase`."""

from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure
from visit_app.cli.output import counted, note, plain, say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.visits import (
        BeforeErasing,
        Desk,
        Receipt,
        Retention,
        RetentionRule,
        StillHeld,
    )

_NO_RULE = (
    "No rule is settled here, so no record is past its date. How long records are kept"
    " is for your organisation to say: visit-app retention rule --help."
)


def list_past(session: Session) -> int:
    """Families past the date they are kept to; entered in the audit as an export."""
    from visit_app.visits import retention

    with session.desk() as desk:
        found = retention(desk)
        count = len(found.past)
        desk.vault.note("export", what="retention", count=count)
    if session.json:
        show(_data(found))
        return 0
    if not found.rule.is_set:
        note(_NO_RULE)
    say(*(f"{k.family_id}\t{k.until.isoformat()}\t{k.row.title}" for k in found.past))
    if found.undated:
        families = counted(len(found.undated), "1 family", "{n} families")
        note(f"For {families} no date can be worked out.")
    return 0


def rule(session: Session) -> int:
    """Show the rule, or settle another."""
    from visit_app.visits import RetentionRule, retention_rule, set_retention_rule

    options = session.options
    given = (options.birthday, options.after_visit)
    if options.none and given != (None, None):
        options.usage.error("--none stands by itself")
    with session.desk() as desk:
        if options.none or given != (None, None):
            set_retention_rule(desk, RetentionRule(*given))
        found = retention_rule(desk)
    if session.json:
        show(plain(found))
    else:
        say(_words(found))
    return 0


def erase(session: Session) -> int:
    """Erase a family here and in its team, or say what that would take away."""
    options = session.options
    with session.desk() as desk:
        from visit_app.visits import before_erasing, check_reason

        before = before_erasing(desk, options.family)
        check_reason(before.family, options.reason)
        if not options.confirm:
            _say_before(session, before)
            raise Failure(
                "Nothing was erased. It cannot be undone: give --confirm to do it."
            )
        receipt = _erased(session, desk)
    _say_receipt(session, receipt)
    return 0


def _erased(session: Session, desk: "Desk") -> "Receipt":
    from visit_app.sync.erasing import telling_the_team
    from visit_app.sync.laptop import Laptop
    from visit_app.visits import erase

    family, reason = session.options.family, session.options.reason
    also = telling_the_team(Laptop(desk.vault, session.clock), family)
    return erase(desk, family, reason, also)


def _data(found: "Retention") -> dict[str, Any]:
    return {
        "rule": plain(found.rule),
        "past": [
            {"family": k.family_id, "until": plain(k.until), "title": k.row.title}
            for k in found.past
        ],
        "undated": [row.id for row in found.undated],
    }


def _words(found: "RetentionRule") -> str:
    parts = []
    if found.birthday is not None:
        parts.append(f"until birthday {found.birthday} of the youngest child")
    if found.years_after_visit is not None:
        parts.append(f"{found.years_after_visit} years after the last visit")
    return f"Kept {', and '.join(parts)}." if parts else _NO_RULE


def _say_before(session: Session, before: "BeforeErasing") -> None:
    if session.json:
        counts = {"would_erase": before.counts, "drafts": before.drafts}
        when = {"kept_until": plain(before.kept_until), "past": before.is_past}
        show({**counts, **when, "backups": plain(before.backups)})
        return
    say(*(f"{kind}\t{count}" for kind, count in sorted(before.counts.items())))
    if before.kept_until is None:
        note("No date is worked out until which this record is kept.")
    elif not before.is_past:
        note(f"This record is kept until {before.kept_until.isoformat()}.")
    if before.drafts:
        drafts = counted(before.drafts, "1 of its visits is", "{n} of its visits are")
        note(f"{drafts} not finished.")
    _say_backups(before.backups)


def _say_backups(held: "StillHeld") -> None:
    if held.until is not None:
        holds = counted(
            held.count,
            "1 backup on this laptop still holds it; it goes",
            "{n} backups on this laptop still hold it; the last goes",
        )
        note(f"{holds} by {held.until.isoformat()}, while backups go on being made.")
    if held.lasting:
        note(
            counted(
                held.lasting,
                "1 more copy, from before an update or in a set-aside-... folder, may"
                " hold it and goes by no date.",
                "{n} more copies, from before an update or in a set-aside-... folder,"
                " may hold it and go by no date.",
            )
        )


def _say_receipt(session: Session, receipt: "Receipt") -> None:
    if session.json:
        say(receipt.to_json().strip())
        return
    say(
        f"Family {receipt.family_id} was erased.",
        f"Entry {receipt.entry} of the audit holds the proof: {receipt.proof}",
    )
    _say_backups(receipt.backups)
    if receipt.pages_wait:
        note("Its emptied pages are taken out of the file at the next opening.")
