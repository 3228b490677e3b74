"""The unlock window: right, wrong, slowed down, recovered, or not to be opened."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE
from tests.ui.kit.hands import press

from visit_app.records.clock import FixedClock
from visit_app.ui.background import Background, InlineBackground
from visit_app.ui.kit.reflow import width_class
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.unlock.presenter import UnlockPresenter
from visit_app.ui.unlock.view import UnlockPage
from visit_app.vault.errors import InUse, NewerVersion, ReadOnly, VaultError
from visit_app.vault.recovery import new_code

NEW = "paper lantern quiet orbit"


class Opening:
    """An unlock page, what it opened, and the waits it asked for."""

    def __init__(self, records: RecordsFolder, qtbot: QtBot) -> None:
        self.opened: list[Opened] = []
        self.waits: list[tuple[float, Callable[[], None]]] = []
        self.page = UnlockPage(records, InlineBackground(), self.opened.append)
        self.page.presenter._later = self._later
        qtbot.addWidget(self.page)
        self.page.resize(1366, 690)
        self.page.show()

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        self.waits.append((seconds, action))

    def type_passphrase(self, words: str) -> None:
        line = self.page.passphrase.field.input
        assert isinstance(line, QLineEdit)
        line.selectAll()
        press(line, words)
        press(line, Qt.Key.Key_Return)

    def error(self) -> str:
        return self.page.passphrase.field.error

    def close(self) -> None:
        for opened in self.opened:
            opened.desk.vault.close()


@pytest.fixture
def opening(
    records: RecordsFolder, theme: ThemeHolder, qtbot: QtBot
) -> Iterator[Opening]:
    made = Opening(records, qtbot)
    yield made
    made.close()


def named(page: QWidget, name: str) -> QWidget:
    found = [w for w in page.findChildren(QWidget, name) if w.isVisible()]
    assert len(found) == 1, name
    return found[0]


def test_the_passphrase_opens(opening: Opening) -> None:
    opening.type_passphrase(PASSPHRASE)
    assert opening.opened[0].desk.practitioner.name == "Priya Nair"
    assert opening.opened[0].recovery_code == ""


def test_the_recovery_code_opens_too(opening: Opening, code: str) -> None:
    opening.type_passphrase(code.lower().replace("-", " "))
    assert len(opening.opened) == 1


def test_nothing_typed(opening: Opening) -> None:
    opening.page.passphrase.button.click()
    assert opening.error() == "Type your passphrase, then press Enter."
    assert opening.opened == []


def test_typing_takes_the_place_of_a_wrong_passphrase(opening: Opening) -> None:
    opening.type_passphrase("kettle")
    assert "type over it" in opening.error()
    field = opening.page.passphrase.field
    press(field.input, PASSPHRASE)
    assert field.value() == PASSPHRASE


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_it_fits_a_small_laptop_with_what_was_wrong(
    opening: Opening, theme: ThemeHolder, scale: float
) -> None:
    theme.choose_scale(scale)
    page = opening.page
    page.set_width(width_class(page.width(), scale))
    page.passphrase.other.show()
    opening.type_passphrase("kettle")
    QApplication.processEvents()
    assert page.scroller.verticalScrollBar().maximum() == 0
    other = page.passphrase.other
    below = other.mapTo(page.scroller, QPoint(0, other.height()))
    assert below.y() <= page.scroller.height()


def test_a_wrong_passphrase_stays_to_be_mended(opening: Opening) -> None:
    opening.type_passphrase("kettle river seven lam")
    assert opening.error().startswith("That did not open your records.")
    field = opening.page.passphrase.field
    assert field.value() == "kettle river seven lam"
    assert opening.page.focusWidget() is field.input
    press(field.input, Qt.Key.Key_End)
    press(field.input, "p")
    assert opening.error() == ""
    press(field.input, Qt.Key.Key_Return)
    assert len(opening.opened) == 1


def test_caps_lock_is_named(opening: Opening) -> None:
    opening.type_passphrase("kettle")
    assert "turn it off" not in opening.error()
    line = opening.page.passphrase.field.input
    # With Caps Lock on, a letter comes as a capital without Shift.
    for letter in "KETTLE":
        plain = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), plain, letter)
        QApplication.sendEvent(line, event)
    press(line, Qt.Key.Key_Return)
    assert opening.error() == (
        "That did not open your records. Caps Lock is on: turn it off and try again."
    )
    press(line, "k")
    press(line, Qt.Key.Key_Return)
    assert "turn it off" not in opening.error()


def test_after_three_wrong_ones_it_slows_down_in_words(
    opening: Opening, clock: FixedClock
) -> None:
    for _ in range(3):
        opening.type_passphrase("wrong words again")
    opening.type_passphrase(PASSPHRASE)
    assert opening.opened == []
    assert opening.error().startswith("Too many wrong attempts. Your records are safe.")
    seconds, again = opening.waits[0]
    button = opening.page.passphrase.button
    assert button.not_ready == opening.error()
    button.click()
    assert opening.opened == []
    clock.forward(seconds=seconds)
    again()
    assert button.not_ready == ""
    assert opening.error() == ""
    opening.type_passphrase(PASSPHRASE)
    assert len(opening.opened) == 1


def test_show_and_hide_the_letters(opening: Opening) -> None:
    line = opening.page.passphrase.field.input
    assert isinstance(line, QLineEdit)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    show = opening.page.passphrase.field.show_button
    assert show is not None
    show.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal


def recover(opening: Opening, code: str, new: str, again: str) -> None:
    page = opening.page
    page.passphrase.recovery.click()
    page.recovery.code.set_value(code)
    page.recovery.button.click()
    page.renew.new.first.set_value(new)
    page.renew.new.second.set_value(again)
    page.renew.button.click()


def test_the_recovery_code_leads_to_a_new_passphrase(
    opening: Opening, code: str, records: RecordsFolder
) -> None:
    recover(opening, code, NEW, NEW)
    assert len(opening.opened) == 1
    opening.close()
    records.open(NEW).desk.vault.close()
    with pytest.raises(VaultError):
        records.open(PASSPHRASE)
    records.open(code).desk.vault.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "9 groups of 4"),
        ("kettle river", "9 groups of 4"),
        ("0000-0000-0000-0000-0000-0000-0000-0000-0001", "slip"),
    ],
)
def test_what_is_no_recovery_code(opening: Opening, typed: str, said: str) -> None:
    page = opening.page
    page.passphrase.recovery.click()
    page.recovery.code.set_value(typed)
    page.recovery.button.click()
    assert said in page.recovery.code.error
    assert page.recovery.isVisible()


def test_the_recovery_code_of_other_records_says_nothing_of_caps_lock(
    opening: Opening,
) -> None:
    opening.type_passphrase("kettle")
    page = opening.page
    page.passphrase.recovery.click()
    page.recovery.code.set_value(new_code())
    page.recovery.button.click()
    assert "a newer code" in page.recovery.code.error
    assert "Caps Lock" not in page.recovery.code.error


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("", "", "Type a passphrase"),
        ("password", "password", "Too easy"),
        (NEW, "paper lantern", "do not match"),
    ],
)
def test_a_new_passphrase_that_will_not_do(
    opening: Opening, code: str, new: str, again: str, said: str
) -> None:
    recover(opening, code, new, again)
    assert opening.opened == []
    assert said in opening.page.renew.new.first.error


def test_back_from_the_recovery_code_forgets_what_was_typed(
    opening: Opening, code: str
) -> None:
    page = opening.page
    page.passphrase.recovery.click()
    page.recovery.code.set_value(code)
    page.recovery.back.click()
    assert page.passphrase.isVisible()
    assert page.recovery.code.value() == ""


@pytest.mark.parametrize("error", [NewerVersion, InUse, ReadOnly])
def test_what_cannot_be_opened_is_said_calmly(
    opening: Opening,
    records: RecordsFolder,
    error: type[VaultError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: RecordsFolder, __: str) -> Opened:
        raise error(detail="a word for support")

    with monkeypatch.context() as patch:
        patch.setattr(RecordsFolder, "open", refuse)
        opening.type_passphrase(PASSPHRASE)
    problem = opening.page.problem
    assert problem.isVisible()
    assert problem.words.text() == error.sentence
    assert str(records.folder) in problem.where.text()
    assert "a word for support" in problem.where.text()
    buttons = problem.findChildren(type(problem.button))
    shown = [b.text() for b in buttons if b.isVisible()]
    assert shown == ["Try again", "Save a report for support…"]
    problem.button.click()
    opening.type_passphrase(PASSPHRASE)
    assert len(opening.opened) == 1


def test_a_cut_off_file_is_not_touched(
    opening: Opening, records: RecordsFolder
) -> None:
    database = records.folder / "vault.db"
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    opening.type_passphrase(PASSPHRASE)
    assert opening.page.problem.isVisible()
    assert database.read_bytes() == whole[: len(whole) // 2]


def test_a_mistake_in_the_program_is_no_wrong_passphrase(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_: RecordsFolder, __: str) -> Opened:
        raise ValueError("a mistake")

    monkeypatch.setattr(RecordsFolder, "open", break_down)
    with pytest.raises(ValueError, match="a mistake"):
        opening.page.presenter.unlock("x")
    assert opening.error() == ""
    assert opening.page.passphrase.button.text() == "Unlock"


def test_the_passphrase_is_tried_off_the_gui_thread(
    records: RecordsFolder,
    theme: ThemeHolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[int] = []
    really = RecordsFolder.open

    def note(folder: RecordsFolder, secret: str) -> Opened:
        threads.append(threading.get_ident())
        return really(folder, secret)

    monkeypatch.setattr(RecordsFolder, "open", note)
    background = Background()
    opened: list[tuple[Opened, int]] = []
    page = UnlockPage(
        records,
        background,
        lambda it: opened.append((it, threading.get_ident())),
    )
    qtbot.addWidget(page)
    page.presenter.unlock(PASSPHRASE)
    assert page.passphrase.button.text() == "Opening your records…"
    page.presenter.unlock(PASSPHRASE)  # pressed twice: tried once
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    gui = threading.get_ident()
    assert opened[0][1] == gui
    assert len(threads) == 1
    assert threads[0] != gui
    opened[0][0].desk.vault.close()
    background.close()


def test_every_control_has_a_name(opening: Opening) -> None:
    page = opening.page
    controls = [
        control
        for form in (page.passphrase, page.recovery, page.renew, page.problem)
        for control in form.findChildren(QWidget)
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(controls) > 10
    for control in controls:
        words = control.accessibleName() or getattr(control, "text", str)()
        assert words, control


def test_the_presenter_knows_no_qt() -> None:
    import visit_app.ui.unlock.presenter as module

    source = Path(module.__file__).read_text(encoding="utf-8")
    assert "PySide6" not in source
    assert UnlockPresenter.__module__ == module.__name__
