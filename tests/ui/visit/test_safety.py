"""The safety panel of a visit: opens, stays, closes when somebody took it on."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from tests.ui.visit.concerns import record_who, worried
from tests.ui.visit.room import Disk, Room

from visit_app.records import DetectedIssue, IssueCode
from visit_app.records.clock import FixedClock
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.visit.safety import Handed, hand_over, kept_form, phone, tick
from visit_app.visits import finish, raise_concern, tick_flag


def concern_of(code: str) -> DetectedIssue:
    return DetectedIssue(
        id="i",
        family_id="f",
        encounter_id="e",
        subject_id="s",
        code=code,
        identified=FixedClock().now(),
    )


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
    first = room.issue.mitigation[0]
    assert (first.action, first.person) == ("phoned", "Dr Shah, GP")
    assert room.issue.note == "She would not look up"
    assert not room.issue.is_open
    assert room.screen.isAncestorOf(room.focus())


def test_nothing_is_recorded_without_a_name_or_a_reason(room: Room) -> None:
    worried(room)
    record_who(room, "")
    assert room.issue.is_open
    assert "Write whom you phoned" in room.words()
    assert room.focus().objectName() == "handed-phoned"


def test_ones_own_worry_needs_what_was_seen(room: Room) -> None:
    room.open("conversation/joy")
    room.key(Qt.Key.Key_F9)
    assert room.panel is not None
    room.panel.record_button.click()
    assert room.focus().objectName() == "handed-said"
    room.press("handed-record")
    assert "Write what you saw or heard." in room.words()
    assert room.issue.is_open


def test_the_panel_has_the_steps_of_what_is_most_pressing(room: Room) -> None:
    worried(room)
    tick_flag(room.desk, room.visit_id, "mbrrace-flags", "psychosis", on=True)
    room.screen.refresh()
    assert room.panel is not None
    codes = [row.step.code for row in room.panel.steps]
    assert codes == ["stay", "phone", "family", "name", "gp", "safeguarding"]
    assert "within 4 hours of referral" in room.panel.steps[1].step.note
    record_who(room)
    assert room.panel is not None
    assert room.panel.steps[1].step.code == "ask"


def test_until_local_numbers_are_filled_in_the_panel_says_so(room: Room) -> None:
    worried(room)
    shown = room.all_text()
    assert "Local numbers are not filled in yet" in shown
    assert "999" in shown
    assert "111" in shown


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
    room.type("handed-phoned", "Dr Sh")
    room.press("handed-safeguarding-no")
    texts = dict(room.screen.half_typed())
    screen = room.rebuild()
    screen.put_back(texts)
    assert room.find("handed-phoned", QLineEdit).text() == "Dr Sh"
    assert room.find("handed-safeguarding", OptionGroup).code() == "no"


def test_a_half_typed_form_outlives_a_crash(room: Room) -> None:
    """Nothing is handed over on a kill: it is on disk already."""
    worried(room).record_button.click()
    room.type("handed-phoned", "Dr Sh")
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-safeguarding-yes")
    room.type("handed-why", "Idris")
    room.open("summary")  # built from the vault alone, as after a restart
    assert room.panel is not None
    room.panel.record_button.click()
    assert room.find("handed-phoned", QLineEdit).text() == "Dr Sh"
    assert room.find("handed-person", QLineEdit).text() == "Dr Sh"
    assert room.find("handed-safeguarding", OptionGroup).code() == "yes"
    room.press("handed-record")
    assert room.issue.mitigation[-1].person == "Dr Sh"
    assert kept_form(room.desk, room.issue) == {}


def test_it_stays_open_when_who_took_it_on_is_not_saved(room: Room, disk: Disk) -> None:
    worried(room).record_button.click()
    disk.full = True
    room.type("handed-phoned", "Dr Shah")
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-safeguarding-yes")
    room.type("handed-why", "Idris is with his aunt")
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


def test_on_a_narrow_window_a_step_that_is_gone_to_is_seen(room: Room) -> None:
    """The panel took all the room; the keyboard never goes to what it hides."""
    panel = worried(room)
    room.narrow()
    panel.set_folded(True)
    panel.fold_button.click()
    for step in ("summary", "conversation/joy"):
        room.screen.context.go(Place.visit(room.visit_id, step))
        page = room.screen._step
        assert page is not None
        assert page.isVisible()
        assert page.isAncestorOf(room.focus())
        panel.fold_button.click()


def test_on_a_narrow_window_reading_and_writing_take_the_room(room: Room) -> None:
    """It opens above the step and never hides the answer by itself."""
    panel = worried(room)
    room.narrow()
    step = room.screen._step
    assert step is not None
    assert step.isVisible()
    panel.set_folded(True)
    panel.fold_button.click()
    assert not step.isVisible()
    assert panel.isVisible()
    room.key(Qt.Key.Key_F6)
    room.key(Qt.Key.Key_F6)
    assert step.isVisible()
    assert panel.folded
    assert step.isAncestorOf(room.focus())
    panel.fold_button.click()
    panel.record_button.click()
    assert not step.isVisible()
    room.type("handed-phoned", "Dr Shah")
    room.key(Qt.Key.Key_F6)  # out of the form: what is typed is kept
    assert step.isVisible()
    room.narrow()
    panel.record_button.click()
    assert room.find("handed-phoned", QLineEdit).text() == "Dr Shah"
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-safeguarding-yes")
    room.type("handed-why", "With his aunt")
    room.press("handed-record")
    assert room.panel is None
    assert step.isVisible()


def test_two_concerns_are_closed_one_after_the_other(room: Room) -> None:
    raise_concern(room.desk, room.visit_id, note="Something else")
    worried(room)
    record_who(room)
    assert room.panel is not None
    record_who(room, "Social care")
    assert room.panel is None
    assert room.record.open_issues == ()


def test_f9_raises_a_concern_after_signing_off_and_it_can_be_settled(
    room: Room,
) -> None:
    finish(room.desk, room.visit_id)
    room.open("summary")
    room.key(Qt.Key.Key_F9)
    assert room.panel is not None
    assert room.issue.is_open
    record_who(room)
    assert room.panel is None
    steps = {step.action: step for step in room.issue.mitigation}
    assert steps["noted"].note == "She would not look up"
    assert steps["accepted"].person == "Dr Shah, GP"
    assert "My note on 23 November 2026: She would not look up" in room.words()


# --- without a screen ------------------------------------------------------------


def test_what_is_missing_is_said() -> None:
    own = concern_of(IssueCode.PRACTITIONER_CONCERN)
    answered = concern_of(IssueCode.SELF_HARM_ANSWER)
    whole = Handed(
        said="Seen",
        phoned="Dr Shah",
        phoned_at="11:04",
        person="Dr Shah",
        at="11:05",
        safeguarding="yes",
        why="With his aunt",
    )
    assert whole.problem(own) == ("", "")
    assert replace(whole, said="").problem(own)[0] == "said"
    assert replace(whole, said="").problem(answered) == ("", "")
    for name in ("phoned", "phoned_at", "person", "at", "safeguarding", "why"):
        field, sentence = replace(whole, **{name: " "}).problem(answered)
        assert (field, sentence[-1:]) == (name, ".")
    assert Handed(reason="Misread").problem(own) == ("", "")


def test_all_of_it_is_recorded_at_once(room: Room) -> None:
    issue = raise_concern(room.desk, room.visit_id)
    handed = Handed(
        said="She would not look up",
        phoned="The duty line",
        phoned_at="11:00",
        person="Dr Shah",
        at="11:05",
        told="The hub",
        safeguarding="no",
        why="No children in the home",
    )
    hand_over(room.desk, issue, handed)
    steps = [(m.action, m.person, m.at, m.note) for m in room.issue.mitigation]
    assert steps == [
        ("phoned", "The duty line", "11:00", ""),
        ("told", "The hub", "", ""),
        ("no-safeguarding", "", "", "No children in the home"),
        ("accepted", "Dr Shah", "11:05", ""),
    ]
    assert room.issue.note == "She would not look up"


def test_a_tick_is_one_step_of_the_concern(room: Room) -> None:
    issue = raise_concern(room.desk, room.visit_id)
    tick(room.desk, issue, "stay", on=True)
    tick(room.desk, issue, "stay", on=False)
    kept = room.desk.vault.get(DetectedIssue, issue.id)
    assert [m.note for m in kept.mitigation] == ["stay", "stay:off"]


def test_the_number_is_a_national_one_until_the_local_one_is_written(
    room: Room,
) -> None:
    assert phone(room.desk).first == ("In danger now", "999")
    assert phone(room.desk).others[0].startswith("111  NHS 111")
    settings = [c.setting for c in room.desk.pathway.contacts if c.required]
    for number, setting in enumerate(settings):
        room.desk.vault.set_setting(setting, f"01632 96000{number}")
    found = phone(room.desk)
    assert found.first == ("Crisis team", "01632 960000")
    assert [line.split("  ")[0] for line in found.others] == [
        "01632 960001",
        "01632 960002",
        "999",
        "111",
    ]
