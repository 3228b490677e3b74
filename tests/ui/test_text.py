"""The words on screen: English is the source, values fill in, Qt is not needed."""

import gettext
from pathlib import Path

import pytest

from visit_app.ui import text as texts
from visit_app.ui.text import tr, tr_plural


def test_english_is_the_source() -> None:
    assert tr("Saving…") == "Saving…"
    assert tr("") == ""


def test_values_fill_the_names_in() -> None:
    assert tr("Saved {time}", time="10:42") == "Saved 10:42"
    assert tr("100 % {not filled}") == "100 % {not filled}"


def test_plurals() -> None:
    assert tr_plural("{n} visit", "{n} visits", 1) == "1 visit"
    assert tr_plural("{n} visit", "{n} visits", 12) == "12 visits"
    assert tr_plural("{n} visit", "{n} visits", 0) == "0 visits"


def test_another_language_is_read_from_the_catalogues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "locale" / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "visit_app.mo").write_bytes(
        catalogue({"": "Content-Type: text/plain; charset=UTF-8\n", "Next": "Nesaf"})
    )
    monkeypatch.setattr(texts, "resource_folder", lambda: tmp_path)
    monkeypatch.setenv(texts.LANGUAGE_VARIABLE, "cy")
    texts._catalogue.cache_clear()
    assert tr("Next") == "Nesaf"
    assert tr("Back") == "Back"
    texts._catalogue.cache_clear()


def catalogue(messages: dict[str, str]) -> bytes:
    """A .mo file, so that the test needs no msgfmt: the format of GNU gettext."""
    pairs = sorted((k.encode(), v.encode()) for k, v in messages.items())
    ids = b"".join(k + b"\0" for k, _ in pairs)
    values = b"".join(v + b"\0" for _, v in pairs)
    start = 28 + 16 * len(pairs)
    table, place = b"", start
    for column, blob in ((0, ids), (1, values)):
        for pair in pairs:
            length = len(pair[column])
            table += length.to_bytes(4, "little") + place.to_bytes(4, "little")
            place += length + 1
        assert place == start + len(ids) + (len(blob) if column else 0)
    count = len(pairs).to_bytes(4, "little")
    head = (0x950412DE).to_bytes(4, "little") + bytes(4) + count
    offsets = (28).to_bytes(4, "little") + (28 + 8 * len(pairs)).to_bytes(4, "little")
    return head + offsets + bytes(8) + table + ids + values


def test_a_missing_language_falls_back_to_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(texts.LANGUAGE_VARIABLE, "xx")
    assert isinstance(texts._catalogue("xx"), gettext.NullTranslations)
    assert tr("Next") == "Next"
