"""A visit in which something worries, and the form of who took it on filled in."""

from tests.ui.visit.room import Room

from visit_app.ui.kit.safety_panel import SafetyPanel
from visit_app.visits import answer, choose

HARM = "44260-8"


def worried(room: Room, step: str = f"phq-9/{HARM}") -> SafetyPanel:
    choose(room.desk, room.visit_id, "whooley", "gad-2", "phq-9")
    answer(room.desk, room.visit_id, "phq-9", HARM, "LA6569-3")
    room.open(step)
    assert room.panel is not None
    return room.panel


def record_who(room: Room, person: str = "Dr Shah, GP") -> None:
    assert room.panel is not None
    room.panel.record_button.click()
    room.type("handed-said", "She would not look up")
    room.type("handed-phoned", person)
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-safeguarding-yes")
    room.type("handed-why", "Idris is with his aunt")
    room.press("handed-record")
