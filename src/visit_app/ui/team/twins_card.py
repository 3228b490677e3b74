"""Families that may be the same one, each with the way to compare them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from visit_app.sync.same_family import Suggestion
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.team.where_card import ICON_WIDTH, RowIcon
from visit_app.ui.text import tr


class TwinsCard(Card):
    """`compared(suggestion)`."""

    compared = Signal(object)

    def __init__(self, rows: Sequence[tuple[Suggestion, str]]) -> None:
        super().__init__(tr("These may be the same family"), flush=True, padding=24)
        for number, (pair, title) in enumerate(rows):
            self.add_rule()
            row = ListRow(60)
            row.add(RowIcon("git-merge"), ICON_WIDTH)
            row.add_two_lines(title, reason_words(pair))
            button = Button(tr("Compare"), "secondary", "row")
            button.setObjectName(f"compare-{number}")
            button.set_description(title)
            button.clicked.connect(lambda _=False, p=pair: self.compared.emit(p))
            row.add_end(button)
            self.add(row)


def reason_words(pair: Suggestion) -> str:
    """What the two have in common."""
    words = {
        "nhs-number": tr("the same NHS number"),
        "name-and-birth": tr("the same name and date of birth"),
    }
    found = [words[reason] for reason in pair.reasons if reason in words]
    text = tr(" and ").join(found)
    return tr("Somebody in both has {what}.", what=text)
