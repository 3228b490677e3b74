from datetime import timedelta
from pathlib import Path

import pytest
from tests.vault.sample_records import HASSAN, PHQ_9

from visit_app.records.clock import FixedClock
from visit_app.vault.audit_times import LastEntries
from visit_app.vault.errors import WrongSecret
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Created, Vault


def test_in_a_vault_of_one_session_nothing_was_before(clock: FixedClock) -> None:
    with Vault.in_memory(clock) as vault:
        assert vault.last_entries() == LastEntries(None, None)
        vault.save_family(HASSAN, "Priya Nair")
        assert vault.last_entries() == LastEntries(None, clock.now())


def test_before_this_session_and_in_it(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.put(PHQ_9)
    written = clock.now()
    created.vault.close()
    folder = tmp_path / "vault"
    clock.forward(days=3)
    with pytest.raises(WrongSecret):
        unlock(folder, "another passphrase", clock)
    clock.forward(minutes=1)
    with Vault.open(folder, unlock(folder, "a passphrase", clock), clock) as vault:
        assert vault.last_entries() == LastEntries(written, clock.now())
        assert clock.now() - written > timedelta(days=3)
        clock.forward(minutes=4)
        vault.save_family(HASSAN, "Priya Nair")
        assert vault.last_entries() == LastEntries(written, clock.now())
