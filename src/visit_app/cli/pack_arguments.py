"""The options of `pack`: what a laptop installs, and what an organisation makes."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Protocol

from visit_app.cli import packs

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_app.cli.session import Session


class Command(Protocol):
    """Adds one command to the group."""

    def __call__(
        self, name: str, does: str, run: "Callable[[Session], int]"
    ) -> ArgumentParser:
        """The parser of the new command."""
        ...


def add_commands(command: Command) -> None:
    """Everything that can be done with a licence pack."""
    _on_a_laptop(command)
    _in_the_organisation(command)


def _on_a_laptop(command: Command) -> None:
    made = command("install", "install a pack from a folder or zip", packs.install)
    made.add_argument("path", metavar="PATH")
    made.add_argument(
        "--trust",
        metavar="FINGERPRINT",
        default="",
        help="the fingerprint of the organisation's key, as the organisation told it;"
        " needed the first time",
    )
    command("list", "list the packs on this laptop", packs.list_packs)
    made = command("remove", "take a pack and its wording away", packs.remove)
    made.add_argument("name", metavar="NAME")


def _in_the_organisation(command: Command) -> None:
    made = command("keys", "make the organisation's key pair", packs.make_keys)
    made.add_argument("folder", metavar="FOLDER")
    made = command("make", "begin a pack: a folder with texts to fill in", packs.make)
    made.add_argument("instrument", metavar="INSTRUMENT", help="epds or mors-sf")
    made.add_argument("folder", metavar="FOLDER")
    made.add_argument("--name", required=True, help="of the pack: nhft-epds")
    made.add_argument("--pack-version", default="1", metavar="N")
    made = command("sign", "check a pack and sign it", packs.sign)
    made.add_argument("folder", metavar="FOLDER")
    made.add_argument("--key", required=True, metavar="FILE", help="signing-key.pem")
    made.add_argument("--zip", metavar="FILE.zip", help="write it as one file too")
