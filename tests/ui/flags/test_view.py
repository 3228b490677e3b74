"""The list of signs, opened in the middle of a visit and left again."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.visit.room import Disk, Room

from visit_app.records import IssueCode
from visit_app.ui.kit.option import CheckOption
from visit_app.ui.kit.reflow import Width
from visit_app.visits import choose, finish, mitigate, open_visit

LIST = "mbrrace-flags"


def ticked(room: Room) -> set[str]:
    response = room.record.checklists.get(LIST)
    return set(response.answers) if response else set()


@pytest.mark.parametrize(
    "step",
    ["before", "conversation/joy", "whooley", "questions", "summary", "referral"],
)
def test_f7_opens_it_from_any_step_and_f7_comes_back(room: Room, step: str) -> None:
    room.open(step)
    here = room.step
    room.key(Qt.Key.Key_F7)
    assert room.step == LIST
    assert "Signs to look for" in room.words()
    room.key(Qt.Key.Key_F7)
    assert room.step == here


def test_back_goes_to_the_same_question(room: Room) -> None:
    choose(room.desk, room.visit_id, "phq-9")
    room.open("phq-9/44255-8")
    room.press("signs")
    assert room.step == LIST
    room.press("back")
    assert room.step == "phq-9/44255-8"


def test_it_is_where_one_comes_back_to_after_a_lock_and_leads_back(room: Room) -> None:
    room.open("conversation/joy")
    room.press("signs")
    room.press("flag-insomnia")
    room.rebuild()
    assert room.find("flag-insomnia", CheckOption).isChecked()
    room.press("back")
    assert room.step == "conversation/joy"


def test_leaving_the_visit_from_it_resumes_at_the_step(room: Room) -> None:
    room.open("conversation/joy")
    room.press("signs")
    room.open("")
    assert room.step == "conversation/joy"


def test_a_red_flag_opens_the_safety_panel_at_once(room: Room) -> None:
    room.open(LIST)
    assert room.panel is None
    room.press("flag-psychosis")
    assert room.panel is not None
    assert room.issue.code == IssueCode.RED_FLAG
    assert room.issue.evidence == f"{LIST}/psychosis"
    assert room.issue.said.startswith("Signs of psychosis")
    assert "within 4 hours of referral" in room.words()
    assert room.focus().objectName() == "flag-psychosis"
    room.rebuild()
    assert room.panel is not None


def test_a_tick_taken_back_leaves_the_panel(room: Room) -> None:
    room.open(LIST)
    room.press("flag-psychosis")
    room.press("flag-psychosis")
    assert ticked(room) == set()
    assert room.panel is not None


def test_an_amber_flag_is_recorded_without_a_panel(room: Room) -> None:
    room.open(LIST)
    room.press("flag-own-history")
    assert ticked(room) == {"own-history"}
    assert room.panel is None
    assert "What follows from it is agreed locally." in room.words()


def test_every_group_says_its_sources(room: Room) -> None:
    room.open(LIST)
    said = room.words()
    for group in room.desk.pathway.checklist(LIST).groups:
        assert group.title in said
        assert group.source.text.rstrip(".") in said
    assert "no source says what an amber flag asks for. (confirm locally)" in said


def test_a_full_disk_keeps_the_tick_on_screen(room: Room, disk: Disk) -> None:
    room.open(LIST)
    disk.full = True
    room.press("flag-psychosis")
    assert room.find("flag-psychosis", CheckOption).isChecked()
    assert ticked(room) == set()
    disk.full = False
    room.press("flag-insomnia")
    assert ticked(room) == {"psychosis", "insomnia"}
    assert room.panel is not None


def test_signed_off_it_can_be_read_and_left(room: Room) -> None:
    room.open(LIST)
    room.press("flag-psychosis")
    mitigate(room.desk, room.issue.id, "accepted", person="Dr Shah", at="11:00")
    finish(room.desk, room.visit_id)
    room.open("finish")
    room.press("signs")
    assert room.focus().objectName() == "back"
    assert not room.find("flag-insomnia", CheckOption).isEnabled()
    assert room.find("flag-psychosis", CheckOption).isChecked()
    room.press("back")
    assert room.step == "finish"


def test_worried_now_works_after_signing_off(room: Room) -> None:
    finish(room.desk, room.visit_id)
    room.open("finish")
    room.press("signs")
    room.press("worried")
    assert room.panel is not None
    assert room.issue.code == IssueCode.PRACTITIONER_CONCERN


def test_everything_is_reached_by_tab(room: Room) -> None:
    room.open(LIST)
    flags = [f.id for f in room.desk.pathway.checklist(LIST).flags()]
    seen = set()
    for _ in range(40):
        seen.add(room.focus().objectName())
        room.key(Qt.Key.Key_Tab)
    assert {f"flag-{flag}" for flag in flags} | {"back", "signs", "worried"} <= seen


def test_the_button_is_short_where_there_is_little_room(room: Room) -> None:
    screen = room.open("before", Width.NARROW)
    assert screen.signs_button.text() == "Signs"
    assert open_visit(room.desk, room.visit_id).issues == ()


def test_worried_now_has_a_button_here_where_a_parent_does_not_read(
    room: Room,
) -> None:
    room.open(LIST)
    room.press("worried")
    assert room.panel is not None
    assert room.issue.code == IssueCode.PRACTITIONER_CONCERN


def test_worried_now_opens_although_the_disk_is_full(room: Room, disk: Disk) -> None:
    room.open(LIST)
    disk.full = True
    room.press("worried")
    assert room.panel is not None
    assert room.record.issues == ()
    disk.full = False
    room.screen.leaving()
    assert room.issue.code == IssueCode.PRACTITIONER_CONCERN
