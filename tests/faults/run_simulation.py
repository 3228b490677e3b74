"""Many runs of the simulation, for as long as one has patience.

    .venv/bin/python -m tests.faults.run_simulation --seeds 1000-1200

Prints each failing seed with how to run it again; exits with 1 if there was one.
"""

import argparse
import sys
import traceback
from time import monotonic

from tests.faults.sync_world import run

from visit_app.sync import joining
from visit_app.sync.recovery import FLOOR


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", default="0-20", help="first-last")
    parser.add_argument("--steps", type=int, default=150)
    asked = parser.parse_args()
    first, last = (int(part) for part in asked.seeds.split("-"))
    joining.COST = FLOOR
    begun, failed, steps = monotonic(), [], 0
    for seed in range(first, last + 1):
        try:
            run(seed, laptops=2 + seed % 7, steps=asked.steps)
        except Exception:  # noqa: BLE001 - it is printed, and the other seeds go on
            traceback.print_exc()
            failed.append(seed)
        steps += asked.steps
    done = last - first + 1
    took = monotonic() - begun
    sys.stdout.write(f"{done} runs, {steps} steps, {took:.0f} s, failed: {failed}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
