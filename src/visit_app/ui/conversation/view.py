"""One prompt of the conversation: large enough to be read from across a sofa."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from visit_app.conversation import Field as Place
from visit_app.ui.conversation.presenter import ConversationPresenter
from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.leave_form import LeaveForm
from visit_app.ui.visit.plan_list import PlanList
from visit_app.ui.visit.step import StepHold, StepPage

WIDEST_PX = 1010  # a prompt is not set wider than this (docs/look.md "Screens")
LEAST_WORD = 170  # px at 100 %: "overwhelming" is seen whole
SUPPORT = "support"


class ConversationPage(StepPage):
    """Prompt, fields in the parent's own words, what one could ask."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        prompt_id = hold.step.partition("/")[2]
        self.presenter = ConversationPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id, prompt_id
        )
        self.fields: dict[str, Field] = {}
        self._add_prompt()
        self._add_left()
        self._add_fields()
        self._add_notes()
        self.page.finish()
        self._add_foot()
        self._show_left()

    def _add_prompt(self) -> None:
        prompt = self.presenter.prompt
        head = Text(tr(prompt.text), "prompt" if prompt.official else "h1")
        head.setMaximumWidth(head.theme.px(WIDEST_PX))
        self.page.body.addSpacing(head.theme.px(28 if prompt.official else 0))
        self.page.add(head)
        if self.presenter.is_unborn and prompt.official:
            self.page.add(Message(tr(self.hold.desk.guide.unborn.text), "note"))
        if prompt.note:
            self.page.add(Text(tr(prompt.note), "note"))
        self.page.body.addSpacing(head.theme.px(12))

    def _add_left(self) -> None:
        self.left = Message("", "hint", icon="calendar")
        self.after_all = Button(tr("Ask after all"), "flush", "line")
        self.after_all.setObjectName("after-all")
        self.after_all.clicked.connect(self._ask_after_all)
        self.page.add(self.left)
        self.page.body.addWidget(self.after_all, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_fields(self) -> None:
        words = [f for f in self.presenter.prompt.fields if f.size == "word"]
        if words:
            row = Beside(gap=20, least=LEAST_WORD)
            for place in words:
                row.add(self._field(place, "big"), share=1)
            row.setMaximumWidth(row.theme.px(WIDEST_PX))
            self.page.add(row)
        for place in self.presenter.prompt.fields:
            if place.size != "word":
                self.page.add(self._field(place, "normal"))

    def _field(self, place: Place, size: str) -> Field:
        big = size == "big"
        field = Field(
            tr(place.label_for(self.presenter.name)),
            help_text=tr(place.help),
            size="big" if big else "normal",
            multiline=place.size == "text",
            quiet=self.presenter.prompt.official,
        )
        field.input.setObjectName(place.link_id)
        field.set_value(self.presenter.text(place.link_id))
        link_id = place.link_id
        field.edited.connect(lambda text: self._write(link_id, text))
        field.setMaximumWidth(WIDEST_PX)
        self.fields[place.link_id] = field
        return field

    def _add_notes(self) -> None:
        presenter = self.presenter
        prompt = presenter.prompt
        if prompt.follow_up:
            self.page.add(
                Message(
                    tr("You could ask: {words}", words=prompt.follow_up),
                    "hint",
                    icon="message-circle",
                )
            )
        if prompt.id == SUPPORT:
            self.plan = PlanList(self.hold)
            self.page.add(self.plan)
        for place in presenter.step.fields:
            self.page.add(self._field(place, "normal"))

    def _add_foot(self) -> None:
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.skip = Button(tr("Not today"), "quiet", "foot")
        self.next = Button(
            self._next_words(), "primary", "foot", icon_right="arrow-right"
        )
        for name, button in (
            ("back", self.back),
            ("skip", self.skip),
            ("next", self.next),
        ):
            button.setObjectName(name)
        self.back.clicked.connect(self.hold.go_back)
        self.skip.clicked.connect(self._ask_why)
        self.next.clicked.connect(self.hold.go_next)
        self.leave_form = LeaveForm(self.presenter.name)
        self.leave_form.hide()
        self.leave_form.left.connect(self._not_today)
        self.leave_form.declined.connect(self._declined)
        self.leave_form.cancelled.connect(self._stop_asking_why)
        row = QHBoxLayout()
        row.addWidget(self.leave_form)
        self.page.body.insertLayout(self.page.body.count() - 1, row)
        self.page.foot.add_left(self.back)
        if self.presenter.prompt.official:
            self.page.foot.add_right(self.skip, self.next)
        else:
            self.page.foot.add_right(self.next)

    def _next_words(self) -> str:
        return self.hold.next_words

    # --- what is done --------------------------------------------------------------

    def _write(self, link_id: str, text: str) -> None:
        if text == self.presenter.text(link_id):
            return  # set anew by a change of font, not by a person
        self.presenter.write(link_id, text)
        self.hold.changed()
        self._show_left()

    def _ask_why(self) -> None:
        self.leave_form.show()
        self.leave_form.focus_first()

    def _stop_asking_why(self) -> None:
        self.leave_form.hide()
        self.skip.setFocus(Qt.FocusReason.TabFocusReason)

    def _not_today(self, reason: str) -> None:
        self.presenter.not_today(reason)
        self._left()

    def _declined(self) -> None:
        self.presenter.would_rather_not()
        self._left()

    def _left(self) -> None:
        self.leave_form.hide()
        self.hold.changed()
        self.hold.go_next()

    def _ask_after_all(self) -> None:
        self.presenter.ask_after_all()
        self.hold.changed()
        self._show_left()
        self.shown()

    def _show_left(self) -> None:
        left = self.presenter.left
        self.left.set_text(left)
        self.left.setVisible(bool(left))
        self.after_all.setVisible(bool(left))

    def shown(self) -> None:
        """Begin in the first empty place."""
        empty = [f for f in self.fields.values() if not f.value()]
        target = empty[0] if empty else next(iter(self.fields.values()))
        target.input.setFocus(Qt.FocusReason.TabFocusReason)


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return ConversationPage(hold)
