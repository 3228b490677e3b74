from hashlib import sha256

import pytest

from visit_app.records import (
    DetectedIssue,
    DocumentReference,
    Encounter,
    ServiceRequest,
)
from visit_app.records.clock import FixedClock
from visit_app.visits import (
    CONVERSATION,
    PRINTED,
    SAVED,
    Desk,
    NotPossible,
    Waits,
    answer,
    change_referral,
    composed,
    edit_section,
    finish,
    issue,
    judge,
    mitigate,
    pdf,
    put_back,
    raise_concern,
    record_consent,
    record_text,
    refer,
    restore_section,
    stale_sections,
    start,
    tick_flag,
    waits_for,
    write_letter,
)


@pytest.fixture
def request_(desk: Desk, visit: Encounter) -> ServiceRequest:
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    return refer(
        desk,
        visit.id,
        performer="Family Action",
        reason="Amira asked for support.",
        priority="routine",
    )


@pytest.fixture
def letter(desk: Desk, request_: ServiceRequest) -> DocumentReference:
    return write_letter(desk, request_.id)


def words(document: DocumentReference) -> str:
    return "\n".join(p for s in document.sections for p in s.paragraphs)


def section_with(document: DocumentReference, text: str) -> str:
    return next(s.id for s in document.sections if text in "\n".join(s.paragraphs))


def test_the_letter_is_written_from_the_record_and_kept(
    desk: Desk, letter: DocumentReference, request_: ServiceRequest
) -> None:
    assert "Amira asked for support." in words(letter)
    assert "tiring" in words(letter)
    assert (letter.status, letter.service_request_id) == ("preliminary", request_.id)
    assert desk.vault.get(DocumentReference, letter.id) == letter


def test_writing_it_again_changes_nothing_when_nothing_changed(
    desk: Desk, letter: DocumentReference, clock: FixedClock
) -> None:
    clock.forward(minutes=5)
    assert write_letter(desk, letter.service_request_id) == letter


def test_it_follows_the_record(desk: Desk, letter: DocumentReference) -> None:
    change_referral(desk, letter.service_request_id, reason="Amira asked again.")
    changed = write_letter(desk, letter.service_request_id)
    assert changed.id == letter.id
    assert "Amira asked again." in words(changed)
    assert "Amira asked for support." not in words(changed)


def test_each_referral_has_its_own_letter(
    desk: Desk, visit: Encounter, letter: DocumentReference
) -> None:
    other = write_letter(desk, refer(desk, visit.id, performer="GP").id)
    assert other.id != letter.id


def test_an_edited_section_stays_while_the_rest_follows(
    desk: Desk, letter: DocumentReference
) -> None:
    section = section_with(letter, "Amira asked for support.")
    edit_section(desk, letter.id, section, ("In my own words.",))
    change_referral(desk, letter.service_request_id, reason="Another reason.")
    changed = write_letter(desk, letter.service_request_id)
    kept = next(s for s in changed.sections if s.id == section)
    assert kept.edited
    assert kept.paragraphs == ("In my own words.",)
    assert "In my own words." in str(composed(desk, letter.id).sections)


def test_restoring_writes_it_from_the_record_again(
    desk: Desk, letter: DocumentReference
) -> None:
    section = section_with(letter, "Amira asked for support.")
    edit_section(desk, letter.id, section, ("In my own words.",))
    restored = restore_section(desk, letter.id, section)
    assert restored.sections == letter.sections


def test_an_edited_safety_section_does_not_outlive_the_concern_it_was_about(
    desk: Desk, visit: Encounter, letter: DocumentReference
) -> None:
    raise_concern(desk, visit.id, note="She would not look up")
    written = write_letter(desk, letter.service_request_id)
    edit_section(desk, written.id, "safety", ("Nobody has taken it on.",))
    assert "taken it on." in words(write_letter(desk, letter.service_request_id))
    (worry,) = desk.vault.find(DetectedIssue, encounter_id=visit.id)
    mitigate(desk, worry.id, "accepted", person="Dr Shah", at="11:05")
    changed = write_letter(desk, letter.service_request_id)
    assert "Nobody has taken it on." not in words(changed)
    assert "Dr Shah accepted responsibility at 11:05" in words(changed)
    assert [s.paragraphs for s in changed.set_aside] == [("Nobody has taken it on.",)]
    assert write_letter(desk, letter.service_request_id) == changed


