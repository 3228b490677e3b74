"""From an answer to the right question and the right service, through the window."""

from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from tests.journeys.conftest import Unlock
from tests.journeys.hands import Hands
from tests.journeys.laptop import AMIRA, desk_on, prepare
from tests.journeys.screens import (
    BeforeScreen,
    MoreQuestionsScreen,
    QuestionnaireScreen,
    ReferralScreen,
    SafetySteps,
    SummaryScreen,
    begin,
)
from tests.letters.reading_pdf import page_texts

from visit_app.records import DocumentReference, Encounter
from visit_app.visits import Desk, VisitRecord, open_visit, results

HALF, SEVERAL, NEARLY = "More than half the days", "Several days", "Nearly every day"
NOT = "Not at all"


def the_visit(desk: Desk) -> VisitRecord:
    """The only visit on the disk."""
    (visit,) = desk.vault.find(Encounter, family_id="hassan")
    return open_visit(desk, visit.id)


def start(hands: Hands, *, alone: str = "Yes") -> None:
    """A visit with Amira, up to the conversation."""
    begin(hands)
    BeforeScreen(hands).fill("Amira", ("Mother", "Baby"), alone=alone)
    BeforeScreen(hands).go_on()


def text_of(path: Path) -> str:
    """The letter as a reader would copy it, on one line."""
    return " ".join(" ".join(page_texts(path.read_bytes())).split())


def test_a_positive_gad_2_leads_to_gad_7_and_to_talking_therapies(
    tmp_path: Path, unlock: Unlock
) -> None:
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    start(hands)
    asking, more = QuestionnaireScreen(hands), MoreQuestionsScreen(hands)
    hands.press("Questionnaires, to do")
    asking.give("Whooley", "No", "No", onward="Next: GAD-2")
    asking.give("GAD-2", NEARLY, SEVERAL, onward="Next: more questions")
    hands.expect("GAD-2: 4 of 6, positive")
    more.choose("GAD-7")
    hands.press("Next: GAD-7")
    asking.at("GAD-7, question 3 of 7")  # two are known from GAD-2, asked today
    for number, answer in enumerate((HALF, HALF, SEVERAL, SEVERAL, NOT), start=3):
        asking.at(f"GAD-7, question {number} of 7")
        asking.answer(answer)
        if number < 7:
            hands.press(f"Question {number + 1}")
    hands.press("Next: more questions")
    hands.press("Next: summary and plan")
    hands.expect("Published band: moderate.")
    hands.expect("Nothing is chosen for you.")
    summary, referral = SummaryScreen(hands), ReferralScreen(hands)
    summary.judge("Worried most of the day since the birth.")
    summary.judge_need("Mild to moderate", "Perinatal mental health", "Copes by day.")
    hands.expect("Judged by Priya Nair on")
    summary.go_on()
    hands.press("Look at the local services")
    talking = hands.button("Talking Therapies").accessibleDescription()
    assert "For mild to moderate need, as you judged." in talking
    assert "Supports perinatal mental health." in talking
    referral.choose_service("Talking Therapies")
    hands.expect("not in the record yet")
    hands.expect("Amira’s consent to share is not recorded yet.")
    referral.ask("Help with worry.", "To talk to somebody.", "Amira")
    letter = tmp_path / "letter.pdf"
    referral.save_letter(letter)
    hands.shell.lock()

    told = text_of(letter)
    assert "Talking Therapies" in told
    assert "In my judgement the need is mild to moderate. Copes by day." in told
    assert "It is about perinatal mental health. Judged by Priya Nair on" in told
    with desk_on(tmp_path / "data") as desk:
        record = the_visit(desk)
        totals = {o.code: o.value for o in results(desk, record)}
        assert totals == {"gad-2": 4, "gad-7": 10}
        (request,) = record.referrals
        assert (request.performer_id, request.status) == (
            "talking-therapies",
            "active",
        )
        assert record.impression.level == "mild-to-moderate"
        (sent,) = desk.vault.find(DocumentReference, family_id="hassan")
        assert desk.vault.attachment(sent.sha256) == letter.read_bytes()


