"""Random use of the window in a rough world; after every step nothing may be wrong.

    python -m tests.faults.window_fuzz FOLDER STEPS SEED [threads]

Presses keys, types, presses buttons, goes from page to page, opens menus, locks, hides,
unlocks, kills, closes, fills either disk, sets the clock, resizes. Prints one line of
JSON; when something is wrong, the step, the seed and the steps before it. The same seed
gives the same steps; with `threads`, slow work is really done beside them.
"""

import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from tests.faults.window_world import Template, World, Wrong

Act = Callable[[World], None]
_OPEN: dict[Act, int] = {
    World.key: 40,
    World.type: 30,
    World.press: 25,
    World.go: 12,
    World.lock: 8,
    World.open_a_menu: 2,
    World.point: 4,
    World.resize: 2,
    World.kill: 3,
    World.close_and_start: 1,
    World.fill_the_disk: 3,
    World.fill_the_journals_disk: 2,
    World.set_the_clock: 2,
}
_LOCKED: dict[Act, int] = {
    World.unlock: 8,
    World.unlock_by_typing: 1,
    World.key: 4,
    World.resize: 1,
    World.set_the_clock: 1,
}
_ANEW = 120
_HARMLESS = ("This plugin does not support",)


def run(
    qapp: QApplication, root: Path, steps: int, seed: int, *, threads: bool = False
) -> dict[str, int]:
    """So many steps; raises Wrong with all that is needed to see it again."""
    template = Template.made_in(root / "template")
    world, done = World(qapp, root, template, seed, threads=threads), list[str]()
    with _listening() as heard:
        try:
            for number in range(steps):
                if number % _ANEW == _ANEW - 1:
                    world.end()
                    world.begin_anew()
                done.append("?")
                acts = _OPEN if world.shell.is_open else _LOCKED
                done[-1] = world.step(acts)
                world.check()
                if heard:
                    raise Wrong("; ".join(heard))
        except Exception as problem:
            last = " | ".join([*done[-12:-1], world.told or done[-1]])
            told = f"seed {seed}, step {len(done)}, after {last}: "
            also = f" (heard {heard})" if heard else ""
            raise Wrong(f"{told}{type(problem).__name__}: {problem}{also}") from problem
        finally:
            world.leave()
    return dict(world.counts) | {"steps": steps}


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Exceptions in slots, and what Qt warns of, as they come."""
    heard: list[str] = []

    def hook(
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = trace.tb_frame.f_code.co_filename if trace is not None else ""
        line = trace.tb_lineno if trace is not None else 0
        heard.append(f"{kind.__name__}: {error} at {where}:{line}")

    def message(mode: QtMsgType, _: QMessageLogContext, text: str) -> None:
        quiet = mode in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not any(words in text for words in _HARMLESS):
            heard.append(f"Qt: {text}")

    before, sys.excepthook = sys.excepthook, hook
    handler = qInstallMessageHandler(message)
    try:
        yield heard
    finally:
        sys.excepthook = before
        qInstallMessageHandler(handler)


def main() -> None:
    """From the command line; the folder of the process is one to be written to."""
    root, steps, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    logging.disable()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qapp = QApplication([])
    root.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_STATE_HOME"] = str(root / "state")
    os.environ["VISIT_APP_DATA"] = str(root / "data")
    os.environ["HOME"] = str(root)
    os.chdir(tempfile.mkdtemp(dir=root))
    found = run(qapp, root.absolute(), steps, seed, threads=len(sys.argv) > 4)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
