"""One page object for each screen: what a practitioner does there, in their words."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from tests.journeys.hands import Hands, name_of

from visit_app.ui.referral.letter_pane import LetterPane


@dataclass(frozen=True)
class Page:
    """A screen in the hands of a practitioner."""

    hands: Hands


class UnlockScreen(Page):
    """The passphrase."""

    def unlock(self, passphrase: str) -> None:
        """Type it and open the records."""
        self.hands.type("Passphrase", passphrase)
        self.hands.press("Unlock")
        self.hands.wait("the records", lambda: self.hands.shell.is_open)
        self.hands.settle()


class TodayScreen(Page):
    """Where one arrives."""

    def carry_on(self) -> None:
        """Back into the visit that was left."""
        self.hands.press("Carry on")

    def open_recent(self, name: str) -> None:
        """The page of a family seen lately, or added today."""
        self.hands.press(name)


class FamilyScreen(Page):
    """One family."""

    def start_visit(self, who: str = "") -> None:
        """Begin a visit, with this person where there are several."""
        self.hands.press("Start visit")
        if who:
            self.hands.answer("Who is the visit with?", who)
            self.hands.press("Start visit", self.hands.button("Not now").parent())
        self.hands.expect("Before you start")


class BeforeScreen(Page):
    """Before you start."""

    def fill(self, name: str, present: tuple[str, ...], *, alone: str = "Yes") -> None:
        """Where, who is there, and what was explained."""
        hands = self.hands
        hands.pick("place", "At")
        for who in present:
            hands.press(who, hands.group("Who is in the room?"))
        hands.answer(f"Is {name} seen alone?", alone)
        hands.answer("Interpreter", "No interpreter")
        hands.answer(self.sharing(name), "Yes")

    @staticmethod
    def sharing(name: str) -> str:
        """The question about sharing."""
        return f"Have you explained what is recorded and shared, and does {name} agree?"

    def go_on(self) -> None:
        """To the conversation."""
        self.hands.press("Next: three words")


class ConversationScreen(Page):
    """The three prompts, what was noticed, what happens next."""

    def three_words(self, *words: str) -> None:
        """The parent's words, as they came."""
        for place, word in zip(("First", "Second", "Third"), words, strict=True):
            self.hands.type(place, word)

    def said(self, name: str, words: str) -> None:
        """What the parent answered."""
        self.hands.type(f"In {name}’s own words", words)

    def not_today(self, reason: str) -> None:
        """Leave this prompt for another day."""
        self.hands.press("Not today")
        self.hands.type("Why not today?", reason)
        self.hands.press("Leave it for another day")

    def agree(self, what: str, whom: str, by: str) -> None:
        """Put something on the plan."""
        self.hands.press("Add to the plan")
        self.hands.type("What was agreed", what)
        self.hands.type("With whom", whom)
        self.hands.type("By when", by)
        self.hands.press("Done")

    def go_on(self, to: str) -> None:
        """To the next step, by its name."""
        self.hands.press(f"Next: {to}")


class QuestionnaireScreen(Page):
    """One instrument, a question at a time."""

    def give(self, title: str, *answers: str, onward: str = "") -> None:
        """Answer question by question; `onward` is the button after the last."""
        count = len(answers)
        for n, answer in enumerate(answers, start=1):
            self.hands.expect(f"{title}, question {n} of {count}")
            self.answer(answer)
            if n < count:
                self.hands.press(f"Question {n + 1}")
            elif onward:
                self.hands.press(onward)

    def answer(self, option: str) -> None:
        """Choose this answer to the question on the screen."""
        self.hands.press(option)

    def at(self, where: str) -> None:
        """Wait for this question."""
        self.hands.expect(where)


class MoreQuestionsScreen(Page):
    """Which other questions."""

    def choose(self, *titles: str) -> None:
        """Switch these on."""
        self.hands.expect("Which other questions would help today?")
        for title in titles:
            self.hands.press(title)


class SafetySteps(Page):
    """The panel beside the question."""

    TITLE = "Pause here together"

    @property
    def is_open(self) -> bool:
        """Whether it stands there."""
        return self.hands.says(self.TITLE)

    def record(self, person: str, safeguarding: str) -> None:
        """Who was phoned, who has taken it on, and whether safeguarding came up."""
        self.hands.press("Record who I spoke to")
        self.hands.type("Whom you phoned", person)
        self.hands.press("Now")
        self.hands.press("The same as phoned, now")
        self.hands.answer("Safeguarding considered", "Yes")
        self.hands.type("Why, and what came of it", safeguarding)
        self.hands.press("Record")


class SummaryScreen(Page):
    """Summary and plan."""

    def judge(self, words: str) -> None:
        """In the practitioner's own words."""
        self.hands.type("In your own words", words)

    def judge_need(self, level: str, about: str, why: str) -> None:
        """Level and theme of need, with the reason."""
        self.hands.answer("Level of need", level)
        self.hands.press(about, self.hands.group("What is it about?"))
        self.hands.type("Why you judge it so", why)

    def agree(self, suggestion: str) -> None:
        """Agree to what is suggested in these words."""
        hands = self.hands

        def found() -> list[QAbstractButton]:
            buttons = hands.showing(QAbstractButton)
            return [
                b
                for b in buttons
                if name_of(b) == "Agree" and suggestion in b.accessibleDescription()
            ]

        hands.wait(f"the suggestion {suggestion!r}", found)
        hands.push(found()[0])

    def go_on(self) -> None:
        """To the referral."""
        self.hands.press("Next: referral")


class ReferralScreen(Page):
    """To whom, why, with what consent; the letter beside it."""

    def refer(self, *, to: str, reason: str, wishes: str, name: str) -> None:
        """A routine referral with consent."""
        hands = self.hands
        hands.press("Make a referral")
        hands.type("To whom", to)
        hands.answer("How soon", "Routine")
        hands.type("Why you refer", reason)
        hands.type(f"What {name} wants", wishes)
        hands.answer("Consent to share", f"{name} agrees")
        hands.type("How it was given (spoken, written)", "spoken")

    def choose_service(self, name: str) -> None:
        """From the local services, in the list that is open."""
        self.hands.answer("Local services", name)

    def ask(self, reason: str, wishes: str, name: str) -> None:
        """What is asked of the service, with consent; nobody has to be phoned."""
        hands = self.hands
        hands.answer("How soon", "Routine")
        hands.type("Why you refer", reason)
        hands.type(f"What {name} wants", wishes)
        hands.answer("Consent to share", f"{name} agrees")
        hands.type("How it was given (spoken, written)", "spoken")
        hands.answer("May a copy go to the home?", "No")

    def save_letter(self, path: Path) -> None:
        """Save it as PDF; the file dialog itself is driven in full_visit.steps."""
        pane = self.hands.showing(LetterPane)[0]
        pane.save_to(str(path))
        self.hands.expect("This letter has gone out.")

    def none_today(self) -> None:
        """No referral."""
        self.hands.press("No referral today")


class FinishScreen(Page):
    """The check, and the signature."""

    def sign_off(self) -> None:
        """Sign the visit off."""
        self.hands.press("Sign off")
        self.hands.expect("Add a correction")


def begin(hands: Hands, who: str = "") -> None:
    """From Today to a visit's first screen, with this person where there are two."""
    family = "Amira H. and Idris, Idris is"
    recent = [words for words in hands.words() if words.startswith(family)]
    TodayScreen(hands).open_recent(recent[0])
    FamilyScreen(hands).start_visit(who)
