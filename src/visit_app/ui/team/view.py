"""Team and sync: set up, what to decide, what is where, a lost laptop, the road."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from visit_app.sync.same_family import Suggestion
from visit_app.sync.status import Standing
from visit_app.ui.background import runner_for
from visit_app.ui.courier.courier import Courier
from visit_app.ui.courier.state import News
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.team.choose_page import ALONE, JOIN, START, ChoosePage
from visit_app.ui.team.form_page import FormPage
from visit_app.ui.team.home_page import HomePage
from visit_app.ui.team.join_page import CodePage, JoinPage
from visit_app.ui.team.lost_page import LostPage
from visit_app.ui.team.overview import laptop_title
from visit_app.ui.team.presenter import TeamPresenter
from visit_app.ui.team.road_page import RoadPage
from visit_app.ui.team.setting_up import JoinForm, StartForm
from visit_app.ui.team.start_page import StartedPage, StartPage
from visit_app.ui.team.store_page import StorePage
from visit_app.ui.text import tr

ROAD, LOST, STARTED, STORE = "road", "lost", "started", "store"

WithPlace = Callable[
    [JoinForm, Callable[[], None], Callable[[dict[str, str]], None]], None
]
AnyPage = (
    ChoosePage
    | StartPage
    | StartedPage
    | JoinPage
    | CodePage
    | HomePage
    | LostPage
    | RoadPage
    | StorePage
)


class TeamScreen(Screen):
    """One of its pages: by how the laptop stands, and by the step of the place."""

    nav = "sync"

    def __init__(self, context: ScreenContext, place: Place, courier: Courier) -> None:
        super().__init__(context, place)
        self.title = tr("Team and sync")
        self._courier = courier
        self._width = Width.WIDE
        self._started: StartForm | None = None
        run = runner_for(self, context.background)
        self.presenter = TeamPresenter(courier.required(), run)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page: AnyPage = self._made()
        self._column.addWidget(self.page)
        courier.changed.connect(self._on_news)
        self._find_twins()

    # --- which page ------------------------------------------------------------------

    def _made(self) -> AnyPage:
        """The page for how things stand."""
        presenter, news = self.presenter, self._courier.news
        if self.place.step == ROAD:
            return self._road(news)
        makers: Mapping[Standing, Callable[[TeamPresenter, News], AnyPage]] = {
            Standing.ALONE: self._setting_up,
            Standing.ASKING: self._code,
            Standing.MEMBER: self._member,
        }
        return makers.get(news.standing, self._store)(presenter, news)

    def _setting_up(self, presenter: TeamPresenter, _: News) -> AnyPage:
        if self.place.step == START:
            page = StartPage(presenter.strength_of)
            page.asked.connect(self._start)
            page.left.connect(lambda: self._go(""))
            return page
        if self.place.step == JOIN:
            joining = JoinPage()
            joining.asked.connect(self._ask)
            joining.left.connect(lambda: self._go(""))
            return joining
        choosing = ChoosePage()
        choosing.chosen.connect(self._choose)
        return choosing

    def _code(self, presenter: TeamPresenter, _: News) -> CodePage:
        page = CodePage(presenter.code())
        page.checked.connect(self._courier.check_now)
        page.withdrawn.connect(self._withdraw)
        return page

    def _member(self, presenter: TeamPresenter, news: News) -> AnyPage:
        if self.place.step == STARTED and self._started is not None:
            page = StartedPage(self._started.name.strip(), self._started.file.strip())
            page.button.clicked.connect(lambda: self._go(""))
            return page
        if self.place.step == LOST and news.status is not None:
            return self._lost(news)
        if self.place.step == STORE:
            return self._store(presenter, news)
        home = HomePage(presenter, news)
        home.store_asked.connect(lambda: self._go(STORE))
        home.paused.connect(self._withdraw)
        home.check_asked.connect(self._courier.check_now)
        home.decided.connect(self._courier.look)
        home.road_asked.connect(lambda: self._go(ROAD))
        home.lost_asked.connect(lambda: self._go(LOST))
        home.compared.connect(self._compare)
        return home

    def _lost(self, news: News) -> LostPage:
        found = news.status.colleagues if news.status else ()
        laptops = [c for c in found if not c.is_self and not c.is_removed]
        page = LostPage([c for c in laptops if c.role != "recovery"])
        page.left.connect(lambda: self._go(""))
        page.asked.connect(lambda device: self._revoke(page, device))
        return page

    def _road(self, news: News) -> RoadPage:
        page = RoadPage(self.context.desk, news)
        page.left.connect(lambda: self._go(""))
        page.check_asked.connect(self._courier.check_now)
        return page

    def _store(self, presenter: TeamPresenter, news: News) -> StorePage:
        page = StorePage(news)
        page.left.connect(lambda: self._go(""))
        stays = news.standing in {Standing.MEMBER, Standing.PAUSED}
        act = presenter.use_place if stays else presenter.ask_again
        page.asked.connect(lambda form: self._try(act, form, tr("Looking there…")))
        return page

    def _show(self) -> None:
        """Build the page anew and put the focus into it."""
        old = self.page
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.page = self._made()
        self._column.addWidget(self.page)
        self.page.set_width(self._width)
        self.page.show()
        self.page.focus_first()

    def _go(self, step: str) -> None:
        self.context.go(replace(self.place, step=step))

    # --- setting up ------------------------------------------------------------------

    def _choose(self, what: str) -> None:
        if what == ALONE:
            if isinstance(self.page, ChoosePage):
                self.page.say_kept()
        else:
            self._go(what)

    def _start(self, form: StartForm) -> None:
        if self._may_go_on(form, tr("Starting the team…")):
            started = partial(self._on_started, form)
            self.presenter.start(form, started, self._refused)

    def _may_go_on(self, form: StartForm | JoinForm, words: str) -> bool:
        """Whether nothing on the form is wrong; says what is, or what is done now."""
        problems = form.problems()
        if problems:
            self._refused(problems)
        elif isinstance(self.page, FormPage):
            self.page.set_busy(words)
        return not problems

    def _on_started(self, form: StartForm) -> None:
        self._started = form
        self.place = replace(self.place, step=STARTED)
        self._settled()

    def _ask(self, form: JoinForm) -> None:
        self._try(self.presenter.ask, form, tr("Asking…"))

    def _try(self, act: WithPlace, form: JoinForm, words: str) -> None:
        if self._may_go_on(form, words):
            act(form, self._placed, self._refused)

    def _placed(self) -> None:
        self.place = replace(self.place, step="")
        self._settled()

    def _refused(self, problems: Mapping[str, str]) -> None:
        if isinstance(self.page, FormPage):
            self.page.set_busy("")
            self.page.show_problems(problems)

    def _withdraw(self) -> None:
        problem = self.presenter.withdraw()
        if not problem:
            self._settled()
        elif isinstance(self.page, CodePage | HomePage):
            self.page.say(problem)

    def _settled(self) -> None:
        """How the laptop stands is otherwise now."""
        self._courier.look()
        self._show()

    # --- in the team -----------------------------------------------------------------

    def _revoke(self, page: LostPage, device: str) -> None:
        status = self._courier.news.status
        if status is None or not device:
            return
        one = next(c for c in status.colleagues if c.device == device)
        page.set_busy(tr("Removing…"))

        def removed(families: tuple[str, ...]) -> None:
            page.show_removed(laptop_title(one), families)
            self._courier.look()

        self.presenter.revoke(
            device, removed, lambda problems: page.say(" ".join(problems.values()))
        )

    def _compare(self, pair: Suggestion) -> None:
        self.context.go(Place.same_family(pair.first, pair.second))

    def _find_twins(self) -> None:
        if isinstance(self.page, HomePage):
            self.presenter.find_twins(self.context.desk, self._on_twins)

    def _on_twins(self, pairs: tuple[Suggestion, ...]) -> None:
        if isinstance(self.page, HomePage):
            self.page.show_twins(pairs)

    def _on_news(self, news: News) -> None:
        """Show it in the page, or another page when the laptop stands otherwise."""
        page = self.page
        if isinstance(page, HomePage | RoadPage):
            if isinstance(page, RoadPage) or news.standing is Standing.MEMBER:
                page.show_news(news)
            elif news.status is not None:
                self._show()
        elif isinstance(page, CodePage):
            self._still_asking(page, news)

    def _still_asking(self, page: CodePage, news: News) -> None:
        if news.standing is not Standing.ASKING and news.status is not None:
            self.context.announce(tr("You are in the team now."))
            self._show()
        elif news.problem:
            page.say(news.problem)
        else:
            page.say(tr("Nobody has let this laptop in yet. It looks by itself."))

    # --- the screen's contract -------------------------------------------------------

    def shown(self) -> None:
        """Begin with what is to be done."""
        self.page.focus_first()

    def move_to(self, place: Place) -> bool:
        """From one of its pages to another."""
        if place.name != self.place.name:
            return False
        before, self.place = self.place, place
        self._show()
        if isinstance(self.page, ChoosePage) and before.step in {START, JOIN}:
            self.page.back_to(before.step)
        self._find_twins()
        return True

    def refresh(self) -> None:
        """Records came in."""
        if isinstance(self.page, HomePage):
            self.page.show_news(self._courier.news)
            self._find_twins()

    def reflowed(self, width: Width) -> None:
        """One column where there is less room."""
        self._width = width
        self.page.set_width(width)

    def half_typed(self) -> Mapping[str, str]:
        """A third value, or a form, that no button has kept yet; never a secret."""
        page = self.page
        if isinstance(page, HomePage):
            return {"third-value": page.desk.typed} if page.desk is not None else {}
        fields = page.plain_fields() if isinstance(page, FormPage) else {}
        return {name: field.value() for name, field in fields.items()}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show it again after a lock."""
        page = self.page
        if isinstance(page, HomePage) and page.desk is not None:
            page.desk.put_back(texts.get("third-value", ""))
        elif isinstance(page, FormPage):
            for name, field in page.plain_fields().items():
                field.set_value(texts.get(name, field.value()))
            if isinstance(page, StartPage | JoinPage | StorePage):
                page.place.set_address(page.place.address)


def build(context: ScreenContext, place: Place, courier: Courier) -> Screen:
    """The page of the team."""
    return TeamScreen(context, place, courier)
