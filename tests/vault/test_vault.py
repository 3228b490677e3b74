"""The vault as a whole: made, opened, closed, and what lies in its folder."""

import subprocess
import sys
import threading
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.vault.sample_records import HASSAN, PHQ_9, PRIYA, VISIT

from visit_app.records import Encounter, QuestionnaireResponse
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf, keyslots
from visit_app.vault.errors import (
    AlreadyThere,
    Damaged,
    Locked,
    NotFound,
    UnsuitableFolder,
    VaultError,
)
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Created, Vault, create


def test_what_was_saved_is_there_after_closing(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    family = created.vault.save_family(HASSAN, "Priya Nair")
    created.vault.put(VISIT, PHQ_9)
    created.vault.set_setting("lock_after_minutes", 5)
    digest = created.vault.attach(b"%PDF")
    created.vault.close()
    folder = tmp_path / "vault"
    for secret in ("a passphrase", created.recovery_code):
        with Vault.open(folder, unlock(folder, secret, clock), clock) as vault:
            assert vault.practitioner() == PRIYA
            assert vault.family("hassan") == family
            assert vault.drafts() == (VISIT,)
            assert vault.get(QuestionnaireResponse, "phq-9") == PHQ_9
            assert vault.setting("lock_after_minutes", 0) == 5
            assert vault.attachment(digest) == b"%PDF"
            vault.check()


def test_only_the_named_files_are_left(created: Created, tmp_path: Path) -> None:
    created.vault.close()
    names = sorted(path.name for path in (tmp_path / "vault").iterdir())

    assert set(names) - {"lock", "attempts.json"} == {
        "audit-head.json",
        "journal",
        "keyslots.json",
        "keyslots.json.bak",
        "vault.db",
    }


def test_nothing_is_readable_in_any_file(created: Created, tmp_path: Path) -> None:
    created.vault.save_family(HASSAN, "Priya Nair")
    created.vault.put(VISIT, PHQ_9.answered("/note", "marmalade"))
    for path in (p for p in (tmp_path / "vault").rglob("*") if p.is_file()):
        content = path.read_bytes().lower()
        for word in (b"hassan", b"amira", b"marmalade", b"priya", b"9990000018"):
            assert word not in content, path.name
        assert b"a passphrase" not in content


def test_a_changed_passphrase_opens_the_same_records(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.put(VISIT)
    created.vault.close()
    folder = tmp_path / "vault"
    with unlock(folder, "a passphrase", clock) as key:
        keyslots.change_passphrase(folder, key, "another one", cost=kdf.FLOOR)
    with Vault.open(folder, unlock(folder, "another one", clock), clock) as vault:
        assert vault.get(Encounter, "visit") == VISIT


def test_none_is_made_where_there_is_one(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.close()
    before = (tmp_path / "vault" / "vault.db").read_bytes()
    with pytest.raises(AlreadyThere, match="records in this folder already"):
        create(tmp_path / "vault", "words", PRIYA, clock, cost=kdf.FLOOR)
    assert (tmp_path / "vault" / "vault.db").read_bytes() == before


def test_none_is_made_or_opened_where_it_cannot_be_kept(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    synced = tmp_path / "Dropbox" / "vault"
    with pytest.raises(UnsuitableFolder):
        create(synced, "words", PRIYA, clock, cost=kdf.FLOOR)
    assert not synced.exists()
    created.vault.close()
    synced.parent.mkdir()
    (tmp_path / "vault").rename(synced)
    with pytest.raises(UnsuitableFolder):
        Vault.open(synced, unlock(synced, "a passphrase", clock), clock)


def test_an_empty_passphrase_makes_none(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(VaultError, match="empty"):
        create(tmp_path / "vault", " ", PRIYA, clock, cost=kdf.FLOOR)
    with create(tmp_path / "vault", "words", PRIYA, clock, cost=kdf.FLOOR).vault as v:
        assert v.practitioner() == PRIYA


def test_a_closed_vault_says_that_it_is_locked(vault: Vault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(Locked, match="Unlock"):
        vault.put(VISIT)
    with pytest.raises(Locked):
        vault.drafts()


def test_settings_are_json_values(vault: Vault) -> None:
    assert vault.setting("absent", "default") == "default"
    for value in (1, "a", None, True, [1, {"b": []}]):
        vault.set_setting("name", value)
        assert vault.setting("name", object()) == value


def test_attachments_are_found_by_their_digest(vault: Vault) -> None:
    digest = vault.attach(b"letter")
    assert vault.attach(b"letter") == digest
    assert digest == sha256(b"letter").hexdigest()
    assert vault.attachment(digest) == b"letter"
    with pytest.raises(NotFound):
        vault.attachment("0" * 64)


def test_two_threads_write_and_read_at_once(vault: Vault) -> None:
    """As the window and the sync do."""
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(40):
                vault.put(replace(PHQ_9, id=f"{name}-{number}"))
                vault.find(QuestionnaireResponse, encounter_id="visit", limit=3)
        except BaseException as problem:  # noqa: BLE001 - shown by the assertion
            failures.append(problem)

    threads = [threading.Thread(target=work, args=(n,)) for n in ("window", "sync")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(vault.find(QuestionnaireResponse)) == 80


def test_locking_while_another_thread_writes_loses_nothing_acknowledged(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    done: list[int] = []

    def work() -> None:
        for number in range(10_000):
            try:
                created.vault.put(PHQ_9.answered("/number", number))
            except Locked:
                return
            done.append(number)

    thread = threading.Thread(target=work)
    thread.start()
    while len(done) < 20:
        assert thread.is_alive()
    created.vault.close()
    thread.join()
    folder = tmp_path / "vault"
    with Vault.open(folder, unlock(folder, "a passphrase", clock), clock) as vault:
        assert vault.get(QuestionnaireResponse, "phq-9").first("/number") == done[-1]


def test_a_damaged_page_is_found_by_the_check(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.put(*(replace(PHQ_9, id=f"r{n}") for n in range(400)))
    created.vault.close()
    folder = tmp_path / "vault"
    content = bytearray((folder / "vault.db").read_bytes())
    content[len(content) // 2] ^= 4
    (folder / "vault.db").write_bytes(content)
    with (
        Vault.open(folder, unlock(folder, "a passphrase", clock), clock) as vault,
        pytest.raises(Damaged),
    ):
        vault.check()


def test_no_error_ever_holds_what_was_said(vault: Vault) -> None:
    vault.put(VISIT, PHQ_9.answered("/note", "marmalade"))
    vault.put(replace(VISIT, status="finished"))
    with pytest.raises(VaultError) as caught:
        vault.put(PHQ_9.answered("/note", "marmalade and toast"))
    with pytest.raises(VaultError) as missing:
        vault.get(Encounter, "amira-hassan")

    for error in (caught.value, missing.value):
        shown = f"{error} {error!r} {error.detail} {error.__dict__}"
        assert "marmalade" not in shown
        assert "hassan" not in shown


def test_the_room_loads_no_qt() -> None:
    code = (
        "import sys, visit_app.vault.vault;"
        "bad = {'PySide6', 'reportlab'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else 0)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
