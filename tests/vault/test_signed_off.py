"""A finished visit does not change: in Python, and by triggers from any other hand."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from tests.vault.sample_records import (
    ACCEPTED,
    CONCERN,
    CORRECTION,
    HASSAN,
    JUDGEMENT,
    LETTER,
    NOON,
    PHQ_9,
    PLAN,
    REFERRAL,
    SCORE,
    TOLD,
    VISIT,
)

from visit_app.records import (
    Amendment,
    DetectedIssue,
    DocumentReference,
    Encounter,
    LetterSection,
    Observation,
    QuestionnaireResponse,
)
from visit_app.records.codec import dumps
from visit_app.vault.errors import Immutable, VaultError
from visit_app.vault.vault import Vault

FINISHED = replace(VISIT, status="finished")
PARTS = (PHQ_9, SCORE, PLAN, JUDGEMENT, CONCERN)
CHANGED = (
    replace(FINISHED, location="home"),
    replace(FINISHED, status="in-progress"),
    PHQ_9.answered("/44250-9", 1),
    replace(SCORE, value=27),
    replace(PLAN, activity=()),
    replace(JUDGEMENT, summary="Other"),
    replace(CONCERN, note="Other"),
)
SENT = replace(LETTER, status="final", issued=("printed",), sha256="a" * 64)


@pytest.fixture
def signed_off(vault: Vault) -> Vault:
    vault.put(VISIT, *PARTS, REFERRAL, LETTER)
    vault.put(FINISHED)
    return vault


def by_another_hand(vault: Vault, record: Any) -> None:
    """The same change as SQL, past everything that Python checks."""
    with vault._database.writing() as transaction:
        transaction.connection.execute(
            text("UPDATE record SET body = :body WHERE type = :type AND id = :id"),
            {"body": dumps(record), "type": type(record).__name__, "id": record.id},
        )


@pytest.mark.parametrize("record", CHANGED, ids=lambda r: type(r).__name__)
def test_nothing_of_it_changes(signed_off: Vault, record: Any) -> None:
    before = signed_off.get(type(record), record.id)
    with pytest.raises(Immutable, match="add an amendment"):
        signed_off.put(record)
    with pytest.raises(Immutable):
        by_another_hand(signed_off, record)
    assert signed_off.get(type(record), record.id) == before


@pytest.mark.parametrize("record", [*PARTS, FINISHED], ids=lambda r: type(r).__name__)
def test_saving_the_same_again_is_fine(signed_off: Vault, record: Any) -> None:
    signed_off.put(record)


@pytest.mark.parametrize(
    "record", [r for r in PARTS if r != CONCERN], ids=lambda r: type(r).__name__
)
def test_nothing_is_added_to_it(signed_off: Vault, record: Any) -> None:
    with pytest.raises(Immutable):
        signed_off.put(replace(record, id="new"))


def test_a_concern_may_come_up_later_and_stays_as_it_was_raised(
    signed_off: Vault,
) -> None:
    later = replace(CONCERN, id="later")
    signed_off.put(later)
    assert later in signed_off.find(DetectedIssue, encounter_id="visit")
    with pytest.raises(Immutable):
        signed_off.put(replace(later, note="Other"))


def test_results_come_with_the_signing_off(vault: Vault) -> None:
    vault.put(VISIT, PHQ_9)
    vault.put(FINISHED, SCORE, PHQ_9.answered("/44250-9", 1))

    assert vault.get(Observation, "score") == SCORE
    assert vault.get(QuestionnaireResponse, "phq-9").first("/44250-9") == 1


def test_results_may_follow_in_the_same_transaction(vault: Vault) -> None:
    vault.put(VISIT)
    with vault.transaction():
        vault.put(FINISHED)
        vault.put(SCORE)
    with pytest.raises(Immutable):
        vault.put(replace(SCORE, id="later"))


def test_a_visit_that_was_finished_elsewhere_comes_whole(vault: Vault) -> None:
    vault.put(FINISHED, *PARTS)
    assert vault.get(Encounter, "visit").is_finished


def test_an_amendment_is_added_and_stays(signed_off: Vault) -> None:
    signed_off.put(CORRECTION)
    other = replace(CORRECTION, after="Other")

    assert signed_off.find(Amendment, encounter_id="visit") == (CORRECTION,)
    with pytest.raises(Immutable):
        signed_off.put(other)
    with pytest.raises(Immutable):
        by_another_hand(signed_off, other)


def test_a_referral_is_made_until_it_goes_out(signed_off: Vault) -> None:
    sent = replace(REFERRAL, status="active", authored_on=NOON)
    signed_off.put(replace(REFERRAL, reason="Low mood"), replace(REFERRAL, id="second"))
    signed_off.put(sent)
    with pytest.raises(Immutable):
        signed_off.put(replace(sent, reason="Other"))
    with pytest.raises(Immutable):
        by_another_hand(signed_off, replace(sent, reason="Other"))
    signed_off.put(replace(sent, status="revoked"))


def test_somebody_may_still_take_a_concern_on(signed_off: Vault) -> None:
    signed_off.put(replace(CONCERN, mitigation=(TOLD,)))
    signed_off.put(replace(CONCERN, mitigation=(TOLD, ACCEPTED)))
    for fewer in ((), (ACCEPTED,), (ACCEPTED, TOLD)):
        with pytest.raises(Immutable):
            signed_off.put(replace(CONCERN, mitigation=fewer))
        with pytest.raises(Immutable):
            by_another_hand(signed_off, replace(CONCERN, mitigation=fewer))


def test_a_letter_is_edited_until_it_goes_out(signed_off: Vault) -> None:
    edited = replace(LETTER, sections=(LetterSection(id="reason", edited=True),))
    signed_off.put(edited)
    sent = replace(edited, status="final", issued=("printed",))
    signed_off.put(sent)
    signed_off.put(replace(sent, issued=("printed", "saved")))
    for change in (
        replace(sent, sections=()),
        replace(sent, status="preliminary"),
        replace(sent, issued=()),
    ):
        with pytest.raises(Immutable):
            signed_off.put(change)
        with pytest.raises(Immutable):
            by_another_hand(signed_off, change)


def test_a_letter_that_went_out_is_frozen_before_signing_off_too(vault: Vault) -> None:
    vault.put(VISIT, SENT)
    with pytest.raises(Immutable):
        vault.put(replace(SENT, sha256="b" * 64))


def test_a_second_letter_may_be_written(signed_off: Vault) -> None:
    signed_off.put(replace(LETTER, id="second"))
    assert len(signed_off.find(DocumentReference)) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record",
        "DELETE FROM family",
        "DELETE FROM family_revision",
        "UPDATE family_revision SET body = '{}'",
        "DELETE FROM audit",
        "UPDATE audit SET action = 'x'",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "INSERT OR REPLACE INTO record SELECT * FROM record",
        "UPDATE record SET id = 'other'",
        "UPDATE record SET type = 'Other'",
        "UPDATE record SET encounter_id = 'other' WHERE encounter_id <> ''",
        "UPDATE record SET status = 'in-progress' WHERE type = 'Encounter'",
        "DELETE FROM attachment",
        "UPDATE attachment SET content = x'00'",
    ],
)
def test_no_hand_deletes_or_rewrites(signed_off: Vault, statement: str) -> None:
    signed_off.save_family(HASSAN, "Priya Nair")
    signed_off.attach(b"letter")

    def run() -> None:
        with signed_off._database.writing() as transaction:
            transaction.connection.execute(text(statement))

    with pytest.raises(VaultError):
        run()
    assert signed_off.get(Encounter, "visit") == FINISHED
