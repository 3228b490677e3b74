"""Controls that belong together, without a frame."""

from PySide6.QtWidgets import QWidget


class Group(QWidget):
    """A grouping to a screen reader (scroll_access.py); its accessible name is what
    the controls in it are about.

    Not a QGroupBox: Qt keeps room for its title and frame, and only a style sheet,
    under which everything in it is styled too, takes that away.
    """
