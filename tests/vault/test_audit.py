from dataclasses import replace
from pathlib import Path

import pytest
from tests.vault.sample_records import CORRECTION, HASSAN, PHQ_9, SCORE, VISIT

from visit_app.records.clock import FixedClock
from visit_app.vault.audit import VIEW, AuditEntry, Note, first_broken
from visit_app.vault.database import Transaction
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Created, Vault

FINISHED = replace(VISIT, status="finished")


def told(vault: Vault, family_id: str = "") -> list[tuple[str, object]]:
    entries = vault.audit_entries(family_id)
    return [(e.action, e.about.get("records", dict(e.about))) for e in entries]


@pytest.fixture
def start(vault: Vault) -> int:
    return len(vault.audit_entries())


def test_one_entry_for_one_action(vault: Vault, start: int) -> None:
    vault.save_family(HASSAN, "Priya Nair")
    vault.put(VISIT, PHQ_9)

    assert told(vault)[start:] == [
        ("add", ["Family/hassan"]),
        ("add", ["QuestionnaireResponse/phq-9", "Encounter/visit"]),
    ]


def test_keystrokes_do_not_fill_it(vault: Vault, start: int) -> None:
    vault.put(PHQ_9)
    for number in range(20):
        vault.put(PHQ_9.answered("/note", f"word {number}"))

    assert told(vault)[start:] == [("add", ["QuestionnaireResponse/phq-9"])]


def test_one_change_per_record_and_open_session(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.put(PHQ_9)
    created.vault.close()
    folder = tmp_path / "vault"
    with Vault.open(folder, unlock(folder, "a passphrase", clock), clock) as vault:
        for number in range(20):
            vault.put(PHQ_9.answered("/note", f"word {number}"))
        assert told(vault)[3:] == [
            ("add", ["QuestionnaireResponse/phq-9"]),
            ("unlock", {"failed": 0, "slot": "passphrase"}),
            ("change", ["QuestionnaireResponse/phq-9"]),
        ]


def test_a_look_while_others_are_being_entered_is_not_lost(
    vault: Vault, start: int
) -> None:
    """A full disk left one waiting; the next comes in while that is being written."""
    vault._audit.owe(Note(VIEW, "hassan"))
    write = vault._database.before_commit

    def written(transaction: Transaction) -> None:
        write(transaction)
        vault._audit.owe(Note(VIEW, "byrne"))

    vault._database.before_commit = written
    vault.note("unlock")
    vault._database.before_commit = write
    vault.note("unlock")
    entered = [(e.action, e.family_id) for e in vault.audit_entries()[start:]]
    assert entered == [
        ("view", "hassan"),
        ("unlock", ""),
        ("view", "byrne"),
        ("unlock", ""),
    ]


def test_signing_off_and_amending_have_their_own_names(
    vault: Vault, start: int
) -> None:
    vault.put(VISIT)
    vault.put(FINISHED, SCORE)
    vault.put(CORRECTION)

    assert told(vault)[start:] == [
        ("add", ["Encounter/visit"]),
        ("add", ["Observation/score"]),
        ("finish", ["Encounter/visit"]),
        ("amend", ["Amendment/correction"]),
    ]


def test_a_transaction_is_told_once(vault: Vault, start: int) -> None:
    with vault.transaction():
        vault.put(VISIT)
        vault.put(replace(VISIT, location="home"))
        vault.put(PHQ_9)
        vault.note("print", family_id="hassan", document="letter")

    assert told(vault)[start:] == [
        ("print", {"document": "letter"}),
        ("add", ["Encounter/visit", "QuestionnaireResponse/phq-9"]),
        ("change", ["Encounter/visit"]),
    ]


def test_what_was_undone_is_not_told(vault: Vault, start: int) -> None:
    def undone() -> None:
        with vault.transaction():
            vault.put(VISIT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert told(vault)[start:] == []
    vault.put(VISIT)
    assert told(vault)[start:] == [("add", ["Encounter/visit"])]


def test_the_same_again_is_not_told(vault: Vault, start: int) -> None:
    vault.put(VISIT)
    vault.put(VISIT)
    assert len(told(vault)) == start + 1


def test_who_looked_at_a_family(vault: Vault) -> None:
    vault.note("view", family_id="hassan")
    vault.note("view", family_id="evans")

    assert told(vault, "hassan") == [("view", {})]


def test_wrong_attempts_are_told_at_the_next_unlock(
    created: Created, tmp_path: Path, clock: FixedClock
) -> None:
    created.vault.close()
    folder = tmp_path / "vault"
    for _ in range(2):
        with pytest.raises(Exception, match="did not open"):
            unlock(folder, "wrong", clock)
    with Vault.open(folder, unlock(folder, created.recovery_code, clock), clock) as v:
        assert told(v)[-2:] == [
            ("failed-unlock", {"count": 2, "last": clock.now().isoformat()}),
            ("unlock", {"failed": 2, "slot": "recovery-code"}),
        ]


def test_it_says_when(vault: Vault, clock: FixedClock) -> None:
    clock.forward(minutes=5)
    vault.note("view", family_id="hassan")
    assert vault.audit_entries()[-1].at == "2026-11-23T10:47:00.000000+00:00"


def chain(vault: Vault) -> list[AuditEntry]:
    for number in range(6):
        vault.note("view", family_id=f"family {number}")
    return list(vault.audit_entries())


def test_a_whole_chain_holds(vault: Vault) -> None:
    assert first_broken(chain(vault)) is None
    assert first_broken([]) is None


def test_every_tampering_shows(vault: Vault) -> None:
    whole = chain(vault)
    for place in range(len(whole) - 1):
        entry = whole[place]
        removed = [*whole[:place], *whole[place + 1 :]]
        swapped = [*whole[:place], whole[place + 1], entry, *whole[place + 2 :]]
        inserted = [*whole[: place + 1], entry, *whole[place + 1 :]]
        assert first_broken(removed) is not None
        assert first_broken(swapped) is not None
        assert first_broken(inserted) is not None
        for changed in (
            replace(entry, action="print"),
            replace(entry, at="2020"),
            replace(entry, family_id="other"),
            replace(entry, about={"records": ["x"]}),
            replace(entry, hash="0" * 64),
            replace(entry, previous="1" * 64),
        ):
            tampered = [*whole[:place], changed, *whole[place + 1 :]]
            assert first_broken(tampered) == entry.sequence
