"""Types two groups of a saved recovery code back, as the first run asks for them.

Used by full_visit.steps under the system's Python, which has the accessibility
library: `python3 type_back.py FILE`. The groups asked for are at random, so they are
read from the labels on the screen.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyatspi


def nodes(node: Any) -> Iterator[Any]:
    """The node and everything under it."""
    yield node
    for child in node:
        if child is not None:
            yield from nodes(child)


def main() -> None:
    """Type each group that a showing field is named after, then leave the field."""
    groups = dict(
        re.findall(r"^(\d)\.\s+(\w{4})$", Path(sys.argv[1]).read_text(), re.M)
    )
    desktop = pyatspi.Registry.getDesktop(0)
    for node in [n for app in desktop if app is not None for n in nodes(app)]:
        asked = re.fullmatch(r"Group (\d)", node.name or "")
        if asked is None or node.getRoleName() != "text":
            continue
        node.queryComponent().grabFocus()
        subprocess.run(["xdotool", "type", groups[asked[1]]], check=True)


if __name__ == "__main__":
    main()
