"""What it costs to check that the audit is whole."""

import time
from pathlib import Path

from tests.bench.vault_bench import new_vault

TARGETS = {"audit_verify_s_per_100k": 5.0}
_AT_ONCE = 1000


def verify(folder: Path, entries: int = 100_000) -> dict[str, float]:
    """Seconds to check so many entries, scaled to 100,000; raises when it is broken."""
    with new_vault(folder) as vault:
        for start in range(0, entries, _AT_ONCE):
            with vault.transaction():
                for number in range(start, start + _AT_ONCE):
                    family = f"0d9cf8b2-6f5e-4d0c-9a55-{number % 5000:012}"
                    vault.note("view", family_id=family, what=f"visit {number}")
        started = time.perf_counter()
        verdict = vault.verify_audit()
        spent_s = time.perf_counter() - started
    if not verdict.holds or verdict.entries < entries:
        raise AssertionError("the chain is not there")
    return {"audit_verify_s_per_100k": spent_s * 100_000 / verdict.entries}
