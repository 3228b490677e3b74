"""Whole visits through the real window, screens and vault, by keyboard."""

from pathlib import Path

from tests.journeys.conftest import Unlock
from tests.journeys.laptop import AMIRA, YONIS, desk_on, prepare
from tests.journeys.screens import (
    BeforeScreen,
    ConversationScreen,
    FinishScreen,
    QuestionnaireScreen,
    ReferralScreen,
    SummaryScreen,
    begin,
)
from tests.journeys.whole_visit import NOT, SEVERAL, talk, whole_visit

from visit_app.records import DocumentReference, Encounter
from visit_app.visits import Desk, VisitRecord, open_visit, results


def the_visit(desk: Desk) -> VisitRecord:
    """The only visit on the disk."""
    (visit,) = desk.vault.find(Encounter, family_id="hassan")
    return open_visit(desk, visit.id)


def test_a_full_visit_with_a_positive_screen_to_a_saved_letter(
    tmp_path: Path, unlock: Unlock
) -> None:
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    letter = tmp_path / "letter.pdf"
    whole_visit(hands, letter)
    hands.shell.lock()

    assert letter.read_bytes().startswith(b"%PDF")
    with desk_on(tmp_path / "data") as desk:
        record = the_visit(desk)
        assert record.encounter.is_finished
        assert record.open_issues == ()
        totals = {o.code: o.value for o in results(desk, record)}
        assert totals == {"gad-2": 4, "phq-9": 10}
        (sent,) = desk.vault.find(DocumentReference, family_id="hassan")
        assert desk.vault.attachment(sent.sha256) == letter.read_bytes()


def test_a_visit_without_any_screening(tmp_path: Path, unlock: Unlock) -> None:
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    begin(hands)
    BeforeScreen(hands).fill("Amira", ("Mother", "Baby"))
    BeforeScreen(hands).go_on()
    screen = ConversationScreen(hands)
    screen.three_words("tired", "glad", "hopeful")
    screen.go_on("joy")
    screen.said("Amira", "His smile.")
    screen.go_on("fear")
    screen.not_today("Idris was crying")
    screen.go_on("what happens next")
    hands.press("Summary and plan, to do")
    hands.expect("Not asked: Idris was crying")
    SummaryScreen(hands).judge("Well supported.")
    SummaryScreen(hands).go_on()
    ReferralScreen(hands).none_today()
    hands.expect("Not recorded yet")
    FinishScreen(hands).sign_off()
    hands.shell.lock()

    with desk_on(tmp_path / "data") as desk:
        record = the_visit(desk)
        assert record.encounter.is_finished
        assert record.encounter.no_referral
        assert results(desk, record) == ()
        assert record.referrals == ()


def test_a_father_s_visit_is_his_own(tmp_path: Path, unlock: Unlock) -> None:
    prepare(tmp_path / "data", AMIRA, YONIS)
    hands = unlock(tmp_path / "data")
    begin(hands, "Yonis Hassan")
    assert hands.chosen("Who are you asking?") == ["Yonis Hassan"]
    BeforeScreen(hands).fill("Yonis", ("Father", "Baby"))
    BeforeScreen(hands).go_on()
    talk(hands, "Yonis")
    asking = QuestionnaireScreen(hands)
    hands.press("Next: Whooley")
    asking.give("Whooley", "No", "No", onward="Next: GAD-2")
    asking.give("GAD-2", SEVERAL, NOT, onward="Next: more questions")
    hands.press("Next: summary and plan")
    hands.expect("In Yonis’s words")
    assert not hands.says("In Amira’s words")
    SummaryScreen(hands).judge("A father finding his feet.")
    SummaryScreen(hands).go_on()
    ReferralScreen(hands).none_today()
    FinishScreen(hands).sign_off()
    hands.shell.lock()

    with desk_on(tmp_path / "data") as desk:
        record = the_visit(desk)
        assert record.encounter.subject_id == "yonis"
        assert {r.subject_id for r in record.responses.values()} == {"yonis"}
        assert {o.subject_id for o in record.observations} == {"yonis"}
        assert {o.code: o.value for o in record.observations} == {"gad-2": 1}
