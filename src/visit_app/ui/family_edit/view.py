"""The form of a family: people, home, and what is asked before it is saved."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from visit_app.records import FamilyRole
from visit_app.ui.family_edit.card import (
    EntryCard,
    HomeCard,
    PersonCard,
    PregnancyCard,
    entries_of,
    first_control,
)
from visit_app.ui.family_edit.doubts import Problem
from visit_app.ui.family_edit.form import HOME
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.focus import FocusKey
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.page import Page, clear
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.save_tick import SaveTick
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveNews, SavePhase
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr, tr_plural

ROOM_ABOVE = 130  # px over the first field of a card, for the card's name


class FamilyEditScreen(Screen):
    """Every keystroke is kept; "Save" makes one revision of it."""

    nav = "families"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Family details")
        self.presenter = FamilyEditPresenter(
            context.desk, context.save_state, place.family_id
        )
        self._width = Width.WIDE
        self._discarding = False
        self.cards: list[EntryCard] = []
        self._build()
        self._fill()
        context.save_state.follow(self._on_saving)

    # --- the page ------------------------------------------------------------------

    def _build(self) -> None:
        self.page = Page(left=36, right=32)
        self.head = PageHead(" ")
        self.tick = SaveTick()
        row = QHBoxLayout()
        row.addWidget(self.head, 1)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        self.page.head.addLayout(row)
        self._add_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def _add_foot(self) -> None:
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.discard = Button(tr("Discard changes"), "quiet", "foot")
        self.save_button = Button(tr("Save family"), "primary", "foot")
        buttons = {
            "back": (self.back, self.leave),
            "discard": (self.discard, self._on_discard),
            "save": (self.save_button, self.save),
        }
        for name, (button, act) in buttons.items():
            button.setObjectName(name)
            button.clicked.connect(act)
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.discard, self.save_button)

    def _fill(self) -> None:
        """Show the form from its first entry to its last."""
        clear(self.page.body)
        self.cards = []
        self._parents, self._babies = QVBoxLayout(), QVBoxLayout()
        today = self.context.desk.clock.today()
        body = self.page.body
        self._section(tr("Parents and carers"), self._parents)
        body.addWidget(self._adder("add-parent", tr("Add a parent or carer")))
        self._section(tr("Babies"), self._babies)
        body.addWidget(self._adder("add-baby", tr("Add a baby")))
        self._pregnancy = self._added(PregnancyCard(today))
        body.addWidget(self._pregnancy)
        self._section(tr("Home"), None)
        self._home = self._added(HomeCard())
        body.addWidget(self._home)
        for person in self.presenter.form.people:
            self._add_person(person.id)
        self.page.finish()
        self._show_head()

    def _section(self, title: str, cards: QVBoxLayout | None) -> None:
        self.page.body.addWidget(Text(title, "title"))
        if cards is not None:
            cards.setSpacing(16)
            self.page.body.addLayout(cards)

    def _adder(self, name: str, words: str) -> Button:
        button = Button(words, "secondary", "row", icon="plus")
        button.setObjectName(name)
        baby, mother = FamilyRole.BABY.value, FamilyRole.MOTHER.value
        role = baby if name == "add-baby" else mother
        button.clicked.connect(lambda: self._on_add(role))
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Fixed)
        button.setSizePolicy(policy)
        return button

    def _add_person(self, person_id: str) -> PersonCard:
        person = self.presenter.form.person(person_id)
        today = self.context.desk.clock.today()
        card = PersonCard(person, self.presenter.codes, today)
        card.removed.connect(self._on_take_off)
        card.returned.connect(self._on_put_back)
        (self._babies if person.is_baby else self._parents).addWidget(card)
        self._added(card)
        return card

    def _added(self, card: EntryCard) -> EntryCard:
        card.edited.connect(self._on_edited)
        card.left.connect(self._on_left)
        card.confirmed.connect(self._on_confirmed)
        for _, entry in entries_of([card]):
            entry.set_text(self.presenter.text(card.where, entry.name))
        card.set_width(self._width)
        self.cards.append(card)
        return card

    def _show_head(self) -> None:
        subtitle = tr("Kept as you type. The record changes when you save.")
        if self.presenter.began:
            subtitle = tr(
                "You began this on {day}. Nothing is lost; save it or discard it.",
                day=self.presenter.began,
            )
        self.head.set_title(self.presenter.title, subtitle)
        self.discard.setVisible(self.presenter.is_changed)

    # --- what is done --------------------------------------------------------------

    def _on_edited(self, where: str, name: str, text: str) -> None:
        self.presenter.set(where, name, text)
        self.page.foot.say("")
        self._stop_discarding()
        self.discard.setVisible(True)
        for card in self.cards:
            if card.where == where and isinstance(card, PersonCard):
                card.show_person(self.presenter.form.person(where))

    def _on_left(self, where: str, name: str) -> None:
        """Say at once what is wrong with a field that was filled in."""
        if self.presenter.text(where, name).strip():
            found = self.presenter.problems()
            for card in self.cards:
                if card.where == where:
                    card.show_problems(found, only=name)

    def _on_confirmed(self, problem: Problem) -> None:
        self.presenter.confirm(problem)
        self._on_left(problem.where, problem.name)
        self.page.foot.say("")

    def _on_add(self, role: str) -> None:
        card = self._add_person(self.presenter.add(role))
        card.show()
        self.discard.setVisible(True)
        self._focus(card)

    def _on_take_off(self, person_id: str) -> None:
        reason = self.presenter.take_off(person_id)
        card = self._card(person_id)
        card.refuse(reason)
        if not reason:
            card.show_person(self.presenter.form.person(person_id))
            card.back.setFocus(Qt.FocusReason.TabFocusReason)
            self.discard.setVisible(True)

    def _on_put_back(self, person_id: str) -> None:
        self.presenter.put_back(person_id)
        card = self._card(person_id)
        card.show_person(self.presenter.form.person(person_id))
        self._focus(card)

    def _card(self, person_id: str) -> PersonCard:
        return next(
            c for c in self.cards if isinstance(c, PersonCard) and c.where == person_id
        )

    def _focus(self, card: EntryCard) -> None:
        control = first_control(card)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(control, QLineEdit):
            # Selected text would be replaced by the next key.
            control.setCursorPosition(len(control.text()))
        self.page.scroller.ensureWidgetVisible(control, 0, ROOM_ABOVE)

    # --- the end -------------------------------------------------------------------

    def save(self) -> None:
        """Save, or show what is wrong or asked, beginning with the first of it."""
        found = self.presenter.problems()
        for card in self.cards:
            card.show_problems(found)
        if found:
            self._to_problem(found)
            return
        family = self.presenter.save()
        if family is None:
            self.page.foot.say(self.context.save_state.news.sentence)
        else:
            self._go_back(Place.family(family.id))

    def _go_back(self, otherwise: Place) -> None:
        """To the visit that asked for these details, if one did."""
        visit_id = self.place.encounter_id
        self.context.go(Place.visit(visit_id) if visit_id else otherwise)

    def _to_problem(self, found: tuple[Problem, ...]) -> None:
        words = tr_plural("One thing to look at.", "{n} things to look at.", len(found))
        first = found[0]
        self.page.foot.say(words if first.where else first.text)
        for card, entry in entries_of(self.cards):
            if (card.where, entry.name) == (first.where, first.name):
                target = entry.question.button if first.asks else entry.frame.control
                target.setFocus(Qt.FocusReason.TabFocusReason)
                self.page.scroller.ensureWidgetVisible(entry)

    def leave(self) -> None:
        """Back to where one came from; what is typed waits."""
        family_id = self.place.family_id
        self._go_back(Place.family(family_id) if family_id else Place.families())

    def _on_discard(self) -> None:
        if not self._discarding:
            self._discarding = True
            self.discard.setText(tr("Yes, discard changes"))
            self.page.foot.say(tr("This forgets what you changed and did not save."))
            return
        self._stop_discarding()
        self.presenter.discard()
        if self.context.save_state.has_unsaved:
            self.page.foot.say(self.context.save_state.news.sentence)
        else:
            self.leave()

    def _stop_discarding(self) -> None:
        if self._discarding:
            self._discarding = False
            self.discard.setText(tr("Discard changes"))
            self.page.foot.say("")

    # --- the screen's contract -----------------------------------------------------

    def shown(self) -> None:
        """Begin with the field or the person asked for, else with the first."""
        if self._begin_in_entry():
            return
        wanted = [c for c in self.cards if c.where == self.place.subject_id]
        people = [c for c in self.cards if c.where != HOME]
        for card in (wanted or people)[:1]:
            self._focus(card)

    def _begin_in_entry(self) -> bool:
        where = self.place.subject_id or HOME
        for card, entry in entries_of(self.cards):
            if (card.where, entry.name) == (where, self.place.step):
                entry.frame.control.setFocus(Qt.FocusReason.TabFocusReason)
                self.page.scroller.ensureWidgetVisible(entry, 0, ROOM_ABOVE)
                return True
        return False

    def reflowed(self, width: Width) -> None:
        """One entry in a row where there is less room."""
        self._width = width
        self.page.set_width(width)
        self.head.set_width(width)
        for card in self.cards:
            card.set_width(width)

    def leaving(self) -> None:
        """Write what is not written."""
        self.context.save_state.unfollow(self._on_saving)
        super().leaving()

    def focus_key(self) -> FocusKey:
        """People go by number: one of whom nothing is typed gets another id."""
        people = enumerate(self.presenter.form.people)
        return _renamed(super().focus_key(), {p.id: str(n) for n, p in people})

    def restore_focus(self, key: FocusKey) -> bool:
        """Back to the same field of the same card."""
        people = enumerate(self.presenter.form.people)
        return super().restore_focus(_renamed(key, {str(n): p.id for n, p in people}))

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.rebind(context.desk)

    def _on_saving(self, news: SaveNews) -> None:
        if news.phase is SavePhase.SAVING:
            self.tick.set_saving()
        elif news.phase is SavePhase.SAVED and news.at is not None:
            self.tick.set_saved(f"{news.at.astimezone():%H:%M}")
        elif news.phase is SavePhase.FAILED:
            self.tick.set_failed(news.reason)


def _renamed(key: FocusKey, names: Mapping[str, str]) -> FocusKey:
    """With another name for the card that its name begins with."""
    where, slash, name = key.name.partition("/")
    return replace(key, name=f"{names.get(where, where)}{slash}{name}")


def build(context: ScreenContext, place: Place) -> Screen:
    """The form of this family, or of a new one."""
    return FamilyEditScreen(context, place)
