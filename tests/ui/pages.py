"""Small screens on the real contract: notes kept in the vault at each keystroke."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout

from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext, Screens
from visit_app.vault.errors import NotFound


class Notes(Screen):
    """Two notes of one place, kept as settings; "when" takes half-typed dates."""

    nav = "today"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = "Notes"
        self.log: list[str] = []
        column = QVBoxLayout(self)
        self.fields = {name: QLineEdit() for name in ("first", "second", "when")}
        for name, field in self.fields.items():
            field.setObjectName(name)
            column.addWidget(field)
            field.setText(context.desk.vault.setting(self._setting(name), ""))
            if name != "when":
                field.textEdited.connect(lambda text, n=name: self._keep(n, text))
        self.next = QPushButton("Next")
        self.next.setObjectName("next")
        column.addWidget(self.next)

    def _setting(self, name: str) -> str:
        return f"{self.place.name}/{self.place.step}/{name}"

    def _keep(self, name: str, text: str) -> None:
        setting = self._setting(name)
        self.context.save_state.write(
            name, lambda desk: desk.vault.set_setting(setting, text)
        )

    def shown(self) -> None:
        self.log.append("shown")

    def leaving(self) -> None:
        super().leaving()
        self.log.append("leaving")

    def refresh(self) -> None:
        self.log.append("refresh")

    def half_typed(self) -> Mapping[str, str]:
        return {"when": self.fields["when"].text()}

    def put_back(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            self.fields[name].setText(text)


class Families(Notes):
    """Has a search of its own."""

    nav = "families"

    def search(self) -> bool:
        self.fields["first"].setFocus()
        self.log.append("search")
        return True


class Visit(Notes):
    """Takes the whole window, and goes from step to step by itself."""

    whole_window = True
    nav = ""

    @property
    def handed_over(self) -> bool:
        return self.place.step == "hand-over"

    def move_to(self, place: Place) -> bool:
        return place.encounter_id == self.place.encounter_id


def _gone(context: ScreenContext, place: Place) -> Screen:
    raise NotFound(detail="Family")


def screens() -> Screens:
    """Today, families, a family that is gone, a visit, help."""
    return Screens(
        {
            "today": Notes,
            "families": Families,
            "family": _gone,
            "visit": Visit,
            "help": Notes,
        }
    )
