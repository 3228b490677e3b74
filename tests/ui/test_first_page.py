"""The first paint is the unlock window itself: nothing moves when the form comes."""

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from tests.ui.conftest import MakeShell

from visit_app.ui.entry.first_form import FirstForm
from visit_app.ui.entry.svg import Box
from visit_app.ui.first_page import FirstPage
from visit_app.ui.kit.measures import Measures
from visit_app.ui.kit.theme_holder import SchemeChoice, ThemeHolder
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.unlock.view import UnlockPage

SIZES: tuple[tuple[int, int, float, SchemeChoice], ...] = (
    (1366, 690, 1.0, "light"),
    (1366, 690, 1.25, "dark"),
    (1366, 690, 1.5, "contrast"),
    (1366, 690, 2.0, "light"),
    (1000, 690, 1.0, "dark"),
    (640, 480, 1.0, "light"),
    (640, 690, 2.0, "light"),
)
CORNERS = 20 * 3  # red, green and blue where Qt's style sheet rounds a border otherwise
SEEN = 24  # of 255: less than this, and no eye tells two colours apart at an edge


@pytest.mark.parametrize(("width", "height", "scale", "scheme"), SIZES)
def test_it_looks_as_the_unlock_window_will(
    make_shell: MakeShell,
    records: RecordsFolder,
    theme: ThemeHolder,
    *,
    width: int,
    height: int,
    scale: float,
    scheme: SchemeChoice,
) -> None:
    theme.choose_scheme(scheme)
    theme.choose_scale(scale)
    window = make_shell(records).window
    window.resize(width, height)
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, UnlockPage)
    first = FirstPage(theme.theme, asks=True)
    first.resize(width, height)
    caret = _place(page.passphrase.field.input, window).adjusted(6, 6, -6, -6)
    bar = _place(page.scroller.verticalScrollBar(), window)
    one, other = _picture(window), _picture(first)
    assert _differing(one, other, caret, bar) < CORNERS
    first.deleteLater()


def test_its_parts_lie_where_those_of_the_form_will(
    make_shell: MakeShell, records: RecordsFolder, theme: ThemeHolder
) -> None:
    window = make_shell(records).window
    page = window.page()
    assert isinstance(page, UnlockPage)
    form, real = _first_form(theme, 1366, 690), page.passphrase
    for drawn, widget in (
        (form.title, real.title),
        (form.words, real.words),
        (form.input, real.field.input),
        (form.button, real.button),
    ):
        assert _rect(drawn) == _place(widget, window)


def test_where_the_form_must_scroll_only_the_ground_comes_first(
    theme: ThemeHolder,
) -> None:
    theme.choose_scale(2.0)
    low = _first_form(theme, 640, 420)
    assert not low.fits
    assert "<text" not in low.svg(asks=True)
    assert "<text" in _first_form(theme, 1366, 690).svg(asks=True)


def test_where_nothing_is_to_be_opened_nothing_is_asked(theme: ThemeHolder) -> None:
    drawn = _first_form(theme, 1366, 690).svg(asks=False)
    assert "<text" not in drawn
    assert "<circle" in drawn


def test_what_is_typed_on_it_is_typed_again_into_the_form(theme: ThemeHolder) -> None:
    first, field, entered = FirstPage(theme.theme, asks=True), QLineEdit(), list[str]()
    field.returnPressed.connect(lambda: entered.append(field.text()))
    QTest.keyClicks(first, "keytle")
    for _ in range(4):
        QTest.keyClick(first, Qt.Key.Key_Backspace)
    QTest.keyClicks(first, "ttle")
    QTest.keyClick(first, Qt.Key.Key_Return)
    first.type_again(field)
    assert field.text() == "kettle"
    assert entered == ["kettle"]
    first.type_again(field)
    assert field.text() == "kettle"
    first.deleteLater()
    field.deleteLater()


def _first_form(theme: ThemeHolder, width: int, height: int) -> FirstForm:
    return FirstForm(theme.theme, Measures(theme.theme), width, height)


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _rect(box: Box) -> QRect:
    return QRectF(*box).toRect()


def _differing(one: QImage, other: QImage, *but: QRect) -> int:
    """How many values of a pixel differ so that it could be seen."""
    painter = QPainter(one)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for rect in but:
        painter.fillRect(rect, Qt.GlobalColor.black)
    painter.end()
    values = bytes(one.constBits())
    colours = [values[colour::4] for colour in range(3)]  # the fourth byte is unused
    alike = sum(each.count(value) for each in colours for value in range(SEEN))
    return 3 * len(colours[0]) - alike
