"""The system's dialogs for files and folders: opened, never waited for, then gone.

Each calls `chosen` with the path; nothing is called when the dialog is given up.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from visit_app.ui.kit.sheets import dialog_sheet
from visit_app.ui.kit.themed import current_theme

Chosen = Callable[[str], object]


def ask_for_file(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
    """Ask for a file that is there; `kinds` as in "Licence pack (*.zip)"."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    _open(dialog, chosen)


def ask_for_folder(parent: QWidget, title: str, chosen: Chosen) -> None:
    """Ask for a folder that is there."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, chosen)


def ask_where_to_save(
    parent: QWidget, title: str, name: str, chosen: Chosen, *, kinds: str = ""
) -> None:
    """Ask where a file goes; `name` is offered, and its ending added when left out."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    if kinds:
        dialog.setNameFilter(kinds)
    dialog.selectFile(name)
    _open(dialog, chosen)


def _open(dialog: QFileDialog, chosen: Chosen) -> None:
    dialog.setStyleSheet(dialog_sheet(current_theme()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    QDialog.open(dialog)
