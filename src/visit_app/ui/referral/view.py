"""Referral: none, one or several; the form at the left, the letter at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.text import Text
from visit_app.ui.referral.form import ReferralForm
from visit_app.ui.referral.letter_pane import LetterPane
from visit_app.ui.referral.presenter import ReferralPresenter
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage


class ReferralPage(StepPage):
    """The referral in hand is the inner place: one comes back to it."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = ReferralPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id, hold.inner
        )
        self.form: ReferralForm | None = None
        self.pane: LetterPane | None = None
        self._columns: QBoxLayout | None = None
        self._width = Width.WIDE
        self._show()

    def _show(self) -> None:
        self.replace_page(Page())
        self.form = self.pane = self._columns = None
        self._add_head()
        request = self.presenter.request
        if request is None:
            self._add_empty()
        else:
            self._add_referral()
        self._add_foot()
        self.set_width(self._width)

    def _add_head(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(tr("Where to?"), "h1"))
        row.addStretch(1)
        referrals = self.presenter.referrals
        if len(referrals) > 1:
            self.which = Segmented(
                tr("Referrals"),
                [
                    Choice(r.id, r.performer or tr("Referral {n}", n=n))
                    for n, r in enumerate(referrals, start=1)
                ],
            )
            self.which.setObjectName("which")
            self.which.choose(self.presenter.at)
            self.which.chosen.connect(self._go_to)
            row.addWidget(self.which)
        if referrals:
            self.another = Button(tr("Refer to another"), "flush", "line", icon="plus")
            self.another.setObjectName("another")
            self.another.clicked.connect(self._add)
            row.addWidget(self.another)
        self.page.head.addWidget(head)

    def _add_empty(self) -> None:
        none = self.presenter.visit.no_referral
        title = tr("No referral today") if none else tr("No referral yet")
        text = tr("A referral has its letter beside it. You choose the service.")
        self.page.add(Empty("mail", title, text))
        self.start = Button(tr("Make a referral"), "secondary", icon="plus")
        self.start.setObjectName("make")
        self.start.clicked.connect(self._add)
        self.page.body.addWidget(self.start, 0, Qt.AlignmentFlag.AlignHCenter)
        self.page.finish()

    def _add_referral(self) -> None:
        request = self.presenter.request
        assert request is not None  # noqa: S101 - shown only when there is one
        self.form = ReferralForm(self.presenter, request)
        self.pane = LetterPane(self.hold.context, self.presenter)
        self.form.changed.connect(self.pane.follow)
        self.form.changed.connect(self.hold.changed)
        self.pane.issued.connect(self._on_issued)
        self.pane.consent_asked.connect(self.form.focus_consent)
        left = QVBoxLayout()
        if self.presenter.is_issued:
            left.addWidget(
                Message(tr("This letter has gone out."), "note", icon="check")
            )
        left.addWidget(self.form)
        if not self.presenter.is_issued:
            back = Button(tr("Take this referral back"), "flush", "line", icon="undo-2")
            back.setObjectName("withdraw")
            back.clicked.connect(self._withdraw)
            left.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._columns.addLayout(left, 10)
        self._columns.addWidget(self.pane, 11)
        self.page.body.addLayout(self._columns, 1)
        self.pane.show_letter()

    def _add_foot(self) -> None:
        back = Button(tr("Back"), size="foot", icon="arrow-left")
        none = Button(tr("No referral today"), "quiet", "foot")
        words = self.hold.next_words
        go_on = Button(words, "primary", "foot", icon_right="arrow-right")
        for name, button in (("back", back), ("none", none), ("next", go_on)):
            button.setObjectName(name)
        back.clicked.connect(self.hold.go_back)
        none.clicked.connect(self._none_today)
        go_on.clicked.connect(self.hold.go_next)
        self.page.foot.add_left(back)
        if self.presenter.referrals:
            none.deleteLater()
            self.page.foot.add_right(go_on)
        else:
            self.page.foot.add_right(none, go_on)
        self._next = go_on

    # --- what is done --------------------------------------------------------------

    def _add(self) -> None:
        made = self.presenter.add()
        if made:
            self._go_to(made)

    def _go_to(self, request_id: str) -> None:
        self.hold.go(f"{self.hold.step}/{request_id}")

    def _withdraw(self) -> None:
        self.presenter.withdraw()
        self.hold.changed()
        self.hold.go(self.hold.step)

    def _none_today(self) -> None:
        self.presenter.none_today()
        self.hold.changed()
        self.hold.go_next()

    def _on_issued(self) -> None:
        self.hold.changed()
        self._show()
        self.shown()

    def move_inside(self, inner: str) -> bool:
        """Another referral."""
        self.presenter.at = inner
        self.presenter.read()
        self._show()
        self.shown()
        return True

    def set_width(self, width: Width) -> None:
        """The letter goes below the form where there is less room."""
        self._width = width
        if self._columns is not None:
            down = QBoxLayout.Direction.TopToBottom
            across = QBoxLayout.Direction.LeftToRight
            self._columns.setDirection(across if width is Width.WIDE else down)

    def shown(self) -> None:
        """Begin with the service, or with making a referral."""
        if self.form is not None and not self.presenter.is_issued:
            self.form.focus_first()
        else:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return ReferralPage(hold)
