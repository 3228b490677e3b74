"""Before you start: every field is kept as soon as it is given."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from tests.ui.visit.room import Disk, Room

from visit_app.records import Encounter
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.visits import answer


def kept(room: Room) -> Encounter:
    return room.desk.vault.get(Encounter, room.visit_id)


def pick(room: Room, group: str, code: str) -> None:
    options = room.find(group, OptionGroup).options
    next(o for o in options if o.code == code).click()


def test_seen_alone_and_sharing_are_kept(room: Room) -> None:
    room.open("before")
    assert (kept(room).seen_alone, kept(room).sharing_explained) == (None, None)
    pick(room, "seen_alone", "no")
    pick(room, "sharing_explained", "yes")
    assert (kept(room).seen_alone, kept(room).sharing_explained) == (False, True)
    room.rebuild()
    assert room.find("seen_alone", OptionGroup).code() == "no"
    assert room.find("sharing_explained", OptionGroup).code() == "yes"


def test_nothing_is_chosen_for_the_practitioner(room: Room) -> None:
    room.open("before")
    for name in ("seen_alone", "sharing_explained", "interpreter"):
        assert room.find(name, OptionGroup).code() is None
    assert not any(c.isChecked() for c in room.screen.findChildren(QCheckBox))


def test_who_is_in_the_room(room: Room) -> None:
    room.open("before")
    room.find("chip-mother", QCheckBox).click()
    room.find("chip-baby", QCheckBox).click()
    assert set(kept(room).present) == {"mother", "baby"}
    room.find("chip-mother", QCheckBox).click()
    assert kept(room).present == ("baby",)


def test_the_interpreter_and_what_was_said(room: Room) -> None:
    room.open("before")
    pick(room, "interpreter", "professional")
    room.type("sharing-note", "Not her mother")
    assert kept(room).interpreter == "professional"
    assert kept(room).sharing_note == "Not her mother"


def test_contact_place_and_date(room: Room) -> None:
    room.open("before")
    place = room.find("place", QComboBox)
    place.setFocus()
    room.key(Qt.Key.Key_Down)
    assert kept(room).location == place.currentData() != ""
    day = room.find("date", QLineEdit)
    day.clear()
    room.type("date", "20 November 2026")
    room.key(Qt.Key.Key_Return)
    assert kept(room).period_start.date().isoformat() == "2026-11-20"


def test_a_date_that_cannot_be_read_changes_nothing(room: Room) -> None:
    room.open("before")
    before = kept(room).period_start
    room.find("date", QLineEdit).clear()
    room.type("date", "31 February")
    room.key(Qt.Key.Key_Return)
    assert kept(room).period_start == before
    assert room.find("date", QLineEdit).text() == "31 February"


def test_an_emptied_date_stays_recorded_and_says_so(room: Room) -> None:
    room.open("before")
    before = kept(room).period_start
    day = room.find("date", QLineEdit)
    day.setFocus()
    day.clear()
    room.key(Qt.Key.Key_Return)
    assert kept(room).period_start == before
    assert "23 November 2026 stays" in day.accessibleDescription()
    half = room.screen.half_typed()
    room.rebuild()
    room.screen.put_back(half)
    assert room.find("date", QLineEdit).text() == ""


def test_the_father_can_be_asked_instead(room: Room) -> None:
    room.open("before")
    pick(room, "who", "yonis")
    assert kept(room).subject_id == "yonis"
    room.screen.go_step("conversation/words")
    room.key("proud")
    assert room.record.responses["conversation"].subject_id == "yonis"


def test_but_not_after_the_first_answer(room: Room) -> None:
    answer(room.desk, room.visit_id, "conversation", "words-1", "tiring")
    room.open("before")
    pick(room, "who", "yonis")
    assert kept(room).subject_id == "amira"
    assert room.find("who", OptionGroup).code() == "amira"
    shown = [m.text() for m in room.screen.findChildren(Message) if m.isVisible()]
    assert any("second visit" in text for text in shown)


def test_what_is_not_saved_stays_chosen(room: Room, disk: Disk) -> None:
    room.open("before")
    disk.full = True
    pick(room, "seen_alone", "yes")
    assert room.find("seen_alone", OptionGroup).code() == "yes"
    assert room.screen.tick.text() == "Not saved: disk is full"
    disk.full = False
    pick(room, "interpreter", "none")
    assert (kept(room).seen_alone, kept(room).interpreter) == (True, "none")


def test_done_when_all_is_recorded(room: Room) -> None:
    room.open("before")
    pick(room, "seen_alone", "yes")
    pick(room, "sharing_explained", "yes")
    pick(room, "interpreter", "none")
    room.press("next")
    button = room.screen.rail.buttons()[0]
    assert "done" in button.accessibleName()


def test_alone_and_not_alone_at_once_is_said(room: Room) -> None:
    room.open("before")
    pick(room, "seen_alone", "yes")
    room.find("chip-mother", QCheckBox).click()
    assert "counts as not alone" not in room.all_text()
    room.find("chip-partner", QCheckBox).click()
    assert "and so is: Partner. While both stand, Amira counts" in room.all_text()
    room.find("chip-partner", QCheckBox).click()
    assert "counts as not alone" not in room.all_text()
    pick(room, "interpreter", "other")
    assert "counts as not alone" in room.all_text()
