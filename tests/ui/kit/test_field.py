"""Fields: named by their label, quiet when set, loud when wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.field import Field
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder

ERROR = "This number does not add up. Check the last digits."


def test_typing_is_told_letter_by_letter_and_the_end_too(
    qtbot: QtBot, show: Show
) -> None:
    field = Field("NHS number")
    show(field, 400, 120)
    heard: list[str] = []
    field.edited.connect(heard.append)
    press(field.input, "842")
    assert heard == ["8", "84", "842"]
    with qtbot.waitSignal(field.finished):
        press(field.input, Qt.Key.Key_Return)


@pytest.mark.parametrize("multiline", [False, True])
def test_setting_a_value_emits_nothing_and_keeps_the_caret(
    qtbot: QtBot, holder: ThemeHolder, multiline: bool
) -> None:
    field = Field("Name", multiline=multiline)
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_value("Zofia Wiśniewska")
    assert field.value() == "Zofia Wiśniewska"
    if isinstance(field.input, QLineEdit):
        field.input.setCursorPosition(3)
        field.set_value("Zofia Wiśniewska")
        assert field.input.cursorPosition() == 3


def test_an_error_is_shown_said_and_described(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    field = Field("NHS number", help_text="10 digits, on the red book.")
    show(field, 400, 160)
    field.set_error(ERROR)
    field.set_error(ERROR)
    assert said == [(ERROR, False)]
    assert field.error == ERROR
    described = field.input.accessibleDescription()
    assert described == f"{ERROR} 10 digits, on the red book."
    field.set_error(None)
    assert field.error == ""
    assert field.input.accessibleDescription() == "10 digits, on the red book."


def test_an_error_changes_the_border(show: Show, said: Said) -> None:
    field = Field("NHS number")
    show(field, 400, 160)
    before = field.input.grab().toImage().pixelColor(60, 0).name()
    field.set_error(ERROR)
    after = field.input.grab().toImage().pixelColor(60, 0).name()
    assert before == field.theme.tokens.edge.lower()
    assert after == field.theme.tokens.err.lower()


def test_the_label_names_the_input_and_its_mnemonic_leads_there(
    qtbot: QtBot, show: Show
) -> None:
    page, first, second = QWidget(), Field("&First"), Field("&Second")
    layout = QVBoxLayout(page)
    layout.addWidget(first)
    layout.addWidget(second)
    show(page, 400, 240)
    interface = QAccessible.queryAccessibleInterface(second.input)
    assert interface.text(QAccessible.Text.Name) == "Second"
    first.input.setFocus()
    press(first.input, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert second.input.hasFocus()


def test_tab_leaves_a_field_of_many_lines(qtbot: QtBot, show: Show) -> None:
    page, notes, after = QWidget(), Field("Notes", multiline=True), Field("After")
    layout = QVBoxLayout(page)
    layout.addWidget(notes)
    layout.addWidget(after)
    show(page, 400, 300)
    notes.input.setFocus()
    with qtbot.waitSignal(notes.finished):
        press(notes.input, Qt.Key.Key_Tab)
    assert after.input.hasFocus()


@pytest.mark.parametrize("scale", SCALES)
def test_a_field_of_many_lines_grows_with_the_text_and_does_not_scroll(
    show: Show, holder: ThemeHolder, scale: float
) -> None:
    holder.choose_scale(scale)
    field = Field("Notes", multiline=True)
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addStretch(1)
    show(page, 600, 700)
    low = field.input.height()
    field.set_value("one\ntwo\nthree\nfour\nfive")
    assert isinstance(field.input, QPlainTextEdit)
    assert field.input.height() > low
    assert field.input.verticalScrollBar().maximum() == 0
    field.set_value("\n".join("many" for _ in range(40)))
    assert field.input.verticalScrollBar().maximum() > 0
    field.set_value("")
    assert field.input.height() == low


def test_a_password_is_shown_only_while_asked(qtbot: QtBot, show: Show) -> None:
    field = Field("Passphrase", password=True, size="foot")
    show(field, 480, 120)
    line = field.input
    assert isinstance(line, QLineEdit)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    button = field.show_button
    assert button is not None
    click(button)
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert button.text() == "Hide"
    assert "Passphrase" in button.accessibleDescription()
    click(button)
    assert line.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("size", "scale", "high"),
    [("normal", 1.0, 48), ("big", 1.0, 68), ("foot", 1.0, 56), ("normal", 2.0, 77)],
)
def test_heights(
    qtbot: QtBot, holder: ThemeHolder, size: str, scale: float, high: int
) -> None:
    holder.choose_scale(scale)
    field = Field("Name", size=size)  # type: ignore[arg-type]
    qtbot.addWidget(field)
    assert field.input.sizeHint().height() == high


def test_there_is_never_a_placeholder(qtbot: QtBot, holder: ThemeHolder) -> None:
    field = Field("Name", help_text="As on the red book.")
    qtbot.addWidget(field)
    assert isinstance(field.input, QLineEdit)
    assert field.input.placeholderText() == ""


def test_text_put_in_through_accessibility_is_told_of(show: Show) -> None:
    field = Field("First")
    show(field, 400, 120)
    told: list[str] = []
    left: list[bool] = []
    field.edited.connect(told.append)
    field.finished.connect(lambda: left.append(True))
    field.input.setFocus()
    assert isinstance(field.input, QLineEdit)
    QLineEdit.setText(field.input, "tiring")  # as dictation does
    field.input.clearFocus()
    assert told == ["tiring"]
    assert left == [True]


def test_another_text_size_is_no_text(
    qtbot: QtBot, show: Show, holder: ThemeHolder
) -> None:
    """It changes the document of a field of many lines, and was told of as typed."""
    field = Field("Why", multiline=True)
    show(field)
    field.set_value("Low since the birth.\r\nTired.")
    said: list[str] = []
    field.edited.connect(said.append)
    holder.choose_scale(2.0)
    holder.choose_scheme("dark")
    assert said == []
    press(field.input, Qt.Key.Key_X)
    assert len(said) == 1


def test_text_set_by_the_program_is_not_told_of(qtbot: QtBot) -> None:
    field = Field("First")
    qtbot.addWidget(field)
    told: list[str] = []
    field.edited.connect(told.append)
    field.set_value("tiring")
    assert told == []
