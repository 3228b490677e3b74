"""Updates on a copy: whatever stops them, there is one whole vault, and a way back."""

import shutil
from pathlib import Path

import pytest
from tests.vault.prepared import LAST, Kept, everything, prepare
from tests.vault.sample_records import PHQ_9

from visit_app.records import QuestionnaireResponse
from visit_app.vault import migrations, recovering, snapshot, swapping, updating
from visit_app.vault.errors import VaultError
from visit_app.vault.place import Place

NOW = len(migrations.STEPS)
NEXT = ("ALTER TABLE record ADD COLUMN colour TEXT NOT NULL DEFAULT ''",)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    return original.copy_to(tmp_path / "vault")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of the app, with one step more."""
    steps = (*migrations.STEPS, NEXT)
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations.check_ours, "__defaults__", (steps,))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (steps,))


def number_in(kept: Kept) -> object:
    with kept.open() as vault:
        vault.check()
        return vault.get(QuestionnaireResponse, "phq-9").first("/number")


def spoil(kept: Kept) -> None:
    for path in kept.place.log():
        path.unlink(missing_ok=True)
    content = bytearray(kept.place.database.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    kept.place.database.write_bytes(content)


@pytest.mark.usefixtures("later")
def test_the_update_takes_along_what_was_only_in_the_log(kept: Kept) -> None:
    assert number_in(kept) == LAST
    before = next(s for s in kept.snapshots() if s.kind == snapshot.BEFORE_UPDATE)
    assert before.schema == NOW
    assert not kept.place.restoring.exists()


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("stop", ["copy", "migrate", "settle", "replace"])
def test_the_laptop_stops_during_an_update(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    names = {
        "copy": (shutil, "copyfile"),
        "migrate": (updating, "migrate_file"),
        "settle": (updating, "settle"),
        "replace": (updating, "replace_whole"),
    }

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*names[stop], stopped)
        with pytest.raises(KeyboardInterrupt):
            kept.open()
    assert number_in(kept) == LAST


@pytest.mark.usefixtures("later")
def test_what_was_written_after_an_update_comes_back_onto_a_backup_from_before(
    kept: Kept,
) -> None:
    """The journal goes on across the update; its entries say which schema they need."""
    with kept.open() as vault:
        vault.put(PHQ_9.answered("/number", 1000))
    whole = everything(kept)
    spoil(kept)
    prepared = recovering.prepare(kept.folder, kept.data_key())
    assert prepared.snapshot.schema == NOW
    assert prepared.complete
    swapping.confirm(prepared, kept.clock)
    assert everything(kept) == whole
    assert number_in(kept) == 1000


def test_the_way_back_leaves_the_schema_of_before(kept: Kept) -> None:
    with pytest.MonkeyPatch.context() as patch:
        steps = (*migrations.STEPS, NEXT)
        patch.setattr(migrations, "STEPS", steps)
        patch.setattr(migrations.check_ours, "__defaults__", (steps,))
        patch.setattr(migrations.migrate, "__defaults__", (steps,))
        with kept.open() as vault:
            vault.put(PHQ_9.answered("/number", 1000))
        prepared = recovering.prepare_rollback(kept.folder, kept.data_key())
        assert prepared.newer
        aside = swapping.confirm(prepared, kept.clock)
        assert number_in(Kept(aside, kept.key, kept.clock)) == 1000
    assert number_in(kept) == LAST


def test_a_log_that_cannot_be_emptied_stops_the_swap(kept: Kept) -> None:
    """A log left beside another file would be applied to it."""
    key = kept.data_key().derive("database/v1")
    with kept.open() as vault, vault._database.reading() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM record").fetchall()
        vault.set_setting("number", 1)
        with pytest.raises(VaultError, match="could not be brought to this version"):
            updating.settle(kept.place.database, key)
    assert Place(kept.folder).database.exists()
