"""The letter's sections to edit, and the edits the record has overtaken to read."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.records import DocumentReference, LetterSection
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import clear
from visit_app.ui.kit.text import Text
from visit_app.ui.referral.presenter import ReferralPresenter
from visit_app.ui.text import tr


class SectionEditor(QWidget):
    """A card for each section of the letter, its paragraphs as fields."""

    def __init__(self, presenter: ReferralPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._column = QVBoxLayout(self)
        self._shown: tuple[LetterSection, ...] = ()

    def follow(self, document: DocumentReference | None) -> None:
        """Show the sections anew when the record has changed under them."""
        if document is not None and _texts(document.sections) != _texts(self._shown):
            self.show_sections()

    def show_sections(self) -> None:
        """Show the letter's sections as they stand now."""
        clear(self._column)
        self._shown = ()
        document = self._presenter.letter()
        if document is None:
            return
        self._shown = document.sections
        stale = self._presenter.stale(document)
        for section in document.sections:
            self._column.addWidget(self._section(document, section, stale))
        for section in _left_out(document):
            self._column.addWidget(self._no_longer_there(section))

    def _section(
        self, document: DocumentReference, section: LetterSection, stale: frozenset[str]
    ) -> QWidget:
        card = Card(section.heading)
        if section.id in stale:
            words = tr("The record has changed since you edited this.")
            card.add(Message(words, "warn"))
        for number, paragraph in enumerate(section.paragraphs):
            field = Field(tr("Paragraph {n}", n=number + 1), multiline=True)
            field.input.setObjectName(f"letter-{section.id}-{number}")
            field.set_value(paragraph)
            field.edited.connect(
                lambda text, at=number: self._on_edited(section.id, at, text)
            )
            card.add(field)
        if section.edited:
            again = Button(tr("Write it from the record again"), "flush", "line")
            again.setObjectName(f"letter-{section.id}-again")
            again.clicked.connect(lambda: self._restore(document.id, section.id))
            card.add(again)
        for earlier in document.set_aside:
            if earlier.id == section.id:
                self._add_earlier(card, document, earlier)
        return card

    def _add_earlier(
        self, card: Card, document: DocumentReference, earlier: LetterSection
    ) -> None:
        card.add_rule()
        words = tr("You wrote this before the record changed; it is not in the letter:")
        card.add(Message(words, "warn"), *_paragraphs(earlier))
        back = Button(tr("Put my words back"), "flush", "line")
        back.setObjectName(f"letter-{earlier.id}-back")
        back.clicked.connect(lambda: self._put_back(document.id, earlier))
        card.add(back)

    def _no_longer_there(self, section: LetterSection) -> QWidget:
        card = Card(section.heading)
        words = tr(
            "The record no longer gives this section, so it is not in the letter. You"
            " had written:"
        )
        card.add(Message(words, "warn"), *_paragraphs(section))
        return card

    def _on_edited(self, section_id: str, at: int, text: str) -> None:
        document = self._presenter.letter()
        if document is None:
            return
        for section in document.sections:
            if section.id == section_id:
                self._presenter.edit(document.id, section, at, text)
        changed = self._presenter.letter()
        self._shown = changed.sections if changed else ()

    def _restore(self, document_id: str, section_id: str) -> None:
        self._presenter.restore(document_id, section_id)
        self.show_sections()

    def _put_back(self, document_id: str, earlier: LetterSection) -> None:
        self._presenter.put_back(document_id, earlier)
        self.show_sections()


def _texts(sections: tuple[LetterSection, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(section.id, section.paragraphs) for section in sections]


def _left_out(document: DocumentReference) -> Iterator[LetterSection]:
    known = {section.id for section in document.sections}
    return (section for section in document.set_aside if section.id not in known)


def _paragraphs(section: LetterSection) -> Iterator[Text]:
    return (Text(paragraph, "dense") for paragraph in section.paragraphs)
