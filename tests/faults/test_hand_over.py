"""A family's file that is damaged, a stick that is full, a laptop that stops half way.

Whatever happens, a family is never half taken over, and never marked as handed over
without a whole file and the code that opens it.
"""

import errno
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.faults.test_no_room import OWN_MOUNTS
from tests.faults.test_rekey_kill import MOST_STEPS, count_down
from tests.visits.two_teams import CORBY, JOANNE, SENDER, desk_of, visited

from visit_app.records import Encounter
from visit_app.records.clock import FixedClock
from visit_app.vault import durable
from visit_app.vault.audit import first_broken
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import DiskFull, NotFound, VaultError
from visit_app.vault.file_code import new_code
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault
from visit_app.visits import (
    Desk,
    before_handing_over,
    hand_over_file,
    handed_over,
    open_family_file,
    take_over,
    with_another_team,
)
from visit_app.visits.opening import open_desk

CLOCK = FixedClock()
FORKS = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a child that kills itself is forked"
)


@pytest.fixture
def sender(tmp_path: Path) -> Path:
    """A folder with Priya's records, the Hassans among them; locked."""
    folder = tmp_path / "priya"
    with desk_of(SENDER, folder, CLOCK) as desk:
        visited(desk)
    return folder


@pytest.fixture
def taker(tmp_path: Path) -> Path:
    """A folder with Joanne's records, empty; locked."""
    folder = tmp_path / "joanne"
    with desk_of(JOANNE, folder, CLOCK):
        return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def key_of(folder: Path) -> DataKey:
    return unlock(folder, "a passphrase", CLOCK)


def desk_in(folder: Path, key: DataKey) -> Desk:
    return open_desk(Vault.open(folder, key, CLOCK), CLOCK)


def written(sender: Path, file: Path) -> str:
    """Hand the Hassans over; the code."""
    with key_of(sender) as key:
        desk = desk_in(sender, key)
    with desk.vault:
        return hand_over_file(desk, "hassan", CORBY, file, FLOOR).code


# --- the file ------------------------------------------------------------------------


