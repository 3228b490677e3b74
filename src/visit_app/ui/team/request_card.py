"""A laptop that asks to be let in: whose it is, and the code they read out."""

from PySide6.QtCore import Qt, Signal

from visit_app.sync.roster import Role
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.text import Text
from visit_app.ui.team.overview import Asking
from visit_app.ui.text import tr


class RequestCard(Card):
    """`approved(code, role)` when the code was typed."""

    approved = Signal(str, str)

    def __init__(self, asking: Asking) -> None:
        name = asking.name or tr("Somebody without a name")
        super().__init__(
            tr("{name} asks to join the team", name=name), padding=24, role="title"
        )
        self.asking = asking
        self.code = Field(
            tr("The code {name} reads out", name=name),
            help_text=tr(
                "12 digits, by phone or face to face. If you do not know this person,"
                " do nothing: without the code nobody gets in."
            ),
        )
        self.code.input.setObjectName(f"code-{asking.device}")
        self.code.edited.connect(lambda _: self.code.set_error(None))
        self.role = Segmented(tr("What this laptop may do"), _roles())
        self.role.setObjectName(f"role-{asking.device}")
        self.role.choose(Role.MEMBER)
        self.button = Button(tr("Let this laptop in"), "primary")
        self.button.setObjectName(f"let-in-{asking.device}")
        self.button.clicked.connect(self._approve)
        self.code.input.returnPressed.connect(self._approve)  # type: ignore[union-attr]
        if asking.laptop:
            self.add(Text(tr("On: {laptop}", laptop=asking.laptop), "note"))
        self.add(self.code, Text(tr("What this laptop may do"), "label"), self.role)
        self.add(Flow(self.button))

    def _approve(self) -> None:
        self.approved.emit(self.code.value(), self.role.code() or Role.MEMBER)

    def set_busy(self, words: str) -> None:
        """Say that it takes a moment; "" when it is over."""
        self.button.set_not_ready(words or None)
        announce(self.button, words)

    def say(self, problem: str) -> None:
        """Why this laptop was not let in."""
        self.set_busy("")
        self.code.set_error(problem)
        self.code.input.setFocus(Qt.FocusReason.TabFocusReason)


def _roles() -> list[Choice]:
    return [
        Choice(Role.MEMBER, tr("Read and write")),
        Choice(Role.READER, tr("Read only")),
        Choice(Role.LEAD, tr("Lead as well")),
    ]
