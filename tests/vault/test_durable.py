import os
from pathlib import Path

import pytest

from visit_app.vault import durable
from visit_app.vault.errors import DiskFull, NotWritten, ReadOnly
from visit_app.vault.os_errors import as_vault_error


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durable.write_whole(path, b"one")
    durable.write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such mode bits")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    durable.write_whole(tmp_path / "file", b"one")
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


def test_the_old_file_stays_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    durable.write_whole(path, b"one")

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DiskFull):
        durable.write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_moving_to_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        durable.replace_whole(tmp_path / "absent", tmp_path / "file")


@pytest.mark.parametrize(
    ("number", "kind"),
    [(28, DiskFull), (27, DiskFull), (13, ReadOnly), (30, ReadOnly), (5, NotWritten)],
)
def test_each_refusal_has_its_words(number: int, kind: type[Exception]) -> None:
    error = as_vault_error(OSError(number, "text", "/home/amira/vault.db"))

    assert type(error) is kind
    assert "amira" not in f"{error} {error.detail}"
