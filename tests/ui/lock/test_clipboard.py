"""What was copied here leaves the clipboard; what others copied stays.

Off screen Qt owns no clipboard, so a stand-in tells who put there what; the journeys
under X11 use the real one.
"""

from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.private_text import is_private
from visit_app.ui.lock.clipboard import ClipboardCare

SELECTION = QClipboard.Mode.Selection


class Board(QObject):
    """The clipboard and the X11 selection: what is there, and whether it is ours."""

    dataChanged = Signal()  # noqa: N815 - Qt's name
    selectionChanged = Signal()  # noqa: N815

    def __init__(self, *, selection: bool = True) -> None:
        super().__init__()
        self.has_selection = selection
        self.texts = {"clipboard": "", "selection": ""}
        self.ours = {"clipboard": False, "selection": False}
        self.data = QMimeData()

    def put(self, text: str, *, ours: bool, where: str = "clipboard") -> None:
        self.texts[where], self.ours[where] = text, ours
        self.data = QMimeData()
        (self.dataChanged if where == "clipboard" else self.selectionChanged).emit()

    def mimeData(self) -> QMimeData:  # noqa: N802
        return self.data

    def setMimeData(self, data: QMimeData) -> None:  # noqa: N802
        self.data, self.ours["clipboard"] = data, True
        self.texts["clipboard"] = data.text()
        self.dataChanged.emit()

    def ownsClipboard(self) -> bool:  # noqa: N802
        return self.ours["clipboard"]

    def supportsSelection(self) -> bool:  # noqa: N802
        return self.has_selection

    def ownsSelection(self) -> bool:  # noqa: N802
        return self.ours["selection"]

    def text(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> str:
        return self.texts["selection" if mode == SELECTION else "clipboard"]

    def clear(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        where = "selection" if mode == SELECTION else "clipboard"
        self.put("", ours=True, where=where)


def care_of(board: Board, after_ms: int = 60_000) -> ClipboardCare:
    return ClipboardCare(cast("QClipboard", board), board, after_ms=after_ms)


@pytest.fixture
def board(qapp: object) -> Board:
    return Board()


@pytest.mark.parametrize("where", ["clipboard", "selection"])
def test_ours_is_cleared_after_a_while(board: Board, where: str, qtbot: QtBot) -> None:
    care = care_of(board, after_ms=20)
    board.put("Amira Hassan", ours=True, where=where)
    assert care.waiting
    qtbot.waitUntil(lambda: board.texts[where] == "")
    assert not care.waiting


def test_copying_again_keeps_waiting(board: Board) -> None:
    care = care_of(board)
    board.put("one", ours=True)
    board.put("two", ours=True)
    assert care.waiting
    care.clear()
    assert board.texts["clipboard"] == ""
    assert not care.waiting


def test_what_another_app_copied_stays(board: Board) -> None:
    care = care_of(board)
    board.put("ours", ours=True)
    board.put("of another app", ours=False)
    assert not care.waiting
    care.clear()
    assert board.texts["clipboard"] == "of another app"


def test_a_system_without_a_selection(qapp: object) -> None:
    board = Board(selection=False)
    care = care_of(board)
    board.put("ours", ours=True)
    assert care.waiting
    care.clear()
    assert board.texts["clipboard"] == ""


def test_what_came_here_by_another_way_is_marked_for_clipboard_histories(
    board: Board,
) -> None:
    care = care_of(board)
    board.put("Amira", ours=True)

    assert is_private(board.data)
    assert board.texts["clipboard"] == "Amira"
    assert care.waiting


def test_what_others_copied_is_not_touched(board: Board) -> None:
    care_of(board)
    board.put("a recipe", ours=False)
    assert not is_private(board.data)
