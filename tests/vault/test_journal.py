"""The journal: what was acknowledged is in it, and only that is put back."""

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.vault.prepared import LAST, Kept, everything, prepare
from tests.vault.sample_records import HASSAN, PHQ_9, VISIT

from visit_app.records import QuestionnaireResponse
from visit_app.vault import connections, journal, journal_file, recipe, replay
from visit_app.vault.errors import DiskFull
from visit_app.vault.journal import Chain
from visit_app.vault.journal_entry import Entry
from visit_app.vault.vault import Vault


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    return original.copy_to(tmp_path / "vault")


def chain(kept: Kept) -> Chain:
    return Chain(kept.place.journal, kept.data_key().derive(journal.LABEL))


def state(kept: Kept) -> journal.State:
    looked_at = kept.copy_to(kept.folder.with_name("state"))
    key = kept.data_key().derive("database/v1")
    connection = recipe.connect(looked_at.place.database, key)
    try:
        return replay.state_of(connection)
    finally:
        connection.close()
        shutil.rmtree(looked_at.folder)


def number_in(vault: Vault) -> object:
    return vault.get(QuestionnaireResponse, "phq-9").first("/number")


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9])
def test_what_a_torn_log_lost_is_put_back_on_opening(kept: Kept, keep: float) -> None:
    whole = everything(kept)
    log = kept.place.log()[0]
    content = log.read_bytes()
    log.write_bytes(content[: int(len(content) * keep)])
    with kept.open() as vault:
        assert vault.arrival.put_back.entries > 0
        assert vault.arrival.put_back.until == kept.clock.moment
        assert number_in(vault) == LAST
        vault.check()
        assert vault.verify_audit().holds
        noted = [e for e in vault.audit_entries() if e.action == "restore"]
        assert noted[0].about == {"journal": vault.arrival.put_back.entries}
    assert {name: rows for name, rows in whole.items() if name == "record"} == {
        "record": everything(kept)["record"]
    }


def test_a_whole_vault_gets_nothing_put_back(kept: Kept) -> None:
    with kept.open() as vault:
        assert vault.arrival.put_back.entries == 0
        assert number_in(vault) == LAST


def test_it_goes_on_from_session_to_session(kept: Kept) -> None:
    for number in range(3):
        with kept.open() as vault:
            vault.put(PHQ_9.answered("/number", 100 + number))
    found = chain(kept)
    assert found.whole
    assert found.knows(state(kept).head)
    newest, _ = kept.snapshots()
    entries = list(found.after(_head_of(newest.database, kept)))
    assert [e.position for e in entries] == list(
        range(newest.position + 1, newest.position + 1 + len(entries))
    )
    assert entries[-1].head == state(kept).head


def _head_of(path: Path, kept: Kept) -> bytes:
    connection = recipe.connect_to_read(path, kept.data_key().derive("database/v1"))
    try:
        return replay.state_of(connection).head
    finally:
        connection.close()


def test_nothing_in_it_can_be_read(kept: Kept) -> None:
    found = journal.files(kept.place.journal)
    assert found
    for path in found:
        content = path.read_bytes().lower()
        # Short words stand in ciphertext by chance.
        for word in (b"amira", b"hassan", b"insert", b"update", b"number"):
            assert word not in content


