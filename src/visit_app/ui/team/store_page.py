"""Where the team store is, once more: moved, new sign-in details, or taken up again."""

from PySide6.QtCore import Qt, Signal

from visit_app.sync.status import Standing
from visit_app.ui.courier.state import News
from visit_app.ui.kit.message import Message
from visit_app.ui.team.form_page import FormCard, FormPage
from visit_app.ui.team.place_fields import PlaceFields
from visit_app.ui.team.setting_up import JoinForm
from visit_app.ui.text import tr


class StorePage(FormPage):
    """`asked(JoinForm)`: its words say what for, by how the laptop stands."""

    asked = Signal(object)

    def __init__(self, news: News) -> None:
        title, words, button = _words(news.standing)
        super().__init__(title, news.status.team if news.status else "", button)
        self.place = PlaceFields()
        self.place.set_address(news.status.place if news.status else "")
        card = FormCard()
        card.add(Message(words), self.place)
        self.add(card)
        self.fields = dict(self.place.fields())
        self.back.setVisible(news.standing is Standing.MEMBER)
        self.button.clicked.connect(lambda: self.asked.emit(self.typed()))
        self.finish()

    def typed(self) -> JoinForm:
        """The form as typed."""
        return JoinForm(self.place.address, self.place.secrets.value())

    def focus_first(self) -> None:
        """Begin with the place."""
        self.place.place.input.setFocus(Qt.FocusReason.TabFocusReason)


def _words(standing: Standing) -> tuple[str, str, str]:
    known = {
        Standing.PAUSED: (
            tr("This laptop exchanges nothing"),
            tr(
                "As you chose, nothing is sent or received. Everything recorded here"
                " is saved on this laptop."
            ),
            tr("Take part again"),
        ),
        Standing.REMOVED: (
            tr("This laptop was removed from the team"),
            tr(
                "It sends and receives nothing. What was recorded here is still here."
                " If that was a mistake, ask your team lead and ask to be let in again."
            ),
            tr("Ask to be let in again"),
        ),
        Standing.CLOSED: (
            tr("This laptop needs a new place in the team"),
            tr(
                "It was copied, or set back to a backup, so its old place is closed."
                " Nothing is lost. Ask to be let in again, and tell your team lead."
            ),
            tr("Ask to be let in again"),
        ),
    }
    change = (
        tr("Where the team store is"),
        tr(
            "If it has moved, or IT gave you new sign-in details, enter them here. The"
            " place is looked at first; one that does not hold your team is refused."
        ),
        tr("Use this place"),
    )
    return known.get(standing, change)
