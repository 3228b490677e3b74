"""What is remembered of what colleagues tell."""

from typing import Any

import pytest
from tests.sync.memory_ledger import MemoryLedger

from visit_app.sync.book import UNPROVEN, Page
from visit_app.sync.parcel import Control, Head
from visit_app.sync.taking import _unproven

ONE, TWO = bytes([1]) * 32, bytes([2]) * 32


def claim(number: int, digest: bytes = ONE, by: str = "asha") -> list[Any]:
    return [by, "feed", number, digest.hex()]


@pytest.mark.parametrize(
    ("held", "told", "left"),
    [
        ([], Head(1, ONE), [claim(1)]),
        ([claim(1)], Head(1, ONE), [claim(1)]),
        ([claim(1)], Head(5, TWO), [claim(5, TWO)]),
        ([claim(5)], Head(1, TWO), [claim(5)]),
        ([claim(5)], Head(5, TWO), [claim(5), claim(5, TWO)]),
        ([claim(9, by="lena")], Head(1, ONE), [claim(9, by="lena"), claim(1)]),
    ],
)
def test_of_each_colleague_the_furthest_claim_waits_to_be_compared(
    held: list[Any], told: Head, left: list[Any]
) -> None:
    ledger = MemoryLedger()
    with ledger.transaction():
        ledger.set_value(UNPROVEN, held)
    assert _unproven(ledger, "asha", Control(heads={"feed": told})) == left


def test_a_page_is_written_once_and_only_what_changed() -> None:
    ledger = MemoryLedger()
    with ledger.transaction():
        ledger.set_value("kept", [1])
        page = Page(ledger)
        assert (page.value("kept"), page.value("other")) == ([1], None)
        page.set_value("other", [2])
        page.set_value("other", [2, 3])
        assert page.value("other") == [2, 3]
        assert ledger.value("other") is None
        page.keep()
    assert ledger.value("other") == [2, 3]
