import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from visit_app.vault import lock
from visit_app.vault.errors import InUse, ReadOnly, VaultError

HOLD = """
import sys, time
from pathlib import Path
from visit_app.vault import lock
held = lock.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_window_is_told(tmp_path: Path) -> None:
    held = lock.take(tmp_path / "lock")
    with pytest.raises(InUse, match="another window"):
        lock.take(tmp_path / "lock")
    held.release()
    lock.take(tmp_path / "lock").release()


def test_another_process_is_told_and_kill_9_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(InUse):
            lock.take(path)
    finally:
        child.kill()
        child.communicate()

    lock.take(path).release()
    assert child.returncode == -signal.SIGKILL or os.name == "nt"


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with pytest.raises(ReadOnly) as caught:
        lock.take(tmp_path / "lock")
    assert isinstance(caught.value, VaultError)
