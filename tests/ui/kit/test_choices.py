"""Combo boxes, segments and chips: one value of a few."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.chip import Chip, FilterChip
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.theme_holder import ThemeHolder

CONTACTS = [Choice("home", "At home"), Choice("phone", "By phone")]
THREE = [Choice("p", "PHQ-9"), Choice("g", "GAD-7"), Choice("m", "MORS-SF")]


def test_a_combo_tells_only_what_a_person_picks(qtbot: QtBot, show: Show) -> None:
    field = ComboField("Contact", CONTACTS)
    show(field, 400, 120)
    assert field.code() is None
    with qtbot.assertNotEmitted(field.chosen):
        field.choose("home")
    assert field.code() == "home"
    field.combo.setFocus()
    with qtbot.waitSignal(field.chosen) as signal:
        press(field.combo, Qt.Key.Key_Down)
    assert signal.args == ["phone"]
    field.choose(None)
    assert field.code() is None


def test_a_combo_is_named_by_its_label(show: Show) -> None:
    field = ComboField("Contact", CONTACTS, help_text="How you met.")
    show(field, 400, 120)
    interface = QAccessible.queryAccessibleInterface(field.combo)
    labels = [
        target.text(QAccessible.Text.Name)
        for target, relation in interface.relations(QAccessible.RelationFlag.Label)
    ]
    names = [interface.text(QAccessible.Text.Name), *labels]
    assert "Contact" in names
    assert field.combo.accessibleDescription() == "How you met."


def wheel(over: QPoint) -> QWheelEvent:
    return QWheelEvent(
        QPointF(over),
        QPointF(over),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_scrolling_past_a_combo_does_not_change_it(qtbot: QtBot, show: Show) -> None:
    field = ComboField("Contact", CONTACTS)
    show(field, 400, 120)
    field.choose("home")
    field.combo.clearFocus()
    QApplication.sendEvent(field.combo, wheel(QPoint(20, 20)))
    assert field.code() == "home"


def test_segments_that_fold_stand_under_each_other_in_little_room(show: Show) -> None:
    strip = Segmented("Questionnaire", THREE, folds=True)
    room = QWidget()
    strip.setParent(room)
    show(room, 600, 200)
    strip.resize(strip.sizeHint())
    QApplication.processEvents()
    assert len({segment.y() for segment in strip.segments}) == 1
    strip.resize(strip.minimumSizeHint().width(), 160)
    QApplication.processEvents()
    assert len({segment.y() for segment in strip.segments}) == 3
    plain = Segmented("Questionnaire", THREE)
    assert plain.minimumSizeHint().width() == strip.sizeHint().width()


def test_segments_choose_by_pointer_and_arrow(qtbot: QtBot, show: Show) -> None:
    strip = Segmented("Questionnaire", THREE)
    show(strip)
    with qtbot.assertNotEmitted(strip.chosen):
        strip.choose("p")
    with qtbot.waitSignal(strip.chosen) as signal:
        click(strip.segments[2])
    assert signal.args == ["m"]
    strip.segments[2].setFocus()
    with qtbot.waitSignal(strip.chosen) as signal:
        press(strip.segments[2], Qt.Key.Key_Left)
    assert signal.args == ["g"]
    assert strip.code() == "g"
    assert strip.accessibleName() == "Questionnaire"


def test_a_chip_has_icon_and_words_for_its_meaning(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    plain, late = Chip("2 days late"), Chip("2 days late", "warn")
    qtbot.addWidget(plain)
    qtbot.addWidget(late)
    assert late.sizeHint().width() == plain.sizeHint().width() + 22
    late.set_chip("On time", "plain")
    assert late.text() == "On time"


def test_a_chip_is_never_narrower_than_its_words_at_any_scale(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    chip = Chip("PHQ-9 incomplete", "warn")
    qtbot.addWidget(chip)
    for scale in (1.0, 1.25, 1.5, 2.0):
        holder.choose_scale(scale)
        assert chip.minimumSizeHint() == chip.sizeHint()
        assert chip.sizeHint().height() == round(30 * scale)


def test_a_filter_is_a_check_box(qtbot: QtBot, show: Show) -> None:
    chip = FilterChip("Late")
    show(chip)
    interface = QAccessible.queryAccessibleInterface(chip)
    assert interface.role() == QAccessible.Role.CheckBox
    narrow = chip.sizeHint().width()
    with qtbot.waitSignal(chip.toggled):
        click(chip)
    assert chip.sizeHint().width() > narrow  # a tick, not colour alone


def test_assistive_technology_picks_in_the_closed_list(
    qtbot: QtBot, show: Show
) -> None:
    field = ComboField("Contact", CONTACTS)
    show(field, 400, 120)
    field.choose("home")
    rows = field.combo.model()
    with qtbot.waitSignal(field.chosen) as signal:
        field.combo.view().setCurrentIndex(rows.index(1, 0))
    assert signal.args == ["phone"]
    with qtbot.assertNotEmitted(field.chosen):
        field.choose("home")
    assert field.code() == "home"


@pytest.mark.parametrize("key", [Qt.Key.Key_PageUp, Qt.Key.Key_PageDown])
def test_page_keys_scroll_the_page_and_choose_nothing(
    qtbot: QtBot, show: Show, key: Qt.Key
) -> None:
    page, tall = Page(), QWidget()
    first, last = ComboField("Contact", CONTACTS), ComboField("Place", CONTACTS)
    tall.setMinimumHeight(3000)
    page.add(first, tall, last)
    show(page, 600, 400)
    bar = page.scroller.verticalScrollBar()
    bar.setValue(1000)
    first.choose("home")
    last.choose("phone")
    for field in (first, last):
        press(field.combo, key)
    assert (first.code(), last.code()) == ("home", "phone")
    assert bar.value() != 1000
