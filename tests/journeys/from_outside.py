"""What two driven windows need besides steps: each waits for the other by files.

Used by two_laptops_*.steps under the system's Python, which has the accessibility
library: `wait FILE` until it is there, `type FIELD TEXT` with a text worked out by the
shell, `code FILE` keeps the code that is shown.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE_S = 180
TEXTS = {"text", "password text"}
CODE = re.compile(r"\d{4} \d{4} \d{4}")


def nodes() -> Iterator[Any]:
    """Everything that any program shows."""
    import pyatspi

    def under(node: Any) -> Iterator[Any]:
        yield node
        for child in node:
            if child is not None:
                yield from under(child)

    for app in pyatspi.Registry.getDesktop(0):
        if app is not None:
            yield from under(app)


def wait(file: str) -> None:
    """Until the other window has left this file."""
    until(Path(file).exists, f"{file} did not come")


def until(holds: Callable[[], bool], else_say: str) -> None:
    """Look again and again: nobody tells one program what happens in another."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            sys.exit(else_say)
        time.sleep(0.1)


def is_focused(node: Any) -> bool:
    """Whether keys go there."""
    import pyatspi

    return bool(node.getState().contains(pyatspi.STATE_FOCUSED))


def type_into(name: str, text: str) -> None:
    """Type into the field of this name, in place of what is there."""
    field = next(n for n in nodes() if n.name == name and n.getRoleName() in TEXTS)
    with suppress(Exception):  # a slow answer: it has the focus all the same
        field.queryComponent().grabFocus()
    until(lambda: is_focused(field), f"{name} did not take the focus")
    subprocess.run(["xdotool", "key", "ctrl+a"], check=True)
    subprocess.run(["xdotool", "type", text], check=True)


def keep_code(file: str) -> None:
    """Keep the code on the screen."""
    code = next(n.name for n in nodes() if CODE.fullmatch(n.name or ""))
    part = Path(f"{file}.part")
    part.write_text(code)
    part.rename(file)


def main() -> None:
    """Do what the first word says."""
    what, *about = sys.argv[1:]
    if what == "wait":
        wait(about[0])
    elif what == "type":
        type_into(about[0], about[1])
    else:
        keep_code(about[0])


if __name__ == "__main__":
    main()
