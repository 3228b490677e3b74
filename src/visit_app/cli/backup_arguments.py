"""The commands about backups, and their options."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import TYPE_CHECKING

from visit_app.cli import backups

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

Command = Callable[..., ArgumentParser]


def add_backup(group: "Commands", command: Command) -> None:
    """`backup ...`: make, list, verify, restore, go back, the second place."""
    made = command(group, "create", "make a backup and read it back", backups.create)
    made.add_argument("--to", metavar="DIR", help="also copy it to this folder")
    does = "list the backups; needs no passphrase"
    _source(command(group, "list", does, backups.list_backups))
    made = command(group, "verify", "read every page of backups", backups.verify)
    _name(made)
    _source(made)
    does = "restore; what is there now is set aside, never overwritten"
    made = command(group, "restore", does, backups.restore)
    _name(made)
    _source(made)
    does = "go back to the records before the last update of the app"
    command(group, "rollback", does, backups.rollback)
    does = "show or choose the second place for backups"
    made = command(group, "place", does, backups.place)
    made.add_argument("folder", nargs="?", metavar="DIR", help="a stick or a folder")
    made.add_argument("--none", action="store_true", help="have no second place")


def add_report(commands: "Commands", command: Command) -> None:
    """`support-report`: without anything personal."""
    does = "write a report for support, without personal data; needs no passphrase"
    made = command(commands, "support-report", does, backups.support_report)
    made.add_argument("--out", required=True, metavar="FILE.json")


def _name(to: ArgumentParser) -> None:
    to.add_argument("name", nargs="?", default="", metavar="NAME", help="one of `list`")


def _source(to: ArgumentParser) -> None:
    does = "a stick or folder with backups, instead of this laptop's own"
    to.add_argument("--from", dest="source", metavar="DIR", help=does)
