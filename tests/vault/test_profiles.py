from pathlib import Path

import pytest

from visit_app.records import Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault import profiles
from visit_app.vault.errors import WrongSecret
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keyslots import unlock
from visit_app.vault.profiles import BadName
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()


def make(folder: Path, passphrase: str, name: str) -> str:
    who = Practitioner(id=name, name=name)
    made = create(folder, passphrase, who, CLOCK, cost=FLOOR)
    made.vault.close()
    return made.recovery_code


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Priya in the folder itself, as ever, and Sam beside her."""
    root = tmp_path_factory.mktemp("data")
    make(root, "priya's words", "Priya")
    make(profiles.new_folder(root), "sam's words", "Sam")
    return root


def test_nobody_is_there_at_first(tmp_path: Path) -> None:
    assert profiles.profiles(tmp_path / "none") == ()
    assert profiles.new_folder(tmp_path) == tmp_path
    assert profiles.find(tmp_path, "first") is None


def test_the_first_vault_stays_where_it_was(root: Path) -> None:
    first, second = profiles.profiles(root)

    assert (first.id, first.folder, first.name) == ("first", root, "")
    assert second.folder.parent == root / "practitioners"
    assert second.id == second.folder.name
    assert len(second.id) == 16


def test_none_opens_anothers(root: Path) -> None:
    first, second = (p.folder for p in profiles.profiles(root))
    for folder, secret in ((first, "sam's words"), (second, "priya's words")):
        with pytest.raises(WrongSecret):
            unlock(folder, secret, CLOCK)
    for folder, secret, name in (
        (first, "priya's words", "Priya"),
        (second, "sam's words", "Sam"),
    ):
        with Vault.open(folder, unlock(folder, secret, CLOCK), CLOCK) as vault:
            assert vault.practitioner().name == name


def test_a_name_is_shown_when_one_was_chosen(root: Path) -> None:
    second = profiles.profiles(root)[1]
    profiles.set_name(second.folder, "  Sam \n O. ")
    try:
        found = profiles.find(root, "sam o.")
        assert found is not None
        assert (found.id, found.name) == (second.id, "Sam O.")
        assert profiles.find(root, second.id) == found
        profiles.set_name(root, "SAM O.")
        with pytest.raises(BadName, match=f"first, {second.id}"):
            profiles.find(root, "Sam O.")
        assert profiles.find(root, "nobody") is None
    finally:
        for profile in profiles.profiles(root):
            (profile.folder / profiles.FILE_NAME).unlink(missing_ok=True)


@pytest.mark.parametrize("name", ["x" * 41, "a\u202eb"])
def test_a_name_that_would_confuse_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadName, match="40"):
        profiles.set_name(tmp_path, name)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"name": 3}', b'{"name": "a\\n"}'])
def test_a_damaged_profile_has_no_name(root: Path, content: bytes) -> None:
    file = root / profiles.FILE_NAME
    file.write_bytes(content)
    try:
        assert profiles.profiles(root)[0].name == ""
    finally:
        file.unlink()


def test_initials_are_what_is_shown_unless_somebody_chooses() -> None:
    assert profiles.initials("Sarah O'Brien") == "SO"
    assert profiles.initials("") == ""
    assert profiles.initials("Łucja Nowak van Example") == "ŁNV"
