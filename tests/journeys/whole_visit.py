"""A whole visit: a positive screen, the safety steps, a referral and its letter."""

from pathlib import Path

from tests.journeys.hands import Hands
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

HALF, SEVERAL, NOT = "More than half the days", "Several days", "Not at all"
JOY = "When he looks up at me after a feed."
FEAR = "That I am not enough for him."
SEEN = "Soothes Idris quickly."
JUDGEMENT = "Low and anxious since the birth."
REASON = "Support with the relationship with Idris."
WISHES = "Someone to talk to in the evenings."
DOCTOR = "Dr Ellis, duty GP"


def talk(hands: Hands, name: str) -> None:
    """The conversation, from the three words to the plan."""
    screen = ConversationScreen(hands)
    screen.three_words("tiring", "lovely", "a bit scary")
    screen.go_on("joy")
    screen.said(name, JOY)
    screen.go_on("fear")
    screen.said(name, FEAR)
    screen.go_on("what you noticed")
    hands.type("Strengths seen", SEEN)
    screen.go_on("what happens next")
    screen.agree("Support in the evenings", f"{name} and her sister", "3 Dec 2030")


def whole_visit(hands: Hands, letter: Path) -> None:
    """From Today to signed off; the letter is saved into this file."""
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
    safety.record(DOCTOR, "Considered, no concern today")
    assert not safety.is_open
    hands.press("One more question")
    asking.answer("Somewhat difficult")
    hands.press("Next: more questions")
    hands.press("Next: summary and plan")
    hands.expect("Dr Ellis, duty GP accepted responsibility")
    hands.expect("Published band: moderate.")
    SummaryScreen(hands).judge(JUDGEMENT)
    SummaryScreen(hands).go_on()
    ReferralScreen(hands).refer(
        to="Flourishing Babies",
        reason=REASON,
        wishes=WISHES,
        name="Amira",
    )
    ReferralScreen(hands).save_letter(letter)
    hands.press("Next: finish")
    FinishScreen(hands).sign_off()
