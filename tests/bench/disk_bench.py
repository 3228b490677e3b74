"""An answer to disk where the disk takes as long to flush as a laptop's.

A machine whose disk flushes in 0.1 ms shows our CPU and nothing else. `strace` holds
each fsync and fdatasync of a child back by a fixed time: those of the bare commit, of
the vault and of its journal alike, the last two side by side on two threads.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

DELAYS_MS = (1, 4)  # a good laptop's disk; one that is slow or busy
TARGETS = {f"answer_ratio_p50_{delay}_ms": 2.0 for delay in DELAYS_MS}
_CHILD = """
import json, sys
from pathlib import Path
from tests.bench.visit_bench import answers
print(json.dumps(answers(Path(sys.argv[1]), int(sys.argv[2]))))
"""


def laptop_disk(folder: Path, count: int = 300) -> dict[str, float]:
    """The figures of `answers` at each delay; nothing where there is no strace."""
    strace = shutil.which("strace")
    if strace is None:
        sys.stderr.write("strace is not here, so this is not measured\n")
        return {}
    found: dict[str, float] = {}
    for delay in DELAYS_MS:
        figures = _delayed(strace, delay, folder / str(delay), count)
        found |= {
            f"flush_ms_p50_{delay}_ms": figures["flush_ms_p50"],
            f"answer_ms_p50_{delay}_ms": figures["visit_answer_ms_p50"],
            f"bare_commit_ms_p50_{delay}_ms": figures["bare_commit_ms_p50"],
            f"answer_ratio_p50_{delay}_ms": figures["visit_answer_ratio_p50"],
        }
    return found


def _delayed(strace: str, delay: int, folder: Path, count: int) -> dict[str, float]:
    """`answers` in a child whose flushes take that many ms longer."""
    calls = "fsync,fdatasync"
    rule = f"inject={calls}:delay_exit={delay * 1000}"
    quietly = ["-f", "--seccomp-bpf", "-qqq", "-o", os.devnull]
    held_back = [strace, *quietly, "-e", f"trace={calls}", "-e", rule]
    done = subprocess.run(
        [*held_back, sys.executable, "-c", _CHILD, str(folder), str(count)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
