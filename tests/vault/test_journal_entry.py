"""A transaction as the bytes of an entry, and back."""

from datetime import UTC, datetime

import pytest

from visit_app.vault.journal_entry import START, Entry, Written, pack

ADD = "INSERT INTO t VALUES (?, ?)"
SHORT = Written(ADD, many=False, values=["é", b"\x00\xff"])
LONG_TEXT = Written(ADD, many=True, values=[["a" * 20_000, b""], ["b", b"+"]])
LONG_BYTES = Written(
    ADD, many=True, values=[["a", bytes(20_000)], ["b", b"\xff" * 17_000]]
)


def entry(packed: bytes) -> Entry:
    return Entry(1, START, START, datetime.now(UTC), 5, void=False, packed=packed)


@pytest.mark.parametrize(
    ("written", "begins"),
    [
        ([SHORT], b"["),
        ([LONG_TEXT], b"\x28\xb5\x2f\xfd"),
        ([LONG_BYTES], b"+"),
        ([SHORT, LONG_BYTES, LONG_TEXT, LONG_BYTES], b"+"),
    ],
)
def test_what_was_written_comes_back(written: list[Written], begins: bytes) -> None:
    packed = pack(written)
    assert packed.startswith(begins)
    assert entry(packed).written() == written


def test_long_bytes_lie_there_as_they_are() -> None:
    packed = pack([LONG_BYTES])
    assert packed.endswith(bytes(20_000) + b"\xff" * 17_000)
    assert len(packed) < 38_000
