"""The commands of the team, and their options."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import TYPE_CHECKING

from visit_app.cli import conflicts, syncing, team

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

Command = Callable[..., ArgumentParser]
ROLES = ("member", "lead", "reader")


def add_team(group: "Commands", command: Command) -> None:
    """`team ...`: everything about who belongs to it."""
    made = command(group, "create", "start a team with this laptop", team.create)
    made.add_argument("--name", required=True, metavar="N")
    _store(made)
    made.add_argument("--recovery-file", required=True, metavar="F")
    made.add_argument("--recovery-passphrase-file", required=True, metavar="P")
    made = command(group, "join", "ask to be let in; prints the code", team.join)
    _store(made)
    made.add_argument(
        "--team", default="", metavar="ID", help="where there are several"
    )
    made.add_argument("--recovery-file", metavar="F", help="as the organisation")
    made.add_argument("--recovery-passphrase-file", metavar="P")
    made.set_defaults(usage=made)
    command(group, "requests", "who asks to be let in", team.requests)
    made = command(group, "approve", "let a laptop in", team.approve)
    made.add_argument("request", metavar="REQUEST")
    made.add_argument("--code", required=True, help="as it was read out by voice")
    made.add_argument("--role", choices=ROLES, default="member")
    made = command(group, "revoke", "remove a laptop", team.revoke)
    made.add_argument("device", metavar="DEVICE")
    made = command(group, "role", "give a laptop another role", team.change_role)
    made.add_argument("device", metavar="DEVICE")
    made.add_argument("role", choices=ROLES)
    made = command(group, "accept", "count what a removed laptop sent", team.accept)
    made.add_argument("device", metavar="DEVICE")
    made.add_argument("number", type=int, metavar="PARCEL", help="up to this one")
    command(group, "status", "what is where", team.status)
    does = "the store has moved, or its credentials are new"
    _store(command(group, "connect", does, team.connect), needs_name=False)
    command(group, "leave", "use this laptop only from now on", team.leave)


def add_sync(commands: "Commands", command: Command) -> None:
    """`sync`."""
    made = command(commands, "sync", "send and receive once", syncing.sync)
    made.add_argument("--once", action="store_true", help="what it does anyway")
    made.add_argument(
        "--sweep", action="store_true", help="look at every colleague's parcels"
    )


def add_conflicts(group: "Commands", command: Command) -> None:
    """`conflicts ...`."""
    does = "details that two people changed while apart"
    command(group, "list", does, conflicts.list_conflicts)
    made = command(group, "settle", "choose between two versions", conflicts.settle)
    made.add_argument("id", metavar="ID")
    either = made.add_mutually_exclusive_group(required=True)
    either.add_argument("--choose", metavar="mine|theirs|VALUE")
    either.add_argument("--value", metavar="VALUE", help="a VALUE that is such a word")
    made.set_defaults(usage=made)


def _store(to: ArgumentParser, *, needs_name: bool = True) -> None:
    to.add_argument(
        "--store",
        required=True,
        metavar="URL",
        help="a folder, s3://, az:// or gs://; docs/command-line.md has the options",
    )
    to.add_argument("--credentials-file", metavar="FILE", help="else the environment")
    if needs_name:
        to.add_argument("--laptop", default="", metavar="NAME", help="for colleagues")
