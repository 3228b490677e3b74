"""How much room widgets ask for."""

from PySide6.QtWidgets import QSizePolicy


def height_by_width() -> QSizePolicy:
    """Any width, and then just the height that what is in it needs at that width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy
