import os
from pathlib import Path

import pytest
from tests.ui.conftest import PASSPHRASE, PRIYA

from visit_app.records import Practitioner
from visit_app.records.clock import FixedClock
from visit_app.ui.entrance import Entrance, shown_name
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.kdf import FLOOR
from visit_app.vault.place import Place
from visit_app.vault.profiles import new_folder, profiles, set_name

SAM = Practitioner(id="sam", name="Sam Okafor")
SAMS = "orange anchor beside nine pillows"


@pytest.fixture
def several(records: RecordsFolder) -> RecordsFolder:
    """Priya first, without a display name, and Sam beside her."""
    folder = new_folder(records.folder)
    made = records.of(folder).make(SAMS, SAM)
    made.desk.vault.close()
    set_name(folder, "Sam")
    return records


def sams(records: RecordsFolder) -> Path:
    return profiles(records.folder)[1].folder


def test_a_laptop_with_one_practitioner_asks_for_that_passphrase(
    records: RecordsFolder,
) -> None:
    entrance = Entrance(records)
    assert not entrance.choosing
    assert entrance.records.folder == records.folder
    assert entrance.name() == ""


def test_an_only_practitioner_may_lie_in_a_folder_of_their_own(
    tmp_path: Path, clock: FixedClock
) -> None:
    laptop = RecordsFolder(tmp_path / "data", clock, FLOOR)
    folder = laptop.folder / "practitioners" / "0123456789abcdef"
    laptop.of(folder).make(SAMS, SAM).desk.vault.close()
    assert Entrance(laptop).records.folder == folder


def test_where_there_are_several_it_is_asked_who(several: RecordsFolder) -> None:
    entrance = Entrance(several)
    assert entrance.choosing
    assert {shown_name(p) for p in entrance.known()} == {
        "Sam",
        "First practitioner of this laptop",
    }
    entrance.choose(sams(several).name)
    assert not entrance.choosing
    assert (entrance.records.folder, entrance.name()) == (sams(several), "Sam")
    assert entrance.records.laptop == several.folder


def test_whoever_unlocked_last_comes_first(several: RecordsFolder) -> None:
    for folder, at in ((sams(several), 2_000_000_000), (several.folder, 1)):
        file = Place(folder).attempts
        file.touch()
        os.utime(file, (at, at))
    assert [p.name for p in Entrance(several).known()] == ["Sam", ""]
    Place(sams(several)).attempts.unlink()
    assert [p.name for p in Entrance(several).known()] == ["", "Sam"]


@pytest.mark.parametrize(("who", "choosing"), [("SAM", False), ("nobody", True)])
def test_one_may_be_named_at_the_start(
    several: RecordsFolder, who: str, choosing: bool
) -> None:
    assert Entrance(several, who).choosing is choosing


def test_two_of_one_name_are_asked(several: RecordsFolder) -> None:
    set_name(several.folder, "Sam")
    assert Entrance(several, "Sam").choosing


def test_initials_are_kept_where_several_need_a_name(several: RecordsFolder) -> None:
    entrance = Entrance(several)
    entrance.choose("first")
    entrance.name_the_nameless("")
    assert entrance.name() == ""
    entrance.name_the_nameless(PRIYA.name)
    assert entrance.name() == "PN"
    entrance.name_the_nameless("Somebody Else")
    assert entrance.name() == "PN"


def test_alone_no_name_is_kept_in_the_clear(records: RecordsFolder) -> None:
    Entrance(records).name_the_nameless(PRIYA.name)
    assert not (records.folder / "profile.json").exists()


def test_a_new_practitioner_gets_a_folder_of_their_own(several: RecordsFolder) -> None:
    entrance = Entrance(several)
    entrance.begin_new()
    made = entrance.records
    assert made.folder.parent == several.folder / "practitioners"
    assert not made.exist()
    assert made.laptop == several.folder


def test_none_opens_anothers(several: RecordsFolder) -> None:
    from visit_app.vault.errors import WrongSecret

    with pytest.raises(WrongSecret):
        several.of(sams(several)).open(PASSPHRASE)
    with pytest.raises(WrongSecret):
        several.open(SAMS)
