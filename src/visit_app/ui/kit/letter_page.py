"""The pages of a letter as they will be printed: white paper in every theme."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from visit_app.ui.kit.page import clear
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

SHADOW = 8


class LetterPage(QWidget, Themed):
    """One page, fitted to the width, with a soft painted shadow."""

    def __init__(
        self,
        image: QImage,
        number: int,
        of: int,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._image = image
        self.setAccessibleName(tr("Page {number} of {of}", number=number, of=of))
        self.setAccessibleDescription(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The page keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in px of the page at that width."""
        wide = max(self._image.width(), 1)
        return round((width - 2 * SHADOW) * self._image.height() / wide) + 2 * SHADOW

    def sizeHint(self) -> QSize:
        """540 px wide."""
        return QSize(540, self.heightForWidth(540))

    def minimumSizeHint(self) -> QSize:
        """At least 200 px wide."""
        return QSize(200, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shadow, paper and page."""
        painter = smooth(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shade = QColor("#FFFFFF" if self.theme.contrast else "#4A2A1A")
        for step in range(SHADOW, 0, -1):
            shade.setAlphaF(0.02)
            around = page.adjusted(-step + 1, -step + 3, step - 1, step)
            box(painter, around, step + 2, shade)
        painter.fillRect(page, Qt.GlobalColor.white)
        painter.drawImage(page, self._image)


class LetterPages(QWidget, Themed):
    """The pages under each other; put it into a scrolling body."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_images(
        self, images: Sequence[tuple[int, int, bytes]], texts: Sequence[str] = ()
    ) -> None:
        """Show these pages (width, height, RGBA bytes), each with its text."""
        kind = QImage.Format.Format_RGBA8888
        clear(self._column)
        for index, (wide, high, rgba) in enumerate(images):
            text = texts[index] if index < len(texts) else ""
            image = QImage(rgba, wide, high, 4 * wide, kind).copy()
            page = LetterPage(image, index + 1, len(images), text)
            self._column.addWidget(page)
            page.show()
        self._column.addStretch(1)
