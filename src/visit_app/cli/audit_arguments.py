"""The commands about what happened and what is kept, and their options."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import TYPE_CHECKING

from visit_app.cli import auditing, erasing

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

Command = Callable[..., ArgumentParser]


def add_audit(group: "Commands", command: Command) -> None:
    """`audit ...`: check it and show it."""
    does = "say whether anything of it was removed, changed, moved or cut off"
    made = command(group, "verify", does, auditing.verify)
    head = "a signed head kept elsewhere; may be given several times"
    made.add_argument("--head", action="append", metavar="FILE", help=head)
    does = "list entries, oldest first"
    made = command(group, "show", does, auditing.list_entries)
    made.add_argument("--family", metavar="ID", help="only entries of this family")
    for name, of in (("--since", auditing.moment), ("--until", auditing.until)):
        about = "a day or a time, ISO 8601"
        made.add_argument(name, type=of, metavar="DATE", help=about)


def add_retention(group: "Commands", command: Command) -> None:
    """`retention ...`: the rule, and who is past it."""
    command(group, "list", "records past the date they are kept to", erasing.list_past)
    does = "show or settle the rule; there is none until you do"
    made = command(group, "rule", does, erasing.rule)
    birthday = "keep until this birthday of the youngest child"
    made.add_argument("--birthday", type=int, metavar="N", help=birthday)
    visit = "and at least so many years after the last visit"
    made.add_argument("--after-visit", type=int, metavar="N", help=visit)
    made.add_argument("--none", action="store_true", help="settle that there is none")
    made.set_defaults(usage=made)


def add_erase(commands: "Commands", command: Command) -> None:
    """`erase`: one family, for good."""
    does = "erase a family for good; without --confirm, say what would go"
    made = command(commands, "erase", does, erasing.erase)
    made.add_argument("family", metavar="FAMILY_ID")
    reason = "why, without naming anybody: it is kept in the audit"
    made.add_argument("--reason", required=True, metavar="WORDS", help=reason)
    made.add_argument("--confirm", action="store_true", help="do it")