def test_words_that_were_set_aside_can_be_put_back(
    desk: Desk, letter: DocumentReference
) -> None:
    edit_section(desk, letter.id, "urgency", ("When you can.",))
    change_referral(desk, letter.service_request_id, priority="urgent")
    (earlier,) = write_letter(desk, letter.service_request_id).set_aside
    put_back(desk, letter.id, earlier)
    again = write_letter(desk, letter.service_request_id)
    assert again.set_aside == ()
    assert "When you can." in words(again)


def test_an_edit_that_stays_is_named_once_the_record_changed(
    desk: Desk, letter: DocumentReference
) -> None:
    mine = edit_section(desk, letter.id, "reason", ("In my own words.",))
    assert stale_sections(desk, mine) == frozenset()
    change_referral(desk, letter.service_request_id, reason="Another reason.")
    assert stale_sections(desk, mine) == {"reason"}


def test_nothing_goes_out_before_consent_is_recorded(
    desk: Desk, letter: DocumentReference
) -> None:
    with pytest.raises(NotPossible, match="sharing"):
        issue(desk, letter.id, SAVED, b"%PDF")
    assert desk.vault.get(DocumentReference, letter.id) == letter


@pytest.mark.parametrize("priority", ["urgent", "stat"])
def test_an_urgent_letter_waits_for_the_phone_call(
    desk: Desk, letter: DocumentReference, priority: str
) -> None:
    record_consent(desk, letter.service_request_id, decision="given")
    change_referral(desk, letter.service_request_id, priority=priority)
    with pytest.raises(NotPossible, match="never the urgent route"):
        issue(desk, letter.id, SAVED, b"%PDF")
    assert desk.vault.get(DocumentReference, letter.id).status == "preliminary"
    change_referral(desk, letter.service_request_id, phoned_whom="Jo, crisis team")
    content = pdf(desk, letter.id)
    assert issue(desk, letter.id, SAVED, content).status == "final"


def test_no_letter_goes_out_while_a_concern_is_open(
    desk: Desk, visit: Encounter, letter: DocumentReference
) -> None:
    record_consent(desk, letter.service_request_id, decision="given")
    worry = raise_concern(desk, visit.id)
    with pytest.raises(NotPossible, match="who has taken this on"):
        issue(desk, letter.id, SAVED, b"%PDF")
    mitigate(desk, worry.id, "accepted", person="Dr Shah", at="11:05")
    content = pdf(desk, write_letter(desk, letter.service_request_id).id)
    assert issue(desk, letter.id, SAVED, content).status == "final"


def test_nor_while_one_of_another_visit_with_this_person_is_open(
    desk: Desk, visit: Encounter, letter: DocumentReference
) -> None:
    record_consent(desk, letter.service_request_id, decision="given")
    other = start(desk, visit.family_id, "yonis")
    raise_concern(desk, other.id)
    request = desk.vault.get(ServiceRequest, letter.service_request_id)
    assert waits_for(desk, request) == ()
    again = start(desk, visit.family_id, "amira")
    raise_concern(desk, again.id)
    assert waits_for(desk, request) == (Waits.CONCERN_ELSEWHERE,)
    with pytest.raises(NotPossible, match="in the other visit with this person"):
        issue(desk, letter.id, SAVED, b"%PDF")


def test_what_it_waits_for_stands_in_order(
    desk: Desk, visit: Encounter, letter: DocumentReference
) -> None:
    raise_concern(desk, visit.id)
    request = change_referral(desk, letter.service_request_id, priority="urgent")
    assert waits_for(desk, request) == (Waits.CONSENT, Waits.CONCERN, Waits.CALL)
    request = record_consent(desk, request.id, decision="refused")
    assert waits_for(desk, request)[0] == Waits.REASON


