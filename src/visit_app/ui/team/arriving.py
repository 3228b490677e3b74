"""How much of the team's records has arrived: a bar, and the numbers in words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from visit_app.ui.kit.card import Card
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class Bar(QProgressBar, Themed):
    """A flat bar in the colours of the theme; a progress bar to a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(tr("Records of the team received"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """12 px high."""
        return QSize(self.theme.px(240), self.theme.px(12))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window."""
        return QSize(self.theme.px(120), self.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and how far it is."""
        painter, theme = smooth(self), self.theme
        track = QRectF(self.rect())
        radius = track.height() / 2
        box(painter, track, radius, None, theme.color("edge"), stroke=1)
        part = self.value() / max(self.maximum(), 1)
        wide = max(track.width() * part, track.height())
        filled = QRectF(track.left(), track.top(), wide, track.height())
        box(painter, filled, radius, theme.color("accent"))


class ArrivingCard(Card):
    """The caseload on its way to this laptop."""

    def __init__(self, done: int, expected: int) -> None:
        super().__init__(tr("The team’s records are arriving"), padding=24)
        self.bar = Bar()
        self.words = Text("", "note", figures=True)
        self.add(self.bar, self.words)
        self.set_progress(done, expected)

    def set_progress(self, done: int, expected: int) -> None:
        """So many of so many parcels are here."""
        self.bar.setRange(0, expected)
        self.bar.setValue(done)
        self.words.setText(
            tr(
                "{done} of {all} parcels. You may go on working or close the app: it"
                " continues where it stopped.",
                done=f"{done:,}",
                all=f"{expected:,}",
            )
        )
