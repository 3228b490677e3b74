"""Several choices as chips that can be switched on and off."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal

from visit_app.ui.kit.chip import FilterChip
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.flow import FlowLayout
from visit_app.ui.kit.group import Group


class ChipGroup(Group):
    """Chips under one question: `changed(codes)` with those that are on."""

    changed = Signal(list)

    def __init__(self, question: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.setAccessibleName(question)
        flow = FlowLayout(self)
        flow.setSpacing(10)
        self.chips: dict[str, FilterChip] = {}
        for choice in choices:
            chip = FilterChip(choice.label)
            chip.setObjectName(f"chip-{choice.code}")
            chip.clicked.connect(lambda: self.changed.emit(self.codes()))
            flow.addWidget(chip)
            self.chips[choice.code] = chip

    def codes(self) -> list[str]:
        """The codes that are on, in order."""
        return [code for code, chip in self.chips.items() if chip.isChecked()]

    def choose(self, codes: Iterable[str]) -> None:
        """Show these as on, without emitting `changed`."""
        wanted = set(codes)
        for code, chip in self.chips.items():
            chip.setChecked(code in wanted)
