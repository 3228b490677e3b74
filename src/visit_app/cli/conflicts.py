"""`conflicts ...`: details that two people changed while apart."""

import json
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.sync.conflicts import Conflict
    from visit_app.sync.laptop import Laptop
    from visit_app.sync.merge import Version

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def list_conflicts(session: Session) -> int:
    """Every conflict with its versions; noted in the audit as an export."""
    from visit_app.sync import front
    from visit_app.sync.status import status

    with session.laptop() as laptop:
        found = front.open_conflicts(laptop)
        names = {c.practitioner: c.name for c in status(laptop).colleagues}
        entries = [_entry(laptop, conflict, names) for conflict in found]
        laptop.vault.note("export", what="conflicts", count=len(found))
    if session.json:
        show(entries)
    else:
        for entry in entries:
            say(entry["id"], *(_line(version) for version in entry["versions"]))
    return 0


def settle(session: Session) -> int:
    """Choose one version, or a third value; both are kept. Raises Failure."""
    from visit_app.sync import front

    options = session.options
    with session.laptop() as laptop:
        found = [c for c in front.open_conflicts(laptop) if c.id == options.id]
        if not found:
            raise Failure(
                "There is no such conflict, or somebody settled it meanwhile. "
                "`visit-app conflicts list` shows those that are open."
            )
        text = _chosen(laptop, found[0], options.choose, options.value)
        front.settle(laptop, found[0], text)
    if session.json:
        show({"id": options.id, "settled": True})
    else:
        say("Settled. Both versions are kept. It goes out with the next sync.")
    return 0


def _chosen(
    laptop: "Laptop", conflict: "Conflict", choice: str | None, value: str | None
) -> str:
    if value is None and choice in {"mine", "theirs"}:
        me = laptop.author
        wanted = [
            v for v in conflict.versions if (v.author == me) == (choice == "mine")
        ]
        return _only(wanted).text
    return _typed(conflict, str(choice if value is None else value))


def _only(versions: "list[Version]") -> "Version":
    if len({version.text for version in versions}) != 1:
        raise Failure(
            "That does not name one version. Give the value itself: --choose VALUE."
        )
    return versions[0]


def _typed(conflict: "Conflict", text: str) -> str:
    """A third value in the form that the field has; "" clears it."""
    from visit_app.sync.conflicts import text_of, value_of

    if not text:
        return text_of(None)
    kinds = {type(value_of(v)) for v in conflict.versions} - {type(None)}
    if kinds <= {str}:
        return text_of(text)
    try:
        value = _YES_NO[text.lower()] if kinds == {bool} else json.loads(text)
    except (KeyError, ValueError):
        raise Failure("That is not a value this detail can have.") from None
    if type(value) not in kinds:
        raise Failure("That is not a value this detail can have.")
    return text_of(value)


def _entry(
    laptop: "Laptop", conflict: "Conflict", names: dict[str, str]
) -> dict[str, Any]:
    from visit_app.sync.conflicts import value_of

    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "record": conflict.record_id,
        "family": conflict.family_id,
        "field": conflict.path,
        "versions": [
            {
                "value": value_of(version),
                "author": names.get(version.author, ""),
                "recorded": version.recorded,
                "mine": version.author == laptop.author,
            }
            for version in conflict.versions
        ],
    }


def _line(version: dict[str, Any]) -> str:
    who = "mine" if version["mine"] else version["author"]
    return f"\t{version['value']}\t{who}\t{version['recorded']}"
