"""Disk full and read-only folders: a clear message, nothing lost, nothing half done."""

import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.vault.sample_records import PHQ_9, PRIYA, VISIT

from visit_app.records import QuestionnaireResponse
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf, keyslots
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import DiskFull, ReadOnly
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
LONG = "word " * 2000
# A shell in its own user and mount namespace: what it mounts goes when it ends.
OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = create(tmp_path / "vault", "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR)
    with made.vault as vault:
        vault.put(VISIT, PHQ_9)
        yield vault


def test_the_answer_that_had_no_room_is_told_and_the_others_stay(vault: Vault) -> None:
    with vault._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    response = _until_full(vault)
    kept = vault.get(QuestionnaireResponse, "phq-9")
    assert 0 < len(kept.answers) == len(response.answers) - 1
    with vault._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    vault.put(response)  # the same again, once there is room
    assert vault.get(QuestionnaireResponse, "phq-9") == response
    vault.check()


def test_a_full_disk_keeps_nobody_out_and_loses_nothing(tmp_path: Path) -> None:
    """In a small file system of its own: fill it, lock, unlock, make room, go on."""
    mount = f"mount -t tmpfs -o size=3m tmpfs {tmp_path} && exec"
    if subprocess.run([*OWN_MOUNTS, f"{mount} true"], check=False).returncode != 0:
        pytest.skip("no small file system can be mounted here (Linux, unshare)")
    call = f"from {__name__} import fill_up; fill_up({str(tmp_path)!r})"
    command = [*OWN_MOUNTS, f'{mount} "$0" -c "$1"', sys.executable, call]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def fill_up(folder: str) -> None:
    """What the child does in the small file system."""
    vault_folder, ballast = Path(folder, "vault"), Path(folder, "ballast")
    made = create(vault_folder, "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR)
    with made.vault as vault:
        vault.put(VISIT, PHQ_9)
        ballast.write_bytes(b"\0" * (shutil.disk_usage(folder).free - 400_000))
        response = _until_full(vault)
        kept = vault.get(QuestionnaireResponse, "phq-9")
        assert 3 < len(kept.answers) == len(response.answers) - 1
    free = shutil.disk_usage(folder).free  # what the logs took ahead and gave back
    Path(folder, "more ballast").write_bytes(b"\0" * (free - free % 4096))
    with keyslots.unlock(vault_folder, "a passphrase", CLOCK) as key:
        vault = Vault.open(vault_folder, key, CLOCK)
    assert vault.get(QuestionnaireResponse, "phq-9") == kept
    ballast.unlink()
    with vault:
        vault.put(response)
        assert vault.get(QuestionnaireResponse, "phq-9") == response
        assert [entry.action for entry in vault.audit_entries()][-2:] == [
            "unlock",
            "change",
        ]
        vault.check()


def _until_full(vault: Vault) -> QuestionnaireResponse:
    """The response whose save found no room."""
    response = PHQ_9
    for number in range(1000):
        response = response.answered(f"/note-{number}", LONG)
        try:
            vault.put(response)
        except DiskFull:
            return response
    raise AssertionError("there was always room")


@pytest.mark.skipif(os.name != "posix", reason="uses POSIX modes and users")
def test_a_read_only_folder_is_told_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    create(folder, "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR).vault.close()
    key = bytes(keyslots.unlock(folder, "a passphrase", CLOCK).reveal())
    _let_nobody_in(folder)
    before = _files(folder)
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_try_as_nobody, args=(folder, key))
    child.start()
    child.join()
    folder.chmod(0o700)

    assert child.exitcode == 0
    assert _files(folder) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _let_nobody_in(folder: Path) -> None:
    """Readable for everybody, writable for none, up to a folder that is public."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and parent.stat().st_mode & 0o005 != 5:
            parent.chmod(parent.stat().st_mode | 0o055)


def _try_as_nobody(folder: Path, key: bytes) -> None:
    """Root may write anywhere, so the child stops being root."""
    if os.getuid() == 0:
        os.setuid(65534)
    for attempt in (
        lambda: keyslots.unlock(folder, "a passphrase", CLOCK),
        lambda: Vault.open(folder, DataKey(key), CLOCK),
        lambda: create(folder / "new", "words", PRIYA, CLOCK, cost=kdf.FLOOR),
    ):
        with pytest.raises(ReadOnly, match="does not allow saving"):
            attempt()
    os._exit(0)
