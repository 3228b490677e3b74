"""Compressed texts: of this version, of older ones, and damaged ones."""

import zlib

import pytest

from visit_app.vault.compressed import (
    squeeze,
    squeeze_each,
    unsqueeze,
    unsqueeze_each,
)
from visit_app.vault.errors import Damaged

TEXT = b'{"answers":{"/1":["LA6568-5"]}}' * 50


def test_what_goes_in_comes_out() -> None:
    assert unsqueeze(squeeze(TEXT)) == TEXT
    assert len(squeeze(TEXT)) < len(TEXT) / 5
    several = [TEXT, b"", "é".encode()]
    assert unsqueeze_each(squeeze_each(several)) == several


def test_what_an_older_version_compressed_is_read() -> None:
    assert unsqueeze_each([zlib.compress(TEXT, 1), squeeze(TEXT)]) == [TEXT, TEXT]


@pytest.mark.parametrize("frame", [b"", b"x" * 20, squeeze(TEXT)[:-3]])
def test_what_is_damaged_is_said(frame: bytes) -> None:
    with pytest.raises(Damaged):
        unsqueeze(frame)
