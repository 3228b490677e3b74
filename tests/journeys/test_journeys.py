"""Whole visits through the real window, screens and vault, by keyboard."""

from pathlib import Path

from tests.journeys.conftest import Unlock
from tests.journeys.hands import Hands
from tests.journeys.laptop import AMIRA, YONIS, desk_on, prepare
from tests.journeys.screens import (
    BeforeScreen,
    ConversationScreen,
    FinishScreen,
    MoreQuestionsScreen,
    QuestionnaireScreen,
    ReferralScreen,
    SafetySteps,
    SummaryScreen,
    begin,
)

from visit_app.records import DocumentReference, Encounter
from visit_app.visits import Desk, VisitRecord, open_visit, results

HALF, SEVERAL, NOT = "More than half the days", "Several days", "Not at all"


def the_visit(desk: Desk) -> VisitRecord:
    """The only visit on the disk."""
    (visit,) = desk.vault.find(Encounter, family_id="hassan")
    return open_visit(desk, visit.id)


def talk(hands: Hands, name: str) -> None:
    """The conversation, from the three words to the plan."""
    screen = ConversationScreen(hands)
    screen.three_words("tiring", "lovely", "a bit scary")
    screen.go_on("joy")
    screen.said(name, "When he looks up at me after a feed.")
    screen.go_on("fear")
    screen.said(name, "That I am not enough for him.")
    screen.go_on("what you noticed")
    hands.type("Strengths seen", "Soothes Idris quickly.")
    screen.go_on("what happens next")
    screen.agree("Support in the evenings", f"{name} and her sister", "3 Dec 2030")


def test_a_full_visit_with_a_positive_screen_to_a_saved_letter(
    tmp_path: Path, unlock: Unlock
) -> None:
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    begin(hands)
    BeforeScreen(hands).fill("Amira", ("Mother", "Baby"))
    BeforeScreen(hands).go_on()
    talk(hands, "Amira")
    asking, safety = QuestionnaireScreen(hands), SafetySteps(hands)
    hands.press("Next: Whooley")
    asking.give("Whooley", "Yes", "No", onward="One more question")
    asking.at("want help")
    asking.answer("Yes")
    hands.press("Next: GAD-2")
    asking.give("GAD-2", HALF, HALF, onward="Next: more questions")
    hands.expect("GAD-2: 4 of 6, positive")
    MoreQuestionsScreen(hands).choose("PHQ-9")
    hands.press("Next: PHQ-9")
    eight = (SEVERAL, HALF, SEVERAL, HALF, NOT, HALF, SEVERAL, NOT)
    for number, words in enumerate(eight, start=1):
        asking.at(f"PHQ-9, question {number} of 9")
        asking.answer(words)
        hands.press(f"Question {number + 1}")
    asking.at("PHQ-9, question 9 of 9")
    assert not safety.is_open
    asking.answer(SEVERAL)
    assert safety.is_open
    safety.record("Dr Ellis, duty GP", "Considered, no concern today")
    assert not safety.is_open
    hands.press("One more question")
    asking.answer("Somewhat difficult")
    hands.press("Next: more questions")
    hands.press("Next: summary and plan")
    hands.expect("Dr Ellis, duty GP accepted responsibility")
    hands.expect("Published band: moderate.")
    SummaryScreen(hands).judge("Low and anxious since the birth.")
    SummaryScreen(hands).go_on()
    letter = tmp_path / "letter.pdf"
    ReferralScreen(hands).refer(
        to="Flourishing Babies",
        reason="Support with the relationship with Idris.",
        wishes="Someone to talk to in the evenings.",
        name="Amira",
    )
    ReferralScreen(hands).save_letter(letter)
    hands.press("Next: finish")
    FinishScreen(hands).sign_off()
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
