"""Signs to look for: a quiet list, open at any time from any screen of a visit."""

from PySide6.QtCore import Qt

from visit_app.screening.checklist import FlagGroup
from visit_app.ui.flags.presenter import FlagsPresenter
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import CheckGroup
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage


class FlagsPage(StepPage):
    """Tick what was seen or heard; a red flag opens the safety steps at once."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = FlagsPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id, hold.step
        )
        self.page.head.addWidget(Text(tr("Signs to look for"), "h1"))
        self.page.add(Text(tr(self.presenter.checklist.intro), ink="ink2"))
        self.problem = Message("", "err")
        self.problem.hide()
        self.page.add(self.problem)
        self.groups: dict[str, CheckGroup] = {}
        self.asked: dict[str, tuple[Message, Text]] = {}
        for group in self.presenter.checklist.groups:
            self._add(group)
        self.page.finish()
        self.back = Button(
            tr("Back to where you were"), "primary", "foot", icon="arrow-left"
        )
        self.back.setObjectName("back")
        self.back.clicked.connect(hold.go_back)
        self.page.foot.add_left(self.back)
        # Its place is here: on the other pages a parent could read it.
        self.worried = Button(tr("I am worried now"), "secondary", "foot", key="F9")
        self.worried.setObjectName("worried")
        self.worried.clicked.connect(self._on_worried)
        self.page.foot.add_right(self.worried)
        self._show()

    def _add(self, group: FlagGroup) -> None:
        choices = [
            Choice(flag.id, tr(flag.text), subtitle=tr(", ".join(flag.detail)))
            for flag in group.flags
        ]
        made = CheckGroup(tr(group.title), choices, "detail", gap=8)
        made.setObjectName(f"flags-{group.id}")
        for option in made.options:
            option.setObjectName(f"flag-{option.code}")
        made.changed.connect(self._on_changed)
        self.groups[group.id] = made
        self.page.add(Text(tr(group.title), "card_title"))
        self.page.add(Text(self.presenter.note(group), "note"), made)
        # Under the signs, so that nothing moves under the hand that ticks one.
        self.asked[group.id] = Message("", "task"), Text("", "note")
        self.page.add(*self.asked[group.id])
        for source in self.presenter.sources(group):
            self.page.add(Text(source, "note"))

    def _on_changed(self) -> None:
        now = {code for group in self.groups.values() for code in group.codes()}
        before = set(self.presenter.ticked)
        for code in now ^ before:
            self._tick(code, on=code in now)

    def _tick(self, code: str, *, on: bool) -> None:
        problem = self.presenter.tick(code, on=on)
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        if problem or not self.hold.context.save_state.has_unsaved:
            self._show()
        self.hold.changed()

    def _on_worried(self) -> None:
        waiting = self.presenter.worry()
        self.hold.changed()
        if waiting is not None:
            self.hold.concern_waits(waiting)

    def _show(self) -> None:
        for group in self.presenter.checklist.groups:
            self.groups[group.id].choose(self.presenter.ticked)
            asked = self.presenter.asked(group)
            message, source = self.asked[group.id]
            message.set_text(" ".join(part.text for part in asked))
            source.setText(" ".join(part.source for part in asked))
            message.setVisible(bool(asked))
            source.setVisible(bool(asked))

    def shown(self) -> None:
        """Begin at the first sign; once it is signed off there is only the way back."""
        first = next(iter(self.groups.values())).options[0]
        target = first if first.isEnabled() else self.back
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """The record changed outside this page."""
        self.presenter.read()
        self._show()


def build(hold: StepHold) -> StepPage:
    """The list of signs of this visit."""
    return FlagsPage(hold)
