"""Side by side where there is room, under each other where there is not."""

from PySide6.QtWidgets import QApplication
from tests.ui.kit.conftest import Show

from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.page import Page


def test_buttons_go_below_each_other_and_come_back(show: Show) -> None:
    row, one, two = Beside(), Button("Outcomes"), Button("Take over a family")
    row.add(one, two)
    page = Page()
    page.add(row)
    page.finish()
    show(page, 700, 400)
    assert one.y() == two.y()
    page.resize(300, 400)
    QApplication.processEvents()
    assert two.y() >= one.y() + one.height()
    assert row.height() >= two.y() + two.height()
    page.resize(700, 400)
    QApplication.processEvents()
    assert one.y() == two.y()
    assert row.height() == one.height()


def test_what_is_hidden_needs_no_room(show: Show) -> None:
    row, one, two = Beside(), Button("Outcomes"), Button("Take over a family")
    row.add(one, two)
    page = Page()
    page.add(row)
    page.finish()
    show(page, 300, 400)
    assert two.y() > one.y()
    one.hide()
    QApplication.processEvents()
    assert (two.y(), two.height()) == (0, row.height())
    one.show()
    QApplication.processEvents()
    QApplication.processEvents()
    assert two.y() > one.y()


def test_fields_share_the_room_as_long_as_each_has_the_least(show: Show) -> None:
    row = Beside(gap=20, least=170)
    fields = [Field(name) for name in ("First", "Second", "Third")]
    for field in fields:
        row.add(field, share=1)
    show(row, 700, 400)
    assert len({field.y() for field in fields}) == 1
    assert len({field.width() for field in fields}) == 1
    row.resize(540, 400)
    QApplication.processEvents()
    assert len({field.y() for field in fields}) == 3
    assert fields[0].width() == 540
