import json
import subprocess
import sys
from pathlib import Path

import pytest

from visit_app.records.clock import FixedClock
from visit_app.vault import keyslots
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import (
    Damaged,
    NewerVersion,
    SlowDown,
    VaultError,
    WrongSecret,
)
from visit_app.vault.kdf import FLOOR
from visit_app.vault.place import Place
from visit_app.vault.recovery import new_code

KEY = DataKey(bytes(range(32)))
CLOCK = FixedClock()


@pytest.fixture
def code(tmp_path: Path) -> str:
    return keyslots.create_slots(tmp_path, KEY, "a passphrase", FLOOR)


def opens(folder: Path, secret: str) -> bool:
    try:
        return keyslots.unlock(folder, secret, FixedClock()).reveal() == KEY.reveal()
    except WrongSecret:
        return False


def test_both_slots_open(tmp_path: Path, code: str) -> None:
    by_passphrase = keyslots.unlock(tmp_path, "a passphrase", CLOCK)
    by_code = keyslots.unlock(tmp_path, code.lower().replace("-", ""), CLOCK)

    assert by_passphrase.reveal() == by_code.reveal() == KEY.reveal()
    assert by_passphrase.opened_with == "passphrase"
    assert by_code.opened_with == "recovery-code"


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "A passphrase",
        "a passphrase ",
        pytest.param(new_code(), id="another recovery code"),
    ],
)
def test_nothing_else_opens(tmp_path: Path, code: str, secret: str) -> None:
    with pytest.raises(WrongSecret, match="recovery code"):
        keyslots.unlock(tmp_path, secret, CLOCK)


def test_a_slip_in_the_recovery_code_is_called_one(tmp_path: Path, code: str) -> None:
    last = "0" if code[-1] != "0" else "1"
    with pytest.raises(WrongSecret, match="slip"):
        keyslots.unlock(tmp_path, code[:-1] + last, CLOCK)


def test_a_passphrase_may_look_like_a_recovery_code(tmp_path: Path) -> None:
    keyslots.create_slots(tmp_path, KEY, "passphrase of 36 characters  abcdefgh", FLOOR)
    assert opens(tmp_path, "passphrase of 36 characters  abcdefgh")


def test_wrong_attempts_are_counted_and_told_to_the_next_key(
    tmp_path: Path, code: str
) -> None:
    clock = FixedClock()
    for _ in range(3):
        with pytest.raises(WrongSecret):
            keyslots.unlock(tmp_path, "wrong", clock)
    with pytest.raises(SlowDown) as wait:
        keyslots.unlock(tmp_path, "a passphrase", clock)
    clock.forward(seconds=wait.value.seconds)

    assert keyslots.unlock(tmp_path, "a passphrase", clock).failed_before == 3
    assert keyslots.unlock(tmp_path, "a passphrase", clock).failed_before == 0


def test_a_new_passphrase_opens_and_the_old_one_does_not(
    tmp_path: Path, code: str
) -> None:
    keyslots.change_passphrase(tmp_path, KEY, "another one", cost=FLOOR)

    assert opens(tmp_path, "another one")
    assert not opens(tmp_path, "a passphrase")
    assert opens(tmp_path, code)
    place = Place(tmp_path)
    assert place.slots.read_bytes() == place.slots_copy.read_bytes()


def test_a_new_recovery_code_opens_and_the_old_one_does_not(
    tmp_path: Path, code: str
) -> None:
    new = keyslots.new_recovery_code(tmp_path, KEY)

    assert opens(tmp_path, new)
    assert not opens(tmp_path, code)
    assert opens(tmp_path, "a passphrase")


def test_another_vaults_key_changes_nothing(tmp_path: Path, code: str) -> None:
    before = Place(tmp_path).slots.read_bytes()
    stranger = DataKey(b"s" * 32)

    with pytest.raises(Damaged, match="other records"):
        keyslots.change_passphrase(tmp_path, stranger, "another one", cost=FLOOR)
    with pytest.raises(Damaged, match="other records"):
        keyslots.new_recovery_code(tmp_path, stranger)
    assert Place(tmp_path).slots.read_bytes() == before
    assert keyslots.verify(tmp_path, KEY)
    assert not keyslots.verify(tmp_path, stranger)


@pytest.mark.parametrize("passphrase", ["", "   ", "\n"])
def test_an_empty_passphrase_is_refused(
    tmp_path: Path, code: str, passphrase: str
) -> None:
    with pytest.raises(VaultError, match="empty"):
        keyslots.change_passphrase(tmp_path, KEY, passphrase, cost=FLOOR)
    with pytest.raises(VaultError, match="empty"):
        keyslots.create_slots(tmp_path / "new", KEY, passphrase, FLOOR)


