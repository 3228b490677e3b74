"""The frame of a visit: rail, save tick, the step in hand, and the safety panel."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from visit_app import visits
from visit_app.records import DetectedIssue
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.step_rail import Step, StepGroup, StepRail, StepState
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveNews, SavePhase
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr
from visit_app.ui.visit.head import VisitHead
from visit_app.ui.visit.presenter import VisitPresenter
from visit_app.ui.visit.safety_corner import SafetyCorner
from visit_app.ui.visit.step import StepHold, StepPage
from visit_app.ui.visit.steps import builder
from visit_app.vault.errors import VaultError

STILL_OPEN = frozenset({"referral", "finish"})  # after the visit is signed off

_STATES = {
    "done": StepState.DONE,
    "now": StepState.NOW,
    "to-do": StepState.TO_DO,
    "left": StepState.LEFT,
}


class VisitScreen(Screen):
    """One visit; its steps are pages of their own, built when they are gone to."""

    nav = "today"
    whole_window = True

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Visit")
        self._presenter = VisitPresenter(context.desk, place.encounter_id, place.step)
        self._step: StepPage | None = None
        visit = self._presenter.record.encounter
        context.desk.vault.looked(visit.family_id, visit=visit.id)
        self._width = Width.WIDE
        self._build()
        self._open_step()
        context.save_state.follow(self._on_saving)

    def _build(self) -> None:
        self.rail = StepRail(self._presenter.title, self._presenter.subtitle)
        self.rail.setObjectName("rail")
        self.rail.chosen.connect(self.go_step)
        self.rail.left.connect(self.leave)
        self._head = VisitHead()
        self.tick, self.where = self._head.tick, self._head.where
        self.signs_button = self._head.signs
        self._head.steps.clicked.connect(self._toggle_rail)
        self.signs_button.clicked.connect(self.look_for_signs)
        self._head.hide_all.clicked.connect(self._hide)
        self._lay_out()
        self._add_corner()
        self._key("F6", self._to_panel)
        self._key("F7", self.look_for_signs)
        self._key("F9", self.worried)

    def _lay_out(self) -> None:
        self._stage = QVBoxLayout()
        middle = self._middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._head)
        middle.addLayout(self._stage, 1)
        self._side = QVBoxLayout()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row = row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        row.addLayout(self._side)

    def _add_corner(self) -> None:
        self.corner = SafetyCorner(self.context)
        self.corner.settled.connect(self._on_settled)
        self.corner.ticked.connect(self._presenter.read)
        self.corner.room_changed.connect(self._arrange)
        self.corner.hide()
        self._side.addWidget(self.corner)

    def _key(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # --- places --------------------------------------------------------------------

    def go_step(self, place: str) -> None:
        """Go to a step by key; the shell learns of it, to come back here."""
        self.context.go(replace(self.place, step=place))

    def leave(self) -> None:
        """Back to the family; everything is saved."""
        self.context.go(Place.family(self._presenter.record.family.id))

    def move_to(self, place: Place) -> bool:
        """Another step of the same visit."""
        if (place.name, place.encounter_id) != (
            self.place.name,
            self.place.encounter_id,
        ):
            return False
        if self.corner.takes_all:  # narrow: who asks for a step sees it
            self.corner.give_way()
        key, inner = self._presenter.split(place.step)
        same = self._step is not None and key == self._presenter.key
        self.place = place
        if same and self._step is not None and self._step.move_inside(inner):
            self._presenter.go(place.step)
            if not inner and self._step.inner:  # the page knows where it is
                self._presenter.inner = self._step.inner
                self.place = replace(place, step=self._presenter.place)
        else:
            if self._step is not None:
                self._step.leaving()
            self._presenter.go(place.step)
            self._open_step()
            if self._step is not None:
                self._step.shown()
        self._keep_place()
        self._show()
        return True

    def _keep_place(self) -> None:
        if self._presenter.is_finished or self._presenter.is_aside:
            return
        place, encounter_id = self._presenter.place, self.place.encounter_id
        self.context.save_state.write(
            "step", lambda desk: visits.describe(desk, encounter_id, step=place)
        )

    def _open_step(self) -> None:
        old, self._step = self._step, None
        if old is not None:
            self._take_side(old)
            self._stage.removeWidget(old)
            old.hide()
            old.deleteLater()
        step = builder(self._presenter.key)(self._hold())
        self._step = step
        self._presenter.inner = step.inner
        self.place = replace(self.place, step=self._presenter.place)
        self._stage.addWidget(step)
        if step.side is not None:
            self._side.addWidget(step.side)
        step.fit(self._width)
        if self._presenter.is_finished and self._presenter.key not in STILL_OPEN:
            step.set_read_only()
        self._show()

    def _take_side(self, step: StepPage) -> None:
        if step.side is not None:
            self._side.removeWidget(step.side)
            step.side.hide()
            step.side.deleteLater()

    def _hold(self) -> StepHold:
        return StepHold(
            context=self.context,
            encounter_id=self.place.encounter_id,
            step=self._presenter.key,
            inner=self._presenter.inner,
            next_words=self._presenter.next_words,
            go_next=lambda: self._beside(1),
            go_back=lambda: self._beside(-1),
            go=self.go_step,
            changed=self.on_changed,
            concern_waits=self.on_concern_waiting,
        )

    def _beside(self, by: int) -> None:
        step = self._presenter.beside(by)
        if self._presenter.is_aside:
            self.look_for_signs()
        elif step is None:
            self.leave()
        else:
            self.go_step(step.key)

    def look_for_signs(self) -> None:
        """F7: open the list of signs, or go back from it to the step in hand."""
        if self._presenter.is_aside:
            self._presenter.read()
            self.go_step(self._presenter.resumed())
            return
        self._keep_place()
        self.go_step(self.context.desk.pathway.checklists[0].id)

    # --- what is shown -------------------------------------------------------------

    def on_changed(self) -> None:
        """The record changed: rail and safety panel follow."""
        before = self._presenter.issue
        try:
            self._presenter.read()
        except VaultError:  # locked meanwhile: this page is about to go
            return
        self._show()
        issue = self._presenter.issue
        if issue is not None and before is None:
            self._say_opened()

    def on_concern_waiting(self, issue: DetectedIssue) -> None:
        """It is not on disk, but the person is here now: the panel opens."""
        if self._presenter.issue is None:
            self._presenter.waiting = issue
            self._show()
            self._say_opened()

    def _say_opened(self) -> None:
        self.corner.open_for(tr("Some steps have opened at the side. F6 goes there."))

    def _show(self) -> None:
        presenter = self._presenter
        self.rail.set_title(presenter.title, presenter.subtitle)
        self.rail.set_groups(
            [
                StepGroup(
                    group.key,
                    group.label,
                    _STATES[group.state],
                    [Step(s.key, s.label, _STATES[s.state]) for s in group.steps],
                )
                for group in presenter.rail()
            ]
        )
        signed = tr("Signed off. Corrections are added under Finish.")
        self.where.setText(
            signed if presenter.is_finished else presenter.narrow_title()
        )
        self.where.setVisible(presenter.is_finished or self._width is not Width.WIDE)
        self._show_panel()

    def _show_panel(self) -> None:
        issue = self._presenter.issue
        self.corner.show_issue(issue, self._presenter.ticked())
        self._arrange()
        if self._step is not None and self._step.side is not None:
            self._step.side.setVisible(issue is None and self._step.side_wanted)

    # --- safety --------------------------------------------------------------------

    def _to_panel(self) -> None:
        if not self.corner.take_focus() and self._step is not None:
            if self.corner.takes_all:
                self.corner.give_way()
            self._step.shown()

    def worried(self) -> None:
        """F9: the practitioner is worried now; the steps open at the side.

        After signing off too: the worry may come in the car.
        """
        if self._presenter.issue is not None:
            self._to_panel()
            return
        encounter_id = self.place.encounter_id
        made = self.context.save_state.write(
            "worried", lambda desk: visits.raise_concern(desk, encounter_id)
        )
        if made is None:
            self.on_concern_waiting(self._presenter.worry())
        else:
            self.on_changed()

    def _on_settled(self) -> None:
        self.on_changed()
        if self._step is not None:
            self._step.refresh()
            self._step.shown()
        if self._presenter.issue is not None:  # another concern waits
            self._say_opened()

    # --- the screen's contract -----------------------------------------------------

    def shown(self) -> None:
        """The step puts the first focus; a visit just begun is come back to here."""
        if self._step is not None:
            self._step.shown()
        if not self._presenter.record.encounter.step:
            self._keep_place()

    def reflowed(self, width: Width) -> None:
        """Fold the rail and put the side panel below where there is less room."""
        self._width = width
        wide = width is Width.WIDE
        self._arrange()
        self.rail.setVisible(wide)
        self.where.setVisible(self._presenter.is_finished or not wide)
        self._head.set_width(width)
        if self._step is not None:
            self._step.fit(width)
            if self._step.side is not None and width is not Width.NARROW:
                self._side.insertWidget(0, self._step.side)
                self._show_panel()  # whether it is shown, too

    def _arrange(self) -> None:
        """Side panels stand at the right, on narrow windows below, safety above."""
        direction = QBoxLayout.Direction.LeftToRight
        if self._width is Width.NARROW:
            urgent = self._presenter.issue is not None
            up, down = (
                QBoxLayout.Direction.BottomToTop,
                QBoxLayout.Direction.TopToBottom,
            )
            direction = up if urgent else down
        self._row.setDirection(direction)
        takes_all = self.corner.takes_all
        self._row.setStretchFactor(self._side, 1 if takes_all else 0)
        self._row.setStretchFactor(self._middle, 0 if takes_all else 1)
        if self._step is not None:
            self._step.setVisible(not takes_all)
        self.corner.arrange(self._width)

    def _toggle_rail(self) -> None:
        self.rail.setVisible(not self.rail.isVisible())
        if self.rail.isVisible():
            self.rail.focus_now()

    def leaving(self) -> None:
        """Write what is not written."""
        if self._step is not None:
            self._step.leaving()
        self.context.save_state.unfollow(self._on_saving)
        super().leaving()

    def refresh(self) -> None:
        """Records came in."""
        self._presenter.read()
        self._show()
        if self._step is not None:
            self._step.refresh()

    def half_typed(self) -> Mapping[str, str]:
        """The step's, and who took it on while it is being written."""
        texts = dict(self._step.half_typed()) if self._step else {}
        return texts | dict(self.corner.half_typed())

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Give the half-typed texts back to the step and to the panel."""
        self.corner.put_back(texts)
        if self._step is not None:
            self._step.put_back(texts)

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.corner.context = self.context
        self._presenter.rebind(context.desk)

    def _hide(self) -> None:
        self.context.hide()

    def _on_saving(self, news: SaveNews) -> None:
        if news.phase is SavePhase.SAVING:
            self.tick.set_saving()
        elif news.phase is SavePhase.SAVED and news.at is not None:
            self.tick.set_saved(f"{news.at.astimezone():%H:%M}")
        elif news.phase is SavePhase.FAILED:
            self.tick.set_failed(news.reason)


def build(context: ScreenContext, place: Place) -> Screen:
    """The visit at this place."""
    return VisitScreen(context, place)