def test_every_bit_of_an_entry_is_vouched_for(kept: Kept) -> None:
    path = journal.files(kept.place.journal)[-1]
    key = kept.data_key().derive(journal.LABEL)
    whole = path.read_bytes()
    count = len(journal_file.read(path, key).entries)
    used = len(whole.rstrip(b"\0"))
    for place in range(8, used, max(1, used // 60)):
        changed = bytearray(whole)
        changed[place] ^= 4
        path.write_bytes(changed)
        found = journal_file.read(path, key)
        assert not found.whole
        assert len(found.entries) < count


def test_a_write_that_was_not_committed_is_not_put_back(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept.open() as vault:
        before = number_in(vault)
        _refuse_next_commit(monkeypatch)
        with pytest.raises(DiskFull):
            vault.put(PHQ_9.answered("/number", 1000))
        assert number_in(vault) == before
    voids = [e for e in _all_entries(kept) if e.void]
    assert len(voids) == 1
    with kept.open() as vault:
        assert vault.arrival.put_back.entries == 0
        assert number_in(vault) == before
        vault.put(PHQ_9.answered("/number", 1001))
    with kept.open() as vault:
        assert number_in(vault) == 1001


def _refuse_next_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the very commit, when the entry is sealed already."""
    commit = connections.commit
    refused: list[bool] = []

    def once_refused(connection: Any) -> None:
        if not refused:
            refused.append(True)
            raise DiskFull(detail="test")
        commit(connection)

    monkeypatch.setattr(connections, "commit", once_refused)


def _all_entries(kept: Kept) -> Iterator[Entry]:
    key = kept.data_key().derive(journal.LABEL)
    for path in journal.files(kept.place.journal):
        yield from journal_file.read(path, key).entries


def test_a_journal_that_cannot_be_written_holds_nobody_up_and_catches_up(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept.open() as vault:
        with monkeypatch.context() as patch:
            patch.setattr(journal_file, "_write_at", _no_room)
            for number in range(3):
                kept.clock.forward(minutes=1)
                vault.put(PHQ_9.answered("/number", 200 + number))
            behind = vault.second_copy.behind
            assert behind is not None
            assert behind.since == kept.clock.moment - timedelta(minutes=2)
            assert isinstance(behind.problem, DiskFull)
        assert number_in(vault) == 202
        vault.put(PHQ_9.answered("/number", 203))
        assert vault.second_copy.behind is None
    assert chain(kept).knows(state(kept).head)
    assert chain(kept).whole


@pytest.mark.parametrize("part", ["_write_at", "sync_folder"])
def test_no_room_for_the_first_entry_of_a_session_costs_no_entry(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """A file without its header could never be read: nothing of it may stay."""
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, part, _no_room)
        vault = kept.open()
    with vault:
        assert vault.second_copy.behind is not None
        vault.put(PHQ_9.answered("/number", 204))
        assert vault.second_copy.behind is None
    assert chain(kept).whole
    newest, _ = kept.snapshots()
    entries = list(chain(kept).after(_head_of(newest.database, kept)))
    assert entries[-1].head == state(kept).head


def test_a_first_entry_that_got_no_room_leaves_no_file(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = journal.files(kept.place.journal)
    monkeypatch.setattr(journal_file, "sync_folder", _no_room)
    with kept.open():
        assert journal.files(kept.place.journal) == before


def _no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_journal_of_another_vault_is_set_aside(kept: Kept, original: Kept) -> None:
    """As when somebody copies a much older file over vault.db."""
    older = kept.snapshots()[1]
    with kept.open() as vault:
        for _ in range(2):
            vault.put(PHQ_9.answered("/number", 77))
    journal.drop_covered(kept.place.journal, 10**9)
    (last,) = journal.files(kept.place.journal)
    kept.place.database.write_bytes(older.database.read_bytes())
    with kept.open() as vault:
        assert number_in(vault) == 9
        assert vault.arrival.put_back.entries == 0
    (aside,) = kept.folder.glob("set-aside-*")
    assert (aside / "journal" / last.name).exists()


def test_files_that_snapshots_cover_are_let_go(kept: Kept) -> None:
    for number in range(3):
        with kept.open() as vault:
            vault.put(PHQ_9.answered("/number", number))
            position = vault.position
    paths = journal.files(kept.place.journal)
    journal.drop_covered(kept.place.journal, position)
    assert journal.files(kept.place.journal) == paths[-1:]


def test_a_long_transaction_and_a_family_come_back(kept: Kept, tmp_path: Path) -> None:
    """Statements for many rows, the search index, and a body longer than a chunk."""
    with kept.open() as vault, vault.transaction():
        vault.put(*(PHQ_9.answered("/n", n) for n in range(1)), VISIT)
        for number in range(30):
            vault.save_family(
                HASSAN.__class__(id=f"family-{number}", parents=HASSAN.parents), "x"
            )
        vault.attach(os.urandom(400_000))
    whole = everything(kept)
    newest, _ = kept.snapshots()
    copy = kept.copy_to(tmp_path / "older")
    for path in copy.place.log():
        path.unlink(missing_ok=True)
    copy.place.database.write_bytes(newest.database.read_bytes())
    with copy.open() as vault:
        assert len(vault.search("hass")) == 31
    found = everything(copy)
    assert found["attachment"] == whole["attachment"]
    assert found["family"] == whole["family"]
    assert found["record"] == whole["record"]


def test_where_there_is_no_pwrite_it_is_written_all_the_same(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(list(_all_entries(kept)))
    monkeypatch.setattr(journal_file, "_put", journal_file._put_in_two)  # Windows
    with kept.open() as vault:
        for number in (700, 701):
            vault.put(PHQ_9.answered("/number", number))
    written = [entry for entry in _all_entries(kept) if not entry.void]
    assert len(written) >= count + 2
    assert "701" in str(written[-1].written())


def test_in_memory_there_is_none(kept: Kept) -> None:
    with Vault.in_memory(kept.clock) as vault:
        vault.put(VISIT)
        assert vault.position == 0
        assert vault.backups() is None
