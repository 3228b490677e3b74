"""No key is left in the memory of a process that has locked.

The passphrase is not looked for: it is a str, which Python cannot wipe (threat model).
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.faults import process_memory

from visit_app.records import Practitioner
from visit_app.records.clock import SystemClock
from visit_app.vault import kdf
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import create

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="reads /proc, which is Linux only"
)
SCRIPT = Path(__file__).with_name("key_holder.py")
PASSPHRASE = "zebra kettle under seven umbrellas"


@dataclass(frozen=True)
class Laptop:
    """A locked vault, its recovery code, and the keys that open it, as bytes."""

    folder: Path
    code: str
    data_key: bytes
    page_key: bytes


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("memory") / "vault"
    person = Practitioner(id="p", name="Priya Nair")
    made = create(folder, PASSPHRASE, person, SystemClock(), cost=kdf.FLOOR)
    made.vault.close()
    key = unlock(folder, made.recovery_code, SystemClock())
    page_key = bytes(key.derive("database/v1"))
    return Laptop(folder, made.recovery_code, bytes(key.reveal()), page_key)


@dataclass
class Watched:
    """The process, and how often each form of a key stands in its memory."""

    process: subprocess.Popen[str]
    laptop: Laptop

    def until(self, word: str) -> dict[str, int]:
        """Wait until it says so, count, and let it go on."""
        assert self.process.stdout is not None
        assert self.process.stdin is not None
        said = self.process.stdout.readline().strip()
        assert said == word, self.process.communicate()[1]
        found = self._count()
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return found

    def _count(self) -> dict[str, int]:
        forms = {
            "data key": self.laptop.data_key,
            "data key, hex": self.laptop.data_key.hex().encode(),
            "page key": self.laptop.page_key,
            "page key, hex": self.laptop.page_key.hex().encode(),
        }
        return process_memory.count(self.process.pid, forms)


def run(laptop: Laptop, secret: str) -> Watched:
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(laptop.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(f"{secret}\n")
    process.stdin.flush()
    return Watched(process, laptop)


@pytest.mark.parametrize("secret", ["passphrase", "code"])
def test_no_key_is_left_after_the_lock(laptop: Laptop, secret: str) -> None:
    watched = run(laptop, PASSPHRASE if secret == "passphrase" else laptop.code)
    with watched.process:
        opened = watched.until("open")
        locked = watched.until("locked")
    assert opened["page key"] > 0  # else the search is no search
    assert locked == dict.fromkeys(locked, 0)
