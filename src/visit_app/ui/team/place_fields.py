"""Where the team store is: a folder or an address, and what opens it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.file_dialogs import ask_for_folder
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class PlaceFields(QWidget, Themed):
    """The place; the sign-in details appear for an address that may need them."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Field(
            tr("Where the team store is"),
            help_text=tr(
                "A shared folder, or an address from IT: az://…, s3://… or gs://…"
            ),
        )
        self.place.input.setObjectName("place")
        self.browse = Button(tr("Choose a folder"), "secondary")
        self.browse.setObjectName("browse-place")
        self.secrets = Field(
            tr("Sign-in details"),
            help_text=tr(
                "As IT gave them, one NAME=value on a line. They are kept in your"
                " records, encrypted."
            ),
            multiline=True,
        )
        self.secrets.input.setObjectName("secrets")
        self.secrets.hide()
        self.place.add_beside(self.browse)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.place)
        self._column.addWidget(self.secrets)
        self.place.edited.connect(self._on_edited)
        self.secrets.edited.connect(lambda: self.secrets.set_error(None))
        self.browse.clicked.connect(self._ask)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gap."""
        self._column.setSpacing(self.theme.px(16))

    @property
    def address(self) -> str:
        """The place as typed."""
        return self.place.value()

    def set_address(self, text: str) -> None:
        """Show a place."""
        self.place.set_value(text)
        self._on_edited(text)

    def fields(self) -> Iterator[tuple[str, Field]]:
        """The fields by name."""
        yield "place", self.place
        yield "secrets", self.secrets

    def _on_edited(self, text: str) -> None:
        self.place.set_error(None)
        scheme = text.strip().partition("://")[0].lower() if "://" in text else ""
        self.secrets.setVisible(scheme in {"s3", "az", "gs"})

    def _ask(self) -> None:
        ask_for_folder(self, tr("The folder of the team store"), self.set_address)
