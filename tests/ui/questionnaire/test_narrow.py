"""All items on one page need room: in a narrow window they are asked one by one."""

from tests.ui.questionnaire.test_view import CODES, answers, at, links, response
from tests.ui.visit.room import Room

from visit_app.ui.kit.option_grid import OptionGrid
from visit_app.ui.kit.reflow import Width


def test_all_on_one_page_are_asked_one_at_a_time_while_it_is_narrow(
    room: Room,
) -> None:
    screen = at(room, "phq-9/all")
    fourth = links(room)[3]
    room.find("grid", OptionGrid).focus_item(fourth)
    screen.reflowed(Width.NARROW)
    room.settle()
    assert "PHQ-9, question 4 of 9" in room.words()
    assert answers(room, fourth).isAncestorOf(room.focus())
    room.key("2")
    assert response(room).first(fourth) == CODES[2]
    screen.reflowed(Width.WIDE)
    room.settle()
    grid = room.find("grid", OptionGrid)
    assert grid.group(fourth).code() == CODES[2]
    assert grid.item_with(room.focus()) == fourth
