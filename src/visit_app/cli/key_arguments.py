"""The options of `keys`, `policy`, `escrow` and `practitioners`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from visit_app.cli import escrow, keys, policies, practitioners

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

Command = Callable[..., ArgumentParser]
REPEATED: dict[str, Any] = {"action": "append"}


def add_practitioners(group: "Commands", command: Command) -> None:
    """`practitioners ...`: who has records on this laptop."""
    command(group, "list", "list them", practitioners.list_practitioners)
    does = "choose what stands on the unlock page"
    made = command(group, "name", does, practitioners.rename)
    made.add_argument("name", metavar="NAME", help="initials or a first name")


def add_keys(group: "Commands", command: Command) -> None:
    """`keys ...`: what opens the records."""
    new: dict[str, Any] = {"metavar": "FILE", "help": "holds the new passphrase"}
    made = command(group, "passphrase", "set a new one", keys.change_passphrase)
    made.add_argument("--new-passphrase-file", **new)
    command(group, "recovery-code", "make a new one", keys.renew_code)
    does = "write everything under a new key, with a new passphrase and code"
    made = command(group, "rekey", does, keys.rekey)
    made.add_argument("--new-passphrase-file", **new)


def add_policy(group: "Commands", command: Command) -> None:
    """`policy ...`: on a laptop, and in the organisation."""
    made = command(group, "install", "put a signed policy in force", policies.install)
    made.add_argument("file", metavar="FILE.json", help="with FILE.json.sig beside it")
    made.add_argument(
        "--trust",
        metavar="FINGERPRINT",
        default="",
        help="of the organisation's key, as the organisation told it; needed the"
        " first time",
    )
    command(group, "show", "say what it settles", policies.show_policy)
    made = command(group, "sign", "check a policy and sign it", policies.sign)
    made.add_argument("file", metavar="FILE.json")
    made.add_argument("--key", required=True, metavar="FILE", help="signing-key.pem")
    _make(command(group, "make", "write a policy to be signed", policies.make))


def _make(made: ArgumentParser) -> None:
    made.add_argument("file", metavar="FILE.json")
    made.add_argument("--organisation", required=True, metavar="NAME")
    made.add_argument("--serial", required=True, type=int, metavar="N")
    made.add_argument("--lock-after", type=int, metavar="MINUTES")
    made.add_argument("--backup-place", metavar="DIR", **REPEATED)
    made.add_argument("--allow-export", metavar="KIND", **REPEATED)
    made.add_argument("--no-exports", action="store_true", help="allow none")
    made.add_argument("--contact", metavar="CONTACT=NUMBER", **REPEATED)
    made.add_argument("--contacts-confirmed-on", metavar="DATE")
    made.add_argument("--services", metavar="FILE", help="a saved service directory")
    made.add_argument("--escrow-key", metavar="FILE.pub", help="of `escrow new-key`")
    made.add_argument("--no-keychain", action="store_true")
    made.add_argument("--no-screenshots", action="store_true")
    made.add_argument("--passphrase-guesses", type=int, metavar="LOG10")
    made.add_argument("--successor-key", metavar="FINGERPRINT", **REPEATED)


def add_escrow(group: "Commands", command: Command) -> None:
    """`escrow ...`: for the organisation alone."""
    made = command(group, "new-key", "make the key pair", escrow.make_key)
    made.add_argument("file", metavar="FILE", help="the private key; FILE.pub is made")
    does = "set a new passphrase with the organisation's key"
    made = command(group, "open", does, escrow.open_records)
    made.add_argument("--private-key-file", required=True, metavar="FILE")
    made.add_argument("--key-passphrase-file", metavar="FILE")