def harmed(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    """Flips, cuts, swaps; some by somebody who mends the digest at the end."""
    for _ in range(120):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        yield whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
    for _ in range(60):
        yield whole[: chance.randrange(len(whole))]
    for _ in range(12):
        place = chance.randrange(8, len(whole) - 32)
        body = whole[:place] + chance.randbytes(1) + whole[place + 1 : -32]
        if body != whole[:-32]:
            yield body + sha256(body).digest()
    yield whole + whole
    yield b""


def test_no_harmed_file_is_ever_half_taken(
    sender: Path, taker: Path, stick: Path
) -> None:
    file = stick / "hand-over.visitfamily"
    code = written(sender, file)
    with key_of(taker) as key:
        desk = desk_in(taker, key)
    with desk.vault:
        entries = desk.vault.audit_entries()
        for content in harmed(file.read_bytes(), random.Random(11)):
            with pytest.raises(VaultError) as refused:
                take_over(desk, open_family_file(desk, content, code))
            assert "Nothing was changed" in str(refused.value) or (
                "nothing was changed" in str(refused.value)
            )
        for _ in range(5):
            with pytest.raises(VaultError, match="does not open this file"):
                open_family_file(desk, file.read_bytes(), new_code())
        assert desk.vault.audit_entries() == entries
        assert desk.vault.find(Encounter) == ()
        with pytest.raises(NotFound):
            desk.vault.family("hassan")
        took = take_over(desk, open_family_file(desk, file.read_bytes(), code))
        assert took.taken.added


# --- no room -------------------------------------------------------------------------


def test_a_disk_that_fills_up_leaves_no_file_and_no_mark(
    sender: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path, content: bytes) -> None:
        path.write_bytes(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "no room")

    with key_of(sender) as key:
        desk = desk_in(sender, key)
    with desk.vault:
        with monkeypatch.context() as patched:
            patched.setattr(durable, "write_synced", half)
            with pytest.raises(DiskFull):
                hand_over_file(desk, "hassan", CORBY, stick / "a.visitfamily", FLOOR)
        assert list(stick.iterdir()) == []
        assert with_another_team(desk) == frozenset()
        assert hand_over_file(desk, "hassan", CORBY, stick / "a.visitfamily", FLOOR)


def test_a_full_stick(sender: Path, stick: Path) -> None:
    """A real one, as large as half a file, in a small file system of its own."""
    mount = f"mount -t tmpfs -o size=12k tmpfs {stick} && exec"
    if subprocess.run([*OWN_MOUNTS, f"{mount} true"], check=False).returncode != 0:
        pytest.skip("no small file system can be mounted here (Linux, unshare)")
    call = f"from {__name__} import fill_up; fill_up({str(sender)!r}, {str(stick)!r})"
    command = [*OWN_MOUNTS, f'{mount} "$0" -c "$1"', sys.executable, call]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def fill_up(sender: str, stick: str) -> None:
    """What the child does beside the small file system."""
    with key_of(Path(sender)) as key:
        desk = desk_in(Path(sender), key)
    with desk.vault:
        with pytest.raises(DiskFull):
            hand_over_file(desk, "hassan", CORBY, Path(stick) / "a.visitfamily", FLOOR)
        assert os.listdir(stick) == []
        assert with_another_team(desk) == frozenset()


# --- killed at every step ------------------------------------------------------------


def count_statements(desk: Desk, steps: int) -> None:
    """From now on, die just before so many statements have been run."""
    left = steps

    def counted(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(
        desk.vault._database._connections.engine, "before_cursor_execute", counted
    )


def killed_at(
    step: int,
    folder: Path,
    act: Callable[[Desk], object],
    count: Callable[[Desk, int], None] = lambda _, step: count_down(step),
) -> bool:
    """Do it in a child that dies at this step; False when it needed fewer steps."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with key_of(folder) as key:
                desk = desk_in(folder, key)
            count(desk, step)
            act(desk)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@FORKS
def test_killed_at_every_step_a_mark_has_its_file(sender: Path, stick: Path) -> None:
    marks = []
    for step in range(MOST_STEPS):
        file = stick / f"{step}.visitfamily"
        act = partial(
            hand_over_file, family_id="hassan", taker=CORBY, path=file, cost=FLOOR
        )
        was_killed = killed_at(step, sender, act)
        with key_of(sender) as key:
            desk = desk_in(sender, key)
        with desk.vault as vault:
            assert first_broken(vault.audit_entries()) is None
            mark = handed_over(vault.family("hassan"))
            marks.append(mark is not None)
            if mark is not None:
                code = before_handing_over(desk, "hassan").code
                assert open_family_file(desk, file.read_bytes(), code).about == mark
                break
        if not was_killed:
            break
    assert marks[-1]
    assert marks.count(False) >= 3  # before the file, in it, between file and mark


@FORKS
def test_killed_at_every_step_a_family_is_there_whole_or_not(
    sender: Path, taker: Path, stick: Path
) -> None:
    file = stick / "hand-over.visitfamily"
    code = written(sender, file)
    content = file.read_bytes()
    with key_of(sender) as key:
        desk = desk_in(sender, key)
    with desk.vault:
        there = desk.vault.copies.of("hassan")
    states = []
    for step in range(0, 10 * MOST_STEPS, 7):  # statements, most of them alike
        was_killed = killed_at(
            step,
            taker,
            lambda d: take_over(d, open_family_file(d, content, code)),
            count_statements,
        )
        with key_of(taker) as key:
            desk = desk_in(taker, key)
        with desk.vault as vault:
            assert first_broken(vault.audit_entries()) is None
            is_there = any(vault.search("hassan"))
            states.append(is_there)
            if is_there:
                here = vault.copies.of("hassan")
                assert here.records == there.records
                assert here.letters == there.letters
                break
            assert vault.find(Encounter) == ()
        if not was_killed:
            break
    assert states[-1]
    assert states.count(False) >= 5
