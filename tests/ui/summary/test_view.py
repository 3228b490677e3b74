"""Summary and plan: her words, results, judgement, what to consider."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from tests.ui.visit.room import Disk, Room

from visit_app.records import Family
from visit_app.ui.kit.chip_group import ChipGroup
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.visits import (
    CONVERSATION,
    answer,
    choose,
    decline,
    judge,
    leave,
    outcome,
    save_family,
)


@pytest.fixture
def heard(room: Room) -> Room:
    desk, visit = room.desk, room.visit_id
    answer(desk, visit, CONVERSATION, "words-1", "tiring")
    leave(desk, visit, CONVERSATION, "joy", "Idris woke up")
    decline(desk, visit, CONVERSATION, "fear")
    answer(desk, visit, CONVERSATION, "strengths", "Soothes him quickly")
    answer(desk, visit, "whooley", "1", True)
    answer(desk, visit, "whooley", "2", False)
    for link_id in ("69725-0", "68509-9"):
        answer(desk, visit, "gad-2", link_id, "LA6570-1")
    return room


@pytest.fixture
def judging(room: Room) -> Room:
    room.open("summary")
    return room


def test_nothing_is_judged_beforehand(judging: Room) -> None:
    assert judging.find("level", OptionGroup).code() is None
    assert judging.find("theme", ChipGroup).codes() == []
    assert "Nothing is chosen for you." in judging.words()
    assert judging.record.impression.level == ""


def test_level_theme_and_why_by_keyboard(judging: Room) -> None:
    judging.find("level", OptionGroup).focus_first()
    judging.key("2")
    assert "The reason is not written yet" in judging.words()
    judging.press("chip-pir")
    judging.type("level-reason", "Cries every day.")
    found = judging.record.impression
    assert (found.level, found.theme) == ("moderate-to-severe", ("pir",))
    assert (found.level_reason, found.assessor) == ("Cries every day.", "Priya Nair")
    assert "Judged by Priya Nair on 23 November." in judging.words()
    judging.rebuild()
    assert judging.find("level", OptionGroup).code() == "moderate-to-severe"
    reason = judging.find("level-reason", QPlainTextEdit).toPlainText()
    assert reason == "Cries every day."


def test_looking_round_with_the_arrows_judges_nothing(judging: Room) -> None:
    judging.find("level", OptionGroup).focus_first()
    judging.key(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert judging.record.impression.level == ""


def test_a_need_leads_to_the_services_of_its_theme(room: Room) -> None:
    answer(room.desk, room.visit_id, CONVERSATION, "needs", "Evenings are hard.")
    room.open("summary")
    room.press("services-need-services")
    assert room.step == "referral/looking/pir"


def rule(room: Room) -> str:
    return outcome(room.desk, room.record).suggestions[0].rule_id


def test_her_words_come_first_with_what_was_left(heard: Room) -> None:
    heard.open("summary")
    everything = heard.all_text()
    for part in (
        "In Amira’s words",
        "“tiring”",
        "Not asked: Idris woke up",
        "Would rather not say.",
        "Soothes him quickly",
    ):
        assert part in everything


def test_the_sum_is_open(heard: Room) -> None:
    heard.open("summary")
    words = heard.words()
    assert "GAD-2" in words
    assert "2 + 2" in words
    assert "of 6" in words
    assert "yes, no" in words  # Whooley has no sum


def test_a_missing_answer_means_no_total(room: Room) -> None:
    choose(room.desk, room.visit_id, "gad-2")
    answer(room.desk, room.visit_id, "gad-2", "69725-0", "LA6570-1")
    room.open("summary")
    assert "between 2 and 5" in room.words()
    assert "1 answer is missing, so there is no total." in room.words()


def test_the_judgement_is_kept_by_the_keystroke(room: Room) -> None:
    room.open("summary")
    assert room.focus().objectName() == "judgement"
    room.key("Tired")
    assert room.record.impression.summary == "Tired"
    room.rebuild()
    assert room.find("judgement", QPlainTextEdit).toPlainText() == "Tired"


def test_a_judgement_that_is_not_saved_stays(room: Room, disk: Disk) -> None:
    room.open("summary")
    disk.full = True
    room.key("Tired")
    assert room.find("judgement", QPlainTextEdit).toPlainText() == "Tired"
    assert room.record.impression.summary == ""
    disk.full = False
    room.key("!")
    assert room.record.impression.summary == "Tired!"


def test_agreeing_is_kept(heard: Room) -> None:
    heard.open("summary")
    name = rule(heard)
    heard.press(f"agree-{name}")
    (made,) = heard.record.impression.considered
    assert (made.rule, made.agreed) == (name, True)
    assert "You agreed." in heard.words()


def test_seeing_it_differently_needs_a_reason(heard: Room) -> None:
    heard.open("summary")
    name = rule(heard)
    heard.press(f"differ-{name}")
    heard.press(f"keep-{name}")
    assert not heard.record.impression.considered
    heard.type(f"reason-{name}", "Seen by her GP")
    heard.press(f"keep-{name}")
    (made,) = heard.record.impression.considered
    assert (made.agreed, made.reason) == (False, "Seen by her GP")
    assert "You see it differently: Seen by her GP" in heard.words()


def test_a_reason_is_one_key(heard: Room) -> None:
    heard.open("summary")
    name = rule(heard)
    heard.press(f"differ-{name}")
    heard.key("3")
    (made,) = heard.record.impression.considered
    assert (made.agreed, made.reason) == (False, "Later, at another contact")
    assert "You see it differently: Later, at another contact." in heard.words()
    assert "Priya Nair, 10:42." in heard.words()


def test_digits_in_ones_own_words_are_words(heard: Room) -> None:
    heard.open("summary")
    name = rule(heard)
    heard.press(f"differ-{name}")
    heard.type(f"reason-{name}", "GP on 2 and 3")
    heard.press(f"keep-{name}")
    (made,) = heard.record.impression.considered
    assert made.reason == "GP on 2 and 3"


def test_it_can_be_thought_about_again(heard: Room) -> None:
    heard.open("summary")
    name = rule(heard)
    heard.press(f"agree-{name}")
    assert not heard.all_named(f"agree-{name}")
    heard.press(f"again-{name}")
    heard.press(f"differ-{name}")
    heard.key("1")
    (made,) = heard.record.impression.considered
    assert (made.rule, made.agreed) == (name, False)


def test_the_focus_goes_on_to_the_next_suggestion(heard: Room) -> None:
    heard.open("summary")
    first, second, *_ = outcome(heard.desk, heard.record).suggestions
    heard.press(f"agree-{first.rule_id}")
    assert heard.focus().objectName() == f"agree-{second.rule_id}"
    heard.press(f"agree-{second.rule_id}")
    assert heard.screen.isAncestorOf(heard.focus())


def test_why_names_answers_rule_and_source(heard: Room) -> None:
    heard.open("summary")
    found = outcome(heard.desk, heard.record).suggestions[0]
    heard.press(f"why-{found.rule_id}")
    words = heard.words()
    assert f"Rule: {found.label} ({found.rule_id})" in words
    assert f"Answers: {found.because[0].words}" in words
    assert f"Source: {found.source.text}" in words
    heard.press(f"why-{found.rule_id}")
    assert f"({found.rule_id})" not in heard.words()


def test_still_concerned_is_one_key_and_can_be_taken_back(room: Room) -> None:
    for item in ("69725-0", "68509-9"):
        answer(room.desk, room.visit_id, "gad-2", item, "LA6568-5")
    room.open("summary")
    room.key(Qt.Key.Key_F4)
    concern = room.record.impression.concern
    assert concern is not None
    assert (concern.author, concern.after) == ("Priya Nair", "summary")
    assert "You are still concerned. Priya Nair, 10:42." in room.words()
    assert room.focus().objectName() == "concerned-next"
    room.press("concerned-back")
    assert room.record.impression.concern is None
    assert room.focus().objectName() == "concerned"


def test_why_shows_the_source(heard: Room) -> None:
    heard.open("summary")
    source = outcome(heard.desk, heard.record).suggestions[0].source.text
    assert source not in heard.words()
    heard.press(f"why-{rule(heard)}")
    assert source in heard.words()


def test_the_text_for_the_record_is_copied(heard: Room) -> None:
    judge(heard.desk, heard.visit_id, summary="Tired")
    heard.open("summary")
    heard.press("copy")
    text = QGuiApplication.clipboard().text()
    assert "tiring" in text
    assert "GAD-2" in text
    assert heard.said


def test_the_plan_can_be_added_to(room: Room) -> None:
    room.open("summary")
    room.press("plan-add")
    room.key("Ring on Friday")
    room.press("plan-done")
    (activity,) = room.record.plan.activity
    assert activity.description == "Ring on Friday"
    assert room.find(f"plan-{activity.id}", QWidget).isVisible()


def test_what_a_suggestion_offers_is_one_press_away(heard: Room) -> None:
    heard.open("summary")
    heard.press("questionnaire-gad-7-cg192-gad-2")
    assert heard.step.startswith("gad-7/")
    assert heard.record.encounter.instruments == ("whooley", "gad-2", "gad-7")
    heard.open("summary")
    heard.press("conversation-noticed-cg192-relationship")
    assert heard.step == "conversation/noticed"
    heard.open("summary")
    heard.press("services-cg192-gad-2")
    assert heard.step == "referral/looking/pmh"


def test_the_signs_are_one_press_away_where_a_rule_names_them(
    room: Room, family: Family
) -> None:
    desk = room.desk
    (baby,) = family.babies
    born = desk.clock.today() - timedelta(days=5)
    save_family(desk, replace(family, babies=(replace(baby, birth_date=born),)))
    answer(desk, room.visit_id, "history", "family", True)
    room.open("summary")
    room.press("checklist-mbrrace-flags-cg192-first-two-weeks")
    assert room.step == "mbrrace-flags"
