"""Services: the list, one entry, its form, and the files they travel in."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.file_dialogs import ask_for_file, ask_where_to_save
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.services.detail_page import DetailPage
from visit_app.ui.services.entry import NEW, Entry
from visit_app.ui.services.form_page import FormPage
from visit_app.ui.services.list_page import ListPage
from visit_app.ui.services.presenter import ServicesPresenter
from visit_app.ui.text import tr

SEE, EDIT = "see:", "edit:"  # followed by the id of a service, in `Place.step`
FILE_NAME = "service-directory.json"


class ServicesScreen(Screen):
    """One of three pages, by the step of the place."""

    nav = "services"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Services")
        self.presenter = ServicesPresenter(context.desk, context.save_state)
        self._width = Width.WIDE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page: ListPage | DetailPage | FormPage = self._made(place)
        self._column.addWidget(self.page)

    # --- the three pages -----------------------------------------------------------

    def _made(self, place: Place) -> ListPage | DetailPage | FormPage:
        if place.step.startswith(EDIT):
            return self._form(place.step.removeprefix(EDIT))
        service = self.presenter.service(place.step.removeprefix(SEE))
        if service is None:
            return self._list(place.query)
        page = DetailPage(self.presenter, service)
        page.left.connect(lambda: self._go(""))
        page.edit_asked.connect(lambda: self._go(EDIT + service.id))
        page.confirmed.connect(lambda owner: self._confirm(service.id, owner))
        page.retired.connect(lambda why: self._retire(service.id, why))
        page.reopened.connect(
            lambda: self._settle(self.presenter.reopen(service.id), "confirm")
        )
        return page

    def _list(self, query: str) -> ListPage:
        page = ListPage(self.presenter, query)
        page.opened.connect(lambda service_id: self._go(SEE + service_id))
        page.searched.connect(self._on_searched)
        page.add_one.clicked.connect(lambda: self._go(EDIT + NEW))
        page.take.clicked.connect(self._ask_for_file)
        page.give.clicked.connect(self._ask_where_to)
        return page

    def _form(self, key: str) -> FormPage:
        service = self.presenter.service(key)
        title = tr("Change this entry") if service else tr("A new service")
        leave = tr("Leave it as it was") if service else tr("Do not add it")
        page = FormPage(title, self.presenter.form(key), leave)
        page.typed.connect(lambda entry: self.presenter.keep_form(key, entry))
        page.saved.connect(lambda entry: self._save(page, key, entry))
        page.dropped.connect(lambda: self._drop(key))
        return page

    def _show(self, focus: str = "") -> None:
        """Build the page of the place anew and put the focus into it."""
        old = self.page
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.page = self._made(self.place)
        self._column.addWidget(self.page)
        self.page.set_width(self._width)
        self.page.show()
        self._focus(focus)

    def _focus(self, name: str = "") -> None:
        names = [name, "search", "edit", "name"]
        for wanted in filter(None, names):
            widget = self.page.findChild(QWidget, wanted)
            if isinstance(widget, QWidget) and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    # --- what is done --------------------------------------------------------------

    def _go(self, step: str) -> None:
        self.context.go(replace(self.place, step=step))

    def _on_searched(self, words: str) -> None:
        self.place = replace(self.place, query=words)

    def _confirm(self, service_id: str, owner: str) -> None:
        self._settle(self.presenter.confirm(service_id, owner), "confirm")
        self.context.announce(tr("Checked today."))

    def _retire(self, service_id: str, why: str) -> None:
        problem = self.presenter.retire(service_id, why)
        if problem and isinstance(self.page, DetailPage):
            self.page.reason.set_error(problem)
            self.page.reason.input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._settle("", "reopen")

    def _settle(self, problem: str, focus: str) -> None:
        """Show the entry as it is now, or why nothing changed."""
        if not problem:
            self._show(focus)
        elif isinstance(self.page, DetailPage):
            self.page.say(problem)

    def _save(self, page: FormPage, key: str, entry: Entry) -> None:
        service_id, problem = self.presenter.save_form(key, entry)
        if problem:
            page.say(problem)
        else:
            self._go(SEE + service_id)

    def _drop(self, key: str) -> None:
        self.presenter.drop_form(key)
        self._go(SEE + key if self.presenter.service(key) else "")

    # --- files ---------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        title = tr("Open a service directory")
        ask_for_file(self, title, _kinds(), self.take_from)

    def _ask_where_to(self) -> None:
        title = tr("Save the service directory")
        ask_where_to_save(self, title, FILE_NAME, self.save_to, kinds=_kinds())

    def take_from(self, path: str) -> None:
        """Take in the services of a file and say what came."""
        good, sentence = self.presenter.take_from(Path(path))
        if good:
            self._show("take")
        self._say(sentence, good=good)

    def save_to(self, path: str) -> None:
        """Save every version of every entry into a file."""
        good, sentence = self.presenter.save_to(Path(path))
        self._say(sentence, good=good)

    def _say(self, sentence: str, *, good: bool) -> None:
        if isinstance(self.page, ListPage):
            self.page.say(sentence, good=good)
        self.context.announce(sentence)

    # --- the screen's contract -----------------------------------------------------

    def shown(self) -> None:
        """Begin in the search field, or with what is most likely next."""
        self._focus()

    def move_to(self, place: Place) -> bool:
        """From the list to an entry, to its form and back."""
        if place.name != self.place.name:
            return False
        before, self.place = self.place, place
        self._show(f"service-{before.step.removeprefix(SEE)}")
        return True

    def search(self) -> bool:
        """Put the focus into the search field, when the list is shown."""
        if not isinstance(self.page, ListPage):
            return False
        self.page.field.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def reflowed(self, width: Width) -> None:
        """One column, and buttons under the title, where there is less room."""
        self._width = width
        self.page.set_width(width)

    def refresh(self) -> None:
        """Records came in."""
        key = self.focus_key()
        self.presenter.read()
        if not isinstance(self.page, FormPage):
            self._show()
            self.restore_focus(key)

    def half_typed(self) -> Mapping[str, str]:
        """The owner and the reason for closing, which are kept by a button."""
        if not isinstance(self.page, DetailPage):
            return {}
        page = self.page
        reason = {"closed-reason": page.reason.value()} if page.closing_open else {}
        return {"owner": page.owner.value(), **reason}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show them again after a lock."""
        if not isinstance(self.page, DetailPage):
            return
        self.page.owner.set_value(texts.get("owner", ""))
        if "closed-reason" in texts:
            self.page.ask_why()
            self.page.reason.set_value(texts["closed-reason"])

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.rebind(context.desk)


def _kinds() -> str:
    return tr("Service directory (*.json)")


def build(context: ScreenContext, place: Place) -> Screen:
    """The service directory, at the entry of the place if there is one."""
    return ServicesScreen(context, place)
