"""The stops of an interrupted visit: what is entered at each, and must still be there.

`python -m tests.journeys.stops FOLDER` reads numbers of stops. For each it opens the
window on the folder in a process of its own, comes back to the stop before, checks that
everything entered there is on the screen, goes on, enters what belongs to this stop,
says "ready" and its process, waits to be killed, and says "ended".
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from PySide6.QtWidgets import QApplication
from tests.journeys.hands import Hands
from tests.journeys.laptop import unlocked, window_on
from tests.journeys.screens import (
    BeforeScreen,
    ConversationScreen,
    MoreQuestionsScreen,
    QuestionnaireScreen,
    ReferralScreen,
    SafetySteps,
    SummaryScreen,
    TodayScreen,
    begin,
)

import visit_app
from visit_app.ui.background import Background
from visit_app.ui.kit.theme_holder import ThemeHolder

Act = Callable[[Hands], object]
HALF, SEVERAL, NOT = "More than half the days", "Several days", "Not at all"
REASON = "Support with the relationship with Idris."
PHQ_9 = (SEVERAL, HALF, SEVERAL, HALF, NOT, HALF, SEVERAL, NOT, SEVERAL)


@dataclass(frozen=True)
class Stop:
    """A screen on which the power goes: enter, and after the kill kept and onward."""

    name: str
    enter: Act
    kept: Callable[[Hands], bool]
    onward: Act


def words(name: str, label: str, text: str, onward: str) -> Stop:
    """A screen with one field to fill in."""
    return Stop(
        name,
        lambda hands: hands.type(label, text),
        lambda hands: hands.text(label) == text,
        lambda hands: hands.press(onward),
    )


def question(where: str, answer: str, onward: str) -> Stop:
    """A question of an instrument."""

    def enter(hands: Hands) -> None:
        hands.expect(where)
        hands.press(answer)

    return Stop(
        where,
        enter,
        lambda hands: hands.says(where) and hands.ticked() == [answer],
        lambda hands: hands.press(onward),
    )


def before_kept(hands: Hands) -> bool:
    """Every field of the first screen."""
    sharing = BeforeScreen.sharing("Amira")
    return (
        hands.combo("place").currentText() == "At home"
        and hands.chosen("Who is in the room?") == ["Mother", "Baby"]
        and hands.chosen("Is Amira seen alone?") == ["Yes"]
        and hands.chosen("Interpreter") == ["No interpreter"]
        and hands.chosen(sharing) == ["Yes"]
    )


def three_words_kept(hands: Hands) -> bool:
    """All three, in their places."""
    found = [hands.text(place) for place in ("First", "Second", "Third")]
    return found == ["tiring", "lovely", "a bit scary"]


def nine(hands: Hands) -> None:
    """PHQ-9 up to its ninth question, answered above zero."""
    for number, answer in enumerate(PHQ_9, start=1):
        hands.expect(f"PHQ-9, question {number} of 9")
        QuestionnaireScreen(hands).answer(answer)
        if number < len(PHQ_9):
            hands.press(f"Question {number + 1}")


def safety_kept(hands: Hands) -> bool:
    """The question, its answer, and the steps beside it."""
    at = hands.says("PHQ-9, question 9 of 9")
    return at and hands.ticked() == [SEVERAL] and SafetySteps(hands).is_open


def handed_over(hands: Hands) -> None:
    """Somebody took it on, then the question after the nine."""
    SafetySteps(hands).record("Dr Ellis, duty GP", "Considered")
    hands.press("One more question")


def to_summary(hands: Hands) -> None:
    """Past the choice of questions."""
    hands.press("Next: more questions")
    hands.press("Next: summary and plan")


def judged(hands: Hands) -> None:
    """The judgement in words, and level, theme and why."""
    SummaryScreen(hands).judge("Low since the birth.")
    SummaryScreen(hands).judge_need("Unclear", "Another need", "Seen once.")


def judged_kept(hands: Hands) -> bool:
    """All of it."""
    texts = {
        "In your own words": "Low since the birth.",
        "Why you judge it so": "Seen once.",
    }
    level = hands.chosen("Level of need") == ["Unclear"]
    theme = hands.chosen("What is it about?") == ["Another need"]
    return level and theme and all(hands.text(k) == v for k, v in texts.items())


def refer(hands: Hands) -> None:
    """A referral with consent."""
    ReferralScreen(hands).refer(
        to="Flourishing Babies",
        reason=REASON,
        wishes="Somebody to talk to",
        name="Amira",
    )


def referral_kept(hands: Hands) -> bool:
    """Every field of the referral."""
    texts = {
        "To whom": "Flourishing Babies",
        "Why you refer": REASON,
        "What Amira wants": "Somebody to talk to",
        "How it was given (spoken, written)": "spoken",
    }
    fields = all(hands.text(label) == text for label, text in texts.items())
    consent = hands.chosen("Consent to share") == ["Amira agrees"]
    return fields and consent and hands.chosen("How soon") == ["Routine"]


STOPS = (
    Stop(
        "before you start",
        lambda hands: BeforeScreen(hands).fill("Amira", ("Mother", "Baby")),
        before_kept,
        lambda hands: BeforeScreen(hands).go_on(),
    ),
    Stop(
        "three words",
        lambda h: ConversationScreen(h).three_words("tiring", "lovely", "a bit scary"),
        three_words_kept,
        lambda hands: hands.press("Next: joy"),
    ),
    words("joy", "In Amira’s own words", "When he looks up.", "Next: fear"),
    words("fear", "In Amira’s own words", "Not enough.", "Next: what you noticed"),
    words("noticed", "Strengths seen", "Soothes him.", "Next: what happens next"),
    Stop(
        "what happens next",
        lambda h: ConversationScreen(h).agree("Evening help", "Amira", "3 Dec 2030"),
        lambda h: h.says("Evening help") and h.says("Amira, by 3 December 2030"),
        lambda hands: hands.press("Next: Whooley"),
    ),
    question("Whooley, question 1 of 2", "Yes", "Question 2"),
    question("Whooley, question 2 of 2", "No", "One more question"),
    question("Whooley, one more question", "Yes", "Next: GAD-2"),
    question("GAD-2, question 1 of 2", HALF, "Question 2"),
    question("GAD-2, question 2 of 2", HALF, "Next: more questions"),
    Stop(
        "more questions",
        lambda hands: MoreQuestionsScreen(hands).choose("PHQ-9"),
        lambda hands: hands.button("PHQ-9").isChecked(),
        lambda hands: hands.press("Next: PHQ-9"),
    ),
    Stop("safety steps", nine, safety_kept, lambda hands: None),
    Stop(
        "a safety step done",
        lambda hands: hands.press("1. Stay and listen"),
        lambda h: safety_kept(h) and h.button("1. Stay and listen").isChecked(),
        handed_over,
    ),
    Stop(
        "the last question",
        lambda hands: hands.press("Somewhat difficult"),
        lambda hands: hands.ticked() == ["Somewhat difficult"],
        to_summary,
    ),
    Stop(
        "summary",
        judged,
        judged_kept,
        lambda hands: SummaryScreen(hands).go_on(),
    ),
    Stop("referral", refer, referral_kept, lambda hands: hands.press("Next: finish")),
    Stop(
        "finish",
        lambda hands: hands.expect("Not recorded yet"),
        lambda hands: hands.says("Signed off as Priya Nair"),
        lambda hands: hands.press("Sign off"),
    ),
)


def come_back(hands: Hands, stop: Stop) -> None:
    """Carry on from Today, and find everything that was entered at this stop."""
    TodayScreen(hands).carry_on()
    hands.wait(f"what was entered at {stop.name!r}", lambda: stop.kept(hands))


def window(folder: Path, number: int) -> None:
    """Come back, go on, enter, say so, and wait to be killed."""
    qapp = QApplication([])
    theme = ThemeHolder(qapp)
    hands = unlocked(window_on(folder, theme, Background(parent=qapp)))
    if number == 0:
        begin(hands)
    else:
        come_back(hands, STOPS[number - 1])
        STOPS[number - 1].onward(hands)
    STOPS[number].enter(hands)
    tell(f"ready {os.getpid()}")
    qapp.exec()


def main() -> None:
    """For each number that is given, a window in a process of its own.

    A fork has the modules of this process, which has opened neither a window nor a
    vault, and nothing of the window before: importing is most of what a start costs.
    """
    if "fork" in multiprocessing.get_all_start_methods():
        multiprocessing.set_start_method("fork")
    for module in walk_packages(visit_app.__path__, "visit_app."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for line in sys.stdin:
        about = Path(sys.argv[1]), int(line)
        child = multiprocessing.Process(target=window, args=about)
        child.start()
        child.join()
        tell("ended")


def tell(words: str) -> None:
    """To the test, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
