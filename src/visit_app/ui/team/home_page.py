"""The page of a laptop in a team: what to decide first, then what is where."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.sync.same_family import Suggestion
from visit_app.sync.status import Status, Told
from visit_app.ui.courier.state import News, Phase
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import Page, discard
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.team import overview
from visit_app.ui.team.arriving import ArrivingCard
from visit_app.ui.team.conflict_card import ConflictCard
from visit_app.ui.team.details import Question
from visit_app.ui.team.notices_card import NoticesCard
from visit_app.ui.team.overview import Asking, Line
from visit_app.ui.team.presenter import TeamPresenter
from visit_app.ui.team.request_card import RequestCard
from visit_app.ui.team.twins_card import TwinsCard
from visit_app.ui.team.where_card import WhereCard
from visit_app.ui.text import tr, tr_plural

ORDER = ("problem", "arriving", "requests", "desk", "twins", "notices", "where", "team")


class HomePage(Page):
    """Parts that are rebuilt only when what they show has changed.

    So a report that comes in neither takes the focus nor what is being typed.
    """

    check_asked = Signal()
    road_asked = Signal()
    lost_asked = Signal()
    store_asked = Signal()
    paused = Signal()
    decided = Signal()
    compared = Signal(object)

    def __init__(self, presenter: TeamPresenter, news: News) -> None:
        super().__init__(left=36, footed=False)
        self._presenter = presenter
        self._width = Width.WIDE
        self._shown: dict[str, Any] = {}
        self._parts: dict[str, QWidget] = {}
        self._twins: tuple[Suggestion, ...] = ()
        self._news = news
        self._said = ""
        self.title = PageHead(tr("Team and sync"), " ")
        self.check = Button(tr("Check now"), icon="refresh-cw")
        self.check.setObjectName("check-now")
        self.check.clicked.connect(self.check_asked)
        self.road = Button(tr("Ready for the road"), "quiet")
        self.road.setObjectName("road")
        self.road.clicked.connect(self.road_asked)
        self.title.add(self.road, self.check)
        self.head.addWidget(self.title)
        self._places = {name: QVBoxLayout() for name in ORDER}
        for place in self._places.values():
            self.body.addLayout(place)
        self.finish()
        self.show_news(news)

    # --- what is shown ---------------------------------------------------------------

    def show_news(self, news: News) -> None:
        """Show how things stand now."""
        self._news = news
        status = news.status
        if status is None:
            return
        self.title.set_title(tr("Team and sync"), overview.subtitle(news))
        running = news.phase is Phase.RUNNING
        self.check.set_not_ready(tr("Sending and receiving now.") if running else None)
        self._show_trouble()
        arriving = (news.done, news.expected) if running and news.expected else None
        self._show_arriving(arriving)
        asking = overview.asking(news.requests)
        self._put("requests", asking, lambda: self._requests(asking))
        self._show_desk()
        told = (status.events, status.conditions)
        self._put("notices", told, lambda: self._notices(*told))
        today = self._presenter.today
        where = overview.lines(news, status, today)
        self._put("where", where, lambda: WhereCard(tr("What is where"), where))
        self._show_team(status)

    def _show_trouble(self) -> None:
        trouble = self._said or overview.trouble(self._news)
        shown = (trouble, overview.held_words(self._news))
        self._put("problem", shown, lambda: _problem(*shown))

    def say(self, problem: str) -> None:
        """Why what was just asked for could not be done; "" when it was."""
        self._said = problem
        self._show_trouble()
        if problem:
            announce(self, problem, at_once=True)

    def _show_team(self, status: Status) -> None:
        rows = overview.team_lines(status, self._presenter.today)
        shown = (status.team, rows, overview.may_decide(status))
        self._put("team", shown, lambda: self._team(*shown))

    def _put(self, name: str, shown: Any, make: Any) -> None:
        """Put a new part in its place, unless it would show what is shown already."""
        if name in self._shown and self._shown[name] == shown:
            return
        self._shown[name] = shown
        old = self._parts.pop(name, None)
        if old is not None:
            self._places[name].removeWidget(old)
            discard(old)
        part = make()
        if part is not None:
            self._parts[name] = part
            self._places[name].addWidget(part)
            part.show()
            self._fit(part)

    def _fit(self, part: QWidget) -> None:
        if isinstance(part, ConflictCard):
            part.set_width(self._width)

    def _show_arriving(self, arriving: tuple[int, int] | None) -> None:
        part = self._parts.get("arriving")
        if arriving is not None and isinstance(part, ArrivingCard):
            self._shown["arriving"] = arriving
            part.set_progress(*arriving)
        else:
            self._put("arriving", arriving, lambda: _arriving(arriving))

    # --- the parts -------------------------------------------------------------------

    def _requests(self, asking: tuple[Asking, ...]) -> QWidget | None:
        if not asking:
            return None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for one in asking:
            card = RequestCard(one)
            card.approved.connect(partial(self._approve, card))
            column.addWidget(card)
        return holder

    def _approve(self, card: RequestCard, code: str, role: Any) -> None:
        card.set_busy(tr("Checking the code…"))
        self._presenter.approve(
            card.asking.device,
            code,
            role,
            self.check_asked.emit,
            lambda problems: card.say(" ".join(problems.values())),
        )

    def _show_desk(self) -> None:
        questions = self._presenter.questions()
        first = next((q for q in questions if not self._presenter.is_put_off(q)), None)
        place = ""
        if first is not None and len(questions) > 1:
            n = questions.index(first) + 1
            place = tr("{n} of {all}", n=n, all=len(questions))
        waiting = len(questions) if first is None else 0
        shown = (first, place, waiting)
        self._put("desk", shown, lambda: self._desk(*shown))

    def _desk(
        self, question: Question | None, place: str, put_off: int
    ) -> QWidget | None:
        if question is None:
            return self._put_off_card(put_off) if put_off else None
        card = ConflictCard(question, place)
        card.kept.connect(partial(self._decide, card))
        card.wrote.connect(partial(self._write, card))
        card.put_off.connect(partial(self._put_off, card))
        return card

    def _put_off_card(self, put_off: int) -> QWidget:
        card = Card(padding=24)
        words = tr_plural(
            "One detail waits for you to decide. Both versions are kept.",
            "{n} details wait for you to decide. All versions are kept.",
            put_off,
        )
        button = Button(tr("Decide now"), "secondary", "row")
        button.setObjectName("decide-now")
        button.clicked.connect(self._take_up)
        card.add(Message(words, icon="git-merge"), Flow(button))
        return card

    def _decide(self, card: ConflictCard, text: str) -> None:
        problem = self._presenter.keep(card.question, text)
        self.say(problem)
        if not problem:
            self._decided()

    def _write(self, card: ConflictCard, typed: str) -> None:
        problem = self._presenter.write(card.question, typed)
        card.say(problem)
        if not problem:
            self._decided()

    def _decided(self) -> None:
        self.decided.emit()
        self._show_desk()
        self.focus_first()

    def _put_off(self, card: ConflictCard) -> None:
        self._presenter.put_off(card.question)
        self._show_desk()
        self.focus_first()

    def _take_up(self) -> None:
        self._presenter.take_up()
        self._show_desk()
        self.focus_first()

    def show_twins(self, pairs: tuple[Suggestion, ...]) -> None:
        """Families that may be the same one."""
        self._put("twins", pairs, lambda: self._twins_card(pairs))

    def _twins_card(self, pairs: tuple[Suggestion, ...]) -> QWidget | None:
        if not pairs:
            return None
        rows = [(pair, self._presenter.pair_title(pair)) for pair in pairs]
        card = TwinsCard(rows)
        card.compared.connect(self.compared)
        return card

    def _notices(
        self, events: tuple[Told, ...], conditions: tuple[Told, ...]
    ) -> QWidget | None:
        if not events and not conditions:
            return None
        card = NoticesCard(events, conditions, self._presenter.words)
        card.dismissed.connect(self._dismiss)
        return card

    def _dismiss(self, told: Told) -> None:
        problem = self._presenter.dismiss(told)
        self.say(problem)
        if not problem:
            self.decided.emit()
            self.focus_first()

    def _team(self, team: str, rows: tuple[Line, ...], decides: bool) -> QWidget:
        card = WhereCard(team or tr("The team’s laptops"), rows)
        store = Button(tr("The team store"), "quiet", "row")
        store.setObjectName("store")
        store.clicked.connect(self.store_asked)
        pause = Button(tr("Use this laptop only"), "quiet", "row")
        pause.setObjectName("pause")
        pause.clicked.connect(self.paused)
        beside = Beside()
        beside.add(store, pause)
        if decides and len(rows) > 2:
            lost = Button(tr("A laptop is lost"), "quiet", "row")
            lost.setObjectName("lost")
            lost.clicked.connect(self.lost_asked)
            beside.add(lost)
        card.head.addWidget(beside)
        return card

    # --- the page --------------------------------------------------------------------

    def focus_first(self) -> None:
        """Begin with what is to be decided, else with looking now."""
        names = ("desk", "requests")
        parts = [self._parts[name] for name in names if name in self._parts]
        if parts and isinstance(parts[0], ConflictCard):
            parts[0].sides.focus_first()
        elif parts:
            parts[0].setFocusPolicy(Qt.FocusPolicy.NoFocus)
            parts[0].focusNextChild()
        else:
            self.check.setFocus(Qt.FocusReason.TabFocusReason)

    def set_width(self, width: Width) -> None:
        """Versions under each other, buttons under the title, where it is narrow."""
        super().set_width(width)
        self._width = width
        self.title.set_width(width)
        for part in self._parts.values():
            self._fit(part)

    @property
    def desk(self) -> ConflictCard | None:
        """The card of what is to be decided now."""
        part = self._parts.get("desk")
        return part if isinstance(part, ConflictCard) else None


def _arriving(progress: tuple[int, int] | None) -> QWidget | None:
    return ArrivingCard(*progress) if progress else None


def _problem(trouble: str, held: str) -> QWidget | None:
    if trouble:
        return Message(trouble, "err")
    return Message(held, icon="cloud-off") if held else None
