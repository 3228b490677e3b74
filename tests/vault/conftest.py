from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.vault.sample_records import PRIYA

from visit_app.records.clock import FixedClock
from visit_app.vault import kdf
from visit_app.vault.vault import Created, Vault, create


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def created(tmp_path: Path, clock: FixedClock) -> Iterator[Created]:
    made = create(tmp_path / "vault", "a passphrase", PRIYA, clock, cost=kdf.FLOOR)
    yield made
    made.vault.close()


@pytest.fixture(params=["file", "memory"])
def vault(request: pytest.FixtureRequest, clock: FixedClock) -> Iterator[Vault]:
    """The same contract over both kinds of vault."""
    if request.param == "file":
        yield request.getfixturevalue("created").vault
        return
    with Vault.in_memory(clock) as vault:
        vault.put(PRIYA)
        yield vault
