"""The chart and its table: two equal views of the same scores."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.chart import Band, ChartPoint, ScoreChart
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class ScoreTable(QTableWidget, Themed):
    """One row for each contact, read by the keyboard and the screen reader."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        fit = QHeaderView.ResizeMode.ResizeToContents
        self.horizontalHeader().setSectionResizeMode(fit)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().setSectionResizeMode(fit)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        heads = (tr("Date"), tr("Contact"), tr("Score"), tr("Note"))
        self.setHorizontalHeaderLabels(heads)
        self.restyle()

    def restyle(self) -> None:
        """Scale the rows."""
        self.setStyleSheet(sheet(self.theme, "table", "scroll_bar"))
        self.setFont(self.theme.font(16))
        self.horizontalHeader().setFont(self.theme.font(15, 600))
        self.verticalHeader().setMinimumSectionSize(self.theme.control_px(40))

    def set_scores(self, points: Sequence[ChartPoint]) -> None:
        """Show these contacts, oldest first."""
        self.setRowCount(len(points))
        for row, point in enumerate(points):
            words = (point.when, point.contact, point.figure, point.note)
            for column, text in enumerate(words):
                self.setItem(row, column, QTableWidgetItem(text))


class ScoreView(QWidget, Themed):
    """Title, instruments to choose from, and chart or table: `chosen(code)`.

    The table is made when somebody first asks for it.
    """

    chosen = Signal(str)
    table_name = ""  # the table's objectName

    def __init__(
        self,
        title: str,
        instruments: Sequence[Choice] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.chart = ScoreChart(title)
        self._table: ScoreTable | None = None
        self._points: Sequence[ChartPoint] = ()
        self.instruments = Segmented(tr("Questionnaire"), instruments, self)
        self.instruments.chosen.connect(self.chosen)
        self.instruments.setVisible(bool(instruments))
        self.toggle = Button(tr("Show as table"), "quiet", "row", icon="table")
        self.toggle.clicked.connect(self._toggle)
        self._note = Text("", "note")
        head = QHBoxLayout()
        head.addWidget(Text(title, "card_title"), 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.instruments)
        head.addWidget(self.toggle)
        self._head = head
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)  # first: it shows what is put in
        self._stack.addWidget(self.chart)
        self._column.addWidget(self._note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        self._head.setSpacing(self.theme.px(12))
        self._column.setSpacing(self.theme.px(8))

    def set_scores(
        self,
        points: Sequence[ChartPoint],
        bands: Sequence[Band],
        most: int,
        note: str = "",
        last: int = 0,
    ) -> None:
        """Show these scores, with a note under them; in the chart the `last` ones.

        0: all of them, in the chart as well.
        """
        self.chart.set_scores(points[-last:], bands, most)
        self._points = points
        if self._table is not None:
            self._table.set_scores(points)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self._stack.currentWidget() is not self.chart

    @property
    def table(self) -> ScoreTable:
        """The table."""
        if self._table is None:
            self._table = ScoreTable(self._title)
            self._table.setObjectName(self.table_name)
            self._table.set_scores(self._points)
            self._stack.addWidget(self._table)
            self.setTabOrder(self.toggle, self._table)
        return self._table

    def _toggle(self) -> None:
        table = not self.as_table
        self._stack.setCurrentWidget(self.table if table else self.chart)
        self.toggle.setText(tr("Show as chart") if table else tr("Show as table"))
