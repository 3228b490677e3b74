"""A reason that is asked for before anything is saved: a lock does not lose it."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from visit_app.ui.kit.field import Field


class AsksWhy:
    """For a widget that is shown while it asks; `reason` is where the words go."""

    reason: Field

    def half_typed(self) -> dict[str, str]:
        """What is typed so far, while it is asked for."""
        name, form = self.reason.input.objectName(), self.reason.parentWidget()
        return {name: self.reason.value()} if form and not form.isHidden() else {}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Ask again where it was being asked."""
        form, name = self.reason.parentWidget(), self.reason.input.objectName()
        if form is not None and name in texts:
            form.show()
            self.reason.set_value(texts[name])


def asking_in(page: QWidget) -> Iterator[AsksWhy]:
    """Every part of the page that may ask for a reason."""
    for part in page.findChildren(QWidget):
        if isinstance(part, AsksWhy):
            yield part
