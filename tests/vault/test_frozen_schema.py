"""The trigger refuses what Python refuses, whatever shape another hand gives it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from tests.vault.sample_records import (
    ACCEPTED,
    CONCERN,
    LETTER,
    NOON,
    PHQ_9,
    REFERRAL,
    TOLD,
    VISIT,
)

from visit_app.records.codec import dumps
from visit_app.vault import migrations, schema
from visit_app.vault.errors import Immutable
from visit_app.vault.record_store import _CHANGE_ALL, _CHANGE_BODY
from visit_app.vault.vault import Vault

RAISED = replace(CONCERN, mitigation=(TOLD,))
BARE = replace(CONCERN, id="bare")
SENT = replace(LETTER, status="final", issued=("printed",), sha256="a" * 64)
REFERRED = replace(REFERRAL, status="active", authored_on=NOON)
OE_ABORT = 2


@pytest.fixture
def signed_off(vault: Vault) -> Vault:
    vault.put(VISIT, PHQ_9, RAISED, BARE, SENT, REFERRED)
    vault.put(replace(VISIT, status="finished"))
    return vault


def write(vault: Vault, record: Any, body: str) -> None:
    """This text as the record's body, past everything that Python checks."""
    with vault._database.writing() as transaction:
        changed = transaction.connection.execute(
            text("UPDATE record SET body = :body WHERE type = :type AND id = :id"),
            {"body": body, "type": type(record).__name__, "id": record.id},
        )
        assert changed.rowcount == 1


def changed(record: Any, **fields: Any) -> str:
    """The record's JSON with these fields; None takes one away."""
    data = {**json.loads(dumps(record)), **fields}
    return json.dumps({k: v for k, v in data.items() if v is not None})


def twice(record: Any, name: str, value: Any) -> str:
    """The same with a field once more at its end, as a reader of JSON takes it."""
    return f"{dumps(record)[:-1]}, {json.dumps(name)}: {json.dumps(value)}}}"


GROWN = [json.loads(dumps(replace(CONCERN, mitigation=(TOLD, ACCEPTED))))["mitigation"]]
FIRST = GROWN[0][0]

REFUSED: dict[str, tuple[Any, str]] = {
    "a field that is another": (RAISED, changed(RAISED, note="Other")),
    "a field more": (RAISED, changed(RAISED, more="x")),
    "a field less": (RAISED, changed(RAISED, code=None)),
    "a field twice": (RAISED, twice(RAISED, "note", "Other")),
    "another type of the same look": (SENT, changed(SENT, sha256=["a" * 64])),
    "the list gone": (RAISED, changed(RAISED, mitigation=None)),
    "the list empty": (RAISED, changed(RAISED, mitigation=[])),
    "the list another": (RAISED, changed(RAISED, mitigation=GROWN[0][1:])),
    "the list turned round": (RAISED, changed(RAISED, mitigation=GROWN[0][::-1])),
    "no list": (RAISED, changed(RAISED, mitigation="x")),
    "an object for a list": (RAISED, changed(RAISED, mitigation={"0": FIRST})),
    "no list where there was none": (BARE, changed(BARE, mitigation="x")),
    "the list twice": (RAISED, twice(RAISED, "mitigation", [])),
    "a letter": (SENT, changed(SENT, title="Other")),
    "a letter that was not printed": (SENT, changed(SENT, issued=["saved"])),
    "a letter with a list twice": (SENT, twice(SENT, "issued", [])),
    "a referral": (REFERRED, changed(REFERRED, reason="Other")),
    "a referral with a field twice": (REFERRED, twice(REFERRED, "reason", "Other")),
    "an answer": (PHQ_9, changed(PHQ_9, answers={})),
}
ALLOWED: dict[str, tuple[Any, str]] = {
    "the same": (RAISED, dumps(RAISED)),
    "the same in another order": (
        RAISED,
        json.dumps(dict(reversed(json.loads(dumps(RAISED)).items()))),
    ),
    "a list that grew": (RAISED, changed(RAISED, mitigation=GROWN[0])),
    "a letter sent once more": (SENT, changed(SENT, issued=["printed", "saved"])),
    "a referral taken back": (REFERRED, changed(REFERRED, status="revoked")),
    "an answer as it is": (PHQ_9, dumps(PHQ_9)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_no_hand_changes_what_was_signed_off(signed_off: Vault, case: str) -> None:
    record, body = REFUSED[case]
    with pytest.raises(Immutable):
        write(signed_off, record, body)
    assert signed_off.get(type(record), record.id) == record


@pytest.mark.parametrize("case", ALLOWED)
def test_what_may_still_change_does(signed_off: Vault, case: str) -> None:
    write(signed_off, *ALLOWED[case])


@pytest.mark.parametrize("case", REFUSED)
def test_before_signing_off_a_part_of_a_visit_changes(vault: Vault, case: str) -> None:
    record, body = REFUSED[case]
    parts = (PHQ_9, RAISED, BARE, replace(SENT, status="preliminary"), REFERRAL)
    vault.put(VISIT, *parts)
    write(vault, record, body)


def test_rows_that_are_free_do_not_take_a_frozen_one_along(signed_off: Vault) -> None:
    draft = replace(REFERRAL, id="draft")
    signed_off.put(draft)
    with pytest.raises(Immutable), signed_off._database.writing() as transaction:
        transaction.connection.execute(
            text("UPDATE record SET body = json_set(body, '$.reason', 'Other')")
        )
    assert signed_off.get(type(draft), "draft") == draft


@pytest.mark.parametrize("change", [_CHANGE_BODY, _CHANGE_ALL])
def test_an_answer_needs_no_copy_of_its_pages(vault: Vault, change: Any) -> None:
    """SQLite makes one where something may stop half way: a function, an ABORT."""
    with vault._database.reading() as connection:
        values = (1,) * change.sql.count("?")
        steps = connection.exec_driver_sql(f"EXPLAIN {change.sql}", values).all()
    names = {step[1] for step in steps}
    assert "Program" in names  # the trigger's steps are among them
    assert not names & {"Function", "PureFunc"}
    assert OE_ABORT not in {step[3] for step in steps if step[1] == "Halt"}


def test_steps_of_a_release_stay_as_they_are() -> None:
    """The trigger of the first schema is replaced, not written anew."""
    assert migrations.STEPS[0] is schema.VERSION_1
    assert any("json_remove" in sql for sql in schema.VERSION_1)
