"""Pages: head and foot stay, the body scrolls, nothing moves sideways."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.letter_page import LetterPage, LetterPages
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme_holder import ThemeHolder


def first_text(page: Page, inside: QWidget | None = None) -> Text:
    text = (inside or page.content).findChild(Text)
    assert text is not None
    return text


def page_with(lines: int) -> Page:
    page = Page()
    page.head.addWidget(Text("Head", "h1"))
    for number in range(lines):
        page.add(Text(f"Line {number}"))
    page.finish()
    page.foot.add_right(Button("Next", "primary", "foot"))
    layout = page.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as in a screen
    return page


def test_only_the_body_scrolls(show: Show) -> None:
    page = page_with(60)
    show(page, 700, 500)
    bar = page.scroller.verticalScrollBar()
    assert bar.maximum() > 0
    top = page.head.geometry()
    bar.setValue(bar.maximum())
    assert page.head.geometry() == top
    assert page.foot.geometry().bottom() <= page.height()


def test_head_and_foot_scroll_too_where_they_leave_no_room(
    show: Show, holder: ThemeHolder
) -> None:
    page = page_with(60)
    show(page, 700, 500)
    button = page.findChild(Button)
    assert button is not None
    button.setFocus()
    page.resize(700, 150)
    QApplication.processEvents()
    bar = page.scroller.verticalScrollBar()
    assert page.scroller.viewport().height() == 150
    assert button.hasFocus()  # as before, and in view
    below = button.mapTo(page, QPoint(0, button.height())).y()
    assert 0 < below <= 150
    bar.setValue(0)
    assert first_text(page, page.scroller).text() == "Head"
    page.resize(700, 500)
    QApplication.processEvents()
    assert button.hasFocus()
    assert page.foot.geometry().bottom() <= page.height()
    assert page.scroller.viewport().height() < 450


def test_what_is_said_in_the_foot_never_takes_the_last_room(
    show: Show, holder: ThemeHolder
) -> None:
    page = page_with(60)
    show(page, 700, 260)
    assert page.scroller.viewport().height() < 200
    button = page.findChild(Button)
    assert button is not None
    button.setFocus()
    page.foot.say("A reason of several lines. " * 12)
    QApplication.processEvents()
    QApplication.processEvents()
    assert page.scroller.viewport().height() == 260
    assert button.hasFocus()


def test_the_scroll_bar_does_not_move_the_content(qtbot: QtBot, show: Show) -> None:
    page = page_with(3)
    show(page, 700, 500)
    text = first_text(page)
    before = text.width()
    for number in range(60):
        page.body.insertWidget(3, Text(f"More {number}"))
    bar = page.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert text.width() == before


def test_there_is_no_nameless_tab_stop(show: Show) -> None:
    page = page_with(60)
    show(page, 700, 500)
    for area in page.findChildren(QScrollArea):
        assert area.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_page_down_scrolls_wherever_the_focus_is(qtbot: QtBot, show: Show) -> None:
    page = page_with(60)
    show(page, 700, 500)
    button = page.findChild(Button)
    assert button is not None
    button.setFocus()
    press(button, Qt.Key.Key_PageDown)
    assert page.scroller.verticalScrollBar().value() > 0
    press(button, Qt.Key.Key_PageUp)
    assert page.scroller.verticalScrollBar().value() == 0


def test_the_foot_says_why_a_button_is_not_ready(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    page, button = Page(), Button("Finish", "primary", "foot")
    page.foot.add_left(Button("Back", size="foot"))
    page.foot.add_right(button)
    show(page, 700, 400)
    button.set_not_ready("Say who was told, and when.")
    click(button)
    assert page.foot.reason() == "Say who was told, and when."
    button.set_not_ready(None)
    assert page.foot.reason() == ""


def test_margins_at_the_sides_do_not_grow_with_the_text(
    show: Show, holder: ThemeHolder
) -> None:
    page = page_with(2)
    show(page, 900, 500)
    text = first_text(page)
    holder.choose_scale(2.0)
    assert text.mapTo(page, text.rect().topLeft()).x() == 40
    page.set_width(Width.NARROW)
    QApplication.processEvents()
    assert text.mapTo(page, text.rect().topLeft()).x() == 28


def test_the_head_stacks_its_buttons_when_narrow(show: Show) -> None:
    head, button = PageHead("Today", "One visit."), Button("Find a family")
    head.add(button)
    show(head, 900, 120)
    beside = button.mapTo(head, button.rect().topLeft())
    head.set_width(Width.NARROW)
    head.resize(500, 240)
    QApplication.processEvents()
    below = button.mapTo(head, button.rect().topLeft())
    assert beside.x() > 500
    assert below.x() == 0
    assert below.y() > beside.y()


def page(width: int, height: int) -> tuple[int, int, bytes]:
    """A white page in RGBA."""
    return width, height, b"\xff" * (4 * width * height)


def test_pages_of_a_letter_keep_their_shape_and_are_named(show: Show) -> None:
    pages = LetterPages()
    pages.set_images([page(595, 842), page(595, 842)], ["Dear colleague", "Yours"])
    show(pages, 616, 1800)
    first, second = pages.findChildren(LetterPage)
    assert second.accessibleName() == "Page 2 of 2"
    assert first.accessibleDescription() == "Dear colleague"
    wide = first.width() - 16
    assert first.heightForWidth(first.width()) - 16 == round(wide * 842 / 595)
    middle = first.grab().toImage().pixelColor(first.width() // 2, 200)
    assert middle.name() == "#ffffff"


def test_pages_are_replaced(qtbot: QtBot, show: Show) -> None:
    pages = LetterPages()
    show(pages, 616, 900)
    pages.set_images([page(10, 14)])
    pages.set_images([page(10, 14), page(10, 14)])
    QApplication.processEvents()
    shown = [p for p in pages.findChildren(LetterPage) if p.isVisible()]
    assert len(shown) == 2


def test_a_narrow_column_gets_the_height_of_its_own_width(show: Show) -> None:
    column = QWidget()
    column.setMaximumWidth(300)
    words = [Text("words that wrap in a narrow column and not in a wide one " * 3)]
    words.append(Text("a line"))
    layout = QVBoxLayout(column)
    for text in words:
        layout.addWidget(text)
    page = Page()
    page.add_narrow(column)
    page.finish()
    show(page, 1000, 120)
    for text in words:
        assert text.height() >= text.heightForWidth(text.width())
    assert column.width() == 300
