"""No sentence of unverified.md stands on a screen without "confirm locally" at it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from tests.clinical_safety.sentences import Sentence, every_sentence
from tests.ui.desks import Trip
from tests.ui.visit.everything import everything, own_words
from tests.ui.visit.room import Room

from visit_app import visits
from visit_app.exports.counts import Table
from visit_app.exports.measures import load_definitions
from visit_app.screening import Suggestion
from visit_app.ui.handover.view import HandOverScreen
from visit_app.ui.kit.option_group import CheckGroup
from visit_app.ui.kit.safety_panel import SafetyPanel
from visit_app.ui.kit.text import Text
from visit_app.ui.outcomes.table_card import Definition
from visit_app.ui.place import Place
from visit_app.ui.questionnaire.view import QuestionnairePage
from visit_app.ui.services.view import ServicesScreen
from visit_app.ui.settings.contacts import ContactsSection
from visit_app.ui.settings.programme_presenter import ProgrammePresenter
from visit_app.ui.settings.programmes import ProgrammesSection
from visit_app.ui.summary.advice_card import AdviceCard
from visit_app.ui.summary.presenter import Advice
from visit_app.visits import answer, choose, note_concern, tick_flag

MARK = re.compile(r"\b(confirm(ed)?|agreed) locally\b", re.IGNORECASE)
UNVERIFIED = [s for s in every_sentence() if s.verified == "unverified"]
# One mark for the whole of it: words to be read aloud, steps in a crisis, numbers.
BLOCKS = (SafetyPanel, ContactsSection, QuestionnairePage, HandOverScreen)
# Names state nothing; they stand in rails, buttons and headings.
NAMES = {
    *("Amber flags", "Avoidance question", "FNP, infancy", "FNP, toddlerhood"),
    *("Pause here together", "The app’s own note", "Summary, to be agreed locally"),
    *("Summary, based on MBRRACE-UK", "Crisis team", "Your duty senior"),
    *("Specialist perinatal mental health team", "Children’s safeguarding"),
}
# Nothing on a screen says them in these words.
NOT_SHOWN = {
    "An answer asks for action now, whatever the total.",  # the panel opens instead
    "Any answer above 0 opens the safety panel, whatever the total.",
    "Two questions published in 1997 and quoted by NICE; widely treated as free.",
}
STATED = [s for s in UNVERIFIED if s.text not in NAMES | NOT_SHOWN]


def is_list(sentence: Sentence) -> bool:
    """Codes that state something together: shown as words."""
    return sentence.text.partition(":")[0] in {"screening", "inside", "partly"}


# The same words can stand elsewhere with a source: those are told apart by their rule.
READ = {s.text for s in every_sentence() if s.verified != "unverified"}
SHOWN = {s.text for s in STATED if not is_list(s)} - READ


def block_of(widget: QWidget) -> QWidget | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, BLOCKS):
        above = above.parentWidget()
    return above


def unmarked(root: QWidget, seen: set[str]) -> Iterator[str]:
    """The unverified sentences that stand there without a mark."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, BLOCKS):
            continue
        said = own_words(widget)
        for text in SHOWN:
            if text not in said:
                continue
            seen.add(text)
            block = block_of(widget)
            if not MARK.search(said) and not (block and MARK.search(everything(block))):
                yield f"{type(widget).__name__}: {text}"


class Walk:
    """What was seen on the way, and what had no mark."""

    def __init__(self) -> None:
        self.seen, self.bare = set[str](), set[str]()

    def look(self, root: QWidget) -> None:
        self.bare |= set(unmarked(root, self.seen))

    def visit(self, room: Room, *steps: str) -> None:
        for step in steps:
            room.open(step)
            for button in room.screen.findChildren(QPushButton):
                if button.objectName().startswith("why-"):
                    button.click()
            room.settle()
            self.look(room.screen)


def every_page(room: Room, walk: Walk) -> None:
    """A visit in which every questionnaire is answered and every sign ticked."""
    desk, here = room.desk, room.visit_id
    answer(desk, here, "conversation", "needs", "Little rest")
    choose(desk, here, "whooley", "gad-2", "avoidance", "phq-9", "history")
    for item in desk.catalogue.get("phq-9").questions[:9]:
        answer(desk, here, "phq-9", item.link_id, "LA6569-3")
    note_concern(desk, here, after="whooley")
    walk.visit(room, "summary")  # with the usual steps beside it
    for flag in desk.pathway.checklist("mbrrace-flags").flags():
        tick_flag(desk, here, "mbrrace-flags", flag.id, on=True)
    walk.visit(room, "questions", "avoidance", "mbrrace-flags", "summary", "referral")
    walk.visit(room, "referral/looking/pir", "finish")
    place = Place.handover(here, "avoidance")
    screen = HandOverScreen(room._context(), place)
    walk.look(screen)
    screen.deleteLater()


def every_suggestion(room: Room, walk: Walk) -> None:
    """The card of each rule, whether this visit leads to it or not."""
    for rule in room.desk.pathway.rules:
        suggestion = Suggestion(
            rule_id=rule.id,
            kind=rule.kind,
            text=rule.text,
            label=rule.label,
            because=(),
            source=rule.source,
        )
        card = AdviceCard(
            Advice(suggestion, None), "Amira", (), lambda *_: None, lambda _: None
        )
        card.source.click()
        walk.look(card)
        stated = next(
            t.text() for t in card.findChildren(Text) if rule.text in t.text()
        )
        assert bool(MARK.search(stated)) == rule.source.confirm_locally, rule.id
        card.deleteLater()


def settings_outcomes_and_services(room: Room, walk: Walk) -> None:
    desk, context = room.desk, Trip(room.desk).context()
    for name in ("healthy-child", "fnp"):
        visits.follow_programme(desk, name)
        section = ProgrammesSection(ProgrammePresenter(desk, context.save_state))
        section.opener.click()
        walk.look(section)
        section.deleteLater()
    contacts = ContactsSection(
        desk.pathway.contacts, lambda _: "", desk.clock.today(), None, ""
    )
    walk.look(contacts)
    contacts.deleteLater()
    for measure in load_definitions().measures:
        definition = Definition(Table(measure=measure, cells=()))
        walk.look(definition)
        definition.deleteLater()
    for service in ("home-start", "milk-and-you", "mmhs"):
        place = replace(Place.services(), step=f"see:{service}")
        screen = ServicesScreen(context, place)
        walk.look(screen)
        screen.deleteLater()


def test_every_unverified_sentence_is_marked_where_it_stands(room: Room) -> None:
    walk = Walk()
    every_page(room, walk)
    every_suggestion(room, walk)
    settings_outcomes_and_services(room, walk)
    assert not walk.bare, "\n".join(sorted(walk.bare))
    assert SHOWN - walk.seen == set()


@pytest.mark.parametrize("programme", ["healthy-child"])
def test_which_questions_belong_to_a_review_is_marked(
    room: Room, programme: str
) -> None:
    context = Trip(room.desk).context()
    section = ProgrammesSection(ProgrammePresenter(room.desk, context.save_state))
    section.opener.click()
    unread = {s.place.rpartition("/")[2] for s in STATED if "screening:" in s.text}
    assert unread == {"3-4-months", "12-months", "2-years"}
    for option in section.findChildren(CheckGroup)[0].options:
        marked = "(confirm locally)" in own_words(option)
        assert marked == (option.code in unread), option.code
    section.deleteLater()
