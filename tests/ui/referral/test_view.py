"""Referral: the form is kept as it is filled in, the letter stands beside it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from tests.ui.visit.room import Disk, Room

from visit_app.records import DocumentReference, Encounter, ServiceRequest
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.letter_page import LetterPage
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.referral.letter_pane import LetterPane
from visit_app.ui.referral.view import ReferralPage
from visit_app.visits import finish, pdf, raise_concern, record_consent, refer


def request(room: Room) -> ServiceRequest:
    (found,) = room.record.referrals
    return found


def letter(room: Room) -> DocumentReference:
    (found,) = room.record.letters
    return found


def pick(room: Room, group: str, code: str) -> None:
    options = room.find(group, OptionGroup).options
    next(o for o in options if o.code == code).click()


def pane(room: Room) -> LetterPane:
    room.settle()
    page = room.screen.findChild(ReferralPage)
    assert isinstance(page, ReferralPage)
    assert page.pane is not None
    return page.pane


@pytest.fixture
def drafted(room: Room) -> Room:
    made = refer(
        room.desk,
        room.visit_id,
        performer="Family Action",
        reason="Amira asked for support.",
        priority="routine",
    )
    room.open(f"referral/{made.id}")
    return room


# --- none, one, several ----------------------------------------------------------


def test_nothing_is_referred_by_itself(room: Room) -> None:
    room.open("referral")
    assert "No referral yet" in room.all_text()
    assert room.record.referrals == ()


def test_no_referral_today_is_recorded(room: Room) -> None:
    room.open("referral")
    room.press("none")
    assert room.desk.vault.get(Encounter, room.visit_id).no_referral
    assert room.step == "finish"


def test_making_one_begins_with_the_service(room: Room) -> None:
    room.open("referral")
    room.press("make")
    assert room.step == f"referral/{request(room).id}"
    assert room.focus().objectName() == "performer"
    room.key("Family Action")
    assert request(room).performer == "Family Action"


def test_one_can_be_taken_back(drafted: Room) -> None:
    drafted.press("withdraw")
    assert request(drafted).status == "revoked"
    assert "No referral yet" in drafted.all_text()


def test_one_can_be_taken_back_where_the_place_does_not_name_it(drafted: Room) -> None:
    """As one comes along the steps: there is nowhere else to go to then."""
    drafted.open("referral")
    drafted.press("withdraw")
    assert "No referral yet" in drafted.all_text()
    assert not drafted.all_named("performer")


def test_another_beside_the_first(drafted: Room) -> None:
    drafted.press("another")
    assert len(drafted.record.referrals) == 2
    drafted.type("performer", "GP")
    assert {r.performer for r in drafted.record.referrals} == {"Family Action", "GP"}
    drafted.rebuild()
    assert drafted.find("performer", QLineEdit).text() == "GP"


# --- the form --------------------------------------------------------------------


def test_every_field_is_kept(drafted: Room) -> None:
    drafted.type("performer_address", "1 High Street")
    drafted.type("patient_wishes", "Someone to talk to")
    drafted.type("copies", "GP")
    pick(drafted, "copy_to_home", "no")
    kept = request(drafted)
    assert kept.performer_address == "1 High Street"
    assert kept.patient_wishes == "Someone to talk to"
    assert (kept.copies, kept.copy_to_home) == (("GP",), False)
    drafted.rebuild()
    shown = drafted.find("patient_wishes", QPlainTextEdit).toPlainText()
    assert shown == "Someone to talk to"


def test_consent_is_written_with_how_and_limits(drafted: Room) -> None:
    assert not drafted.all_named("given_how")
    pick(drafted, "consent", "limited")
    drafted.type("given_how", "spoken")
    drafted.type("limits", "Not the scores")
    consent = request(drafted).consent
    assert (consent.decision, consent.given_how) == ("limited", "spoken")
    assert consent.limits == "Not the scores"
    assert consent.recorded == drafted.desk.clock.now()


def test_refused_needs_why_it_is_sent_all_the_same(drafted: Room) -> None:
    pick(drafted, "consent", "refused")
    assert "refused" in drafted.find("letter-save", Button).not_ready
    drafted.type("reason_without", "Baby at risk")
    assert drafted.find("letter-save", Button).not_ready == ""


def test_urgent_asks_for_the_phone_call_first(drafted: Room) -> None:
    pick(drafted, "consent", "given")
    pick(drafted, "priority", "urgent")
    assert "Phone first" in drafted.all_text()
    assert "Phone first" in drafted.find("letter-print", Button).not_ready
    drafted.type("phoned_whom", "Duty nurse")
    drafted.type("phoned_at", "11:05")
    assert request(drafted).phoned_whom == "Duty nurse"
    assert drafted.find("letter-print", Button).not_ready == ""


def test_a_field_that_is_not_saved_stays(drafted: Room, disk: Disk) -> None:
    disk.full = True
    drafted.type("patient_wishes", "x")
    shown = drafted.find("patient_wishes", QPlainTextEdit).toPlainText()
    assert shown == "x"
    assert drafted.screen.tick.text() == "Not saved: disk is full"
    disk.full = False
    drafted.type("patient_wishes", "y")
    assert request(drafted).patient_wishes == "xy"


# --- the letter ------------------------------------------------------------------


def test_the_letter_is_drawn_beside_the_form(drafted: Room) -> None:
    drafted.settle()
    pages = drafted.screen.findChildren(LetterPage)
    assert pages
    assert "Amira asked for support." in pages[0].accessibleDescription()


def test_without_consent_it_is_asked_for(drafted: Room, tmp_path: Path) -> None:
    assert "consent" in drafted.find("letter-save", Button).not_ready
    drafted.press("letter-consent")
    assert drafted.find("consent", OptionGroup).isAncestorOf(drafted.focus())
    pane(drafted).save_to(str(tmp_path / "letter.pdf"))
    assert letter(drafted).status == "preliminary"
    assert not (tmp_path / "letter.pdf").exists()


def test_saving_writes_the_file_and_makes_the_letter_final(
    drafted: Room, tmp_path: Path
) -> None:
    pick(drafted, "consent", "given")
    pane(drafted).save_to(str(tmp_path / "letter.pdf"))
    content = (tmp_path / "letter.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert letter(drafted).status == "final"
    assert pdf(drafted.desk, letter(drafted).id) == content
    assert request(drafted).status == "active"
    assert "This letter has gone out." in drafted.all_text()
    assert "Letter saved." in drafted.said
    assert not drafted.all_named("letter-edit")
    assert not drafted.all_named("withdraw")
    assert not drafted.find("performer", QWidget).isEnabled()


def test_a_folder_that_refuses_leaves_it_a_draft(drafted: Room, tmp_path: Path) -> None:
    pick(drafted, "consent", "given")
    pane(drafted).save_to(str(tmp_path / "no such folder" / "letter.pdf"))
    assert letter(drafted).status == "preliminary"
    assert "could not be saved there" in drafted.all_text()


def test_what_went_wrong_stays_while_the_letter_is_drawn_again(
    drafted: Room, tmp_path: Path
) -> None:
    pick(drafted, "consent", "given")
    pane(drafted).save_to(str(tmp_path / "no such folder" / "letter.pdf"))
    pane(drafted).show_letter()
    assert "could not be saved there" in drafted.all_text()
    pane(drafted).save_to(str(tmp_path / "letter.pdf"))
    assert "could not be saved there" not in drafted.all_text()


def test_the_letter_follows_the_form(drafted: Room) -> None:
    drafted.type("reason", " Again.")
    pane(drafted).show_letter()
    assert "Again." in str(letter(drafted).sections)


def test_a_paragraph_can_be_edited_and_written_again(drafted: Room) -> None:
    section = next(
        s for s in letter(drafted).sections if "asked for" in str(s.paragraphs)
    )
    at = next(n for n, p in enumerate(section.paragraphs) if "asked for" in p)
    drafted.press("letter-edit")
    drafted.type(f"letter-{section.id}-{at}", "Indeed. ")
    edited = next(s for s in letter(drafted).sections if s.id == section.id)
    assert edited.edited
    assert "Indeed." in edited.paragraphs[at]
    drafted.rebuild()
    drafted.press("letter-edit")
    drafted.press(f"letter-{section.id}-again")
    again = next(s for s in letter(drafted).sections if s.id == section.id)
    assert again == section


def test_words_the_record_overtook_are_named_and_can_be_put_back(
    drafted: Room,
) -> None:
    drafted.press("letter-edit")
    drafted.type("letter-urgency-0", "As soon as you can. ")
    assert "The record has changed" not in drafted.all_text()
    pick(drafted, "priority", "urgent")
    pane(drafted).show_letter()
    assert "so this is written from it again: How urgent this is" in drafted.all_text()
    assert "As soon as you can." in drafted.all_text()
    assert "As soon as you can." not in str(letter(drafted).sections)
    drafted.press("letter-urgency-back")
    pane(drafted).show_letter()
    assert "As soon as you can." in str(letter(drafted).sections)
    assert "The record has changed" not in drafted.all_text()


def test_an_edit_made_before_the_record_changed_is_asked_about(drafted: Room) -> None:
    drafted.press("letter-edit")
    drafted.type("letter-reason-0", "Indeed. ")
    drafted.type("reason", " Again.")
    pane(drafted).show_letter()
    assert "Does it still hold?" in drafted.all_text()
    assert "Indeed." in str(letter(drafted).sections)


def test_a_letter_can_be_made_after_signing_off(room: Room, tmp_path: Path) -> None:
    finish(room.desk, room.visit_id)
    made = refer(room.desk, room.visit_id, performer="GP")
    record_consent(room.desk, made.id, decision="given")
    room.open(f"referral/{made.id}")
    pane(room).save_to(str(tmp_path / "letter.pdf"))
    assert letter(room).status == "final"


def test_a_letter_kept_back_by_a_concern_is_ready_once_it_is_settled(
    drafted: Room,
) -> None:
    record_consent(drafted.desk, request(drafted).id, decision="given")
    raise_concern(drafted.desk, drafted.visit_id, note="She would not look up")
    drafted.open(drafted.step)
    save = pane(drafted).save_button
    assert "Record first who has taken this on: F6." in save.not_ready
    assert drafted.panel is not None
    drafted.panel.record_button.click()
    drafted.type("handed-reason", "She is well, I misheard")
    drafted.press("handed-record")
    assert pane(drafted).save_button.not_ready == ""
    assert "Record first who has taken this on" not in drafted.all_text()