def test_safety_stands_first_with_the_call_and_amber_flags(
    desk: Desk, visit: Encounter, letter: DocumentReference
) -> None:
    worry = raise_concern(desk, visit.id, note="She would not look up")
    mitigate(desk, worry.id, "phoned", person="The crisis team", at="11:00")
    mitigate(desk, worry.id, "no-safeguarding", note="No child in the home.")
    mitigate(desk, worry.id, "accepted", person="Dr Shah", at="11:05")
    tick_flag(desk, visit.id, "mbrrace-flags", "insomnia", on=True)
    written = write_letter(desk, letter.service_request_id)
    first, *_ = written.sections
    assert first.id == "safety"
    told = " ".join(first.paragraphs)
    for part in (
        "My note: She would not look up",
        "I phoned The crisis team at 11:00",
        "Safeguarding was not considered (on 23 November 2026). No child in the home.",
        "Dr Shah accepted responsibility at 11:05",
        "I noted an amber flag: Persistent and severe insomnia",
    ):
        assert part in told


@pytest.fixture
def issued(desk: Desk, letter: DocumentReference) -> DocumentReference:
    record_consent(desk, letter.service_request_id, decision="given")
    return issue(desk, letter.id, SAVED, pdf(desk, letter.id))


def test_what_went_out_is_kept_and_final(desk: Desk, issued: DocumentReference) -> None:
    content = pdf(desk, issued.id)
    assert content.startswith(b"%PDF")
    assert issued.status == "final"
    assert issued.sha256 == sha256(content).hexdigest()
    assert desk.vault.get(ServiceRequest, issued.service_request_id).status == "active"
    assert issued.issued == (f"saved {desk.clock.now().isoformat()}",)


def test_a_final_letter_follows_nothing_any_more(
    desk: Desk, visit: Encounter, issued: DocumentReference
) -> None:
    before = pdf(desk, issued.id)
    answer(desk, visit.id, CONVERSATION, "words-1", "joyful")
    assert write_letter(desk, issued.service_request_id) == issued
    assert pdf(desk, issued.id) == before


def test_a_final_letter_cannot_be_edited(desk: Desk, issued: DocumentReference) -> None:
    section = issued.sections[0].id
    with pytest.raises(NotPossible, match="stays as it was"):
        edit_section(desk, issued.id, section, ("x",))
    with pytest.raises(NotPossible, match="stays as it was"):
        restore_section(desk, issued.id, section)


def test_it_can_be_printed_after_it_was_saved(
    desk: Desk, issued: DocumentReference, clock: FixedClock
) -> None:
    clock.forward(minutes=2)
    again = issue(desk, issued.id, PRINTED, pdf(desk, issued.id))
    assert [note.split()[0] for note in again.issued] == ["saved", "printed"]
    assert again.sha256 == issued.sha256


def test_going_out_is_in_the_audit(desk: Desk, issued: DocumentReference) -> None:
    (entry,) = [e for e in desk.vault.audit_entries("hassan") if e.action == "export"]
    assert issued.id in str(entry)


def test_a_letter_can_be_written_after_signing_off(
    desk: Desk, visit: Encounter
) -> None:
    finish(desk, visit.id)
    request = refer(desk, visit.id, performer="GP")
    record_consent(desk, request.id, decision="given")
    letter = write_letter(desk, request.id)
    assert issue(desk, letter.id, SAVED, pdf(desk, letter.id)).status == "final"


def test_the_text_for_the_record_has_words_results_and_judgement(
    desk: Desk, visit: Encounter, request_: ServiceRequest
) -> None:
    for link_id in ("69725-0", "68509-9"):
        answer(desk, visit.id, "gad-2", link_id, "LA6569-3")
    judge(desk, visit.id, summary="Tired, well supported.")
    text = record_text(desk, visit.id)
    for part in ("Amira", "tiring", "GAD-2", "Tired, well supported.", "Family Action"):
        assert part in text


def test_refused_it_goes_out_only_with_a_reason(
    desk: Desk, letter: DocumentReference, request_: ServiceRequest
) -> None:
    record_consent(desk, request_.id, decision="refused")
    content = pdf(desk, letter.id)
    with pytest.raises(NotPossible, match="Sharing was refused"):
        issue(desk, letter.id, SAVED, content)
    assert desk.vault.get(DocumentReference, letter.id).status == "preliminary"
    record_consent(desk, request_.id, reason_without="Risk to Idris")
    assert issue(desk, letter.id, SAVED, content).status == "final"
