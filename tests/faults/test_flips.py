"""One bit, or the end of a file, anywhere in vault, log, key file, journal, snapshot.

Each opens completely, or is set aside and restored with the loss named.
"""

from pathlib import Path

import pytest
from tests.faults.damage import Outcomes, run


def count(outcomes: Outcomes) -> int:
    return (
        outcomes.opened
        + outcomes.put_back_from_journal
        + outcomes.restored_complete
        + outcomes.restored_with_loss_named
    )


def test_20_flips_and_20_cuts(tmp_path: Path) -> None:
    outcomes = run(tmp_path, flips=20, cuts=20, seed=4)
    assert outcomes.wrong == []
    assert count(outcomes) == 40
    assert outcomes.restored_complete
    assert outcomes.put_back_from_journal


@pytest.mark.slow
def test_200_flips_and_200_cuts(tmp_path: Path) -> None:
    outcomes = run(tmp_path, flips=200, cuts=200, seed=44)
    assert outcomes.wrong == []
    assert count(outcomes) == 400
    assert outcomes.restored_with_loss_named == 0  # one fault at a time loses nothing
