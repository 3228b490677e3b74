"""Pages drawn with ReportLab's canvas.

The same letter gives the same bytes: no clock, no random id. ReportLab's own paragraphs
are not used: docs/decisions/0020.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from visit_app.letters.layout import Page, Style
from visit_app.letters.letter import Letter
from visit_app.letters.pdf.typeface import Piece, Typeface, latin
from visit_app.letters.script import clean
from visit_app.letters.typeset import (
    FOOT,
    FOOT_TEXT_TOP,
    HEIGHT,
    LEFT,
    MM,
    RIGHT,
    TOP,
    WIDTH,
    Block,
    Sheets,
    typeset,
)

ASCENT, BODY = 1.069, 1.362  # of Noto Sans, in ems
RULE = 70 * MM  # a signature's length
BAR_AT, BAR_WIDTH = LEFT - 5 * MM, 1 * MM
WATERMARK = Style(size=96, leading=96, bold=True, grey=0.88)

_one_at_a_time = Lock()  # ReportLab keeps its fonts in module state


def render(letter: Letter) -> bytes:
    """The letter as an A4 PDF; the same letter gives the same bytes."""
    with _one_at_a_time:
        typeface = Typeface()
        sheets = typeset(letter, _measure(typeface))
        out = BytesIO()
        canvas = _canvas(out, letter)
        pen = _Pen(canvas, typeface)
        for number, page in enumerate(sheets.pages, start=1):
            _draw_page(pen, letter, sheets, page, number)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


def unprintable(letter: Letter) -> str:
    """The characters of a letter that would print as empty boxes, each once."""
    with _one_at_a_time:
        typeface = Typeface()
        texts = [
            *letter.sender,
            *letter.recipient,
            *letter.reference,
            *(text for s in letter.sections for text in (s.heading, *s.paragraphs)),
            *letter.signature,
            *letter.copies,
        ]
        text = clean("\n".join(texts)).replace("\n", "")
        return "".join(dict.fromkeys(typeface.missing(text, bold=False)))


def _measure(typeface: Typeface) -> Callable[[str, Style], float]:
    return lambda text, style: typeface.width(text, style.size, bold=style.bold)


def _canvas(out: BytesIO, letter: Letter) -> Any:
    canvas = Canvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=latin(bold=False).fontName,  # else Helvetica, not embedded
        lang="en-GB",
    )
    canvas.setTitle(letter.title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("visit_app")
    day = letter.date.strftime("D:%Y%m%d000000Z")
    canvas.setDateFormatter(lambda *_: day)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws text and rules at points counted from the top of the sheet."""

    canvas: Any
    typeface: Typeface

    def text(self, text: str, style: Style, left: float, top: float) -> None:
        pieces = self.typeface.pieces(text, style.size, bold=style.bold)
        gap = (style.leading - style.size * BODY) / 2
        baseline = HEIGHT - top - gap - style.size * ASCENT
        self.canvas.setFillGray(style.grey)
        for piece in pieces:
            self.canvas.setFont(piece.font, style.size)
            self._piece(piece, left, baseline)
            left += piece.width

    def _piece(self, piece: Piece, left: float, baseline: float) -> None:
        if piece.meant:
            meant = ("\ufeff" + piece.meant).encode("utf-16-be").hex().upper()
            self.canvas.addLiteral(f"/Span <</ActualText <{meant}>>> BDC")
        self.canvas.drawString(left, baseline, piece.glyphs)
        if piece.meant:
            self.canvas.addLiteral("EMC")

    def text_right(self, text: str, style: Style, right: float, top: float) -> None:
        width = self.typeface.width(text, style.size, bold=style.bold)
        self.text(text, style, right - width, top)

    def rule(self, left: float, right: float, top: float, grey: float) -> None:
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(left, HEIGHT - top, right, HEIGHT - top)

    def bar(self, top: float, bottom: float) -> None:
        self.canvas.setFillGray(0)
        self.canvas.rect(
            BAR_AT, HEIGHT - bottom, BAR_WIDTH, bottom - top, stroke=0, fill=1
        )


def _draw_page(
    pen: _Pen, letter: Letter, sheets: Sheets, page: Page, number: int
) -> None:
    if letter.watermark:
        _draw_watermark(pen, letter)
    if number == 1:
        for block in sheets.head:
            _draw_block(pen, block)
    _draw_lines(pen, page, sheets.first_top if number == 1 else TOP)
    _draw_foot(pen, letter, sheets, number)


def _draw_block(pen: _Pen, block: Block) -> None:
    top = block.top
    for line in block.lines:
        top += line.before
        draw = pen.text_right if block.right else pen.text
        draw(line.text, line.style, block.left, top)
        top += line.style.leading


def _draw_lines(pen: _Pen, page: Page, top: float) -> None:
    bottom = top
    barred = False
    for i, line in enumerate(page):
        top = bottom + (line.before if i else 0)
        if line.ruled:
            pen.rule(LEFT, LEFT + RULE, top - 2, grey=0)
        pen.text(line.text, line.style, LEFT, top)
        following = top + line.style.leading
        if line.barred:  # the bar reaches over the gap between two barred lines
            pen.bar(bottom if barred else top, following)
        bottom, barred = following, line.barred


def _draw_foot(pen: _Pen, letter: Letter, sheets: Sheets, number: int) -> None:
    pen.rule(LEFT, RIGHT, FOOT + 3 * MM, grey=0.6)
    top = FOOT_TEXT_TOP
    for line in sheets.foot:
        pen.text(line.text, line.style, LEFT, top)
        top += line.style.leading
    page_of = letter.page_of.format(page=number, pages=len(sheets.pages))
    pen.text_right(page_of, sheets.small, RIGHT, FOOT_TEXT_TOP)


def _draw_watermark(pen: _Pen, letter: Letter) -> None:
    canvas, typeface = pen.canvas, pen.typeface
    width = typeface.width(letter.watermark, WATERMARK.size, bold=WATERMARK.bold)
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(55)
    canvas.translate(-width / 2, -HEIGHT)
    pen.text(letter.watermark, WATERMARK, 0, -WATERMARK.size / 2)
    canvas.restoreState()
    banner = Style(size=11, leading=15, bold=True)
    centre = typeface.width(letter.banner, banner.size, bold=banner.bold) / 2
    pen.text(letter.banner, banner, WIDTH / 2 - centre, 8 * MM)
