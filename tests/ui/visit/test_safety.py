"""The safety panel of a visit: opens, stays, closes when somebody took it on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from tests.ui.visit.room import Disk, Room

from visit_app.records import DetectedIssue
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.safety_panel import SafetyPanel
from visit_app.ui.visit.safety import Handed, hand_over, phone, tick
from visit_app.visits import answer, choose, finish, raise_concern

HARM = "44260-8"


def worried(room: Room, step: str = f"phq-9/{HARM}") -> SafetyPanel:
    choose(room.desk, room.visit_id, "whooley", "gad-2", "phq-9")
    answer(room.desk, room.visit_id, "phq-9", HARM, "LA6569-3")
    room.open(step)
    assert room.panel is not None
    return room.panel


def record_who(room: Room, person: str = "Dr Shah, GP") -> None:
    room.panel.record_button.click()  # type: ignore[union-attr]
    room.type("handed-person", person)
    room.press("handed-record")


# --- on screen -------------------------------------------------------------------


def test_the_panel_is_there_on_every_step_and_after_locking(room: Room) -> None:
    worried(room)
    for step in ("before", "conversation/joy", "summary", "finish"):
        room.screen.go_step(step)
        assert room.panel is not None
    room.rebuild()
    assert room.step == "finish"
    assert room.panel is not None


def test_f6_goes_to_the_panel_and_back(room: Room) -> None:
    panel = worried(room)
    answers = room.focus()
    room.key(Qt.Key.Key_F6)
    assert panel.isAncestorOf(room.focus())
    room.key(Qt.Key.Key_F6)
    assert room.focus() is answers


def test_f9_opens_it_without_an_answer(room: Room) -> None:
    room.open("conversation/joy")
    room.key(Qt.Key.Key_F9)
    assert room.panel is not None
    assert room.issue.code == "practitioner-concern"


def test_f9_opens_it_although_it_is_not_saved(room: Room, disk: Disk) -> None:
    room.open("conversation/joy")
    disk.full = True
    room.key(Qt.Key.Key_F9)
    assert room.panel is not None
    assert room.screen.has_unsaved
    disk.full = False
    room.screen.leaving()
    assert room.issue.code == "practitioner-concern"
    room.rebuild()
    assert room.panel is not None


def test_a_tick_is_kept_and_can_be_taken_back(room: Room) -> None:
    panel = worried(room)
    first = panel.steps[0]
    room.key(Qt.Key.Key_F6)
    assert room.focus() is first
    room.key(Qt.Key.Key_Space)
    assert room.issue.mitigation[-1].note == first.step.code
    room.rebuild()
    assert room.panel is not None
    assert room.panel.steps[0].isChecked()
    room.panel.steps[0].click()
    room.rebuild()
    assert room.panel is not None
    assert not room.panel.steps[0].isChecked()
    assert room.issue.is_open


def test_recording_who_took_it_on_closes_it(room: Room) -> None:
    worried(room)
    record_who(room)
    assert room.panel is None
    accepted = room.issue.mitigation[-1]
    assert (accepted.action, accepted.person) == ("accepted", "Dr Shah, GP")
    assert accepted.at  # the time now, unless another is typed
    assert not room.issue.is_open
    assert room.screen.isAncestorOf(room.focus())


def test_nothing_is_recorded_without_a_name_or_a_reason(room: Room) -> None:
    worried(room)
    record_who(room, "")
    assert room.issue.is_open
    assert "Write who has taken this on" in room.words()
    assert room.focus().objectName() == "handed-person"


def test_the_reason_why_nobody_needed_to_closes_it_too(room: Room) -> None:
    panel = worried(room)
    panel.record_button.click()
    room.type("handed-reason", "She misread the question")
    room.press("handed-record")
    assert room.panel is None
    assert room.issue.mitigation[-1].note == "She misread the question"


def test_back_to_the_steps_leaves_it_open(room: Room) -> None:
    worried(room).record_button.click()
    room.press("handed-back")
    assert room.panel is not None
    assert room.issue.is_open


def test_a_half_typed_name_is_there_after_locking(room: Room) -> None:
    worried(room).record_button.click()
    room.type("handed-person", "Dr Sh")
    texts = dict(room.screen.half_typed())
    screen = room.rebuild()
    screen.put_back(texts)
    assert room.find("handed-person", QLineEdit).text() == "Dr Sh"


def test_it_stays_open_when_who_took_it_on_is_not_saved(room: Room, disk: Disk) -> None:
    worried(room).record_button.click()
    disk.full = True
    room.type("handed-person", "Dr Shah")
    room.press("handed-record")
    assert room.screen.tick.text() == "Not saved: disk is full"
    assert room.find("handed-person", QLineEdit).text() == "Dr Shah"
    disk.full = False
    room.press("handed-record")
    assert room.panel is None
    assert not room.issue.is_open


def test_folding_leaves_title_and_number(room: Room) -> None:
    panel = worried(room)
    panel.fold_button.click()
    assert panel.folded
    assert panel.isVisible()
    room.screen.reflowed(Width.NARROW)
    assert panel.isVisible()


def test_two_concerns_are_closed_one_after_the_other(room: Room) -> None:
    raise_concern(room.desk, room.visit_id, note="Something else")
    worried(room)
    record_who(room)
    assert room.panel is not None
    record_who(room, "Social care")
    assert room.panel is None
    assert room.record.open_issues == ()


def test_a_signed_off_visit_opens_nothing(room: Room) -> None:
    finish(room.desk, room.visit_id)
    room.open("summary")
    room.key(Qt.Key.Key_F9)
    assert room.panel is None
    assert room.record.issues == ()


# --- without a screen ------------------------------------------------------------


def test_what_is_missing_is_said() -> None:
    assert "who has taken this on" in Handed().problem()
    assert "time" in Handed(person="Dr Shah").problem()
    assert Handed(person="Dr Shah", at="11:05").problem() == ""
    assert Handed(reason="Misread").problem() == ""


def test_all_of_it_is_recorded_at_once(room: Room) -> None:
    issue = raise_concern(room.desk, room.visit_id)
    told = Handed("Dr Shah", "11:05", "The hub", "Considered: no concern")
    hand_over(room.desk, issue, told)
    actions = [m.action for m in room.issue.mitigation]
    assert actions == ["told", "safeguarding", "accepted"]


def test_a_tick_is_one_step_of_the_concern(room: Room) -> None:
    issue = raise_concern(room.desk, room.visit_id)
    tick(room.desk, issue, "stay", on=True)
    tick(room.desk, issue, "stay", on=False)
    kept = room.desk.vault.get(DetectedIssue, issue.id)
    assert [m.note for m in kept.mitigation] == ["stay", "stay:off"]


def test_the_number_is_a_national_one_until_the_local_one_is_written(
    room: Room,
) -> None:
    label, number = phone(room.desk)
    assert label
    assert number
    setting = next(c.setting for c in room.desk.pathway.contacts if c.setting)
    room.desk.vault.set_setting(setting, "01632 960123")
    assert phone(room.desk)[1] == "01632 960123"
