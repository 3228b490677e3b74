"""Who took it on: nothing is filled in unasked, a press gives name and time."""

import pytest
from PySide6.QtWidgets import QLineEdit
from tests.ui.visit.concerns import worried
from tests.ui.visit.room import Room

from visit_app.records.clock import FixedClock
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.visit.hand_over import HandOverPanel
from visit_app.ui.visit.safety import kept_form


def test_no_name_and_no_time_is_filled_in_unasked(room: Room) -> None:
    worried(room).record_button.click()
    room.type("handed-phoned", "Dr Shah")
    for name in ("phoned_at", "person", "at"):
        assert room.find(f"handed-{name}", QLineEdit).text() == ""
    room.press("handed-record")
    assert "Write at what time." in room.words()
    room.type("handed-phoned_at", "10:30")
    room.press("handed-record")
    assert "Write who has taken this on" in room.words()
    assert room.issue.is_open


def test_one_press_says_that_whoever_was_phoned_took_it_on_now(
    room: Room, clock: FixedClock
) -> None:
    worried(room).record_button.click()
    room.type("handed-phoned", "Dr Shah")
    room.type("handed-phoned_at", "10:30")
    clock.forward(minutes=20)
    room.press("handed-same")
    assert room.find("handed-person", QLineEdit).text() == "Dr Shah"
    now = f"{clock.now().astimezone():%H:%M}"
    assert room.find("handed-at", QLineEdit).text() == now
    assert room.find("handed-phoned_at", QLineEdit).text() == "10:30"
    assert kept_form(room.desk, room.issue)["handed-person"] == "Dr Shah"
    room.type("handed-phoned", ", GP")
    assert room.find("handed-person", QLineEdit).text() == "Dr Shah"


def test_safeguarding_is_asked_with_yes_no_and_why(room: Room) -> None:
    worried(room).record_button.click()
    room.type("handed-phoned", "Dr Shah")
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-record")
    assert room.issue.is_open
    assert "Say whether you considered safeguarding." in room.words()
    assert room.focus().objectName() == "handed-safeguarding-yes"
    room.press("handed-safeguarding-no")
    room.press("handed-record")
    assert room.focus().objectName() == "handed-why"
    room.type("handed-why", "Idris is not here today")
    room.press("handed-record")
    assert [m.action for m in room.issue.mitigation] == [
        "phoned",
        "no-safeguarding",
        "accepted",
    ]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_nothing_in_the_form_is_cut_off_at_the_side(
    room: Room, holder: ThemeHolder, scale: float
) -> None:
    holder.choose_scale(scale)
    panel = worried(room)
    panel.record_button.click()
    room.settle()
    form = room.screen.findChild(HandOverPanel)
    assert isinstance(form, HandOverPanel)
    assert form.scroller.horizontalScrollBar().maximum() == 0
