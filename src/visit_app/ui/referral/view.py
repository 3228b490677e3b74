"""Referral: none, one or several; the form at the left, the letter at the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from visit_app.directory import HealthcareService, Lacking
from visit_app.directory.wording import called
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.text import Text
from visit_app.ui.referral.form import ReferralForm
from visit_app.ui.referral.letter_pane import LetterPane
from visit_app.ui.referral.need_fold import NeedFold
from visit_app.ui.referral.presenter import LOOKING, ReferralPresenter
from visit_app.ui.referral.service_list import GapNotes, ServiceList
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage

EDITING = "letter-editing"  # half typed, as a lock keeps it


class ReferralPage(StepPage):
    """The referral in hand is the inner place: one comes back to it."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = ReferralPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id, hold.inner
        )
        self.form: ReferralForm | None = None
        self.pane: LetterPane | None = None
        self._width = Width.WIDE
        self._show()

    def _show(self) -> None:
        self.replace_page(Page())
        self.form = self.pane = None
        self.services: ServiceList | None = None
        self._add_head()
        request = self.presenter.request
        if self.presenter.looking_for is not None:
            self._add_looking()
        elif request is None:
            self._add_empty()
        else:
            self._add_referral()
        self._add_foot()
        self.set_width(self._width)

    def _add_head(self) -> None:
        head = self._head_part = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(Text(tr("Where to?"), "h1"), 1)
        ways = Flow(gap=16)
        self._head.addWidget(ways)
        referrals = self.presenter.referrals
        if len(referrals) > 1:
            self.which = Segmented(
                tr("Referrals"),
                [
                    Choice(r.id, r.performer or tr("Referral {n}", n=n))
                    for n, r in enumerate(referrals, start=1)
                ],
                folds=True,
            )
            self.which.setObjectName("which")
            self.which.choose(self.presenter.at)
            self.which.chosen.connect(self._go_to)
            ways.add(self.which)
        if referrals:
            self.another = Button(tr("Refer to another"), "flush", "line", icon="plus")
            self.another.setObjectName("another")
            self.another.clicked.connect(self._add)
            ways.add(self.another)

    def _add_empty(self) -> None:
        none = self.presenter.visit.no_referral
        title = tr("No referral today") if none else tr("No referral yet")
        text = tr("A referral has its letter beside it. You choose the service.")
        self.page.add(Empty("mail", title, text))
        self.start = Button(tr("Make a referral"), "secondary", icon="plus")
        self.start.setObjectName("make")
        self.start.clicked.connect(self._add)
        words = tr("Look at the local services")
        self.look = Button(words, "quiet", icon="map-pin")
        self.look.setObjectName("look")
        self.look.clicked.connect(lambda: self._go_to(f"{LOOKING}/"))
        for button in (self.start, self.look):
            self.page.body.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.page.finish()

    def _add_looking(self) -> None:
        """The services before there is a referral; taking one makes it."""
        found = self.presenter.services()
        theme = self.presenter.looking_for
        if theme:
            about = called("themes", (theme,))
            self.page.add(Text(tr("What there is for {about}.", about=about), "stem"))
        need = self._need()
        gaps = GapNotes(found)
        self.services = ServiceList(found)
        self.services.chosen.connect(self._refer_to)

        def judged() -> None:
            self.presenter.read()
            again = self.presenter.services()
            gaps.show_found(again)
            if self.services is not None:
                self.services.show_found(again)
            self.hold.changed()

        need.changed.connect(judged)
        self.page.add(need, gaps, self.services)
        self.page.finish()

    def _need(self) -> NeedFold:
        signed_off = self.presenter.visit.is_finished
        return NeedFold(self.hold, signed_off=signed_off)

    def _add_referral(self) -> None:
        request = self.presenter.request
        assert request is not None  # noqa: S101 - shown only when there is one
        self.form = ReferralForm(self.presenter, request, self._need())
        self.pane = LetterPane(self.hold.context, self.presenter)
        self.form.changed.connect(self.pane.follow)
        self.form.changed.connect(self.hold.changed)
        self.pane.issued.connect(self._on_issued)
        self.pane.consent_asked.connect(self.form.focus_consent)
        self.pane.jumped.connect(self._jump)
        left = self.page.body
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
        self._place_pane()
        self.page.finish()
        self.pane.show_letter()

    def _place_pane(self) -> None:
        """The letter stays in sight at the right; below the form in narrow windows."""
        if self.pane is None:
            return
        self.pane.set_stacked(self._width is not Width.WIDE)
        if self._width is Width.WIDE:
            self.page.set_beside(self.pane)
        else:
            self.page.set_beside(None)
            self.page.body.insertWidget(self.page.body.count() - 1, self.pane)

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

    def _refer_to(self, service: HealthcareService) -> None:
        made = self.presenter.refer_to(service)
        if made:
            self.hold.changed()
            self._go_to(made)

    def _jump(self, lacking: Lacking) -> None:
        """Where it is put right: a field here, another step, or another screen."""
        place = self.presenter.place_of(lacking)
        if place is not None:
            self.hold.context.go(place)
        elif lacking.step != self.hold.step:
            self.hold.go(lacking.step)
        elif self.form is not None:
            self.form.focus_at(lacking.code)

    def _go_to(self, request_id: str) -> None:
        self.hold.go(f"{self.hold.step}/{request_id}")

    def _withdraw(self) -> None:
        """The page may be at this very place already: going there does nothing then."""
        self.presenter.withdraw()
        self.hold.changed()
        self.move_inside("")
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
        self.inner = inner
        self.presenter.go(inner)
        self._show()
        self.shown()
        return True

    def refresh(self) -> None:
        """The safety panel recorded something: it may have kept the letter back."""
        self.presenter.read()
        if self.form is not None:
            self.form.show_call()
        if self.pane is not None:
            self.pane.follow()

    def half_typed(self) -> Mapping[str, str]:
        """Whether the letter was being edited: what is typed in it is saved."""
        editing = {EDITING: "on"} if self.pane is not None and self.pane.editing else {}
        return {**super().half_typed(), **editing}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Edit on, so that the caret finds its paragraph."""
        super().put_back(texts)
        if EDITING in texts and self.pane is not None:
            self.pane.edit()

    def set_width(self, width: Width) -> None:
        """The letter goes below the form where there is less room."""
        self._width = width
        self._place_head()
        self._place_pane()

    def _place_head(self) -> None:
        """Narrow, it takes several lines, so it scrolls with the rest."""
        narrow = self._width is Width.NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction
        self._head.setDirection(down if narrow else across.LeftToRight)
        place = self.page.body if narrow else self.page.head
        place.insertWidget(0, self._head_part)

    def shown(self) -> None:
        """Begin with the service, or with making a referral."""
        if self.services is not None:
            self.services.focus_first()
        elif self.form is not None and not self.presenter.is_issued:
            self.form.focus_first()
        else:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return ReferralPage(hold)
