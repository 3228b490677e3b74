"""An instrument: one question at a time, or all on one page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visit_app.ui.instrument_notes import wording_is_unread, wording_mark
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_grid import OptionGrid
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.progress import Dashes
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.side_panel import SoFarPanel
from visit_app.ui.kit.tab_order import tab_order
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.questionnaire.presenter import QuestionnairePresenter
from visit_app.ui.text import tr
from visit_app.ui.visit.concern import ConcernRow
from visit_app.ui.visit.step import StepHold, StepPage

ALL = "all"
SELF_COMPLETED = "self-completed"
LONG_ITEM = 70  # characters from which an item is set smaller (docs/look.md "Type")


class QuestionnairePage(StepPage):
    """Shows the question at `hold.inner`, or all of them in a grid at "all"."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold, Page())
        self.presenter = QuestionnairePresenter(
            hold.desk,
            hold.context.save_state,
            hold.encounter_id,
            hold.step,
            hold.inner,
        )
        self.inner = hold.inner or self.presenter.at
        self._width = Width.WIDE
        self.so_far = SoFarPanel()
        self.side = self.so_far
        self._fill_side()
        self._show()

    # --- the side panel ------------------------------------------------------------

    def _fill_side(self) -> None:
        self.so_far.add_rule()
        self.mode = ComboField(
            tr("How you are asking"),
            [Choice(code, words) for code, words in self.presenter.modes()],
        )
        self.mode.combo.setObjectName("mode")
        self.mode.choose(self.presenter.mode or None)
        self.mode.chosen.connect(self._on_mode)
        self.so_far.add(self.mode)
        words = tr("Hand to {name}", name=self.presenter.person)
        self.hand_button = Button(words, "secondary", "row", icon="hand")
        self.hand_button.setObjectName("hand-over")
        self.hand_button.clicked.connect(self._hand_over)
        self.so_far.body.addSpacing(8)
        self.so_far.add(self.hand_button)
        self.hand_button.setVisible(SELF_COMPLETED in self.presenter.form.modes)
        self.layout_button = Button("", "flush", "line", icon="layout-list")
        self.layout_button.setObjectName("layout")
        self.layout_button.clicked.connect(self._switch_layout)
        self.so_far.body.addSpacing(12)
        self.so_far.body.addWidget(self.layout_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.concern = ConcernRow(self.hold, self.hold.step)
        self.so_far.add(self.concern)
        for note in self.presenter.notes:
            self.so_far.body.addSpacing(12)
            self.so_far.add(Message(note))
        self.so_far.finish()

    def _show_so_far(self) -> None:
        found = self.presenter.score
        has_sum = found is not None and found.maximum > 0
        self.so_far.track.setVisible(has_sum)
        if found is not None and has_sum:
            scored = len(found.terms) + len(found.missing)
            answered = sum(
                self.presenter.code(link) is not None
                or self.presenter.is_declined(link)
                for link in (*(t[0] for t in found.terms), *found.missing)
            )
            self.so_far.set_progress(
                answered, scored, found.low, found.high, found.maximum
            )
        else:
            counted = self.presenter.counted
            self.so_far.set_answered(self.presenter.answered, len(counted))
        words = tr("One at a time") if self._is_all else tr("All on one page")
        self.layout_button.setText(words)
        self.concern.setVisible(self.presenter.counts_concern)
        shown = self.presenter.can_show_all and self._width is Width.WIDE
        self.layout_button.setVisible(shown)

    @property
    def _is_all(self) -> bool:
        wanted = self.inner == ALL and self._width is not Width.NARROW
        return wanted and self.presenter.can_show_all

    # --- pages ---------------------------------------------------------------------

    def _show(self) -> None:
        if self.page.isAncestorOf(self.so_far):
            self.so_far.setParent(self)  # it lies in the page that goes
        self.replace_page(Page())
        self.side_wanted = not self._is_all
        if self._is_all:
            self._show_all()
        else:
            self._show_one()
        self._show_so_far()
        self._place_side()

    def _place_side(self) -> None:
        """Below the item where there is no room beside it."""
        narrow = self._width is Width.NARROW
        self.so_far.set_across(narrow)
        if narrow:
            self.page.body.insertWidget(self.page.body.count() - 1, self.so_far)
            self.so_far.setVisible(self.side_wanted)

    def _show_one(self) -> None:
        presenter, item = self.presenter, self.presenter.item
        head = QHBoxLayout()
        head.addWidget(Text(presenter.where, "dense_strong", ink="accent"))
        head.addStretch(1)
        self.page.body.addLayout(head)
        dashes = Dashes(len(presenter.counted))
        given = (n for n, q in enumerate(presenter.counted, 1) if self._given(q))
        dashes.set_progress(presenter.number, frozenset(given), len(presenter.counted))
        self.page.body.addWidget(dashes, 0, Qt.AlignmentFlag.AlignLeft)
        if presenter.stem:
            self.page.add(Text(presenter.stem, "stem"))
        long = len(item.text) > LONG_ITEM
        self.page.add(Text(item.text, "item_long" if long else "item"))
        if presenter.is_carried():
            self.page.add(
                Message(tr("Answered earlier today. Change it if it is different now."))
            )
        self.declined = Message(
            tr("{name} would rather not say.", name=presenter.person), "hint"
        )
        self.page.add(self.declined)
        self.declined.setVisible(presenter.is_declined())
        self.answers = OptionGroup(
            item.text, [Choice(o.code, o.label, o.key) for o in presenter.offered()]
        )
        self.answers.setObjectName(f"answers-{item.link_id}")
        self.answers.choose(presenter.code())
        self.answers.chosen.connect(self._on_chosen)
        self.page.add(self.answers)
        if wording_is_unread(presenter.form):
            self.page.add(Message(wording_mark()))
        self.page.finish()
        self._add_foot_of_one()

    def _given(self, link_id: str) -> bool:
        return self.presenter.code(link_id) is not None or self.presenter.is_declined(
            link_id
        )

    def _add_foot_of_one(self) -> None:
        following = self.presenter.beside(1)
        words = self.presenter.next_words if following else self._onward()
        back, skip, go_on = self._foot(words, tr("Would rather not say"))
        skip.clicked.connect(self._on_declined)
        go_on.clicked.connect(lambda: self._go(self.presenter.beside(1)))
        back.clicked.connect(self._go_back)
        self.answers.confirmed.connect(go_on.click)
        self.answers.answer_keys_from(self.page)
        tab_order(self.answers, go_on, skip, back)

    def _onward(self) -> str:
        return self.hold.next_words

    def _foot(self, words: str, skip_words: str) -> tuple[Button, Button, Button]:
        back = Button(tr("Back"), size="foot", icon="arrow-left")
        skip = Button(skip_words, "quiet", "foot")
        go_on = Button(words, "primary", "foot", icon_right="arrow-right")
        for name, button in (("back", back), ("skip", skip), ("next", go_on)):
            button.setObjectName(name)
        self.page.foot.add_left(back)
        self.page.foot.add_right(skip, go_on)
        self.next = go_on
        return back, skip, go_on

    def _show_all(self) -> None:
        presenter = self.presenter
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(presenter.form.title, "title"))
        self.count_chip = Chip("")
        self.span = Text("", "dense_strong")
        row.addWidget(self.count_chip)
        row.addWidget(self.span)
        row.addStretch(1)
        one = Button(tr("One at a time"), "flush", "line", icon="list")
        one.setObjectName("one-at-a-time")
        one.clicked.connect(self._switch_layout)
        row.addWidget(one)
        self.page.head.addWidget(head)
        asked = [presenter.form.by_link_id[link] for link in presenter.counted]
        offered = presenter.offered(asked[0])
        self.grid = OptionGrid(
            presenter.form.parents[presenter.link_ids[0]].text
            if presenter.link_ids[0] in presenter.form.parents
            else "",
            [(q.link_id, q.text) for q in asked],
            [Choice(o.code, o.label, o.key) for o in offered],
        )
        self.grid.setObjectName("grid")
        self.grid.chosen.connect(self._on_cell)
        for note in presenter.notes:  # the panel at the side is not shown then
            self.page.add(Message(note))
        self.page.add(self.grid)
        self.page.finish()
        back, rest, go_on = self._foot(self._onward(), tr("Leave the rest"))
        back.clicked.connect(self._go_back)
        rest.clicked.connect(self.hold.go_next)
        go_on.clicked.connect(self._on_all_next)
        self.grid.confirmed.connect(go_on.click)
        self._show_grid()

    def _show_grid(self) -> None:
        presenter = self.presenter
        codes = {q: presenter.code(q) for q in presenter.link_ids}
        self.grid.set_answers({q: code for q, code in codes.items() if code})
        self.count_chip.set_chip(
            tr(
                "{answered} of {count} answered",
                answered=presenter.answered,
                count=len(presenter.counted),
            ),
            "plain",
        )
        found = presenter.score
        if found is not None and found.maximum:
            span = (
                tr("Total {total}", total=found.total)
                if found.total is not None
                else tr(
                    "Total between {low} and {high}", low=found.low, high=found.high
                )
            )
            self.span.setText(span)
        waiting = presenter.first_waiting
        if waiting:
            n = presenter.link_ids.index(waiting) + 1
            self.next.setText(tr("Go to question {n}", n=n))
        else:
            self.next.setText(self._onward())

    # --- what is done --------------------------------------------------------------

    def _on_chosen(self, code: str) -> None:
        self.presenter.answer(code)
        self.declined.hide()
        self._after()

    def _on_cell(self, link_id: str, code: str) -> None:
        self.presenter.answer(code, link_id)
        self._show_grid()
        self._after()

    def _after(self) -> None:
        self._show_so_far()
        if not self._is_all and self.presenter.beside(1):
            self.next.setText(self.presenter.next_words)
        self.hold.changed()
        for concern in self.presenter.waiting:
            self.hold.concern_waits(concern)

    def _on_declined(self) -> None:
        self.presenter.decline()
        self.hold.changed()
        self._go(self.presenter.beside(1))

    def _on_mode(self, mode: str) -> None:
        self.presenter.set_mode(mode)

    def _on_all_next(self) -> None:
        waiting = self.presenter.first_waiting
        if waiting:
            self.grid.focus_item(waiting)
        else:
            self.hold.go_next()

    def _go(self, link_id: str | None) -> None:
        if link_id is None:
            self.hold.go_next()
        else:
            self.hold.go(f"{self.hold.step}/{link_id}")

    def _go_back(self) -> None:
        before = None if self._is_all else self.presenter.beside(-1)
        if before is None:
            self.hold.go_back()
        else:
            self.hold.go(f"{self.hold.step}/{before}")

    def _hand_over(self) -> None:
        at = "" if self._is_all else f"/{self.presenter.at}"
        place = Place.handover(self.hold.encounter_id, f"{self.hold.step}{at}")
        self.hold.context.go(place)

    def _switch_layout(self) -> None:
        inner = self.presenter.at if self._is_all else ALL
        self.hold.go(f"{self.hold.step}/{inner}")

    def move_inside(self, inner: str) -> bool:
        """Another question, or the other layout."""
        self.inner = inner or self.presenter.at
        if inner in self.presenter.link_ids:
            self.presenter.at = inner
        self._show()
        self.shown()
        return True

    def refresh(self) -> None:
        """The panel beside it changed; the answers are this page's own."""
        self.concern.show_concern()
        self._show_so_far()

    def set_width(self, width: Width) -> None:
        """All on one page only where there is room; the panel goes below."""
        before, self._width = self._is_all, width
        if self._is_all is not before:
            self._show_otherwise(self.focusWidget())
        else:
            self._place_side()
            self._show_so_far()

    def _show_otherwise(self, here: QWidget | None) -> None:
        """In the other layout, by the room there is; the focus stays at the item."""
        presenter = self.presenter
        if here is not None and not self._is_all:
            presenter.at = self.grid.item_with(here) or presenter.at
        self._show()
        if here is not None and self._is_all:
            self.grid.focus_item(presenter.at)
        elif here is not None:
            self.answers.focus_first()

    def shown(self) -> None:
        """Begin at the answers."""
        if self._is_all:
            self.grid.focus_item(self.presenter.first_waiting or self.presenter.at)
        else:
            self.answers.focus_first()


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return QuestionnairePage(hold)
