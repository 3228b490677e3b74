"""Records that hold more than their journal: what that costs, and how it is mended."""

import errno
import os
from pathlib import Path

import pytest
from tests.vault.prepared import LAST, Kept, back_up, prepare
from tests.vault.sample_records import PHQ_9
from tests.vault.test_recovering import damage, number_in, restored

from visit_app.vault import journal, journal_file


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    return original.copy_to(tmp_path / "vault")


def end_before_the_journal(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app is killed when the records have an answer and the journal has not."""
    with monkeypatch.context() as patch, kept.open() as vault:
        patch.setattr(journal_file, "_write_at", _no_room)
        vault.put(PHQ_9.answered("/number", 300))


def _no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_the_journal_has_stays_of_use_when_the_records_have_more(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_before_the_journal(kept, monkeypatch)
    with kept.open() as vault:
        vault.put(PHQ_9.answered("/number", 301))
    assert not list(kept.folder.glob("set-aside-*"))
    damage(kept)
    prepared = restored(kept)
    assert not prepared.complete  # 300 was in one place only, and 301 follows it
    assert number_in(kept) == LAST


def test_until_a_backup_holds_it_that_is_said_and_one_is_due(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_before_the_journal(kept, monkeypatch)
    newest = kept.snapshots()[0]
    for _ in range(2):  # the second session knows of the hole too
        with kept.open() as vault:
            behind = vault.second_copy.behind
            assert behind == journal.Behind(newest.made, None)
            backups = vault.backups()
            assert backups is not None
            with backups:
                assert backups.has_hole()
    with kept.open() as vault:
        back_up(vault, kept.clock)
        assert vault.second_copy.behind is None
        vault.put(PHQ_9.answered("/number", 301))
    damage(kept)
    assert restored(kept).complete
    assert number_in(kept) == 301


def test_a_whole_journal_says_nothing(kept: Kept) -> None:
    with kept.open() as vault:
        assert vault.second_copy.behind is None
