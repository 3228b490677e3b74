"""A change keeps its state in the record while it can, and its own once it must."""

import zlib
from dataclasses import replace
from typing import Any

import pytest
from tests.vault.sample_records import HASSAN, PHQ_9, PLAN, VISIT

from visit_app.records import CarePlan
from visit_app.records.clock import FixedClock
from visit_app.records.codec import dumps
from visit_app.vault.change_rows import RECEIVED, UNSENT, ChangeRow
from visit_app.vault.errors import Damaged
from visit_app.vault.rows import record_row
from visit_app.vault.vault import Vault

ABOUT = '{"author":"priya","changed":[],"parents":[]}'
ORIGIN = ABOUT[:-1] + ',"recorded":"then","revision":"theirs"}'
KEY = ("CarePlan", PLAN.id)
LATER = replace(PLAN, activity=())


def changes(vault: Vault) -> list[ChangeRow]:
    return vault.sync_records.changes([KEY])


def stored(vault: Vault) -> list[bytes]:
    query = "SELECT body FROM sync_change ORDER BY number"
    with vault._database.reading() as connection:
        return list(connection.exec_driver_sql(query).scalars())


def make_changes(vault: Vault) -> None:
    numbers = vault.sync_records.ready_records(10)
    first = vault.sync_records.first_time(numbers)
    revisions = {f"r{number}": number for number in sorted(first)}
    vault.sync_records.made_first(revisions, ABOUT)


def received(record: CarePlan, *, is_in_record: bool) -> ChangeRow:
    ids = (*KEY, record.family_id, record.encounter_id, "theirs")
    return ChangeRow(*ids, "", RECEIVED, ABOUT, dumps(record), is_in_record)


@pytest.fixture
def sent(vault: Vault) -> Vault:
    """A plan whose change has been made, so that it does not wait any more."""
    vault.put(PLAN)
    make_changes(vault)
    return vault


def test_what_is_sent_for_the_first_time_is_kept_once(sent: Vault) -> None:
    (change,) = changes(sent)
    assert change.sent == UNSENT
    assert (change.state, change.is_in_record) == (dumps(PLAN), True)
    assert stored(sent) == [ABOUT.encode()]
    assert sent.sync_records.ready_records(10) == []
    assert sent.sync_records.unsent_changes(10) == [change]


def test_a_visit_belongs_to_itself(vault: Vault) -> None:
    vault.put(replace(VISIT, status="finished"), PHQ_9)
    make_changes(vault)
    waiting = vault.sync_records.unsent_changes(10)
    assert [(c.type, c.encounter_id) for c in waiting] == [
        ("QuestionnaireResponse", "visit"),
        ("Encounter", "visit"),
    ]


def test_saving_the_record_again_leaves_its_change_as_it_was(sent: Vault) -> None:
    (before,) = changes(sent)
    sent.put(LATER)
    sent.put(replace(PLAN, subject_id="idris"))
    assert changes(sent) == [replace(before, is_in_record=False)]


def test_saving_what_is_stored_already_moves_nothing(sent: Vault) -> None:
    sent.put(PLAN)
    assert stored(sent) == [ABOUT.encode()]


def test_what_a_colleague_makes_of_it_leaves_its_change_as_it_was(sent: Vault) -> None:
    (before,) = changes(sent)
    new = sent.sync_records.put_records([record_row(LATER)])
    sent.sync_records.add_changes([received(LATER, is_in_record=False)])
    assert new == set()
    assert changes(sent) == [
        replace(before, is_in_record=False),
        received(LATER, is_in_record=False),
    ]


def test_what_a_family_brings_along_leaves_its_change_as_it_was(
    vault: Vault, clock: FixedClock
) -> None:
    with Vault.in_memory(clock) as there:
        there.save_family(HASSAN, "Priya Nair")
        there.put(PLAN)
        vault.copies.take(there.copies.of("hassan"), "Asha Patel", "")
        make_changes(vault)
        (before,) = changes(vault)
        there.put(LATER)
        taken = vault.copies.take(there.copies.of("hassan"), "Asha Patel", "")
    assert taken.changed == 1
    assert changes(vault) == [replace(before, is_in_record=False)]


def test_a_colleagues_new_record_keeps_the_change_it_came_in(vault: Vault) -> None:
    new = vault.sync_records.put_records([record_row(PLAN) | {"origin": ORIGIN}])
    assert new == {KEY}
    assert stored(vault) == []
    here = replace(received(PLAN, is_in_record=True), about=ORIGIN, at="then")
    assert changes(vault) == [here]
    assert vault.sync_records.unsent_changes(10) == []
    vault.put(LATER)
    assert changes(vault) == [replace(here, is_in_record=False)]
    numbers = vault.sync_records.ready_records(10)
    assert vault.sync_records.first_time(numbers) == set()


@pytest.mark.parametrize("form", ["zlib", "zstd"])
def test_what_an_older_version_kept_is_read(vault: Vault, form: str) -> None:
    line = '{"author":"priya","id":"plan","state":{}}'
    squeezed = zlib.compress(line.encode())
    if form == "zstd":
        from zstandard import ZstdCompressor

        squeezed = ZstdCompressor().compress(line.encode())
    _add_row(vault, squeezed)
    (change,) = changes(vault)
    assert (change.about, change.state) == ("", line)
    vault.put(PLAN)
    assert changes(vault) == [change]


def test_a_change_whose_record_is_gone_is_damage(vault: Vault) -> None:
    _add_row(vault, ABOUT.encode())
    with pytest.raises(Damaged):
        changes(vault)


def _add_row(vault: Vault, body: bytes) -> None:
    row: tuple[Any, ...] = (*KEY, "hassan", "visit", "r", "", RECEIVED, body)
    names = "type, id, family_id, encounter_id, revision, at, sent, body"
    with vault._database.writing() as transaction:
        transaction.connection.exec_driver_sql(
            f"INSERT INTO sync_change ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
