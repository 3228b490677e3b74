"""Families: search as you type, open one, add one."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from visit_app.ui.families.family_list import FamilyList
from visit_app.ui.families.presenter import FamiliesPresenter, Listed
from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import current_theme
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr

_FEW_ROWS = 230  # px of the list that can be reached however large the text


class FamiliesScreen(Screen):
    """The caseload: what is typed is looked for at once."""

    nav = "families"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Families")
        self.presenter = FamiliesPresenter(context.desk)
        self._asked = self._answered = 0
        self._enter_waits = False
        self._build()
        self.field.set_value(place.query)
        self.refresh()

    def _build(self) -> None:
        self.head = PageHead(self.title)
        self.add = Button(tr("Add a family"), "primary", icon="plus")
        self.add.setObjectName("add")
        self.add.clicked.connect(lambda: self.context.go(Place.family_edit()))
        self.outcomes = Button(tr("Outcomes"))
        self.outcomes.setObjectName("outcomes")
        self.outcomes.clicked.connect(lambda: self.context.go(Place.outcomes()))
        self.take_over = Button(tr("Take over a family"), icon="download")
        self.take_over.setObjectName("take-over")
        self.take_over.clicked.connect(lambda: self.context.go(Place.take_over()))
        self.head.add(self.outcomes, self.take_over, self.add)
        if self.context.desk.vault.is_practice:
            self.outcomes.hide()
            self.take_over.hide()
        self.field = Field(tr("Search by name, NHS number or postcode"))
        self.field.input.setObjectName("search")
        self.field.edited.connect(self._on_edited)
        self.field.input.installEventFilter(self)
        self.words = Text("", "note")
        self.waiting = Banner(
            tr("A new family is half written. Nothing of it is lost."),
            icon="pencil",
            action=tr("Carry on"),
        )
        self.waiting.button.setObjectName("carry-on-form")
        self.waiting.acted.connect(lambda: self.context.go(Place.family_edit()))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(10)
        for widget in (self.head, self.waiting, self.field, self.words):
            self.column.addWidget(widget)
        self.column.addWidget(self._results(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollBody(inside))
        self.reflowed(Width.WIDE)

    def _results(self) -> QWidget:
        self.card = Card(flush=True)
        self.list = FamilyList()
        self.list.setObjectName("families")
        self.list.opened.connect(self._open)
        self.list.left_up.connect(self.search)
        self.none = QWidget()
        self._none = QVBoxLayout(self.none)
        self.stack = QStackedLayout()
        self.card.body.addLayout(self.stack, 1)  # first: it shows what is put in
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.none)
        return self.card

    # --- searching -----------------------------------------------------------------

    def _on_edited(self, words: str) -> None:
        self.place = replace(self.place, query=words)
        self._enter_waits = False
        self._show()

    def _show(self) -> None:
        """Look for the words away from the keyboard; only the last search counts."""
        self._asked += 1
        asked, presenter = self._asked, self.presenter
        words, surnames = self.field.value(), self.context.surnames_shown()

        def arrived(found: tuple[Listed, ...]) -> None:
            if asked == self._asked:
                self._arrived(found, words, surnames)

        self.context.background.run(
            self,
            lambda: presenter.find(words, surnames=surnames),
            arrived,
            lambda problem: self.words.setText(str(problem)),
        )

    def _arrived(self, found: tuple[Listed, ...], words: str, surnames: bool) -> None:
        self._answered = self._asked
        self.list.show_rows(found)
        said = self.presenter.words(len(found), words, surnames=surnames)
        self.words.setText(said)
        self.field.input.setAccessibleDescription(said)
        self.stack.setCurrentWidget(self.list if found else self.none)
        if not found:
            self._show_none(words)
        if self._enter_waits:
            self._enter_waits = False
            self.list.open_row(0)

    def _show_none(self, words: str) -> None:
        while (item := self._none.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if words.strip():
            title = tr("No family is found")
            text = tr(
                "Each word has to begin a name, an NHS number or a postcode. "
                "Try fewer letters, or add the family."
            )
        else:
            title = tr("No families yet")
            text = tr("Families you add, import or receive from your team stand here.")
        self._none.addWidget(Empty("users", title, text))

    def _open(self, family_id: str) -> None:
        self.context.go(Place.family(family_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search field into the list, Enter opens the first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.list.families.rows:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_enter()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        """Open the first family of what is typed, once that is found."""
        if self._answered == self._asked:
            self.list.open_row(0)
        else:
            self._enter_waits = True

    # --- the screen's contract -----------------------------------------------------

    def shown(self) -> None:
        """Begin in the search field."""
        self.search()

    def search(self) -> bool:
        """Put the focus into the search field, its words selected."""
        self.field.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line = self.field.input
        line.selectAll()
        return True

    def reflowed(self, width: Width) -> None:
        """Fewer columns and narrower margins where there is less room."""
        narrow = width is Width.NARROW
        left, right = (28, 28) if narrow else (36, 32)
        self.column.setContentsMargins(left, 10, right, 20)
        self.head.set_title("" if narrow else self.title)  # the bar above says it
        self.head.set_width(width)
        self.list.set_width(width)
        # in large text the head takes most of the height: the page scrolls instead
        self.card.setMinimumHeight(current_theme().px(_FEW_ROWS) if narrow else 0)

    def refresh(self) -> None:
        """Records came in, or surnames were shown or hidden."""
        self.waiting.setVisible(self.presenter.has_new_form)
        self._show()

    def half_typed(self) -> Mapping[str, str]:
        """The words searched for."""
        return {"search": self.field.value()}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Search for the same words again."""
        if "search" in texts:
            self.field.set_value(texts["search"])
            self._on_edited(texts["search"])

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.rebind(context.desk)


def build(context: ScreenContext, place: Place) -> Screen:
    """The list of families, searched for the place's query."""
    return FamiliesScreen(context, place)
