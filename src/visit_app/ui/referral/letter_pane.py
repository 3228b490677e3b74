"""The letter beside the referral: pages to look at, paragraphs to edit, the way out."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from visit_app.records import DocumentReference, LetterSection
from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.letter_page import LetterPages
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.text import Text
from visit_app.ui.referral.check_card import CheckCard
from visit_app.ui.referral.presenter import ReferralPresenter
from visit_app.ui.referral.section_editor import SectionEditor
from visit_app.ui.screen import ScreenContext
from visit_app.ui.text import tr
from visit_app.visits import PRINTED, SAVED

PAGE_WIDTH_PX = 1080
SETTLES_MS = 350  # the preview follows once typing rests
FILE_NAME = "referral-letter.pdf"  # never a name of a person


class LetterPane(QWidget):
    """`issued()` once the letter went out; `consent_asked()` when consent lacks."""

    issued = Signal()
    consent_asked = Signal()
    jumped = Signal(object)  # Lacking

    def __init__(self, context: ScreenContext, presenter: ReferralPresenter) -> None:
        super().__init__()
        self._context, self._presenter = context, presenter
        self._document: DocumentReference | None = None
        self._editing = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLES_MS)
        self._settle.timeout.connect(self.show_letter)
        self._build()

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head())
        self._add_messages(column)
        self._add_body(column)

    def _head(self) -> Beside:
        head = Beside(gap=20)
        head.add(Text(tr("Letter"), "card_title"), share=1)
        self.edit_button = Button(tr("Edit"), "flush", "line", icon="pencil")
        self.print_button = Button(tr("Print"), "flush", "line", icon="printer")
        self.save_button = Button(tr("Save as PDF"), "flush", "line", icon="download")
        for name, button, act in (
            ("letter-edit", self.edit_button, self._toggle_editing),
            ("letter-print", self.print_button, self._print),
            ("letter-save", self.save_button, self._save),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
            head.add(button)
        return head

    def _add_messages(self, column: QVBoxLayout) -> None:
        self.banner = Banner("", "warn", icon="hand", action=tr("Go there"))
        self.banner.button.setObjectName("letter-consent")
        self.banner.acted.connect(self.consent_asked)
        self.problem = Message("", "err")  # of the way out: stays until the next try
        self.undrawn = Message("", "err")
        self.edits = Message("", "warn")
        column.addWidget(self.banner)
        for message in (self.edits, self.problem, self.undrawn):
            column.addWidget(message)
            message.hide()

    def _add_body(self, column: QVBoxLayout) -> None:
        self.check = CheckCard()
        self.check.jumped.connect(self.jumped)
        self.pages = LetterPages()
        self.editor = SectionEditor(self._presenter)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.check)
        inner.addWidget(self.pages)
        inner.addWidget(self.editor)
        inner.addStretch(1)
        self.scroller = ScrollBody(self._content)
        column.addWidget(self.scroller, 1)
        self.editor.hide()

    def set_stacked(self, stacked: bool) -> None:
        """Stand below the form and scroll with it, or scroll by itself beside it."""
        if stacked == self.scroller.isHidden():
            return
        self.scroller.setVisible(not stacked)
        if stacked:
            self._column.addWidget(self.scroller.takeWidget())
            self._content.show()
        else:
            self._column.removeWidget(self._content)
            self.scroller.setWidget(self._content)
            self._content.setAutoFillBackground(False)  # setWidget turned it on

    # --- what is shown -------------------------------------------------------------

    def follow(self) -> None:
        """The referral changed: the letter follows once typing rests."""
        self._settle.start()
        self._show_gap()

    def show_letter(self) -> None:
        """Compose and draw the letter as it stands now."""
        self._document = self._presenter.letter()
        self._show_gap()
        document = self._document
        self._show_edits()
        if self._editing:
            self.editor.follow(document)
        if document is None:
            self.pages.set_images([])
            return
        presenter, document_id = self._presenter, document.id
        self._context.background.run(
            self,
            lambda: _drawn(presenter.pdf(document_id)),
            self._show_pages,
            self._on_error,
        )

    def _show_edits(self) -> None:
        document = self._document
        words = self._presenter.edits_to_look_at(document) if document else ""
        self.edits.set_text(words)
        self.edits.setVisible(bool(words))

    def _show_pages(self, images: list[tuple[int, int, bytes]]) -> None:
        document = self._document
        text = _plain(document.sections) if document else ""
        self.pages.set_images(images, [text])
        self.undrawn.hide()

    def _on_error(self, error: Exception) -> None:
        del error  # its text may hold what people said
        self.undrawn.set_text(
            tr("The letter could not be drawn. Everything you wrote is saved here.")
        )
        self.undrawn.show()

    def _show_gap(self) -> None:
        gap = self._presenter.consent_gap()
        self.check.show_lacking(self._presenter.check())
        self.banner.setVisible(bool(gap))
        self.banner.set_banner(gap, "warn", tr("Go there"))
        call = self._presenter.call_first()
        for button, how in ((self.print_button, PRINTED), (self.save_button, SAVED)):
            button.set_not_ready(
                self._presenter.not_allowed(how) or gap or call or None
            )
        self.edit_button.setVisible(not self._presenter.is_issued)

    # --- editing -------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether the paragraphs are shown, not the pages."""
        return self._editing

    def edit(self) -> None:
        """Show the paragraphs; nothing once the letter has gone out."""
        if not self._editing and not self._presenter.is_issued:
            self._toggle_editing()

    def _toggle_editing(self) -> None:
        self._editing = not self._editing
        self.edit_button.setText(tr("Show pages") if self._editing else tr("Edit"))
        self.editor.setVisible(self._editing)
        self.pages.setVisible(not self._editing)
        if self._editing:
            self.editor.show_sections()
        else:
            self.show_letter()

    # --- the way out ---------------------------------------------------------------

    def _with_pdf(self, how: str, act: Callable[[bytes], None]) -> None:
        self.problem.hide()
        presenter = self._presenter
        gap = presenter.not_allowed(how) or presenter.consent_gap()
        gap = gap or presenter.call_first()
        if gap:  # before a file is written, not after
            self._say(gap)
            return
        document = self._presenter.letter()
        self._document = document
        if document is None:
            return
        presenter, document_id = self._presenter, document.id
        self._context.background.run(
            self, lambda: presenter.pdf(document_id), act, self._on_error
        )

    def _save(self) -> None:
        title, kinds = tr("Save the letter"), tr("PDF (*.pdf)")
        ask_where_to_save(self, title, FILE_NAME, self.save_to, kinds=kinds)

    def save_to(self, path: str) -> None:
        """Write the letter into this file and keep what went out."""
        self._with_pdf(SAVED, lambda content: self._write(Path(path), content))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.write_bytes(content)
        except OSError:
            self._say(
                tr(
                    "The letter could not be saved there. Choose another folder; the"
                    " letter is safe here."
                )
            )
            return
        self._issue(SAVED, content)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._with_pdf(
                PRINTED, lambda content: self._to_printer(printer, content)
            )
        )
        QDialog.open(dialog)

    def _to_printer(self, printer: QPrinter, content: bytes) -> None:
        images = _drawn(content, width_px=2480)  # A4 at 300 dots per inch
        painter = QPainter()
        if not painter.begin(printer):
            self._say(tr("The letter could not be printed. It is saved here."))
            return
        for number, (width, height, rgba) in enumerate(images):
            if number:
                printer.newPage()
            image = QImage(
                rgba, width, height, 4 * width, QImage.Format.Format_RGBA8888
            )
            place = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
            painter.drawImage(QRectF(0, 0, place.width(), place.height()), image)
        painter.end()
        self._issue(PRINTED, content)

    def _issue(self, how: str, content: bytes) -> None:
        if self._document is None:
            return
        problem = self._presenter.issue(self._document.id, how, content)
        if problem:
            self._say(problem)
            return
        self._show_gap()
        words = tr("The letter is printed.") if how == PRINTED else tr("Letter saved.")
        self._context.announce(words)
        self.issued.emit()

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.show()


def _drawn(
    content: bytes, width_px: int = PAGE_WIDTH_PX
) -> list[tuple[int, int, bytes]]:
    from visit_app.letters import preview  # PDFium: not before a letter is shown

    return [(p.width, p.height, p.rgba) for p in preview.pages(content, width_px)]


def _plain(sections: tuple[LetterSection, ...]) -> str:
    return "\n".join(
        text for section in sections for text in (section.heading, *section.paragraphs)
    )
