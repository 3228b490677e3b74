from pathlib import Path

import pytest

from visit_app.sync.machine import FILE, machine_mark


def test_a_machine_stays_the_same(tmp_path: Path) -> None:
    mark = machine_mark(tmp_path)
    assert len(mark) == 32
    assert machine_mark(tmp_path) == mark


def test_a_folder_on_another_machine_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = machine_mark(tmp_path)
    monkeypatch.setattr("platform.node", lambda: "another-laptop")
    assert machine_mark(tmp_path) != mark


def test_records_put_back_without_the_file_are_on_another_machine(
    tmp_path: Path,
) -> None:
    mark = machine_mark(tmp_path)
    (tmp_path / FILE).unlink()
    assert machine_mark(tmp_path) != mark


def test_where_nothing_can_be_kept_there_is_no_mark(tmp_path: Path) -> None:
    assert machine_mark(tmp_path / "nowhere") == ""
    (tmp_path / FILE).write_bytes(b"\xff")
    assert machine_mark(tmp_path) == ""
