"""All items of a questionnaire on one page: a row for each, a cell for each answer."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from visit_app.ui.kit.card import Card, Rule
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.option_face import CELL_WIDTH
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.text import Text


class OptionGrid(Card):
    """`chosen(link_id, code)`, `confirmed()`; Up and Down go from item to item.

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
        super().__init__(flush=True, padding=6, parent=parent)
        self._groups: dict[str, OptionGroup] = {}
        self._heads: list[Text] = []
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._add_heads(stem, choices)
        for number, (link_id, text) in enumerate(items, 1):
            self._add_item(number, link_id, text, choices)
        self.restyle()

    def restyle(self) -> None:
        """Scale the columns."""
        super().restyle()
        if not hasattr(self, "_grid"):
            return
        px = self.theme.px
        self._grid.setContentsMargins(px(19), 0, px(15), 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(9))
        for head in self._heads:
            head.setFixedWidth(px(CELL_WIDTH))

    def _add_heads(self, stem: str, choices: Sequence[Choice]) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(Text(stem, "dense_strong"), 0, 0, 1, 2, middle)
        for column, choice in enumerate(choices, 2):
            centre = Qt.AlignmentFlag.AlignHCenter
            head = Text(choice.label, "chip", align=centre)
            self._heads.append(head)
            self._grid.addWidget(head, 0, column, middle)

    def _add_item(
        self, number: int, link_id: str, text: str, choices: Sequence[Choice]
    ) -> None:
        row, middle = 2 * number, Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(Rule(), row - 1, 0, 1, 2 + len(choices))
        count = Text(str(number), "dense_strong", ink="ink2")
        self._grid.addWidget(count, row, 0, middle)
        self._grid.addWidget(Text(text, "dense"), row, 1, middle)
        group = OptionGroup(text, _cells(choices), "cell", "across", 8)
        group.chosen.connect(lambda code: self.chosen.emit(link_id, code))
        group.confirmed.connect(self.confirmed)
        self._groups[link_id] = group
        self._grid.addWidget(group, row, 2, 1, len(choices), middle)

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show these answers, link id to code, without emitting `chosen`."""
        for link_id, group in self._groups.items():
            group.choose(answers.get(link_id))

    def focus_item(self, link_id: str) -> None:
        """Put the focus on the answers of that item."""
        self._groups[link_id].focus_first()

    def group(self, link_id: str) -> OptionGroup:
        """The answers of one item."""
        return self._groups[link_id]


def _cells(choices: Sequence[Choice]) -> list[Choice]:
    # A cell shows its digit; the screen reader hears the words of the column too.
    return [Choice(c.code, c.key, c.key, subtitle=c.label) for c in choices]
