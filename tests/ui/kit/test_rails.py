"""The rails: where one can go, where one is, said in words too."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.nav_rail import NavButton, NavPlace, NavRail
from visit_app.ui.kit.step_rail import Heading, Step, StepGroup, StepRail, StepState
from visit_app.ui.kit.top_bar import TopBar

PLACES = [NavPlace("today", "Today", "sun"), NavPlace("families", "Families", "users")]
FOOT = [NavPlace("help", "Help", "life-buoy")]
WORDS = Step("words", "Three words", StepState.NOW)
JOY = Step("joy", "Joy", StepState.LEFT)
GROUPS = [
    StepGroup("before", "Before you start", StepState.DONE),
    StepGroup("talk", "Conversation", StepState.NOW, [WORDS, JOY]),
    StepGroup("mood", "Questionnaires", StepState.TO_DO, [Step("phq", "PHQ-9")]),
]


def nav() -> NavRail:
    return NavRail(PLACES, FOOT, name="Visit", person=("Priya Nair", "Health visitor"))


def buttons(rail: NavRail) -> list[NavButton]:
    return rail.findChildren(NavButton)


def test_a_place_is_chosen_and_the_current_one_says_so(
    qtbot: QtBot, show: Show
) -> None:
    rail = nav()
    show(rail, 240, 700)
    rail.set_current("today")
    names = [button.accessibleName() for button in buttons(rail)]
    assert names == ["Today, this page", "Families", "Help"]
    role = QAccessible.queryAccessibleInterface(buttons(rail)[0]).role()
    assert role == QAccessible.Role.Button
    with qtbot.waitSignal(rail.chosen) as signal:
        press(buttons(rail)[1], Qt.Key.Key_Space)
    assert signal.args == ["families"]


def test_a_badge_is_said_in_words(show: Show) -> None:
    rail = nav()
    show(rail, 240, 700)
    rail.set_badge("families", 1, "1 to decide")
    assert buttons(rail)[1].accessibleDescription() == "1 to decide"
    rail.set_badge("families", 0, "1 to decide")
    assert buttons(rail)[1].accessibleDescription() == ""


def test_folding_leaves_icons_with_names(show: Show) -> None:
    rail = nav()
    show(rail, 240, 700)
    rail.set_folded(True)
    assert rail.width() == 72
    assert buttons(rail)[0].toolTip() == "Today"
    assert buttons(rail)[0].accessibleName() == "Today"
    rail.set_folded(False)
    assert rail.width() == 240
    assert buttons(rail)[0].toolTip() == ""


def test_only_the_current_group_unfolds(show: Show) -> None:
    rail = StepRail("Amira and Idris", "6 to 8 week review", GROUPS)
    show(rail, 232, 700)
    labels = [button.step.label for button in rail.buttons()]
    assert labels == ["Before you start", "Three words", "Joy", "Questionnaires"]
    assert [h.text() for h in rail.findChildren(Heading)] == ["Conversation"]


def test_steps_say_how_far_they_are(show: Show) -> None:
    rail = StepRail("Amira and Idris", "6 to 8 week review", GROUPS)
    show(rail, 232, 700)
    assert [button.accessibleName() for button in rail.buttons()] == [
        "Before you start, done",
        "Three words, this step",
        "Joy, left for today",
        "Questionnaires, to do",
    ]


def test_a_step_is_chosen_and_the_visit_is_left(qtbot: QtBot, show: Show) -> None:
    rail = StepRail("Amira and Idris", "6 to 8 week review", GROUPS)
    show(rail, 232, 700)
    with qtbot.waitSignal(rail.chosen) as signal:
        click(rail.buttons()[3])
    assert signal.args == ["mood"]
    with qtbot.waitSignal(rail.left):
        click(rail.leave_button)


def test_the_focus_stays_on_its_step_when_the_states_change(
    qtbot: QtBot, show: Show
) -> None:
    rail = StepRail("Amira and Idris", "6 to 8 week review", GROUPS)
    show(rail, 232, 700)
    rail.buttons()[2].setFocus()
    done = Step("words", "Three words", StepState.DONE)
    now = Step("joy", "Joy", StepState.NOW)
    talk = StepGroup("talk", "Conversation", StepState.NOW, [done, now])
    rail.set_groups([GROUPS[0], talk, GROUPS[2]])
    assert rail.buttons()[2].step.label == "Joy"
    assert rail.buttons()[2].hasFocus()


def test_a_change_of_states_does_not_call_the_focus_back_to_the_rail(
    qtbot: QtBot, show: Show
) -> None:
    both, field = QWidget(), QLineEdit()
    rail = StepRail("Amira and Idris", "6 to 8 week review", GROUPS)
    row = QHBoxLayout(both)
    row.addWidget(rail)
    row.addWidget(field)
    show(both, 600, 700)
    rail.buttons()[2].setFocus()
    field.setFocus()
    rail.set_groups(GROUPS[:1])
    assert field.hasFocus()


def test_the_four_states_look_different(show: Show) -> None:
    images = []
    for state in StepState:
        rail = StepRail("A", "b", [StepGroup("x", "Same words", state)])
        show(rail, 232, 300)
        images.append(rail.buttons()[0].grab().toImage())
    assert all(a != b for i, a in enumerate(images) for b in images[i + 1 :])


def test_the_top_bar_names_the_place_and_leads_elsewhere(
    qtbot: QtBot, show: Show
) -> None:
    bar = TopBar([*PLACES, *FOOT])
    show(bar, 680, 60)
    bar.set_current("families")
    assert "Families" in [text.text() for text in bar.findChildren(type(bar.title))]
    with qtbot.waitSignal(bar.chosen) as signal:
        bar.menu().actions()[2].trigger()
    assert signal.args == ["help"]


def test_a_low_window_scrolls_the_steps_to_the_one_in_hand(
    qtbot: QtBot, show: Show
) -> None:
    steps = [Step(f"q{n}", f"Questions {n}") for n in range(20)]
    steps[15] = Step("q15", "Questions 15", StepState.NOW)
    rail = StepRail("Amira", "Review", [StepGroup("q", "Mood", steps=steps)])
    show(rail, 232, 400)
    assert rail.minimumSizeHint().height() < 400
    now = next(b for b in rail.buttons() if b.step.code == "q15")
    qtbot.waitUntil(lambda: not now.visibleRegion().isEmpty())
    assert now.visibleRegion().boundingRect() == now.rect()
    assert not rail.leave_button.visibleRegion().isEmpty()


def test_a_long_name_of_a_step_takes_two_lines_whether_one_is_there_or_not(
    show: Show,
) -> None:
    long = "Mental health history"
    for state in (StepState.NOW, StepState.TO_DO):
        one = Step("history", long, state)
        other = Step("gad-2", "GAD-2", StepState.NOW)
        group = StepGroup("q", "Questionnaires", StepState.TO_DO, [one, other])
        rail = StepRail("Amira", "New birth visit", [group])
        show(rail, 232, 500)
        first, second = rail.buttons()
        assert first.height() > second.height()
        words = QFontMetrics(rail.theme.font(16, 600))
        room = QRect(0, 0, first.width() - 66, 999)
        wrapped = words.boundingRect(room, Qt.TextFlag.TextWordWrap, long)
        assert wrapped.width() <= room.width()
        assert first.height() >= wrapped.height()
