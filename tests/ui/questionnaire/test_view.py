"""An instrument as a person answers it: with digits, Enter and the foot buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from tests.ui.visit.room import Disk, Room

from visit_app.records import Absent, Mode, QuestionnaireResponse
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.option_grid import OptionGrid
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.visit.view import VisitScreen
from visit_app.visits import answer, choose, note_concern

ENTER = Qt.Key.Key_Return
HARM = "44260-8"
CODES = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")


def at(room: Room, place: str = "phq-9") -> VisitScreen:
    choose(room.desk, room.visit_id, "whooley", "gad-2", "phq-9")
    return room.open(place)


def response(room: Room, name: str = "phq-9") -> QuestionnaireResponse:
    return room.record.responses[name]


def links(room: Room) -> list[str]:
    return [q.link_id for q in room.desk.catalogue.get("phq-9").questions]


def answers(room: Room, link_id: str) -> OptionGroup:
    return room.find(f"answers-{link_id}", OptionGroup)


def test_digits_answer_and_enter_goes_on(room: Room) -> None:
    at(room)
    for digit in "0123":
        room.key(digit, ENTER)
    assert [response(room).first(link) for link in links(room)[:4]] == list(CODES)
    assert room.step == f"phq-9/{links(room)[4]}"
    assert "PHQ-9, question 5 of 9" in room.words()


def test_an_answer_is_kept_at_once_and_can_be_changed(room: Room) -> None:
    at(room)
    first = links(room)[0]
    room.key("2")
    assert response(room).first(first) == "LA6570-1"
    room.key("0")
    assert response(room).first(first) == "LA6568-5"
    assert answers(room, first).code() == "LA6568-5"
    assert room.step == f"phq-9/{first}"


def test_a_digit_answers_wherever_the_focus_is_on_the_page(room: Room) -> None:
    at(room)
    room.find("next", QWidget).setFocus()
    room.key("1")
    assert response(room).first(links(room)[0]) == "LA6569-3"


def test_arrows_look_round_without_answering(room: Room) -> None:
    at(room)
    room.key(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert response(room).answers == {}
    room.key(Qt.Key.Key_Space)
    assert response(room).first(links(room)[0]) == "LA6570-1"


def test_would_rather_not_say_is_recorded_and_goes_on(room: Room) -> None:
    at(room)
    room.press("skip")
    first, second = links(room)[:2]
    assert response(room).first(first) == Absent("asked-declined")
    assert room.step == f"phq-9/{second}"
    room.press("back")
    assert "Amira would rather not say." in room.words()


def test_an_answer_takes_the_place_of_would_rather_not_say(room: Room) -> None:
    at(room)
    room.press("skip")
    room.press("back")
    room.key("1")
    assert response(room).first(links(room)[0]) == "LA6569-3"
    assert "would rather not say." not in room.words()


def test_back_at_the_first_question_is_the_step_before(room: Room) -> None:
    at(room)
    room.press("back")
    assert room.step.startswith("gad-2")


def test_it_begins_at_the_first_question_without_an_answer(room: Room) -> None:
    for link in links(room)[:3]:
        answer(room.desk, room.visit_id, "phq-9", link, CODES[0])
    at(room)
    assert "PHQ-9, question 4 of 9" in room.words()


def test_the_answer_is_there_again_after_locking(room: Room) -> None:
    at(room)
    room.key("3", ENTER, "1")
    place = room.step
    room.rebuild()
    assert room.step == place
    assert answers(room, links(room)[1]).code() == "LA6569-3"
    room.press("back")
    assert answers(room, links(room)[0]).code() == "LA6571-9"


def test_the_focus_is_where_it_was_after_locking(room: Room) -> None:
    at(room)
    room.key("2")
    key = room.screen.focus_key()
    room.rebuild()
    assert room.screen.restore_focus(key)
    assert room.focus().property("text") == "More than half the days"


def test_the_way_of_asking_is_recorded(room: Room) -> None:
    at(room)
    combo = room.find("mode", QComboBox)
    assert response(room).mode == Mode.ASKED_ALOUD
    combo.setFocus()
    while combo.currentData() != Mode.SELF_COMPLETED:
        room.key(Qt.Key.Key_Down)
    assert response(room).mode == Mode.SELF_COMPLETED
    room.rebuild()
    assert room.find("mode", QComboBox).currentData() == Mode.SELF_COMPLETED


def test_the_last_question_goes_on_to_the_next_step(room: Room) -> None:
    at(room, f"phq-9/{links(room)[8]}")
    room.key("0", ENTER)
    assert room.step == "questions"


# --- carried in ------------------------------------------------------------------


def test_gad_7_shows_what_gad_2_was_answered(room: Room) -> None:
    answer(room.desk, room.visit_id, "gad-2", "69725-0", CODES[1])
    answer(room.desk, room.visit_id, "gad-2", "68509-9", CODES[0])
    choose(room.desk, room.visit_id, "whooley", "gad-2", "gad-7")
    room.open("gad-7")
    assert "GAD-7, question 3 of 7" in room.words()
    room.press("back")
    assert "Answered earlier today." in room.words()
    assert answers(room, "68509-9").code() == CODES[0]
    room.key("1")
    assert response(room, "gad-7").carried == ("69725-0",)


# --- all on one page -------------------------------------------------------------


def test_all_on_one_page_has_the_same_answers(room: Room) -> None:
    at(room)
    room.key("3")
    room.press("layout")
    assert room.step == "phq-9/all"
    grid = room.find("grid", OptionGrid)
    assert grid.group(links(room)[0]).code() == "LA6571-9"
    room.press("one-at-a-time")
    assert answers(room, links(room)[0]).code() == "LA6571-9"


def test_the_grid_is_answered_with_digits_row_by_row(room: Room) -> None:
    at(room, "phq-9/all")
    for link in links(room)[:8]:
        room.find("grid", OptionGrid).focus_item(link)
        room.key("1")
    assert "8 of 9 answered" in [
        w.property("text") for w in room.screen.findChildren(QWidget)
    ]
    assert "Total between 8 and 11" in room.words()
    assert room.find("next", Button).text() == "Go to question 9"
    room.press("next")
    assert room.find("grid", OptionGrid).group(HARM).isAncestorOf(room.focus())
    room.key("0")
    assert "Total 8" in room.words()
    room.press("next")
    assert room.step == "questions"


def test_the_grid_is_there_again_after_locking(room: Room) -> None:
    at(room, "phq-9/all")
    room.key("2")
    room.rebuild()
    grid = room.find("grid", OptionGrid)
    assert grid.group(links(room)[0]).code() == "LA6570-1"


def test_the_rest_can_be_left(room: Room) -> None:
    at(room, "phq-9/all")
    room.press("skip")
    assert room.step == "questions"
    assert response(room).answers == {}


# --- item 9 ----------------------------------------------------------------------


def test_item_9_opens_the_panel_at_once_and_the_focus_stays(room: Room) -> None:
    at(room, f"phq-9/{HARM}")
    assert room.panel is None
    room.key("1")
    assert room.panel is not None
    assert answers(room, HARM).isAncestorOf(room.focus())
    assert room.issue.is_open


def test_item_9_in_the_grid_opens_it_too(room: Room) -> None:
    at(room, "phq-9/all")
    grid = room.find("grid", OptionGrid)
    grid.focus_item(HARM)
    room.key("1")
    assert room.panel is not None
    assert grid.group(HARM).isAncestorOf(room.focus())


def test_zero_opens_nothing(room: Room) -> None:
    at(room, f"phq-9/{HARM}")
    room.key("0")
    assert room.panel is None
    assert room.record.issues == ()


def test_the_panel_stays_when_the_answer_is_changed_back(room: Room) -> None:
    at(room, f"phq-9/{HARM}")
    room.key("1", "0")
    assert room.panel is not None
    assert room.issue.is_open


# --- a full disk -----------------------------------------------------------------


def test_an_answer_that_is_not_saved_stays_and_is_tried_again(
    room: Room, disk: Disk
) -> None:
    screen = at(room)
    first, second = links(room)[:2]
    disk.full = True
    room.key("3")
    assert answers(room, first).code() == "LA6571-9"
    assert screen.tick.text() == "Not saved: disk is full"
    assert screen.has_unsaved
    assert response(room).answers == {}
    disk.full = False
    room.key(ENTER, "1")
    assert response(room).first(first) == "LA6571-9"
    assert response(room).first(second) == "LA6569-3"
    assert screen.tick.text().startswith("Saved ")
    assert not screen.has_unsaved


def test_an_unsaved_answer_is_still_shown_when_coming_back_to_it(
    room: Room, disk: Disk
) -> None:
    at(room)
    disk.full = True
    room.key("3", ENTER)
    room.press("back")
    assert answers(room, links(room)[0]).code() == "LA6571-9"


def test_item_9_opens_the_panel_although_it_is_not_saved(
    room: Room, disk: Disk
) -> None:
    screen = at(room, f"phq-9/{HARM}")
    disk.full = True
    room.key("2")
    assert screen.tick.text() == "Not saved: disk is full"
    assert room.panel is not None
    assert answers(room, HARM).isAncestorOf(room.focus())
    disk.full = False
    room.panel.steps[0].click()  # writes what waits, then the tick
    assert room.issue.is_open
    assert room.issue.said == "More than half the days"
    assert len(room.issue.mitigation) == 1
    assert room.panel is not None


def test_who_took_it_on_is_kept_with_what_waited(room: Room, disk: Disk) -> None:
    at(room, f"phq-9/{HARM}")
    disk.full = True
    room.key("1")
    assert room.panel is not None
    room.panel.record_button.click()
    room.type("handed-phoned", "Dr Shah")
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-safeguarding-yes")
    room.type("handed-why", "With his aunt today")
    disk.full = False
    room.press("handed-record")
    assert room.panel is None
    assert not room.issue.is_open
    assert room.issue.mitigation[-1].person == "Dr Shah"


# --- still concerned ---------------------------------------------------------------


def negative_gad_2(room: Room) -> None:
    for item in ("69725-0", "68509-9"):
        answer(room.desk, room.visit_id, "gad-2", item, "LA6568-5")


def test_still_concerned_is_one_key_and_leads_to_the_avoidance_question(
    room: Room,
) -> None:
    negative_gad_2(room)
    room.open("gad-2/68509-9")
    room.key(Qt.Key.Key_F4)
    concern = room.record.impression.concern
    assert concern is not None
    assert (concern.after, concern.author) == ("gad-2", "Priya Nair")
    assert room.focus().objectName() == "concerned-next"
    room.key(Qt.Key.Key_Space)
    assert room.step.startswith("avoidance")
    assert room.record.encounter.instruments == ("whooley", "gad-2", "avoidance")
    assert room.record.issues == ()  # it is not F9


def test_it_is_offered_once_all_is_answered_and_only_where_it_counts(
    room: Room,
) -> None:
    room.open("gad-2/69725-0")
    assert not room.all_named("concerned")
    room.key(Qt.Key.Key_F4)
    assert room.record.impression.concern is None
    negative_gad_2(room)
    room.open("gad-2/68509-9")
    assert room.all_named("concerned")
    choose(room.desk, room.visit_id, "whooley", "gad-2", "phq-9")
    for question in room.desk.catalogue.get("phq-9").questions:
        answer(room.desk, room.visit_id, "phq-9", question.link_id, "LA6568-5")
    room.open("phq-9")
    assert not room.all_named("concerned")


def test_after_whooley_it_leads_to_a_fuller_form(room: Room) -> None:
    for item in ("1", "2"):
        answer(room.desk, room.visit_id, "whooley", item, False)
    room.open("whooley/2")
    room.press("concerned")
    room.press("concerned-next")
    assert room.step.startswith("phq-9")


def test_the_concern_is_said_again_where_it_was_said_and_taken_back(
    room: Room,
) -> None:
    negative_gad_2(room)
    note_concern(room.desk, room.visit_id, after="gad-2")
    room.open("gad-2/68509-9")
    assert "You are still concerned. Priya Nair, 10:42." in room.words()
    room.key(Qt.Key.Key_F4)  # a second time changes nothing
    room.press("concerned-back")
    assert room.record.impression.concern is None


def test_a_concern_that_is_not_on_disk_is_not_shown_as_kept(
    room: Room, disk: Disk
) -> None:
    negative_gad_2(room)
    room.open("gad-2/68509-9")
    disk.full = True
    room.key(Qt.Key.Key_F4)
    assert room.screen.tick.text() == "Not saved: disk is full"
    assert "You are still concerned" not in room.words()


def test_a_father_is_asked_mors_sf_as_a_talking_point(fathers_room: Room) -> None:
    choose(fathers_room.desk, fathers_room.visit_id, "mors-sf")
    fathers_room.open("mors-sf")
    assert "talking point only" in fathers_room.all_text()
    assert "about one year" in fathers_room.all_text()


def test_a_mother_s_mors_sf_has_its_ages_and_no_total(room: Room) -> None:
    choose(room.desk, room.visit_id, "mors-sf")
    room.open("mors-sf")
    assert "talking point only" not in room.all_text()
    assert "about one year" in room.all_text()
    assert "Total between 0 and 0" not in room.all_text()
