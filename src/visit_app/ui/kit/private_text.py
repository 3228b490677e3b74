"""Text on the clipboard that no clipboard history and no cloud is to keep.

Windows: the formats that its documentation names for this ("Cloud Clipboard and
Clipboard History Formats"), and the older one that other clipboard programs heed. KDE's
Klipper heeds the hint that password programs give. Qt hands a format whose name it does
not know to the system as it is. Not run on Windows here.
"""

import atexit
from functools import cache
from typing import Protocol

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QMenu

from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.themed import current_theme

MARK = "ExcludeClipboardContentFromMonitorProcessing"
_NO = bytes(4)  # a DWORD of zero
MARKS = {
    MARK: b"1",
    "CanIncludeInClipboardHistory": _NO,
    "CanUploadToCloudClipboard": _NO,
    "Clipboard Viewer Ignore": b"1",
    "x-kde-passwordManagerHint": b"secret",
}


class Copying(Protocol):
    """A field whose text may be copied and cut."""

    def createStandardContextMenu(self) -> QMenu:
        """Qt's own menu."""
        ...

    def copy_privately(self) -> None:
        """Copy what is selected."""
        ...

    def cut_privately(self) -> None:
        """Copy what is selected and take it out."""
        ...


def copies(field: Copying, event: QKeyEvent) -> bool:
    """Copy or cut when these keys ask for it; whether they did."""
    keys = QKeySequence.StandardKey
    if event.matches(keys.Copy):
        field.copy_privately()
    elif event.matches(keys.Cut):
        field.cut_privately()
    else:
        return False
    return True


def show_menu(field: Copying, event: QContextMenuEvent) -> None:
    """Open the field's menu where it was asked for."""
    private_menu(field).popup(event.globalPos())


def private_menu(field: Copying) -> QMenu:
    """The field's own menu, whose Copy and Cut do as the keys do."""
    menu = field.createStandardContextMenu()
    menu.setStyleSheet(sheet(current_theme(), "menu"))
    ours = {"edit-copy": field.copy_privately, "edit-cut": field.cut_privately}
    for action in menu.actions():
        if action.objectName() in ours:
            action.triggered.disconnect()
            action.triggered.connect(ours[action.objectName()])
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def mark_private(data: QMimeData) -> QMimeData:
    """The same data, marked as not to be kept."""
    for name, value in MARKS.items():
        data.setData(name, value)
    return data


def is_private(data: QMimeData | None) -> bool:
    """Whether this data was marked so; there may be none."""
    return data is not None and data.hasFormat(MARK)


def put_private(clipboard: QClipboard, text: str) -> None:
    """Put text on the clipboard, marked from the first moment on."""
    data = QMimeData()
    data.setText(text)
    clipboard.setMimeData(mark_private(data))
    _clear_at_the_end()


@cache
def _clear_at_the_end() -> None:
    """Data made in Python must not outlive Python: Qt would crash while it ends."""
    atexit.register(_clear)


def _clear() -> None:
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
