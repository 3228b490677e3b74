"""Text wraps, grows and is never clipped."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show

from visit_app.ui.kit.text import WIDEST, Text
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.typeset import STYLES, Block

LONG = (
    "Moving or speaking so slowly that other people could have noticed? Or the "
    "opposite, being so fidgety or restless that you have been moving around a lot "
    "more than usual"
)


def inked_rows(widget: QWidget) -> list[int]:
    """The rows of the widget that hold anything but the ground."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixel(image.width() - 1, 0)
    rows = range(image.height())
    columns = range(0, image.width())
    return [y for y in rows if any(image.pixel(x, y) != ground for x in columns)]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("role", sorted(STYLES))
def test_nothing_is_clipped_at_any_scale_in_any_role(
    show: Show, holder: ThemeHolder, role: str, scale: float
) -> None:
    holder.choose_scale(scale)
    text = Text(f"Ágy jp {LONG[:40]}", role)  # type: ignore[arg-type]
    width = max(text.minimumSizeHint().width(), 320)
    show(text, width, text.heightForWidth(width))
    rows = inked_rows(text)
    line = text.style_of_type.line_height(holder.theme)
    assert rows[0] > 0
    assert rows[-1] < text.height() - 1
    assert rows[-1] > text.height() - line


def test_a_narrow_column_makes_the_text_taller(show: Show) -> None:
    text = Text(LONG)
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.addWidget(text)
    show(column, 300, 600)
    assert text.height() >= text.heightForWidth(text.width()) > 100


def test_words_longer_than_the_column_are_broken(show: Show) -> None:
    text = Text("w" * 80)
    show(text, 200, 400)
    assert text.block(200).size.width() <= 200


def test_long_items_are_set_smaller(qtbot: QtBot, holder: ThemeHolder) -> None:
    assert Text("Poor appetite or overeating", "item").style_of_type.size == 32
    assert Text(LONG, "item").style_of_type.size == 28


def test_text_is_plain_and_cannot_be_selected(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    text = Text("<b>bold</b> & more")
    assert text.text() == "<b>bold</b> & more"
    assert text.block(500).line_count() == 1
    assert text.textInteractionFlags().value == 0


def test_a_label_gives_its_field_the_focus_by_its_mnemonic(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    field, text = QLineEdit(), Text("&Name", "label")
    qtbot.addWidget(field)
    qtbot.addWidget(text)
    plain = text.block(500).size.width()
    text.setBuddy(field)
    assert text.block(500).size.width() < plain  # the ampersand is not drawn


def test_figures_have_one_width(qtbot: QtBot, holder: ThemeHolder) -> None:
    ones, eights = Text("111", figures=True), Text("888", figures=True)
    assert ones.block(500).size.width() == eights.block(500).size.width()
    assert Text("111").block(500).size.width() < ones.block(500).size.width()


def test_a_line_that_fits_is_laid_out_once(qtbot: QtBot, holder: ThemeHolder) -> None:
    text = Text("Amira Hassan")
    whole = text.block(WIDEST)
    assert text.block(500) is text.block(300) is whole
    assert text.block(40) is not whole
    assert text.block(40).line_count() > 1


@pytest.mark.parametrize(
    "words", ["Amira Hassan", "\u0645\u0631\u062d\u0628\u0627 Amira", "Łucja\u2026"]
)
def test_it_looks_as_if_laid_out_for_its_room(show: Show, words: str) -> None:
    text = Text(words)
    show(text, 300, text.heightForWidth(300))
    style, theme = text.style_of_type, text.theme
    own = Block(words, style.font(theme), style.line_height(theme), 300)
    assert own is not text.block(300)
    assert picture(own) == picture(text.block(300))


def picture(block: Block) -> QImage:
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    block.draw(painter, QPointF(0, 0), QColor("black"))
    painter.end()
    return image


def test_a_line_in_the_middle_is_laid_out_for_its_room(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    centred = Text("Amira", align=Qt.AlignmentFlag.AlignHCenter)
    assert centred.block(500) is not centred.block(WIDEST)


def test_other_words_another_role_and_another_scale_are_laid_out_anew(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    text = Text("Amira")
    wide = text.sizeHint().width()
    text.setText("Amira Hassan")
    wider = text.sizeHint().width()
    text.set_role("prompt")
    large = text.sizeHint().width()
    holder.choose_scale(2.0)
    assert wide < wider < large < text.sizeHint().width()


def test_the_height_follows_the_words_the_role_and_the_size(
    show: Show, holder: ThemeHolder
) -> None:
    text = Text("Words that go on for a while, so that they wrap here.")
    show(text, 200, 200)
    first = text.heightForWidth(200)
    text.setText("Words")
    short = text.heightForWidth(200)
    assert short < first
    text.set_role("h1")
    large = text.heightForWidth(200)
    assert large > short
    holder.choose_scale(2.0)
    assert text.heightForWidth(200) > large


def test_the_same_words_again_ask_for_no_layout(show: Show) -> None:
    text = Text("Words")
    show(text, 200, 60)
    asked = Asked(text)
    text.setText("Words")
    QApplication.processEvents()
    assert asked.times == 0
    text.setText("Others")
    QApplication.processEvents()
    assert asked.times > 0


class Asked(QObject):
    """How often a widget was to be painted anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        self.times += event.type() == QEvent.Type.Paint
        return False
