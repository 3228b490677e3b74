"""Preferences come back as kept, and a damaged file never stops the app."""

import json
from pathlib import Path

import pytest

from visit_app.ui.preferences import (
    FILE_NAME,
    Preferences,
    read_preferences,
    write_preferences,
)


def test_there_and_back(tmp_path: Path) -> None:
    chosen = Preferences(text_scale=1.5, scheme="contrast", idle_minutes=2)
    write_preferences(tmp_path, chosen)
    assert read_preferences(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read_preferences(tmp_path) == Preferences()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"text_scale": [1]}']
)
def test_a_damaged_file_means_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read_preferences(tmp_path) == Preferences()


def test_odd_values_are_left_out_one_by_one(tmp_path: Path) -> None:
    content = {"text_scale": 1.25, "scheme": "pink", "idle_minutes": 0, "new": 1}
    (tmp_path / FILE_NAME).write_text(json.dumps(content))
    assert read_preferences(tmp_path) == Preferences(text_scale=1.25)
