"""The form of level and theme; on the summary, and on the referral where it counts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.chip_group import ChipGroup
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.need import NeedPresenter, level_choices, theme_choices
from visit_app.ui.visit.step import StepHold


class NeedForm(QWidget):
    """Kept as it is given; `changed()` after each. Nothing is chosen beforehand."""

    changed = Signal()

    def __init__(self, hold: StepHold) -> None:
        super().__init__()
        self.presenter = NeedPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id
        )
        self.level = OptionGroup(tr("Level of need"), level_choices(), "small", gap=8)
        self.reason = Field(
            tr("Why you judge it so"),
            help_text=tr("Your reason stands in the letter."),
            multiline=True,
        )
        self.theme = ChipGroup(tr("What is it about?"), theme_choices())
        for name, widget in (
            ("level", self.level),
            ("level-reason", self.reason.input),
            ("theme", self.theme),
        ):
            widget.setObjectName(name)
        self.state = Text("", "note")
        self._lay_out()
        self._show()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        agreed = tr(
            "There is no agreed definition of the levels: the judgement is yours."
        )
        for widget in (
            Text(tr("Level of need"), "label"),
            Text(agreed, "note"),
            self.level,
            Text(tr("What is it about?"), "label"),
            self.theme,
            self.reason,
            self.state,
        ):
            column.addWidget(widget)

    def _show(self) -> None:
        found = self.presenter.impression
        self.level.choose(found.level or None)
        self.reason.set_value(found.level_reason)
        self.theme.choose(found.theme)
        self.state.setText(self.presenter.state())

    def _connect(self) -> None:
        self.level.chosen.connect(lambda code: self._keep(level=code))
        self.reason.edited.connect(lambda text: self._keep(level_reason=text))
        self.theme.changed.connect(lambda codes: self._keep(theme=tuple(codes)))

    def _keep(self, **fields: object) -> None:
        self.presenter.keep(**fields)
        self.state.setText(self.presenter.state())
        self.changed.emit()

    def focus_at(self, code: str) -> None:
        """Go to what a check named: "level", "level-reason" or "theme"."""
        if code == "theme":
            chip = next(iter(self.theme.chips.values()))
            chip.setFocus(Qt.FocusReason.TabFocusReason)
        elif code == "level-reason":
            self.reason.input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.level.focus_first()
