"""A screen reader answers by "Toggle", which is no click: it counts all the same."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.option_group import CheckGroup, OptionGroup
from visit_app.ui.kit.segmented import Segmented

TWO = [Choice("no", "No"), Choice("yes", "Yes")]


def toggle(group: QWidget, index: int) -> None:
    button = group.findChildren(QAbstractButton)[index]
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface is not None
    interface.actionInterface().doAction("Toggle")


@pytest.mark.parametrize("kind", [OptionGroup, Segmented])
def test_one_answer(kind: type[OptionGroup | Segmented], qtbot: QtBot) -> None:
    group = kind("Alone?", TWO)
    qtbot.addWidget(group)
    with qtbot.waitSignal(group.chosen) as told:
        toggle(group, 1)
    assert told.args == ["yes"]
    with qtbot.assertNotEmitted(group.chosen):
        group.choose("no")
    assert group.code() == "no"


def test_several_answers(qtbot: QtBot) -> None:
    group = CheckGroup("Who is here?", TWO)
    qtbot.addWidget(group)
    toggle(group, 0)
    with qtbot.waitSignal(group.changed) as told:
        toggle(group, 1)
    assert told.args == [["no", "yes"]]
    with qtbot.assertNotEmitted(group.changed):
        group.choose([])
    assert group.codes() == []


def test_words_written_into_a_field(qtbot: QtBot) -> None:
    field = Field("Joy")
    qtbot.addWidget(field)
    interface = QAccessible.queryAccessibleInterface(field.input)
    assert interface is not None
    with qtbot.waitSignal(field.edited) as told:
        interface.setText(QAccessible.Text.Value, "his smile")
    assert told.args == ["his smile"]
    with qtbot.assertNotEmitted(field.edited):
        field.set_value("her laugh")
    assert field.value() == "her laugh"


def test_words_written_into_lines_of_text(qtbot: QtBot) -> None:
    field = Field("Joy", multiline=True)
    qtbot.addWidget(field)
    interface = QAccessible.queryAccessibleInterface(field.input)
    assert interface is not None
    with qtbot.waitSignal(field.edited) as told:
        interface.editableTextInterface().insertText(0, "his smile")
    assert told.args == ["his smile"]
