"""Kills a laptop that writes its vault under a new key, at each of its steps.

Every call that changes something on disk is a step: the child kills itself with SIGKILL
just before the n-th, for each n there is. Afterwards exactly one of the two passphrases
opens the vault, everything in it is there, and nothing half done is left behind.
"""

import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from visit_app.records import Encounter, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault import slot
from visit_app.vault.audit import first_broken
from visit_app.vault.errors import WrongSecret
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keyslots import unlock
from visit_app.vault.rekeying import rekey
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
OLD, NEW = "the old words", "the new words"
STEPS = ("replace", "rename", "fsync", "mkdir", "rmdir", "unlink", "open")
MOST_STEPS = 200

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a child that kills itself is forked"
)


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of passphrases are tried here: each costs a hash, not Argon2id."""

    def quick(passphrase: str, salt: bytes, _: object) -> bytearray:
        return bytearray(hashlib.sha256(passphrase.encode() + salt).digest())

    monkeypatch.setattr(slot, "stretch", quick)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    who = Practitioner(id="priya", name="Priya Nair")
    with create(folder, OLD, who, CLOCK, cost=FLOOR).vault as vault:
        vault.put(
            Encounter(id="v", family_id="f", subject_id="p", period_start=CLOCK.now())
        )
        vault.set_setting("long", "x" * 100_000)
    return folder


def count_down(steps: int) -> None:
    """From now on, die just before that many steps have been taken."""
    left = steps

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **more)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def killed_at(step: int, folder: Path) -> bool:
    """Rekey in a child that dies at this step; False when it needed fewer steps."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            key = unlock(folder, OLD, CLOCK)
            count_down(step)
            rekey(folder, key, NEW, cost=FLOOR, settings={"waits": True})
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def openers(folder: Path) -> Iterator[str]:
    for secret in (OLD, NEW):
        with suppress(WrongSecret):
            key = unlock(folder, secret, CLOCK)
            with Vault.open(folder, key, CLOCK) as vault:
                vault.check()
                assert vault.get(Encounter, "v").family_id == "f"
                assert vault.setting("long", "") == "x" * 100_000
                assert vault.setting("waits", default=False) is (secret == NEW)
                assert first_broken(vault.audit_entries()) is None
            yield secret


def test_killed_at_every_step_one_passphrase_opens_everything(folder: Path) -> None:
    seen, whole = list[str](), folder.with_name("whole")
    shutil.copytree(folder, whole)
    for step in range(MOST_STEPS):
        if not killed_at(step, folder):
            break
        opened = list(openers(folder))
        assert len(opened) == 1, step
        left = {path.name for path in folder.iterdir()}
        assert left.isdisjoint({"rekeying", "rekeyed"}), step
        assert not [name for name in left if name.endswith((".part", ".new"))], step
        seen += opened
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
    else:
        pytest.fail("the rekeying never came to its end")
    assert seen == sorted(seen, key=[OLD, NEW].index), "once new, never old again"
    assert min(seen.count(OLD), seen.count(NEW)) >= 5
    assert list(openers(folder)) == [NEW]
