import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from visit_app.records.clock import FixedClock
from visit_app.vault import audit_anchor, audit_head
from visit_app.vault.audit import first_broken
from visit_app.vault.audit_head import AuditHead, NotAHead
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place
from visit_app.vault.vault import Created, Vault


def newest(vault: Vault) -> AuditHead:
    return audit_head.read(vault.audit_head())


def test_every_entry_is_signed_with_its_transaction(vault: Vault) -> None:
    for number in range(3):
        vault.note("view", family_id=f"family {number}")
        head, last = newest(vault), vault.audit_entries()[-1]
        assert head.is_genuine
        assert (head.sequence, head.hash, head.at) == (
            last.sequence,
            last.hash,
            last.at,
        )


def test_what_is_undone_is_not_signed(vault: Vault) -> None:
    before = vault.audit_head()

    def undone() -> None:
        with vault.transaction():
            vault.note("view", family_id="hassan")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert vault.audit_head() == before
    vault.note("view", family_id="hassan")
    assert newest(vault).is_genuine


def test_the_key_is_named_in_the_chain_and_stays(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    entries = created.vault.audit_entries()
    assert entries[0].action == "device-key"
    assert entries[0].about == {"public": newest(created.vault).key}
    created.vault.close()
    folder = tmp_path / "vault"
    with Vault.open(folder, unlock(folder, "a passphrase", clock), clock) as vault:
        assert newest(vault).key == entries[0].about["public"]
        assert [e.action for e in vault.audit_entries()].count("device-key") == 1


def test_a_vault_of_the_first_schema_is_signed_from_its_next_entry_on(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.close()
    folder = tmp_path / "vault"
    Place(folder).audit_head.unlink()
    with unlock(folder, "a passphrase", clock) as key:
        _back_to_the_first_schema(folder, key.derive("database/v1"))
        with Vault.open(folder, key, clock) as vault:
            actions = [entry.action for entry in vault.audit_entries()]
            before, now = actions[:3], actions[3:]
            assert before == ["device-key", "unlock", "add"]
            assert now == ["device-key", "unlock", "backup"]  # a copy before the update
            assert first_broken(vault.audit_entries()) is None
            assert vault.verify_audit().holds


def _back_to_the_first_schema(folder: Path, key: bytearray) -> None:
    from visit_app.vault import recipe

    shutil.rmtree(Place(folder).journal)
    connection = recipe.connect(Place(folder).database, key)
    connection.execute("DROP TABLE audit_head")
    connection.execute("DROP TABLE audit_key")
    connection.execute("DROP TABLE journal")
    connection.execute("CREATE INDEX sync_change_revision ON sync_change (revision)")
    connection.execute("ALTER TABLE record DROP COLUMN origin")
    connection.execute("CREATE INDEX sync_change_family ON sync_change (family_id)")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": 99},
        {"hash": "0" * 64},
        {"at": "2020-01-01"},
        {"key": "00" * 32},
        {"key": "no hexadecimal"},
        {"signature": "00" * 64},
        {"signature": ""},
    ],
)
def test_a_head_that_was_changed_is_not_genuine(
    vault: Vault, change: dict[str, Any]
) -> None:
    assert not replace(newest(vault), **change).is_genuine


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"kind": "other"}',
        b'{"audit_head": {}}',
        b"[" * 100_000,
        b'{"kind": "visit-app/audit-head/v1", "sequence": true, "hash": "",'
        b' "at": "", "key": "", "signature": ""}',
        b'{"kind": "visit-app/audit-head/v1", "sequence": 1}',
    ],
)
def test_other_files_are_no_heads(content: bytes) -> None:
    with pytest.raises(NotAHead):
        audit_head.read(content)


def test_a_head_holds_nothing_of_the_records(vault: Vault) -> None:
    names = set(json.loads(vault.audit_head()))
    assert names == {"kind", "sequence", "hash", "at", "key", "signature"}


def test_it_lies_beside_a_vault_that_was_closed(
    created: Created, tmp_path: Path
) -> None:
    head = newest(created.vault)
    place = Place(tmp_path / "vault")
    assert audit_anchor.read_file(place.audit_head) is None
    created.vault.close()
    created.vault.close()
    assert audit_anchor.read_file(place.audit_head) == head


def test_closing_does_not_need_it(created: Created, tmp_path: Path) -> None:
    Place(tmp_path / "vault").audit_head.mkdir()
    created.vault.close()
    with pytest.raises(Exception, match="locked"):
        created.vault.drafts()