def test_a_need_in_the_conversation_leads_to_mors_sf_and_flourishing_babies(
    tmp_path: Path, unlock: Unlock
) -> None:
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    start(hands)
    hands.press("What you noticed, to do")
    hands.type("Areas of need", "Says she does not know what he wants.")
    hands.press("Questionnaires, to do")
    hands.press("More questions, to do")
    found = hands.button("MORS-SF").accessibleDescription()
    assert "You wrote down an area of need." in found
    MoreQuestionsScreen(hands).choose("MORS-SF")
    hands.press("MORS-SF, to do")
    hands.press("All on one page")
    for number in range(1, 15):
        hands.answer(f"Item {number}", "3" if number % 2 else "1")
    hands.press("Summary and plan, to do")
    hands.expect("MORS-SF")
    SummaryScreen(hands).judge_need(
        "Unclear", "The parent-infant relationship", "Seen once."
    )
    services = "The services for parent-infant relationships"
    SummaryScreen(hands).agree(services)
    hands.press("See the services")
    hands.expect("What there is for the parent-infant relationship.")
    hands.expect("There is no specialist parent-infant relationship service")
    hands.expect("(NorPIP): closed. Closed in 2021.")
    offered = hands.button("Flourishing Babies").accessibleDescription()
    assert "For mild to moderate need: your judgement." in offered
    assert "Supports the parent-infant relationship." in offered
    assert "Idris is" in offered
    referral, letter = ReferralScreen(hands), tmp_path / "letter.pdf"
    referral.choose_service("Flourishing Babies")
    referral.ask("Help in reading his cues.", "A group nearby.", "Amira")
    referral.save_letter(letter)
    hands.shell.lock()

    told = text_of(letter)
    assert "Flourishing Babies, Family Action" in told
    assert "I cannot say yet whether the need is mild to moderate" in told
    with desk_on(tmp_path / "data") as desk:
        record = the_visit(desk)
        (score,) = results(desk, record)
        assert (score.code, score.band) == ("mors-sf", "")
        assert len(score.component) == 2
        assert [r.performer_id for r in record.referrals] == ["flourishing-babies"]
        agreed = [c for c in record.impression.considered if c.agreed]
        assert [c.rule for c in agreed] == ["need-services"]


# --- what is never said unless somebody is seen alone ----------------------------


NINTH = "Thoughts that you would be better off dead or of hurting yourself in some way"
UNSAID = ("abuse", "domestic", "coerc")


def everything(hands: Hands) -> str:
    """Each word of the window, shown or not: texts, names, descriptions, tips."""
    found: list[str] = []
    for widget in [hands.shell.window, *hands.shell.window.findChildren(QWidget)]:
        found += [
            widget.windowTitle(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
        ]
        text = getattr(widget, "text", None)
        found += [str(text())] if callable(text) else []
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            found.append(widget.placeholderText())
        tree = QAccessible.queryAccessibleInterface(widget)
        if tree is not None:
            kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
            found += [tree.text(kind) for kind in kinds]
    return "\n".join(found).casefold()


def said_of_it(hands: Hands) -> list[str]:
    """Which of the words stand anywhere in the window."""
    everywhere = everything(hands)
    return [word for word in UNSAID if word in everywhere]


def through_the_visit(hands: Hands) -> None:
    """From step to step and to the signs; none of the words on any of them."""
    for step in ("What you noticed", "What happens next", "Questionnaires"):
        hands.press(f"{step}, to do")
        assert said_of_it(hands) == [], step
    hands.press("More questions, to do")
    MoreQuestionsScreen(hands).choose("PHQ-9")
    assert said_of_it(hands) == []
    hands.press("Signs to look for")
    assert said_of_it(hands) == []
    hands.press("Back to where you were")


def test_not_alone_no_word_of_domestic_abuse_in_the_window_or_the_letter(
    tmp_path: Path, unlock: Unlock
) -> None:
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    start(hands, alone="No")
    through_the_visit(hands)
    hands.press("PHQ-9, to do")
    hands.press("All on one page")
    hands.answer(NINTH, "1")
    assert SafetySteps(hands).is_open
    assert said_of_it(hands) == []
    SafetySteps(hands).record("Dr Ellis, duty GP", "Considered")
    hands.press("Summary and plan, to do")
    SummaryScreen(hands).judge("Low.")
    assert said_of_it(hands) == []
    SummaryScreen(hands).go_on()
    ReferralScreen(hands).refer(
        to="GP", reason="Low mood.", wishes="Somebody to talk to.", name="Amira"
    )
    assert said_of_it(hands) == []
    letter = tmp_path / "letter.pdf"
    ReferralScreen(hands).save_letter(letter)
    hands.press("Next: finish")
    assert said_of_it(hands) == []
    told = text_of(letter).casefold()
    assert not [word for word in UNSAID if word in told]


def test_seen_alone_the_reminder_stands_on_the_summary(
    tmp_path: Path, unlock: Unlock
) -> None:
    """The other side: the words above are found where they are said."""
    prepare(tmp_path / "data", AMIRA)
    hands = unlock(tmp_path / "data")
    start(hands, alone="Yes")
    hands.press("Summary and plan, to do")
    assert said_of_it(hands) == ["abuse", "domestic"]
