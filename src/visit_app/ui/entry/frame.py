"""The picture at the left, a form of 480 px, a quiet foot: pages 01-unlock."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.entry.form import EntryForm
from visit_app.ui.entry.room import (
    BRAND_AT,
    FOOT_GAP,
    FORM,
    MARGINS,
    PICTURES,
    WHOLE,
    Room,
    room_in,
)
from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Rule
from visit_app.ui.kit.discs import unlock_picture
from visit_app.ui.kit.mark import Brand
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.paint import draw_discs, smooth
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr
from visit_app.ui.unlock import words

ANY_WIDTH = 16_777_215


class UnlockPicture(QWidget, Themed):
    """The two circles, large, with rings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        painter = smooth(self)
        painter.fillRect(self.rect(), self.theme.color("sunken"))
        draw_discs(painter, self.theme, unlock_picture(self.width(), self.height()))


class Picture(QWidget, Themed):
    """The two circles, with the mark and the name over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._circles = UnlockPicture(self)
        self._brand = Brand("Visit", large=True, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill with the circles; the name stands at the top left."""
        super().resizeEvent(event)
        self._circles.setGeometry(self.rect())
        self._brand.adjustSize()
        self._brand.move(QPoint(*map(self.theme.px, BRAND_AT)))


class EntryFrame(QWidget, Themed):
    """Give a form to `set_form`: a short one stands in the middle, a long one scrolls.

    The foot says that no internet is needed; add a button to `foot` if there is one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = Width.WIDE
        self.picture = Picture()
        self._form: EntryForm | None = None
        self.practise: Button | None = None
        content = QWidget()
        self._middle = QVBoxLayout(content)
        self._row = QHBoxLayout()
        self._middle.addStretch(1)
        self._middle.addLayout(self._row)
        self._middle.addStretch(1)
        self.scroller = ScrollBody(content)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(FOOT_GAP)
        self.offline = Message(words.without_internet(), "note", icon="wifi-off")
        self.foot.addWidget(self.offline, 1)
        self.banner = Banner("", "err", action=tr("Close"))
        self.banner.acted.connect(self.banner.hide)
        self.banner.hide()
        self._right = QVBoxLayout()
        self._right.addWidget(self.banner)
        self._right.addWidget(self.scroller, 1)
        self._rule = Rule()
        self._foot_column = QVBoxLayout()
        self._foot_column.addWidget(self._rule)
        self._foot_column.addLayout(self.foot)
        self._right.addLayout(self._foot_column)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.picture)
        row.addLayout(self._right, 1)
        self.restyle()

    def own(self, *forms: EntryForm) -> None:
        """These belong to the page from the start, so that they go when it goes."""
        for form in forms:
            form.hide()
            form.setParent(self)

    def set_form(self, form: EntryForm) -> None:
        """Show this form; the one before it is hidden and kept by its owner."""
        if self._form is not None:
            self._row.takeAt(1)
            self._row.removeWidget(self._form)
            self._form.hide()
        self._form = form
        self._row.addWidget(form, WHOLE)
        self._row.addStretch(1)
        form.show()
        self._fit_form()
        self.scroller.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        if self._form is not None:
            self._form.focus_first()

    def say(self, sentence: str) -> None:
        """Something went wrong in the app itself."""
        self.banner.set_banner(sentence, "err", tr("Close"))
        self.banner.show()

    def offer_practice(self, practise: Callable[[], None]) -> None:
        """Offer invented families at the right of the foot."""
        self.practise = Button(
            words.practise(),
            "quiet",
            "line",
            icon="graduation-cap",
        )
        self.practise.setObjectName("practise")
        self.practise.clicked.connect(practise)
        self.foot.addWidget(self.practise, 0, Qt.AlignmentFlag.AlignRight)
        self._fit_foot()

    def hold(self, words: str) -> None:
        """These words say why nothing else is begun from the foot; "" when it may."""
        own = Qt.FindChildOption.FindDirectChildrenOnly
        for button in self.findChildren(Button, options=own):
            button.set_not_ready(words)

    def withdraw_practice(self) -> None:
        """Records are being opened here: nothing else is offered."""
        if self.practise is not None:
            self.practise.hide()

    def set_width(self, width: Width) -> None:
        """A smaller picture in medium windows, none in narrow ones."""
        self._width = width
        self.restyle()

    def restyle(self) -> None:
        """Scale the picture, the form and the margins."""
        px, width = self.theme.px, self._width
        picture, margin = PICTURES[width], px(MARGINS[width])
        self.picture.setFixedWidth(px(picture))
        self.picture.setVisible(picture > 0)
        room = self._room = self._room_now()
        self._middle.setContentsMargins(margin, px(room.top), margin, px(room.bottom))
        self._foot_column.setContentsMargins(margin, 0, margin, px(room.foot))
        self._foot_column.setSpacing(px(room.foot_gap))
        self._fit_form()
        self._fit_foot()

    def _fit_foot(self) -> None:
        """What leads somewhere comes before what is only said."""
        practise = self.practise
        if practise is None:
            return
        px, width = self.theme.px, self._width
        room = self.width() - px(PICTURES[width]) - 2 * px(MARGINS[width])
        said = self.offline.minimumSizeHint().width() + self.foot.spacing()
        self.offline.setVisible(said + practise.sizeHint().width() <= room)

    def _room_now(self) -> Room:
        return room_in(self._width, self.height(), self.theme.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller gaps where the window is low."""
        super().resizeEvent(event)
        if self._room_now() != self._room:
            self.restyle()
        self._fit_foot()

    def _fit_form(self) -> None:
        if self._form is None:
            return
        narrow = self._width is Width.NARROW
        self._form.setMaximumWidth(ANY_WIDTH if narrow else self.theme.px(FORM))
        self._form.set_room(self._room)
