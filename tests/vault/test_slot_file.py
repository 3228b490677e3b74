from dataclasses import replace
from pathlib import Path

import pytest

from visit_app.vault import slot_file
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, NewerVersion
from visit_app.vault.kdf import FLOOR
from visit_app.vault.place import Place
from visit_app.vault.recovery import new_code
from visit_app.vault.slot import seal_passphrase, seal_recovery_code
from visit_app.vault.slot_file import SlotFile, read_candidates, write_both

KEY = DataKey(bytes(range(32)))
SLOT = seal_passphrase(KEY, "one", "v", FLOOR)
FILE = SlotFile("v", 1, "check", (SLOT, seal_recovery_code(KEY, new_code(), "v")))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_both_files_hold_the_same(place: Place) -> None:
    write_both(place, FILE)

    assert place.slots.read_bytes() == place.slots_copy.read_bytes()
    assert read_candidates(place) == (FILE,)
    assert sorted(p.name for p in place.folder.iterdir()) == [
        "keyslots.json",
        "keyslots.json.bak",
    ]


def test_a_new_slot_takes_the_place_of_the_old_one_of_its_type() -> None:
    other = seal_passphrase(KEY, "two", "v", FLOOR)
    changed = FILE.with_slot(other)

    assert changed.of("passphrase") == (other,)
    assert changed.of("recovery-code") == FILE.of("recovery-code")
    assert changed.generation == 2


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"format": 1}', b"\xff"])
def test_the_copy_steps_in(place: Place, content: bytes | None) -> None:
    write_both(place, FILE)
    place.slots.unlink()
    if content is not None:
        place.slots.write_bytes(content)

    assert read_candidates(place) == (FILE,)


def test_an_older_copy_is_left_aside(place: Place) -> None:
    """It may hold the passphrase that somebody has seen."""
    newer = FILE.with_slot(seal_passphrase(KEY, "two", "v", FLOOR))
    place.slots.write_bytes(newer.to_bytes())
    place.slots_copy.write_bytes(FILE.to_bytes())

    assert read_candidates(place) == (newer,)


def test_an_older_file_is_left_aside_for_its_copy(place: Place) -> None:
    newer = FILE.with_slot(seal_passphrase(KEY, "two", "v", FLOOR))
    place.slots.write_bytes(FILE.to_bytes())
    place.slots_copy.write_bytes(newer.to_bytes())

    assert read_candidates(place) == (newer,)


def test_of_the_backups_the_newest_key_file_counts_whatever_its_folder_is_called(
    place: Place,
) -> None:
    """A clock that was set back; a backup that is being made; another vault's."""
    newer = FILE.with_slot(seal_passphrase(KEY, "two", "v", FLOOR))
    foreign = replace(FILE, vault_id="w", generation=9, slots=())
    slot = seal_passphrase(KEY, "three", "w", FLOOR)
    for name, file in (
        ("20260101T000000Z-routine", newer),
        ("20260102T000000Z-routine", FILE),
        ("20260103T000000Z-routine", foreign.with_slot(slot)),
        ("making-0a0b0c0d", replace(newer, generation=7)),
    ):
        (place.backups / name).mkdir(parents=True)
        (place.backups / name / "keyslots.json").write_bytes(file.to_bytes())
    place.slots.write_bytes(FILE.to_bytes())

    assert read_candidates(place) == (FILE, newer)
    place.slots.write_bytes(newer.to_bytes())
    assert read_candidates(place) == (newer,)


def test_an_edited_file_is_tried_and_then_its_copy(place: Place) -> None:
    edited = SlotFile("v", 1, "other", FILE.slots)
    place.slots.write_bytes(edited.to_bytes())
    place.slots_copy.write_bytes(FILE.to_bytes())

    assert read_candidates(place) == (edited, FILE)


def test_neither_is_there(place: Place) -> None:
    with pytest.raises(Damaged, match="key file") as caught:
        read_candidates(place)
    assert caught.value.detail == "keyslots"
    assert list(place.folder.iterdir()) == []


def test_a_newer_form_is_refused(place: Place) -> None:
    newer = FILE.to_bytes().replace(b'"format": 1', b'"format": 3')
    place.slots.write_bytes(newer)

    with pytest.raises(NewerVersion):
        read_candidates(place)


def test_slots_of_another_vault_are_not_taken() -> None:
    foreign = SlotFile("other", 1, "check", FILE.slots)
    data = {"format": 1, "vault": "v", "generation": 1, "check": "c"}

    assert slot_file.read_one(Path("/nonexistent")) is None
    assert slot_file.parse({**data, "slots": []}) is None
    assert (
        slot_file.parse(
            {
                **data,
                "vault": foreign.vault_id,
                "slots": [slot.to_json() for slot in FILE.slots],
            }
        )
        is None
    )
