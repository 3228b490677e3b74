"""Random use of a vault in a rough world; after every step nothing may be lost.

    python tests/faults/fuzz.py FOLDER STEPS SEED

Types, signs off, erases, locks, unlocks (with wrong secrets too), restarts, cuts the
power, kills a writing child with SIGKILL, fills the disk, sets the clock, backs up
while typing, damages the file and restores it. Prints one line of JSON; when something
is wrong, the step, the seed and the steps before it. The same seed gives the same steps
(only the moment of a kill depends on the computer).
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.faults.fuzz_world import World, Wrong

Act = Callable[[World], None]
_OPEN: dict[Act, int] = {
    World.type: 40,
    World.lock: 8,
    World.restart: 5,
    World.cut_the_power: 6,
    World.kill: 4,
    World.fill_the_disk: 5,
    World.fill_the_journals_disk: 3,
    World.set_the_clock: 4,
    World.finish: 2,
    World.erase: 4,
    World.back_up_while_typing: 2,
    World.damage_and_restore: 1,
}
_LOCKED: dict[Act, int] = {
    World.unlock: 10,
    World.kill: 1,
    World.set_the_clock: 2,
}
_LOOK_CLOSELY = (
    "unlock",
    "restart",
    "cut_the_power",
    "damage_and_restore",
    "kill",
    "erase",
)
_AUDIT_EVERY = 10


def run(folder: Path, steps: int, seed: int) -> dict[str, int]:
    """So many steps; raises Wrong with all that is needed to see it again."""
    world, done = World(folder, seed), list[str]()
    try:
        for number in range(steps):
            done.append("?")
            done[-1] = world.step(_LOCKED if world.desk is None else _OPEN)
            world.check()
            if number % _AUDIT_EVERY == 0 or done[-1] in _LOOK_CLOSELY:
                world.check_audit()
    except Exception as problem:
        told = f"seed {seed}, step {len(done)}, after {', '.join(done[-12:])}: "
        raise Wrong(f"{told}{type(problem).__name__}: {problem}") from problem
    finally:
        if world.desk is not None:
            world.vault.close()
    return dict(world.counts) | {"steps": steps}


if __name__ == "__main__":
    found = run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(found))
