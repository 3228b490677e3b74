"""`families hand-over`, `take-over` and `take-back`, and their options."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import TYPE_CHECKING

from visit_app.cli import handing_over

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

Command = Callable[..., ArgumentParser]
AGREEMENTS = ("agreed", "told", "not-asked")


def add_commands(group: "Commands", command: Command) -> None:
    """A family to another team and from one."""
    does = "write a family into a sealed file for another team; prints its code once"
    made = command(group, "hand-over", does, handing_over.hand_over)
    made.add_argument("family", metavar="FAMILY_ID")
    made.add_argument("--out", required=True, metavar="FILE.visitfamily")
    made.add_argument("--to", required=True, metavar="TEAM", help="which team takes it")
    made.add_argument("--person", default="", metavar="NAME", help="who there")
    made.add_argument("--phone", default="", help="how to reach them")
    said = "what the parent said to it"
    made.add_argument("--agreement", required=True, choices=AGREEMENTS, help=said)
    why = "the lawful basis (told), or why the parent was not asked"
    made.add_argument("--reason", default="", metavar="WORDS", help=why)
    does = "take over a family that another team wrote into a file"
    made = command(group, "take-over", does, handing_over.take_over)
    made.add_argument("file", metavar="FILE.visitfamily")
    code = "a file that holds the code"
    made.add_argument("--code-file", required=True, metavar="FILE", help=code)
    look = "only say what it holds, and take nothing"
    made.add_argument("--look", action="store_true", help=look)
    does = "the family is here after all: take the mark away"
    made = command(group, "take-back", does, handing_over.take_back)
    made.add_argument("family", metavar="FAMILY_ID")
