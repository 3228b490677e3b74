"""The page "Save as FHIR": what is in the file, who may get it, where it goes."""

from pathlib import Path

from PySide6.QtCore import Qt

from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.family_fhir.presenter import FamilyFhirPresenter
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.save_tick import SaveTick, beside
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr

FILE_NAME = "family.fhir.json"  # without a name of anybody


class FamilyFhirScreen(CardScreen):
    """Nothing leaves before the last button is pressed."""

    nav = "families"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Save as FHIR")
        self.presenter = FamilyFhirPresenter(
            self,
            context.desk,
            place.family_id,
            runner_for(self, context.background),
        )
        self.tick = SaveTick()
        head = beside(PageHead(self.title, self.presenter.title), self.tick)
        self.lay_out([head], [self._what(), self._who()])
        self._add_foot()
        self.show_busy("")

    def _what(self) -> Card:
        card = Card(tr("What is in the file"))
        card.add(Text(self.presenter.what_is_in_it(), "body"))
        drafts = self.presenter.about_drafts()
        if drafts:
            card.add(Message(drafts, "warn"))
        about = tr(
            "The form is FHIR R4, which record systems read. To paste one visit into"
            " the main record, use “Copy text for the record” in its summary."
        )
        card.add(Text(about, "note"))
        return card

    def _who(self) -> Card:
        card = Card(tr("The file is not sealed"))
        unsealed = tr(
            "Whoever has the file can read all of it: your passphrase does not protect"
            " it."
        )
        card.add(Message(unsealed, "warn"))
        who = tr(
            "Give it only to a record system or a team that goes on looking after this"
            " family, in the way your organisation has agreed. It holds what each"
            " parent said in confidence, so it is not for anybody of the family."
        )
        after = tr(
            "Delete the file once it has arrived. That it was saved is kept in the"
            " record of who looked at this family."
        )
        card.add(Text(who, "body"), Text(after, "body"))
        return card

    def _add_foot(self) -> None:
        self.back = Button(tr("Back to the family"), size="foot", icon="arrow-left")
        self.back.setObjectName("back-to-family")
        self.back.clicked.connect(self.context.back)
        self.save = Button(tr("Save the file…"), "primary", "foot", icon="download")
        self.save.setObjectName("save-fhir")
        self.save.clicked.connect(self._ask_where)
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.save)

    def _ask_where(self) -> None:
        title, kinds = tr("Save as FHIR"), tr("FHIR (*.json)")
        ask_where_to_save(self, title, FILE_NAME, self.save_to, kinds=kinds)

    def save_to(self, path: str) -> None:
        """Write the file; how that went is said when it is over."""
        self.presenter.save(Path(path))

    # --- what the presenter tells ----------------------------------------------------

    def show_busy(self, words: str) -> None:
        """It is being written; "" when that is over."""
        if words:
            self.tick.show()
            self.tick.set_saving()
        self.save.set_not_ready(words or self.presenter.refusal())

    def show_error(self, field: str, sentence: str) -> None:
        """Why nothing was saved."""
        del field  # there is one place for it
        self.page.foot.say(sentence)
        if sentence:
            self.tick.hide()
            self.context.announce(sentence, at_once=True)

    def show_saved(self) -> None:
        """The file is there."""
        now = self.context.desk.clock.now().astimezone()
        self.tick.set_saved(f"{now:%H:%M}")

    # --- the screen's contract -------------------------------------------------------

    def shown(self) -> None:
        """Begin at the way back: what is said is to be read first."""
        self.back.setFocus(Qt.FocusReason.TabFocusReason)

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.desk = context.desk


def build(context: ScreenContext, place: Place) -> Screen:
    """Saving the family of this place."""
    return FamilyFhirScreen(context, place)
