"""The form of one service; every keystroke is kept until it is saved."""

from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.option_group import CheckGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.services.entry import Entry
from visit_app.ui.services.wording import level_choices, theme_choices
from visit_app.ui.text import tr

WIDEST = 760


class FormPage(Page):
    """`typed(Entry)` at each keystroke, `saved(Entry)`, `dropped()`."""

    typed = Signal(object)
    saved = Signal(object)
    dropped = Signal()

    def __init__(self, title: str, entry: Entry, leave: str) -> None:
        super().__init__(left=36)
        self.title = PageHead(title)
        self.head.addWidget(self.title)
        self.fields = _fields()
        self.level = CheckGroup(tr("Level of need"), level_choices(), "small", gap=6)
        self.theme_group = CheckGroup(
            tr("What it supports"), theme_choices(), "small", gap=6
        )
        self.level.setObjectName("level")
        self.theme_group.setObjectName("theme")
        self._holder = _Narrow()
        self._lay_out()
        self._add_foot(leave)
        self._show(entry)
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        shown = self.fields
        for widget in (
            shown["name"],
            shown["provided_by"],
            Text(tr("Level of need"), "label"),
            self.level,
            Text(tr("What it supports"), "label"),
            self.theme_group,
        ):
            column.addWidget(widget)
        for name in ("conditions", "telecom", "address", "comment", "owner"):
            column.addWidget(shown[name])
        self.add(self._holder)
        self.finish()

    def _add_foot(self, leave: str) -> None:
        self.drop = Button(leave, size="foot")
        self.drop.setObjectName("drop")
        self.drop.clicked.connect(self.dropped)
        self.save = Button(tr("Save"), "primary", "foot")
        self.save.setObjectName("save")
        self.save.clicked.connect(lambda: self.saved.emit(self.entry()))
        self.foot.add_left(self.drop)
        self.foot.add_right(self.save)

    def _show(self, entry: Entry) -> None:
        for name, field in self.fields.items():
            field.set_value(getattr(entry, name))
        self.level.choose(entry.level)
        self.theme_group.choose(entry.theme)

    def _connect(self) -> None:
        for field in self.fields.values():
            field.edited.connect(self._on_typed)
        self.level.changed.connect(self._on_typed)
        self.theme_group.changed.connect(self._on_typed)

    def _on_typed(self) -> None:
        self.fields["name"].set_error(None)
        self.typed.emit(self.entry())

    def entry(self) -> Entry:
        """What is typed now."""
        texts = {name: field.value() for name, field in self.fields.items()}
        groups = {"level": self.level.codes(), "theme": self.theme_group.codes()}
        lists = {name: tuple(codes) for name, codes in groups.items()}
        known = {f.name for f in fields(Entry)}
        values = {k: v for k, v in {**texts, **lists}.items() if k in known}
        return Entry(**values)  # type: ignore[arg-type]

    def say(self, problem: str) -> None:
        """Why it was not saved, at the name when that is missing."""
        if not self.fields["name"].value().strip():
            self.fields["name"].set_error(problem)
            self.fields["name"].input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.foot.say(problem)

    def set_width(self, width: Width) -> None:
        """Narrower margins where there is less room."""
        super().set_width(width)
        self.title.set_width(width)


class _Narrow(QWidget, Themed):
    """What is typed in, never wider than can be read at a glance."""

    def __init__(self) -> None:
        super().__init__()
        self.restyle()

    def restyle(self) -> None:
        """Scale the widest column."""
        self.setMaximumWidth(self.theme.px(WIDEST))


def _fields() -> dict[str, Field]:
    made = {
        "name": Field(tr("Name of the service")),
        "provided_by": Field(tr("Who provides it")),
        "conditions": Field(
            tr("For whom, as stated"),
            help_text=tr("One condition a line. A new one is to be confirmed locally."),
            multiline=True,
        ),
        "telecom": Field(tr("Phone, email"), multiline=True),
        "address": Field(tr("Address for letters"), multiline=True),
        "comment": Field(tr("Anything else to know"), multiline=True),
        "owner": Field(tr("Who keeps it up to date")),
    }
    for name, field in made.items():
        field.input.setObjectName(name)
    return made
