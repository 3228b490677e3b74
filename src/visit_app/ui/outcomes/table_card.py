"""One measure as a calm table, with what it counts on demand."""

from visit_app.exports.counts import Table
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.typeset import Role
from visit_app.ui.outcomes.presenter import lines
from visit_app.ui.text import tr

ROW = 38
INSET = 20


class TableCard(Card):
    """Rows of words and a number; "What is counted" unfolds the definition."""

    def __init__(self, table: Table) -> None:
        about = table.measure
        super().__init__(tr(about.title), flush=True)
        self.setObjectName(f"measure-{about.id}")
        self.more = Button(tr("What is counted"), "flush", "line")
        self.more.setObjectName(f"what-{about.id}")
        self._name = tr(about.title)
        self.more.clicked.connect(self._toggle)
        self.head.addWidget(self.more)
        self.definition = Definition(table)
        self.definition.hide()
        self.add(self.definition)
        self._say(tr("What is counted"))
        shown = lines(table)
        for number, (words, value) in enumerate(shown):
            self.add_rule(INSET, INSET)
            last = table.total is not None and number == len(shown) - 1 and value
            self.add(_row(words, value, strong=bool(last)))

    def _toggle(self) -> None:
        unfold = self.definition.isHidden()
        self.definition.setVisible(unfold)
        self._say(tr("Fold away") if unfold else tr("What is counted"))

    def _say(self, words: str) -> None:
        """What the button does, and to a screen reader for which table."""
        self.more.setText(words)
        self.more.setAccessibleName(f"{words}: {self._name}")


class Definition(ListRow):
    """What each number counts, what is left out, and where the measure comes from."""

    def __init__(self, table: Table) -> None:
        super().__init__(ROW, INSET)
        about = table.measure
        parts = [
            tr(about.counts),
            tr("Left out: {what}", what=tr(about.leaves_out)),
            tr("Source: {source}", source=about.source.text),
        ]
        if about.source.confirm_locally:
            parts.append(tr("Confirm locally."))
        self.words = Text("\n".join(parts), "note")
        self.add(self.words)


def _row(words: str, value: str, *, strong: bool) -> ListRow:
    row = ListRow(ROW, INSET, INSET)
    row.add(Text(words, "dense_strong" if strong else "dense"))
    if value:
        shown: Role = "dense_strong" if strong else "dense_medium"
        row.add_end(Text(value, shown, wrap=False, figures=True))
    row.setAccessibleName(f"{words}: {value}" if value else words)
    return row
