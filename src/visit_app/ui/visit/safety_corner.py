"""Beside a step: the safety panel, and then the form of who took it on."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.records import DetectedIssue
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.safety_panel import SafetyPanel, SafetyStep
from visit_app.ui.screen import ScreenContext
from visit_app.ui.text import tr
from visit_app.ui.visit import safety
from visit_app.ui.visit.hand_over import HandOverPanel

LOWEST_PX, TALLEST_PX = 116, 200  # room above the item, on narrow windows
WIDGET_MAX = 16_777_215


class SafetyCorner(QWidget):
    """`settled()` once it is recorded who took it on, `ticked()` on every step done.

    On narrow windows it is a line above the step. Unfolded there, or as a form, it
    `takes_all` the room: `room_changed()`.
    """

    settled = Signal()
    ticked = Signal()
    room_changed = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.context = context
        self._issue: DetectedIssue | None = None
        self._width = Width.WIDE
        self._unfolded = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.panel: SafetyPanel | None = None
        self.hand_over: HandOverPanel | None = None

    def show_issue(self, issue: DetectedIssue | None, ticked: frozenset[str]) -> None:
        """Show the steps for this concern, or nothing."""
        other = self._protocol_of(issue) != self._protocol_of(self._issue)
        self._issue = issue
        if issue is None or other:
            self._close()
        if issue is not None and self.panel is None:
            self._open(issue)
        if self.panel is not None:
            self.panel.set_ticked(ticked)
        self.setVisible(issue is not None)

    def open_for(self, words: str) -> None:
        """Say that the steps have opened; the focus stays where it is."""
        if self.panel is not None:
            self.panel.open_for(words)
            self.arrange(self._width)

    def _protocol_of(self, issue: DetectedIssue | None) -> str:
        if issue is None:
            return ""
        return self.context.desk.pathway.steps_for(issue.evidence).id

    def _open(self, issue: DetectedIssue) -> None:
        desk = self.context.desk
        protocol = desk.pathway.steps_for(issue.evidence)
        steps = [SafetyStep(s.id, tr(s.title), tr(s.text)) for s in protocol.steps]
        call = next((n for n, s in enumerate(protocol.steps, 1) if s.call), 0)
        numbers = safety.phone(desk)
        self.panel = SafetyPanel(
            tr(protocol.title),
            steps,
            numbers.first,
            numbers.others,
            contact_after=call,
        )
        self.panel.set_note(tr(protocol.label))  # says "to be agreed locally" of all
        self.panel.setObjectName("safety")
        self.panel.ticked.connect(self._on_ticked)
        self.panel.record_asked.connect(self.ask_who)
        self.panel.fold_asked.connect(self._fold)
        self.panel.set_folded(self.panel.theme.scale >= 1.5)
        self._column.addWidget(self.panel)
        self.arrange(self._width)

    def _close(self) -> None:
        for widget in (self.panel, self.hand_over):
            if widget is not None:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.panel = self.hand_over = None
        self._unfolded = False

    def _fold(self) -> None:
        if self.panel is not None:
            self.panel.set_folded(not self.panel.folded)
            self._unfolded = not self.panel.folded
            self.arrange(self._width)
            self.room_changed.emit()

    @property
    def takes_all(self) -> bool:
        """Whether the step makes way: somebody asked to read or to write here."""
        asked = self.hand_over is not None or (
            self.panel is not None and self._unfolded
        )
        return asked and self._width is Width.NARROW

    def give_way(self) -> None:
        """Back to one line above the step; what is half written is kept."""
        self._stop_asking()
        if self.panel is not None and not self.panel.folded:
            self._fold()

    def arrange(self, width: Width) -> None:
        """Beside the step, or above it where there is no room beside."""
        self._width = width
        narrow = width is Width.NARROW
        for panel in (self.panel, self.hand_over):
            if panel is not None:
                panel.set_across(narrow)
                tall = panel is self.hand_over or not panel.folded
                most = panel.theme.px(TALLEST_PX if tall else LOWEST_PX)
                free = not narrow or self.takes_all
                panel.setMaximumHeight(WIDGET_MAX if free else most)

    def take_focus(self) -> bool:
        """Put the focus into the panel; False when it was there already, or is none."""
        target = self.hand_over or self.panel
        if target is None or target.isAncestorOf(self.focusWidget() or self):
            return False
        target.focus_first()
        return True

    # --- what is recorded ----------------------------------------------------------

    def _on_ticked(self, code: str, on: bool) -> None:
        issue = self._issue
        if issue is not None:
            self.context.save_state.write(
                f"safety/{code}",
                lambda desk: safety.tick(desk, issue, code, on=on),
            )
            self.ticked.emit()

    def ask_who(self) -> None:
        """Ask who has taken it on, in the place of the steps."""
        if self.hand_over is not None or self.panel is None or self._issue is None:
            return
        self.panel.hide()
        self.hand_over = HandOverPanel(self.context.desk.clock.now, self._issue)
        kept = safety.kept_form(self.context.desk, self._issue)
        if kept:
            self.hand_over.put_back(kept)
        self.hand_over.typed.connect(self._on_typed)
        self.hand_over.recorded.connect(self._on_handed)
        self.hand_over.cancelled.connect(self._stop_asking)
        self._column.addWidget(self.hand_over)
        self.arrange(self._width)
        self.room_changed.emit()
        self.hand_over.focus_first()

    def _stop_asking(self) -> None:
        if self.hand_over is not None:
            self._column.removeWidget(self.hand_over)
            self.hand_over.hide()
            self.hand_over.deleteLater()
            self.hand_over = None
        if self.panel is not None:
            self.panel.show()
            self.arrange(self._width)
            self.room_changed.emit()
            self.panel.focus_first()

    def _on_typed(self) -> None:
        issue, panel = self._issue, self.hand_over
        if issue is not None and panel is not None:
            texts = panel.half_typed()
            self.context.save_state.write(
                "safety/form", lambda desk: safety.keep_form(desk, issue, texts)
            )

    def _on_handed(self, handed: safety.Handed) -> None:
        issue = self._issue
        if issue is None:
            return
        self.context.save_state.write(
            "safety", lambda desk: safety.hand_over(desk, issue, handed)
        )
        if not self.context.save_state.has_unsaved:
            self._close()
            self.settled.emit()

    def half_typed(self) -> Mapping[str, str]:
        """Who took it on, while it is being written."""
        return self.hand_over.half_typed() if self.hand_over else {}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Go on writing who took it on."""
        if any(name.startswith("handed-") for name in texts):
            self.ask_who()
            if self.hand_over is not None:
                self.hand_over.put_back(texts)
