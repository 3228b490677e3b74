"""What must not be seen: domestic abuse unless alone, and what the other parent said.

The tests walk the whole widget tree of every page, and the text of the PDF.
"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from tests.letters.reading_pdf import page_texts
from tests.ui.desks import Trip
from tests.ui.visit.everything import everything
from tests.ui.visit.room import Room
from tests.visits.conftest import HASSAN

from visit_app.records import DetectedIssue, Encounter, Mode
from visit_app.ui.family.view import FamilyScreen
from visit_app.ui.handover.view import HandOverScreen
from visit_app.ui.place import Place
from visit_app.ui.today.view import TodayScreen
from visit_app.visits import (
    Desk,
    NotPossible,
    agree,
    answer,
    change_referral,
    choose,
    composed,
    consider,
    describe,
    finish,
    judge,
    mitigate,
    note_concern,
    outcome,
    pdf,
    raise_concern,
    record_consent,
    record_text,
    refer,
    save_family,
    set_mode,
    start,
    tick_flag,
    write_letter,
)

PAGES = (
    *("before", "conversation/words", "conversation/joy", "conversation/fear"),
    *("conversation/noticed", "conversation/support", "whooley/1", "gad-2/69725-0"),
    *("phq-9/44250-9", "phq-9/all", "history/all", "questions", "mbrrace-flags"),
    *("summary", "referral", "referral/looking/pir", "finish"),
)
ABUSE = re.compile(r"domestic|abus|violen(?!t self-harm)|partner hurts", re.IGNORECASE)
WORDS = "Sleepless, MARKER"


def walk(room: Room) -> str:
    """Every page of the visit, with every reason opened."""
    said = []
    for page in PAGES:
        room.open(page)
        for button in room.screen.findChildren(QPushButton):
            if button.objectName().startswith(("why-", "differ-", "again-")):
                button.click()
        room.settle()
        said.append(everything(room.screen))
    return "\n".join(said)


def letter_texts(desk: Desk, visit_id: str) -> str:
    """The letter of a new referral as PDF and as text, and the text for the record."""
    request = refer(desk, visit_id, performer="Family Action", priority="routine")
    record_consent(desk, request.id, decision="given")
    document = write_letter(desk, request.id)
    printed = "\n".join(page_texts(pdf(desk, document.id)))
    letter = composed(desk, document.id)
    told = "\n".join(p for section in letter.sections for p in section.paragraphs)
    return "\n".join((printed, told, record_text(desk, visit_id)))


# --- domestic abuse ----------------------------------------------------------------


@pytest.fixture
def asked(room: Room) -> Room:
    """A visit with something on every page, and a professional interpreter."""
    desk, visit = room.desk, room.visit_id
    choose(desk, visit, "whooley", "gad-2", "phq-9", "history")
    answer(desk, visit, "conversation", "needs", "Little rest")
    answer(desk, visit, "whooley", "1", True)
    answer(desk, visit, "gad-2", "69725-0", "LA6571-9")
    describe(desk, visit, interpreter="professional")
    return room


@pytest.mark.parametrize("alone", [False, None])
def test_not_alone_not_a_word_of_domestic_abuse(
    asked: Room, alone: bool | None
) -> None:
    describe(asked.desk, asked.visit_id, seen_alone=alone)
    assert not ABUSE.findall(walk(asked))
    assert not ABUSE.findall(letter_texts(asked.desk, asked.visit_id))


def test_alone_the_question_is_there_and_in_no_letter(asked: Room) -> None:
    describe(asked.desk, asked.visit_id, seen_alone=True)
    assert ABUSE.findall(walk(asked))
    assert not ABUSE.findall(letter_texts(asked.desk, asked.visit_id))


def test_it_is_gone_again_when_somebody_came_in(asked: Room) -> None:
    """She agreed to be asked; then it turned out that they were not alone."""
    describe(asked.desk, asked.visit_id, seen_alone=True)
    found = outcome(asked.desk, asked.record).suggestion("ask-alone")
    assert found is not None
    consider(asked.desk, asked.visit_id, found, agreed=True, reason="")
    describe(asked.desk, asked.visit_id, seen_alone=False)
    assert not ABUSE.findall(walk(asked))
    assert not ABUSE.findall(letter_texts(asked.desk, asked.visit_id))


def test_seen_alone_with_the_partner_ticked_is_not_alone(asked: Room) -> None:
    describe(asked.desk, asked.visit_id, seen_alone=True, present=("mother", "partner"))
    assert not ABUSE.findall(walk(asked))
    assert not ABUSE.findall(letter_texts(asked.desk, asked.visit_id))


# --- two parents -------------------------------------------------------------------


@pytest.fixture
def hers(desk: Desk, visit: Encounter) -> Encounter:
    """A signed-off visit with Amira in which every text is marked."""
    before = desk.clock.now() - timedelta(days=3)
    old = start(desk, visit.family_id, "amira", type="new-birth", period_start=before)
    choose(desk, old.id, "whooley", "gad-2", "phq-9", "history")
    for link_id in ("words-1", "joy", "fear", "strengths", "needs", "cues"):
        answer(desk, old.id, "conversation", link_id, WORDS)
    answer(desk, old.id, "whooley", "1", True)
    answer(desk, old.id, "history", "family", True)
    for question in desk.catalogue.get("phq-9").questions[:9]:
        answer(desk, old.id, "phq-9", question.link_id, "LA6571-9")
    tick_flag(desk, old.id, "mbrrace-flags", "insomnia", on=True)
    agree(desk, old.id, description=WORDS)
    judge(desk, old.id, summary=WORDS, level_reason=WORDS)
    note_concern(desk, old.id, after="summary")
    raise_concern(desk, old.id, note=WORDS)
    refer(desk, old.id, performer="MARKER service", reason=WORDS)
    for issue in desk.vault.find(DetectedIssue, encounter_id=old.id):
        mitigate(desk, issue.id, "accepted", person="MARKER doctor", at="11:05")
    finish(desk, old.id)
    return old


HERS = ("MARKER", "PHQ-9: 27", "earlier visit")


def test_nothing_she_said_is_on_any_page_of_his_visit(
    hers: Encounter, fathers_room: Room
) -> None:
    choose(fathers_room.desk, fathers_room.visit_id, "whooley", "gad-2", "phq-9")
    answer(fathers_room.desk, fathers_room.visit_id, "whooley", "1", True)
    shown = walk(fathers_room)
    assert "For you to consider" in shown
    assert not [word for word in HERS if word in shown]
    assert fathers_room.record.checklists == {}  # no sign is ticked


def test_nothing_she_said_is_in_the_form_he_fills_in(
    hers: Encounter, fathers_room: Room
) -> None:
    desk, visit = fathers_room.desk, fathers_room.visit_id
    choose(desk, visit, "phq-9")
    set_mode(desk, visit, "phq-9", Mode.SELF_COMPLETED)
    context = fathers_room._context()
    screen = HandOverScreen(context, Place.handover(visit, "phq-9"))
    fathers_room.window.setCentralWidget(screen)
    shown = everything(screen)
    assert "Little interest" in shown
    assert not [word for word in HERS if word in shown]
    assert "Amira" not in shown


def test_the_familys_page_and_today_show_nobodys_scores_unasked(
    hers: Encounter, fathers_room: Room
) -> None:
    desk = fathers_room.desk
    trip = Trip(desk)
    page = FamilyScreen(trip.context(), Place.family("hassan"))
    today = TodayScreen(trip.context(), Place.today())
    for screen in (page, today):
        fathers_room.window.setCentralWidget(screen)
        shown = everything(screen)
        assert "Amira" in shown
        assert not [word for word in (*HERS, "27") if word in shown]


def test_chosen_her_scores_are_there(hers: Encounter, fathers_room: Room) -> None:
    page = FamilyScreen(Trip(fathers_room.desk).context(), Place.family("hassan"))
    fathers_room.window.setCentralWidget(page)
    page.scores.whose.segments[0].click()
    shown = everything(page)
    assert "Amira’s scores over time" in shown
    assert "27" in shown


def test_his_letter_says_nothing_of_hers_without_her_agreement(
    hers: Encounter, fathers_room: Room
) -> None:
    told = letter_texts(fathers_room.desk, fathers_room.visit_id)
    assert "Yonis" in told
    assert not [word for word in (*HERS, "27 of 27", "insomnia") if word in told]


def test_with_her_agreement_his_letter_tells_her_words_and_results(
    hers: Encounter, fathers_room: Room
) -> None:
    desk, visit = fathers_room.desk, fathers_room.visit_id
    request = refer(desk, visit, performer="Family Action")
    record_consent(desk, request.id, decision="given")
    change_referral(desk, request.id, supporting_info=(hers.id,))
    told = "\n".join(page_texts(pdf(desk, write_letter(desk, request.id).id)))
    flat = " ".join(told.split())
    assert "Amira (the mother) agreed that this is told here." in flat
    assert f"“{WORDS}”" in flat
    assert "27 of 27" in flat
    # her judgement, safety and plan are still hers
    for word in ("MARKER doctor", "MARKER service", "I was worried about Amira"):
        assert word not in flat
    change_referral(desk, request.id, supporting_info=())
    again = "\n".join(page_texts(pdf(desk, write_letter(desk, request.id).id)))
    assert "MARKER" not in again


def test_a_visit_of_another_family_is_never_told(
    hers: Encounter, fathers_room: Room
) -> None:
    desk, visit = fathers_room.desk, fathers_room.visit_id
    request = refer(desk, visit, performer="Family Action")
    change_referral(desk, request.id, supporting_info=(visit,))
    told = composed(desk, write_letter(desk, request.id).id)
    assert "others" not in {section.id for section in told.sections}
    save_family(desk, replace(HASSAN, id="other", babies=()))
    elsewhere = start(desk, "other", "amira")
    change_referral(desk, request.id, supporting_info=(elsewhere.id,))
    told = composed(desk, write_letter(desk, request.id).id)
    assert "others" not in {section.id for section in told.sections}


def test_the_choice_is_made_in_the_referral(
    hers: Encounter, fathers_room: Room
) -> None:
    desk, visit = fathers_room.desk, fathers_room.visit_id
    request = refer(desk, visit, performer="Family Action")
    fathers_room.open(f"referral/{request.id}")
    assert "What another parent said is left out." in fathers_room.all_text()
    fathers_room.press(f"other-{hers.id}")
    (kept,) = fathers_room.record.referrals
    assert kept.supporting_info == (hers.id,)
    fathers_room.press(f"other-{hers.id}")
    (kept,) = fathers_room.record.referrals
    assert kept.supporting_info == ()


def test_a_concern_about_her_keeps_the_visit_hers(room: Room) -> None:
    """Nobody else is asked in a visit that has a concern about this person."""
    raise_concern(room.desk, room.visit_id)
    with pytest.raises(NotPossible, match="second visit for the other parent"):
        describe(room.desk, room.visit_id, subject_id="yonis")
