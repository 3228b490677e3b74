"""What looking for a service costs: the reasons alone, and with the local versions."""

import json
import statistics
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.bench.vault_bench import ms, new_vault, p95

from visit_app import visits
from visit_app.directory import Need, change, find, load_directory, write
from visit_app.records import Family, FamilyRole, Patient
from visit_app.records.clock import FixedClock
from visit_app.visits.opening import open_desk
from visit_app.visits.services import SETTING

TARGETS = {"directory_find_ms_p50": 5.0}
LOCAL_VERSIONS = 100  # entries changed, checked and closed over some years
_MOTHER = Patient(id="m", given_name="Amira", birth_date=date(1995, 3, 14))
_BABY = Patient(id="b", role=FamilyRole.BABY, birth_date=date(2026, 10, 10))
_NEED = Need(
    family=Family(id="f", parents=(_MOTHER,), babies=(_BABY,), postcode="NN16 0AA"),
    subject=_MOTHER,
    level="mild-to-moderate",
    theme=("pmh", "pir"),
)


def services(folder: Path, count: int = 300) -> dict[str, float]:
    """`find` over every entry, and reading the directory from an open vault."""
    clock = FixedClock()
    known = load_directory()
    for number in range(LOCAL_VERSIONS):
        service = known.services[number % 20]
        phone = f"01632 {number:06}"
        known = change(known, service.id, by="x", at=clock.now(), telecom=phone)
    found = [ms(find, known, _NEED, "NN16 0AA", clock.today()) for _ in range(count)]
    with new_vault(folder) as vault:
        desk = open_desk(vault, clock)
        shipped = load_directory().services
        local = tuple(s for s in known.services if s not in shipped)
        vault.set_setting(SETTING, json.loads(write(replace(known, services=local))))
        read = [ms(visits.directory, desk) for _ in range(max(count // 10, 5))]
    return {
        "directory_find_ms_p50": statistics.median(found),
        "directory_find_ms_p95": p95(found),
        "directory_read_ms_p50": statistics.median(read),
    }