@pytest.mark.parametrize("content", [None, b"", b"not json", b"{}"])
def test_a_lost_key_file_comes_back_from_its_copy(
    tmp_path: Path, code: str, content: bytes | None
) -> None:
    place = Place(tmp_path)
    good = place.slots.read_bytes()
    place.slots.unlink()
    if content is not None:
        place.slots.write_bytes(content)

    assert opens(tmp_path, "a passphrase")
    assert place.slots.read_bytes() == good
    kept = list(tmp_path.glob("keyslots.json.damaged-*"))
    assert [path.read_bytes() for path in kept] == [content][: content is not None]


def test_a_lost_copy_is_written_again(tmp_path: Path, code: str) -> None:
    place = Place(tmp_path)
    place.slots_copy.unlink()

    assert opens(tmp_path, "a passphrase")
    assert place.slots_copy.read_bytes() == place.slots.read_bytes()


def test_an_edited_key_file_gives_way_to_its_copy(tmp_path: Path, code: str) -> None:
    place = Place(tmp_path)
    data = json.loads(place.slots.read_text())
    for slot in data["slots"]:
        slot["sealed"] = slot["sealed"][::-1]
    place.slots.write_text(json.dumps(data))

    assert opens(tmp_path, "a passphrase")
    assert place.slots.read_bytes() == place.slots_copy.read_bytes()


def test_an_older_key_file_does_not_take_the_place_of_a_newer_copy(
    tmp_path: Path, code: str
) -> None:
    """Put back by hand, say: the passphrase that was changed opens nothing by it."""
    place = Place(tmp_path)
    older = place.slots.read_bytes()
    keyslots.change_passphrase(tmp_path, KEY, "another one", cost=FLOOR)
    newer = place.slots.read_bytes()
    place.slots.write_bytes(older)

    assert not opens(tmp_path, "a passphrase")
    assert opens(tmp_path, "another one")
    assert place.slots.read_bytes() == place.slots_copy.read_bytes() == newer
    assert not list(tmp_path.glob("keyslots.json.damaged-*"))


def test_a_copy_that_says_something_else_is_kept(tmp_path: Path, code: str) -> None:
    place = Place(tmp_path)
    foreign = place.slots.read_bytes().replace(b'"check": "', b'"check": "0')
    place.slots_copy.write_bytes(foreign)

    assert opens(tmp_path, "a passphrase")
    assert place.slots_copy.read_bytes() == place.slots.read_bytes()
    kept = list(tmp_path.glob("keyslots.json.damaged-*"))
    assert [path.read_bytes() for path in kept] == [foreign]


def test_a_weakened_slot_is_not_used(tmp_path: Path, code: str) -> None:
    """Somebody lowers the cost in both files: refused, not tried."""
    place = Place(tmp_path)
    weak = place.slots.read_text().replace(": 19456", ": 1024")
    place.slots.write_text(weak)
    place.slots_copy.write_text(weak)

    with pytest.raises(Damaged, match="key file"):
        keyslots.unlock(tmp_path, "a passphrase", CLOCK)
    assert place.slots.read_text() == weak


def test_both_files_gone_says_what_to_do(tmp_path: Path, code: str) -> None:
    Place(tmp_path).slots.unlink()
    Place(tmp_path).slots_copy.unlink()

    with pytest.raises(Damaged, match=r"keyslots\.json back from a backup"):
        keyslots.unlock(tmp_path, "a passphrase", CLOCK)


def test_a_newer_key_file_is_left_alone(tmp_path: Path, code: str) -> None:
    place = Place(tmp_path)
    newer = place.slots.read_text().replace('"format": 1', '"format": 9')
    place.slots.write_text(newer)

    with pytest.raises(NewerVersion):
        keyslots.unlock(tmp_path, "a passphrase", CLOCK)
    assert place.slots.read_text() == newer


def test_the_old_slot_stays_when_the_new_one_cannot_be_read_back(
    tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyslots, "read_one", lambda path: None)

    with pytest.raises(Damaged, match="old one stays"):
        keyslots.change_passphrase(tmp_path, KEY, "another one", cost=FLOOR)
    monkeypatch.undo()
    assert opens(tmp_path, "a passphrase")
    assert not opens(tmp_path, "another one")


def test_unlocking_loads_neither_the_database_nor_qt() -> None:
    code = (
        "import sys, visit_app.vault.keyslots;"
        "bad = {'sqlalchemy', 'sqlcipher3', 'PySide6', 'reportlab', 'cattrs'};"
        "sys.exit(str(bad & set(sys.modules)) if bad & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
