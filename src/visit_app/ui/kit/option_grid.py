"""All items of a questionnaire on one page: a row for each, a cell for each answer."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.option_face import CELL_WIDTH
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed

GAP = 8
DIGIT = 12  # room for one digit of a number, px


class _Line(QWidget, Themed):
    """One row: what is asked at the left, cells or their heads at the right."""

    def __init__(
        self, *left: QWidget, right: Sequence[QWidget], digits: int = 1
    ) -> None:
        super().__init__()
        self._digits = digits
        self._narrow, self._heads = left[:-1], [w for w in right if type(w) is Text]
        self._row = QHBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        for widget in left:
            self._row.addWidget(widget, 1 if widget is left[-1] else 0, middle)
        self._row.addSpacing(GAP)
        for widget in right:
            self._row.addWidget(widget, 0, middle)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Scale the columns so that cells stand under their heads."""
        px = self.theme.px
        self._row.setContentsMargins(px(19), px(4), px(15), px(4))
        self._row.setSpacing(px(GAP))
        self.setMinimumHeight(px(54))
        for widget in self._narrow:
            widget.setFixedWidth(px(DIGIT * self._digits))
        for head in self._heads:
            head.setFixedWidth(px(CELL_WIDTH))


class OptionGrid(Card):
    """`chosen(link_id, code)`, `confirmed()`; each item is one stop for Tab.

    `items` are (link_id, text); `choices` need key and label; cells show the key.
    """

    chosen = Signal(str, str)
    confirmed = Signal()

    def __init__(
        self,
        stem: str,
        items: Sequence[tuple[str, str]],
        choices: Sequence[Choice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(flush=True, parent=parent)
        self._groups: dict[str, OptionGroup] = {}
        centre = Qt.AlignmentFlag.AlignHCenter
        heads = [Text(c.label, "head", align=centre) for c in choices]
        self.body.addWidget(_Line(Text(stem, "grid_strong"), right=heads))
        self._digits = len(str(len(items)))
        for number, (link_id, text) in enumerate(items, 1):
            self.add_rule()
            self._add_item(number, link_id, text, choices)

    def restyle(self) -> None:
        """The rows reach the top and bottom of the card."""
        super().restyle()
        self.body.setContentsMargins(0, self.theme.px(4), 0, 0)
        self.head.setContentsMargins(0, 0, 0, 0)

    def _add_item(
        self, number: int, link_id: str, text: str, choices: Sequence[Choice]
    ) -> None:
        group = OptionGroup(text, _cells(choices), "cell", "across", GAP)
        group.chosen.connect(lambda code: self.chosen.emit(link_id, code))
        group.confirmed.connect(self.confirmed)
        self._groups[link_id] = group
        count = Text(str(number), "dense_strong", ink="ink2")
        asked = Text(text, "grid")
        line = _Line(count, asked, right=[group], digits=self._digits)
        self.body.addWidget(line, 1)

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show these answers, link id to code, without emitting `chosen`."""
        for link_id, group in self._groups.items():
            group.choose(answers.get(link_id))

    def focus_item(self, link_id: str) -> None:
        """Put the focus on the answers of that item."""
        self._groups[link_id].focus_first()

    def item_with(self, widget: QWidget) -> str:
        """The item whose answers hold this widget, "" for none."""
        groups = self._groups.items()
        return next((link for link, g in groups if g.isAncestorOf(widget)), "")

    def group(self, link_id: str) -> OptionGroup:
        """The answers of one item."""
        return self._groups[link_id]


def _cells(choices: Sequence[Choice]) -> list[Choice]:
    # A cell shows its digit; the screen reader hears the words of the column too.
    return [Choice(c.code, c.key, c.key, subtitle=c.label) for c in choices]
