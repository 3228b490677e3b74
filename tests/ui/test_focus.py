"""The focus and the caret survive the widgets they were in."""

from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from visit_app.ui.focus import FocusKey, focus_key_in, put_focus


def form(qtbot: QtBot) -> QWidget:
    """A page of a field, a text, a composite of two controls, and a long scroll."""
    page = QWidget()
    layout = QVBoxLayout(page)
    field = QLineEdit("lovely and tiring")
    field.setObjectName("word-1")
    text = QPlainTextEdit("her own words")
    text.setObjectName("words")
    composite = QWidget()
    composite.setObjectName("passphrase")
    inside = QVBoxLayout(composite)
    inside.addWidget(QLineEdit("secret words"))
    inside.addWidget(QPushButton("Show"))
    area = QScrollArea()
    tall = QWidget()
    column = QVBoxLayout(tall)
    for number in range(40):
        button = QPushButton(f"Row {number}")
        button.setObjectName(f"row-{number}")
        column.addWidget(button)
    area.setWidget(tall)
    for widget in (field, text, composite, area, QPushButton("no name")):
        layout.addWidget(widget)
    qtbot.addWidget(page)
    page.resize(400, 600)
    page.show()
    qtbot.waitExposed(page)
    return page


def child(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


def test_caret_in_a_field(qtbot: QtBot) -> None:
    old, new = form(qtbot), form(qtbot)
    field = child(old, "word-1")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setCursorPosition(6)
    key = focus_key_in(old)
    assert key == FocusKey("word-1", -1, 6, 6, 0)
    assert put_focus(new, key)
    there = child(new, "word-1")
    assert isinstance(there, QLineEdit)
    assert new.focusWidget() is there
    assert (there.cursorPosition(), there.selectedText()) == (6, "")


def test_selection_backwards_in_a_field(qtbot: QtBot) -> None:
    old, new = form(qtbot), form(qtbot)
    field = child(old, "word-1")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setSelection(6, -6)
    key = focus_key_in(old)
    assert (key.anchor, key.caret) == (6, 0)
    put_focus(new, key)
    there = child(new, "word-1")
    assert isinstance(there, QLineEdit)
    assert (there.cursorPosition(), there.selectedText()) == (0, "lovely")


def test_selection_in_a_text(qtbot: QtBot) -> None:
    old, new = form(qtbot), form(qtbot)
    text = child(old, "words")
    assert isinstance(text, QPlainTextEdit)
    text.setFocus()
    text.selectAll()
    put_focus(new, focus_key_in(old))
    there = child(new, "words")
    assert isinstance(there, QPlainTextEdit)
    assert there.textCursor().selectedText() == "her own words"


def test_a_text_that_became_shorter(qtbot: QtBot) -> None:
    page = form(qtbot)
    assert put_focus(page, FocusKey("words", -1, 400, 400))
    text = child(page, "words")
    assert isinstance(text, QPlainTextEdit)
    assert text.textCursor().position() == len("her own words")


def test_a_control_inside_a_named_composite(qtbot: QtBot) -> None:
    old, new = form(qtbot), form(qtbot)
    buttons = child(old, "passphrase").findChildren(QPushButton)
    buttons[0].setFocus()
    key = focus_key_in(old)
    assert (key.name, key.within) == ("passphrase", 1)
    assert put_focus(new, key)
    assert new.focusWidget() is child(new, "passphrase").findChildren(QPushButton)[0]


def test_the_page_is_scrolled_as_it_was(qtbot: QtBot) -> None:
    old, new = form(qtbot), form(qtbot)
    area = old.findChildren(QScrollArea)[0]
    area.verticalScrollBar().setValue(300)
    child(old, "row-20").setFocus()
    key = focus_key_in(old)
    assert key.scroll == area.verticalScrollBar().value()
    put_focus(new, key)
    assert new.findChildren(QScrollArea)[0].verticalScrollBar().value() == key.scroll


def test_a_control_that_is_not_there_or_has_no_name(qtbot: QtBot) -> None:
    page = form(qtbot)
    assert not put_focus(page, FocusKey("gone"))
    assert not put_focus(page, FocusKey("passphrase", 9))
    assert not put_focus(page, FocusKey())
    child(page, "word-1").setEnabled(False)
    assert not put_focus(page, FocusKey("word-1"))
    unnamed = [b for b in page.findChildren(QPushButton) if b.text() == "no name"]
    unnamed[0].setFocus()
    assert focus_key_in(page) == FocusKey()
    assert focus_key_in(QLabel()) == FocusKey()


def test_a_control_that_is_put_away_does_not_get_it(qtbot: QtBot) -> None:
    page = form(qtbot)
    key = FocusKey("word-1", -1, 6, 6, 0)
    child(page, "word-1").hide()
    assert not put_focus(page, key)
    again = QLineEdit("lovely and tiring")  # it was made anew
    again.setObjectName("word-1")
    layout = page.layout()
    assert layout is not None
    layout.addWidget(again)
    again.show()
    assert put_focus(page, key)
    assert page.focusWidget() is again
