"""A family erased to the last page, by one transaction that a kill cannot halve."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.vault.decrypted import holds
from tests.vault.sample_records import (
    AMIRA,
    CORRECTION,
    HASSAN,
    LETTER,
    PHQ_9,
    PRIYA,
    REFERRAL,
    SCORE,
    VISIT,
)

from visit_app.records import Amendment, DocumentReference, Encounter, Family
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf
from visit_app.vault.audit import first_broken
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import DiskFull, Immutable, NotFound
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
MARKER = "Zdzisława-Marmalade"
TOKEN = "marmalade"  # as the search index keeps it
EVANS = Family(id="evans", parents=(replace(AMIRA, id="beth", given_name="Bethan"),))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DataKey]:
    """Two families, one of them with everything there is, signed off and sent."""
    folder = tmp_path_factory.mktemp("erasing") / "vault"
    made = create(folder, "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR)
    with made.vault as vault:
        _fill(vault)
    return folder, unlock(folder, "a passphrase", CLOCK)


def _fill(vault: Vault) -> None:
    mother = replace(AMIRA, given_name=MARKER)
    family = vault.save_family(replace(HASSAN, parents=(mother,)), "Priya Nair")
    vault.save_family(replace(family, note="two dogs"), "Priya Nair")
    vault.save_family(EVANS, "Priya Nair")
    vault.put(VISIT, PHQ_9.answered("/note", f"{MARKER} said so"), REFERRAL)
    vault.put(replace(VISIT, status="finished"), SCORE)
    vault.put(replace(CORRECTION, reason=MARKER))
    digest = vault.attach(b"%PDF " + MARKER.encode())
    shared = vault.attach(b"%PDF shared")
    letter = replace(LETTER, status="final", sha256=digest, issued=("saved",))
    other = replace(LETTER, id="other", family_id="evans", status="final")
    vault.put(letter, replace(letter, id="second", sha256=shared))
    vault.put(replace(other, sha256=shared, issued=("saved",)))
    vault.set_setting("form/family/hassan", {"name": MARKER})
    vault.set_setting("form/family/evans", {"name": "Bethan"})


@pytest.fixture
def folder(made: tuple[Path, DataKey], tmp_path: Path) -> Path:
    copied = tmp_path / "vault"
    copied.mkdir()
    for name in ("vault.db", "keyslots.json"):
        (copied / name).write_bytes((made[0] / name).read_bytes())
    return copied


@pytest.fixture
def key(made: tuple[Path, DataKey]) -> DataKey:
    return made[1]


@pytest.fixture
def vault(folder: Path, key: DataKey) -> Iterator[Vault]:
    with Vault.open(folder, key, CLOCK) as vault:
        yield vault


def page_key(key: DataKey) -> bytearray:
    return key.derive("database/v1")


def test_what_there_is_of_a_family(vault: Vault) -> None:
    content = vault.erasing.content_of("hassan")
    assert content.counts == {
        "Amendment": 1,
        "DocumentReference": 2,
        "Encounter": 1,
        "Letter": 1,
        "Observation": 1,
        "QuestionnaireResponse": 1,
        "Revision": 2,
        "ServiceRequest": 1,
    }
    assert vault.erasing.content_of("hassan") == content
    with pytest.raises(NotFound):
        vault.erasing.content_of("nobody")


def test_everything_of_it_goes_and_nothing_else(vault: Vault) -> None:
    others = vault.find(DocumentReference, family_id="evans")
    content = vault.erasing.content_of("hassan")
    assert vault.erasing.erase("hassan", {"reason": "past"}) == content

    with pytest.raises(NotFound):
        vault.family("hassan")
    assert vault.search("marmal") == ()
    assert vault.find(Encounter, family_id="hassan") == ()
    assert vault.revisions("hassan") == ()
    assert vault.setting("form/family/hassan", "none") == "none"
    assert not [p for p in vault.pending() if p.id in {"visit", "phq-9", "letter"}]
    assert vault.family("evans").parents[0].given_name == "Bethan"
    assert vault.find(DocumentReference, family_id="evans") == others
    assert vault.attachment(others[0].sha256) == b"%PDF shared"
    assert vault.setting("form/family/evans", {}) == {"name": "Bethan"}
    vault.check()


def test_the_audit_proves_it_without_content(vault: Vault) -> None:
    content = vault.erasing.erase("hassan", {"reason": "past its date"})
    entry = vault.audit_entries("hassan")[-1]

    assert entry.action == "erase"
    assert entry.about == {
        "reason": "past its date",
        "proof": content.proof,
        **content.counts,
    }
    assert MARKER not in str(vault.audit_entries())
    assert vault.verify_audit().holds


def test_no_page_of_file_or_log_holds_it_any_more(
    vault: Vault, folder: Path, key: DataKey
) -> None:
    database = Place(folder).database
    assert holds(database, page_key(key), MARKER)
    assert holds(database, page_key(key), TOKEN)
    vault.erasing.erase("hassan", {"reason": "past"})
    assert vault.erasing.pages_wait
    vault.erasing.clear_pages()

    assert not vault.erasing.pages_wait
    assert not holds(database, page_key(key), MARKER)
    assert not holds(database, page_key(key), TOKEN)
    assert holds(database, page_key(key), "Bethan")
    vault.erasing.clear_pages()  # nothing waits: nothing is done


def test_an_interrupted_clearing_is_done_at_the_next_opening(
    vault: Vault, folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: object) -> bool:
        raise DiskFull

    vault.erasing.erase("hassan", {"reason": "past"})
    with monkeypatch.context() as patched:
        patched.setattr("visit_app.vault.database.Database.compact", no_room)
        with pytest.raises(DiskFull):
            vault.erasing.clear_pages()
        vault.close()
        with Vault.open(folder, key, CLOCK) as again:
            assert again.erasing.pages_wait
    with Vault.open(folder, key, CLOCK) as again:
        assert not again.erasing.pages_wait
    assert not holds(Place(folder).database, page_key(key), MARKER)


def test_while_somebody_reads_an_older_state_the_pages_wait(
    vault: Vault, folder: Path, key: DataKey
) -> None:
    from visit_app.vault import recipe

    reader = recipe.connect(Place(folder).database, page_key(key))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM family").fetchone()
    reader.execute("PRAGMA busy_timeout = 0")
    vault.erasing.erase("hassan", {"reason": "past"})
    with vault._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    vault.erasing.clear_pages()
    assert vault.erasing.pages_wait
    reader.close()
    vault.erasing.clear_pages()
    assert not vault.erasing.pages_wait


def test_the_guards_are_back_afterwards(vault: Vault) -> None:
    vault.erasing.erase("hassan", {"reason": "past"})
    with (
        pytest.raises(Immutable),
        vault._database.writing() as transaction,
    ):
        transaction.connection.exec_driver_sql("DELETE FROM family")
    with pytest.raises(Immutable), vault._database.writing() as transaction:
        transaction.connection.exec_driver_sql("DELETE FROM attachment")


def test_an_erasure_that_fails_leaves_everything_and_the_guards(vault: Vault) -> None:
    def undone() -> None:
        with vault.transaction():
            vault.erasing.erase("hassan", {"reason": "past"})
            raise ZeroDivisionError

    before = vault.erasing.content_of("hassan")
    with pytest.raises(ZeroDivisionError):
        undone()
    assert vault.erasing.content_of("hassan") == before
    assert not vault.erasing.pages_wait
    assert vault.get(Amendment, "correction").reason == MARKER
    with pytest.raises(Immutable), vault._database.writing() as transaction:
        transaction.connection.exec_driver_sql("DELETE FROM record")
    assert first_broken(vault.audit_entries()) is None


def test_a_teams_erasure_is_entered_once(vault: Vault) -> None:
    vault.sync_records.erase("hassan")
    vault.sync_records.erase("hassan")
    erased = [e for e in vault.audit_entries("hassan") if e.action == "erase"]
    assert [e.about["reason"] for e in erased] == ["team"]
    assert vault.erasing.pages_wait


def test_in_memory_too() -> None:
    with Vault.in_memory(CLOCK) as vault:
        vault.put(PRIYA)
        _fill(vault)
        vault.erasing.erase("hassan", {"reason": "past"})
        vault.erasing.clear_pages()
        assert not vault.erasing.pages_wait
        assert len(vault.search()) == 1
