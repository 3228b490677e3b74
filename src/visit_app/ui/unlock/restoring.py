"""What the unlock window says of records that can be restored. Plain Python, no Qt."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visit_app.ui.courier.words import moment
from visit_app.ui.text import tr, tr_plural

if TYPE_CHECKING:
    from visit_app.vault.newer import Newer
    from visit_app.vault.recovering import Prepared


@dataclass(frozen=True, slots=True)
class RestoreWords:
    """A title, what happened, and the facts, each a sentence."""

    title: str
    words: str
    facts: tuple[str, ...]
    button: str


def damaged_words(prepared: "Prepared", today: date) -> RestoreWords:
    """The file is damaged: what can be put in its place."""
    return RestoreWords(
        tr("Your records can be restored"),
        tr("The file they are in is damaged. It was not changed."),
        (
            _until(prepared, today),
            *_sources(prepared, today),
            *_erasures(prepared),
            _aside(),
        ),
        tr("Restore and open"),
    )


def chosen_words(prepared: "Prepared", today: date) -> RestoreWords:
    """One backup was chosen: what going back to it means."""
    made = moment(prepared.snapshot.made, today)
    return RestoreWords(
        tr("Go back to an earlier state"),
        tr("Your records become as they were {when}.", when=made),
        (*_newer(prepared.newer, today), *_erasures(prepared), _aside()),
        tr("Go back to it and open"),
    )


def _until(prepared: "Prepared", today: date) -> str:
    when = moment(prepared.until, today)
    if prepared.complete:
        return tr("Everything you saved is there, up to {when}.", when=when)
    return tr(
        "They are complete up to {when}. What you entered after that may be missing:"
        " look through your last visit.",
        when=when,
    )


def _sources(prepared: "Prepared", today: date) -> tuple[str, ...]:
    made = moment(prepared.snapshot.made, today)
    found = [
        tr_plural(
            "From the backup made {made}, and {n} entry of the journal kept since.",
            "From the backup made {made}, and {n} entries of the journal kept since.",
            prepared.entries,
            made=made,
        )
        if prepared.entries
        else tr("From the backup made {made}.", made=made)
    ]
    if prepared.passed_over:
        found.append(
            tr_plural(
                "{n} newer backup could not be read and was passed over.",
                "{n} newer backups could not be read and were passed over.",
                len(prepared.passed_over),
            )
        )
    return tuple(found)


def _newer(newer: "tuple[Newer, ...] | None", today: date) -> tuple[str, ...]:
    if newer is None:
        return (tr("What is newer in the present records could not be read."),)
    visits = [each for each in newer if each.kind == "visit"]
    families = [each.title for each in newer if each.kind == "family" and each.title]
    told = [
        tr_plural(
            "{n} visit was begun or changed since:",
            "{n} visits were begun or changed since:",
            len(visits),
        )
        if visits
        else tr("No visit was begun or changed since."),
        *(_visit(each, today) for each in visits[:_MOST]),
    ]
    if families:
        told.append(
            tr("Changed family details: {names}", names=", ".join(families[:_MOST]))
        )
    return tuple(told)


_MOST = 5


def _visit(each: "Newer", today: date) -> str:
    when = moment(each.at, today) if each.at else ""
    return f"– {each.title or tr('A family')}, {when}".rstrip(", ")


def _erasures(prepared: "Prepared") -> tuple[str, ...]:
    if prepared.erasures_known:
        return ()
    return (
        tr(
            "A family that was erased since this backup may come back with it: what was"
            " erased could not be read. Look through your families, and erase it again."
        ),
    )


def _aside() -> str:
    return tr(
        "What is there now is kept beside it on this laptop, in a folder whose name"
        " begins with set-aside. Nothing is deleted."
    )
