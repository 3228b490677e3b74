"""The parent answers: one item at a time, large; coming back needs the practitioner.

Nothing of the record is shown here but the questions of one form. What an answer opens
(the safety panel) waits for the practitioner, who comes back through the unlock page.
"""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.records import Mode
from visit_app.ui.instrument_notes import wording_is_unread, wording_mark
from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.mark import Mark
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.progress import Dashes
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.questionnaire.presenter import QuestionnairePresenter
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr

WIDTH_PX = 820
SIDE, NARROW_SIDE = 56, 28
LEAST_TOLD = 180  # px at 100 %
END = "end"


class HandOverScreen(Screen):
    """`place.step` is the form's name, with the question in hand behind a slash."""

    nav = "today"
    whole_window = True

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Questions for you")
        self._form, _, self._at = place.step.partition("/")
        self.presenter = QuestionnairePresenter(
            context.desk, context.save_state, place.encounter_id, self._form, self._at
        )
        if self.presenter.mode != Mode.SELF_COMPLETED:
            self.presenter.set_mode(Mode.SELF_COMPLETED)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head())
        self._fits = Width.WIDE
        self.page = Page(left=SIDE, right=SIDE)
        self._column.addWidget(self.page, 1)
        self._show()

    @property
    def handed_over(self) -> bool:
        """The parent holds the laptop."""
        return True

    def _head(self) -> QWidget:
        head = QWidget()
        whole = self._told = QVBoxLayout(head)
        whole.setContentsMargins(SIDE, 26, SIDE, 0)
        told = QWidget()
        told.setSizePolicy(height_by_width())
        row = QHBoxLayout(told)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Mark(40))
        words = QVBoxLayout()
        words.setSpacing(0)
        name, giver = self.presenter.person, self._giver()
        words.addWidget(
            Text(tr("These questions are for you, {name}", name=name), "card_title")
        )
        note = tr(
            "There are no right or wrong answers. {giver} will see what you choose.",
            giver=giver,
        )
        words.addWidget(Text(note, "note"))
        row.addLayout(words, 1)
        self.give_back = Button(tr("Give back to {giver}", giver=giver), icon="hand")
        self.give_back.setObjectName("give-back")
        self.give_back.clicked.connect(self.return_it)
        beside = Beside(least=LEAST_TOLD)
        beside.add(told, share=1)
        beside.add(self.give_back)
        whole.addWidget(beside)
        return head

    def _giver(self) -> str:
        return self.context.desk.practitioner.name.partition(" ")[0]

    # --- one question --------------------------------------------------------------

    def _show(self) -> None:
        old, self.page = self.page, Page(left=SIDE, right=SIDE)
        self.page.set_width(self._fits)
        self._column.replaceWidget(old, self.page)
        old.hide()
        old.deleteLater()
        if self._at == END:
            self._show_end()
        else:
            self._show_question()

    def _show_question(self) -> None:
        presenter = self.presenter
        column = QWidget()
        column.setMaximumWidth(self._wide())
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        dashes = Dashes(len(presenter.counted), wide=True)
        given = frozenset(
            n
            for n, link in enumerate(presenter.counted, 1)
            if presenter.code(link) is not None or presenter.is_declined(link)
        )
        dashes.set_progress(presenter.number, given, len(presenter.counted))
        body.addWidget(dashes)
        if presenter.stem:
            body.addWidget(Text(presenter.stem, "stem_handover"))
        body.addWidget(Text(presenter.item.text, "item_handover"))
        self.answers = OptionGroup(
            presenter.item.text,
            [Choice(o.code, o.label) for o in presenter.offered()],
            "handover",
        )
        self.answers.setObjectName(f"answers-{presenter.at}")
        self.answers.choose(presenter.code())
        self.answers.chosen.connect(presenter.answer)
        body.addWidget(self.answers)
        if wording_is_unread(presenter.form):
            body.addWidget(Text(wording_mark(), "note"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        self.page.body.addLayout(row)
        self.page.finish()
        self._add_foot()

    def _wide(self) -> int:
        return self.give_back.theme.px(WIDTH_PX)

    def _add_foot(self) -> None:
        back = Button(tr("Back"), size="foot", icon="arrow-left")
        skip = Button(tr("Skip this one"), "quiet", "foot")
        self.next = Button(tr("Next"), "primary", "foot", icon_right="arrow-right")
        for name, button in (("back", back), ("skip", skip), ("next", self.next)):
            button.setObjectName(name)
        back.clicked.connect(lambda: self._go(self.presenter.beside(-1)))
        skip.clicked.connect(self._skip)
        self.next.clicked.connect(lambda: self._go(self._following()))
        self.answers.confirmed.connect(self.next.click)
        if self.presenter.beside(-1):
            self.page.foot.add_left(back)
        else:
            back.deleteLater()
        self.page.foot.add_right(skip, self.next)

    def _following(self) -> str:
        return self.presenter.beside(1) or END

    def _skip(self) -> None:
        self.presenter.decline()
        self._go(self._following())

    def _go(self, link_id: str | None) -> None:
        if link_id is not None:
            self.context.go(replace(self.place, step=f"{self._form}/{link_id}"))

    def _show_end(self) -> None:
        giver = self._giver()
        self.page.body.addStretch(1)
        thanks = Text(tr("Thank you"), "prompt", align=Qt.AlignmentFlag.AlignHCenter)
        note = tr(
            "That was the last question. Give the laptop back to {giver}.", giver=giver
        )
        self.page.add(
            thanks, Text(note, "stem_handover", align=Qt.AlignmentFlag.AlignHCenter)
        )
        self.page.finish()
        back = Button(tr("Back"), size="foot", icon="arrow-left")
        back.setObjectName("back")
        back.clicked.connect(lambda: self._go(self.presenter.link_ids[-1]))
        self.next = Button(tr("Give back to {giver}", giver=giver), "primary", "foot")
        self.next.setObjectName("next")
        self.next.clicked.connect(self.return_it)
        self.page.foot.add_left(back)
        self.page.foot.add_right(self.next)

    # --- the screen's contract -----------------------------------------------------

    def reflowed(self, width: Width) -> None:
        """Narrow windows have narrower margins."""
        self._fits = width
        side = NARROW_SIDE if width is Width.NARROW else SIDE
        self._told.setContentsMargins(side, 26, side, 0)
        self.page.set_width(width)

    def return_it(self) -> None:
        """Hide the screen: the practitioner unlocks, and is back in the visit."""
        self.context.go(Place.visit(self.place.encounter_id, self._form))
        self.context.hide()

    def move_to(self, place: Place) -> bool:
        """Another question of the same form."""
        form, _, at = place.step.partition("/")
        same = (place.name, place.encounter_id, form) == (
            self.place.name,
            self.place.encounter_id,
            self._form,
        )
        if not same:
            return False
        self.place, self._at = place, at
        if at in self.presenter.link_ids:
            self.presenter.at = at
        self._show()
        self.shown()
        return True

    def shown(self) -> None:
        """Begin at the answers."""
        if self._at == END:
            self.next.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.answers.focus_first()


def build(context: ScreenContext, place: Place) -> Screen:
    """The form this place hands over."""
    return HandOverScreen(context, place)
