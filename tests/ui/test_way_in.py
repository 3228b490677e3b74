"""What is opened for a page that is gone is closed again."""

import pytest
import shiboken6
from PySide6.QtCore import QObject
from tests.ui.conftest import SlowBackground

from visit_app.ui import mending
from visit_app.ui.mending import Mending
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.way_in import ClosesOrphans
from visit_app.vault.errors import Locked


def never(_: object) -> None:
    raise AssertionError("nobody takes it")


@pytest.fixture
def slow() -> SlowBackground:
    return SlowBackground()


@pytest.fixture
def shell(qapp: QObject) -> QObject:
    return QObject(qapp)


def test_a_page_that_is_there_takes_them(
    slow: SlowBackground, shell: QObject, records: RecordsFolder, code: str
) -> None:
    taken: list[Opened] = []
    runner, page = ClosesOrphans(slow, shell), QObject()
    runner.run(page, lambda: records.open(code), taken.append, never)
    slow.finish()
    assert taken[0].desk.vault.setting("x", "") == ""
    taken[0].close()


def test_records_opened_for_a_page_that_is_gone_are_closed(
    slow: SlowBackground, shell: QObject, records: RecordsFolder, code: str
) -> None:
    opened: list[Opened] = []

    def work() -> Opened:
        opened.append(records.open(code))
        return opened[0]

    page = QObject()
    ClosesOrphans(slow, shell).run(page, work, never, never)
    shiboken6.delete(page)
    slow.finish()
    with pytest.raises(Locked):
        opened[0].desk.vault.setting("x", "")


def test_what_was_to_be_restored_is_forgotten(
    slow: SlowBackground, shell: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[Mending] = []
    monkeypatch.setattr(mending, "forget", forgotten.append)
    found, page = Mending(object(), object()), QObject()  # type: ignore[arg-type]
    ClosesOrphans(slow, shell).run(page, lambda: found, never, never)
    shiboken6.delete(page)
    slow.finish()
    assert forgotten == [found]


def test_a_failure_is_of_no_interest_to_a_page_that_is_gone(
    slow: SlowBackground, shell: QObject
) -> None:
    told: list[Exception] = []
    here, gone = QObject(), QObject()
    for page in (here, gone):
        ClosesOrphans(slow, shell).run(page, lambda: 1 // 0, never, told.append)
    shiboken6.delete(gone)
    slow.finish()
    assert [type(error) for error in told] == [ZeroDivisionError]
