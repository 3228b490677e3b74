"""Run the benchmarks: `python3 packaging/dev.py bench [--quick] [--json] [NAME ...]`.

Prints a table of figures beside their targets. Figures of one run belong together: the
machine is part of every one of them, so ratios say more than times.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import (  # noqa: E402
    audit_bench,
    backup_bench,
    directory_bench,
    disk_bench,
    lock_bench,
    sync_bench,
    vault_bench,
    visit_bench,
    window_bench,
)

Figures = dict[str, float]


@dataclass(frozen=True)
class Bench:
    """One measurement; `quick` holds the arguments of a short run."""

    measure: Callable[..., Figures]
    targets: Mapping[str, float]
    quick: Mapping[str, Any] = field(default_factory=dict)


BENCHES = {
    "first-paint": Bench(window_bench.first_paint, window_bench.TARGETS, {"turns": 3}),
    "answers": Bench(visit_bench.answers, visit_bench.TARGETS, {"count": 60}),
    "answers-laptop-disk": Bench(
        disk_bench.laptop_disk, disk_bench.TARGETS, {"count": 60}
    ),
    "vault-answers": Bench(
        vault_bench.answer_to_disk, vault_bench.TARGETS, {"answers": 60}
    ),
    "audit-verify": Bench(audit_bench.verify, audit_bench.TARGETS, {"entries": 10_000}),
    "lock": Bench(lock_bench.blank, lock_bench.TARGETS, {"turns": 20}),
    "backup": Bench(
        backup_bench.backup, backup_bench.TARGETS, {"size_mb": 5, "answers": 50}
    ),
    "recompute": Bench(visit_bench.recompute, visit_bench.TARGETS, {"count": 60}),
    "directory": Bench(
        directory_bench.services, directory_bench.TARGETS, {"count": 60}
    ),
    "sync": Bench(
        sync_bench.exchange, sync_bench.TARGETS, {"records": 500, "servers": False}
    ),
    "sync-poll": Bench(sync_bench.poll, sync_bench.TARGETS, {"members": 4}),
    "sync-join": Bench(
        sync_bench.join, sync_bench.TARGETS, {"segments": 600, "feeds": 3}
    ),
    "caseload": Bench(
        visit_bench.caseload,
        visit_bench.TARGETS,
        {"families": 200, "visits_made": 1000},
    ),
}


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything; 1 when a target is missed."""
    made = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    made.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    made.add_argument("--quick", action="store_true", help="smaller data, fewer turns")
    made.add_argument("--json", action="store_true", help="print JSON")
    options = made.parse_args(arguments)
    unknown = set(options.names) - set(BENCHES)
    if unknown:
        made.error(f"there is no {', '.join(sorted(unknown))}")
    found = {}
    for name in options.names or BENCHES:
        sys.stderr.write(f"measuring {name}\n")
        found[name] = _measured(BENCHES[name], quick=options.quick)
    told = json.dumps(found, indent=2) if options.json else _table(found)
    sys.stdout.write(f"{told}\n")
    return int(any(row["met"] is False for rows in found.values() for row in rows))


def _measured(bench: Bench, *, quick: bool) -> list[dict[str, Any]]:
    measure = partial(bench.measure, **bench.quick) if quick else bench.measure
    with tempfile.TemporaryDirectory(prefix="visit-bench-") as folder:
        figures = measure(Path(folder) / "data")
    return [_row(name, value, bench.targets) for name, value in figures.items()]


def _row(name: str, value: float, targets: Mapping[str, float]) -> dict[str, Any]:
    target = targets.get(name)
    met = None if target is None else value <= target
    return {"figure": name, "value": round(value, 3), "target": target, "met": met}


def _table(found: Mapping[str, list[dict[str, Any]]]) -> str:
    words = {None: "", True: "met", False: "MISSED"}
    lines = [f"{'':19} {'figure':26} {'value':>10} {'target':>8}"]
    for name, rows in found.items():
        for row in rows:
            target = "" if row["target"] is None else f"{row['target']:g}"
            told = f"{name:19} {row['figure']:26} {row['value']:>10.2f} {target:>6} "
            lines.append(f"{told} {words[row['met']]}".rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
