"""How much goes into one segment."""

import pytest
from tests.sync.laptops import everything, settled, team_of
from tests.sync.memory_store import MemoryStore

from visit_app.sync import pushing


@pytest.mark.parametrize(("most", "segments"), [(1, 3), (100_000, 1)])
def test_a_segment_holds_no_more_than_its_readers_take(
    monkeypatch: pytest.MonkeyPatch, most: int, segments: int
) -> None:
    store = MemoryStore()
    lead, asha = team_of(store, "asha")
    monkeypatch.setattr(pushing, "_TEXT_AT_ONCE", most)
    for number in range(3):
        lead.new_family(f"f{number}")
    assert lead.sync().sent == 3
    assert lead.ledger.heads()[lead.device].number == segments
    settled(lead, asha)
    assert everything(lead) == everything(asha)
