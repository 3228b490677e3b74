"""The page of one family: people at the left, scores and history at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from visit_app.sync.laptop import Laptop
from visit_app.ui.family.asking import Asking
from visit_app.ui.family.facts import FactsCard
from visit_app.ui.family.foot import FamilyFoot
from visit_app.ui.family.history import HistoryCard
from visit_app.ui.family.in_team import in_team
from visit_app.ui.family.presenter import FamilyPresenter
from visit_app.ui.family.score_card import ScoreCard
from visit_app.ui.family.scores import scores
from visit_app.ui.family.team_card import TeamCard
from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page, clear
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reason_line import ReasonLine
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.resume import ResumeCard
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr

PEOPLE_WIDTH = 306
SCORES_HEIGHT = 430  # px; the history is to be seen below it


class FamilyScreen(Screen):
    """One family: start or carry on with a visit, refer, edit the people."""

    nav = "families"

    def __init__(
        self, context: ScreenContext, place: Place, laptop: Laptop | None = None
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Family")
        self._laptop = laptop
        self.presenter = FamilyPresenter(
            context.desk, context.save_state, place.family_id
        )
        self._width = Width.WIDE
        self.asking: Asking | None = None
        self._asked = ("", "")  # what the button of the question says, and the step
        self._build()
        self._fill()

    def _build(self) -> None:
        self.page = Page(left=36, right=32, footed=False)
        self.head = PageHead(" ")
        self.refer = self._button("refer", tr("Refer"), self._on_refer)
        self.start = self._button("start", tr("Start visit"), self._on_start)
        self.start.set_kind("primary")
        self.reason = ReasonLine()
        self.reason.watch(self.refer, self.start)
        self.head.add(self.refer, self.start)
        self.page.head.addWidget(self.head)
        self.page.head.addWidget(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def _button(self, name: str, words: str, act: Callable[[], None]) -> Button:
        arrow = "arrow-right" if name == "start" else None
        button = Button(words, icon_right=arrow)
        button.setObjectName(name)
        button.clicked.connect(act)
        return button

    def _fill(self) -> None:
        """Show the record as it is now."""
        clear(self.page.body)
        self.asking = None
        self._above = QVBoxLayout()
        self._above.setSpacing(16)
        self.page.body.addLayout(self._above)
        self._known = in_team(self._laptop, self.presenter.family)
        self._add_team_banners()
        self._add_waiting()
        self._add_columns()
        self._show_head()
        self._arrange()

    def _show_head(self) -> None:
        self.head.set_title(self.presenter.title, self.presenter.subtitle)
        nobody = not self.presenter.askable()
        reason = tr("Add a parent or carer first: a visit is with one of them.")
        draft = self.presenter.draft is not None
        self.start.setText(tr("Start another visit") if draft else tr("Start visit"))
        self.start.set_kind("secondary" if draft else "primary")
        for button in (self.start, self.refer):
            button.set_not_ready(reason if nobody else None)

    def _add_team_banners(self) -> None:
        """That it went to another team, has two versions, was joined to another."""
        handed = self.presenter.handed_words()
        if handed:
            away = Banner(handed, icon="upload", action=tr("Take it back"))
            away.button.setObjectName("take-back")
            away.acted.connect(self._take_back)
            self._above.addWidget(away)
        if self._known.open_details:
            banner = Banner(
                tr("A detail of this family has two versions."),
                icon="git-merge",
                action=tr("Decide"),
            )
            banner.button.setObjectName("decide")
            banner.acted.connect(lambda: self.context.go(Place.team()))
            self._above.addWidget(banner)
        if self._known.joined_to is not None:
            family_id, title = self._known.joined_to
            joined = Banner(
                tr("This record was joined to that of {family}.", family=title),
                icon="git-merge",
                action=tr("Compare"),
            )
            joined.button.setObjectName("joined-to")
            joined.acted.connect(lambda: self._compare(family_id))
            self._above.addWidget(joined)

    def _take_back(self) -> None:
        if self.presenter.take_back():
            self.context.announce(tr("The family is on your list again."))
            self.refresh()
        else:
            self.reason.say(self.context.save_state.news.sentence)

    def _compare(self, other_id: str) -> None:
        self.context.go(Place.same_family(self.place.family_id, other_id))

    def _add_waiting(self) -> None:
        """A visit that is not finished, and details that are not saved."""
        draft = self.presenter.draft
        self.resume: ResumeCard | None = None
        if draft is not None:
            self.resume = ResumeCard(
                tr("A visit is not finished"), self.presenter.draft_words()
            )
            self.resume.button.setObjectName("carry-on")
            self.resume.acted.connect(lambda: self._open(draft.id))
            self._above.addWidget(self.resume)
        if self.presenter.form_waits:
            banner = Banner(
                tr("Changes to the details are typed, but not saved yet."),
                icon="pencil",
                action=tr("Carry on"),
            )
            banner.button.setObjectName("carry-on-form")
            banner.acted.connect(self._edit)
            self._above.addWidget(banner)

    def _add_columns(self) -> None:
        presenter = self.presenter
        self.people = FactsCard(
            presenter.people(), presenter.programmes(), presenter.programme
        )
        self.people.edit.clicked.connect(self._edit)
        self.people.followed.connect(self._on_followed)
        self.scores = ScoreCard(
            scores(self.context.desk, self.presenter.history), self.presenter.askable()
        )
        self.history = HistoryCard(self.presenter.entries())
        self.history.opened.connect(self._open)
        right = self._laid_columns()
        right.addWidget(self.scores, 1)
        right.addWidget(self.history)
        if self._known.shared:
            right.addWidget(self._team_card())
        if not self.context.desk.vault.is_practice:
            right.addWidget(self._foot())
        right.addStretch(1)

    def _laid_columns(self) -> QVBoxLayout:
        """The people at the left; what is at the right goes into the layout given back.

        From the outside in: what is put into something else is styled anew, with all
        that is in it.
        """
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        self.page.body.addLayout(self._columns, 1)
        self._columns.addWidget(self.people)
        self._right = QWidget()
        self._columns.addWidget(self._right, 1)
        right = QVBoxLayout(self._right)
        right.setSpacing(16)
        right.setContentsMargins(0, 0, 0, 0)
        return right

    def _foot(self) -> FamilyFoot:
        foot = FamilyFoot(self.presenter.came_words(), in_team=self._known.shared)
        family_id, go = self.place.family_id, self.context.go
        foot.hand_over_asked.connect(lambda: go(Place.another_team(family_id)))
        foot.looked_asked.connect(lambda: self.context.go(Place.looked(family_id)))
        foot.fhir_asked.connect(lambda: self.context.go(Place.family_fhir(family_id)))
        foot.erase_asked.connect(lambda: self.context.go(Place.erase(family_id)))
        return foot

    def _team_card(self) -> TeamCard:
        card = TeamCard(self._known)
        family_id = self.place.family_id
        card.handed_over.connect(
            lambda: self.context.go(Place.hand_over_family(family_id))
        )
        card.compared.connect(self._compare)
        return card

    def _arrange(self) -> None:
        wide = self._width is Width.WIDE
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if wide else down)
        px = self.people.theme.px(PEOPLE_WIDTH)
        self.people.setMaximumWidth(px if wide else 16_777_215)
        self.people.setMinimumWidth(px if wide else 0)
        self.scores.set_width(self._width)
        self.scores.setMaximumHeight(self.people.theme.px(SCORES_HEIGHT))
        if self.asking is not None:
            self.asking.set_width(self._width)

    def _on_followed(self, programme_id: str) -> None:
        self.presenter.follow(programme_id)
        self._show_head()

    # --- what is done --------------------------------------------------------------

    def _edit(self) -> None:
        self.context.go(Place.family_edit(self.place.family_id))

    def _open(self, encounter_id: str) -> None:
        self.context.go(Place.visit(encounter_id))

    def _on_start(self) -> None:
        people = self.presenter.askable()
        if len(people) == 1:
            self._begin(people[0][0], "")
        else:
            self._with_whom(tr("Start visit"), "")

    def _on_refer(self) -> None:
        draft = self.presenter.draft
        if draft is not None:
            self.context.go(Place.visit(draft.id, "referral"))
            return
        people = self.presenter.askable()
        if len(people) == 1:
            self._begin(people[0][0], "referral")
        else:
            self._with_whom(tr("Write the referral"), "referral")

    def _with_whom(self, action: str, step: str) -> None:
        self._ask(action, step).focus_first()
        self.page.scroller.verticalScrollBar().setValue(0)

    def _ask(self, action: str, step: str) -> OptionGroup:
        """Show the question who the visit is with; its answers."""
        self._stop_asking()
        self._asked = (action, step)
        self.asking = Asking(self.presenter.askable(), action)
        self.asking.set_width(self._width)
        self.asking.answered.connect(lambda person: self._begin(person, step))
        self.asking.cancelled.connect(self._on_cancelled)
        if self.resume is not None:
            self.resume.button.set_kind("secondary")  # one primary button at a time
        self._above.insertWidget(0, self.asking)
        self.asking.show()  # at once: the focus goes into it
        return self.asking.group

    def _on_cancelled(self) -> None:
        self._stop_asking()
        self.start.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_asking(self) -> None:
        if self.asking is not None:
            self._above.removeWidget(self.asking)
            self.asking.hide()
            self.asking.deleteLater()
            self.asking = None
            if self.resume is not None:
                self.resume.button.set_kind("primary")

    def _begin(self, subject_id: str, step: str) -> None:
        encounter_id = self.presenter.start(subject_id)
        if encounter_id:
            self.context.go(Place.visit(encounter_id, step))
        else:
            self.reason.say(self.context.save_state.news.sentence)

    # --- the screen's contract -----------------------------------------------------

    def shown(self) -> None:
        """Begin with what is most likely next, or with what was asked for on Today."""
        if self.place.step == "start" and len(self.presenter.askable()) > 1:
            self._with_whom(tr("Start visit"), "")
            return
        target = self.resume.button if self.resume is not None else self.start
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def reflowed(self, width: Width) -> None:
        """Stack the columns where there is less room."""
        self._width = width
        self.page.set_width(width)
        self.head.set_width(width)
        self._arrange()

    def refresh(self) -> None:
        """Records came in; a question that stands here goes on standing."""
        key = self.focus_key()
        person = self.asking.group.code() if self.asking is not None else ""
        self.presenter.read()
        self._fill()
        for part in filter(None, (self.people, self._right, self.resume)):
            part.show()  # at once: the focus goes back into them
        known = {who for who, _, _ in self.presenter.askable()}
        if person in known:
            self._ask(*self._asked).choose(person)
        self.restore_focus(key)

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.rebind(context.desk)


def build(context: ScreenContext, place: Place, laptop: Laptop | None = None) -> Screen:
    """The page of this family; `laptop` is what a team is reached through, if any."""
    return FamilyScreen(context, place, laptop)
