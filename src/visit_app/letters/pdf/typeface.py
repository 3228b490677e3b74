"""The fonts of a letter: which one holds a character, how wide, how Arabic joins.

Latin text is drawn letter by letter, unshaped, so that "Zofia" is found by searching
(a shaped "fi" would become one character). Only Arabic-script runs are shaped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

from visit_app.letters.script import Run, reversed_for_print, runs
from visit_app.resources import resource_folder

LATIN = "NotoSans"
ARABIC = "NotoNaskhArabic"


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one font, ready to draw from left to right.

    `meant` is the text they stand for where the glyphs do not say it themselves; it
    goes into the PDF as ActualText, for search and for screen readers.
    """

    font: str
    glyphs: str
    width: float
    meant: str = ""


@dataclass
class Typeface:
    """The fonts for one document, and the widths measured with them."""

    widths: dict[tuple[str, float, bool], float] = field(default_factory=dict)
    arabic: dict[bool, Any] = field(default_factory=dict)

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """How wide a text is, in points."""
        key = (text, size, bold)
        if key not in self.widths:
            pieces = self.pieces(text, size, bold=bold)
            self.widths[key] = sum(piece.width for piece in pieces)
        return self.widths[key]

    def pieces(self, text: str, size: float, *, bold: bool) -> tuple[Piece, ...]:
        """A line as it is drawn, from left to right."""
        return tuple(
            piece for run in runs(text) for piece in self._pieces(run, size, bold)
        )

    def missing(self, text: str, *, bold: bool) -> Iterator[str]:
        """The characters that no font here holds; they print as an empty box."""
        for char in text:
            if not self._latin(char, bold) and not self._arabic_holds(char, bold):
                yield char

    def _pieces(self, run: Run, size: float, bold: bool) -> Iterator[Piece]:
        if run.text.isascii():
            yield self._plain(run.text, size, bold)
            return
        groups = [
            (arabic, "".join(chars))
            for arabic, chars in groupby(
                run.text, key=lambda char: self._goes_arabic(char, run.rtl, bold)
            )
        ]
        for arabic, text in reversed(groups) if run.rtl else groups:
            if arabic:
                yield self._shaped(text, size, bold)
            elif run.rtl:
                yield self._plain(reversed_for_print(text), size, bold, meant=text)
            else:
                yield self._plain(text, size, bold, meant=self._unsaid(text, bold))

    def _goes_arabic(self, char: str, rtl: bool, bold: bool) -> bool:
        if rtl and char == " ":
            return True
        return not self._latin(char, bold) and self._arabic_holds(char, bold)

    def _unsaid(self, text: str, bold: bool) -> str:
        return text if any(self.missing(text, bold=bold)) else ""

    def _plain(self, text: str, size: float, bold: bool, meant: str = "") -> Piece:
        font = latin(bold=bold)
        width = font.stringWidth(text, size)
        return Piece(font.fontName, text, width, meant)

    def _shaped(self, text: str, size: float, bold: bool) -> Piece:
        font = self._arabic_font(bold)
        glyphs = shapeStr(text, font.fontName, size, force=True)
        advance = sum(glyph.x_advance for glyph in glyphs.__shapeData__)
        return Piece(font.fontName, glyphs, advance * size / 1000, text)

    def _latin(self, char: str, bold: bool) -> bool:
        return ord(char) in latin(bold=bold).face.charToGlyph

    def _arabic_holds(self, char: str, bold: bool) -> bool:
        if ord(char) < 0x590:  # nothing right-to-left before it: leave the file unread
            return False
        return ord(char) in self._arabic_font(bold).face.charToGlyph

    def _arabic_font(self, bold: bool) -> Any:
        # A font remembers the joined forms it has met, by number: a new one for each
        # document keeps the bytes the same whatever was printed before.
        if bold not in self.arabic:
            self.arabic[bold] = _load(ARABIC, bold=bold)
        return self.arabic[bold]


@cache
def latin(*, bold: bool) -> Any:
    """The Latin font, read once."""
    return _load(LATIN, bold=bold)


def _load(family: str, *, bold: bool) -> Any:
    name = f"{family}-{'Bold' if bold else 'Regular'}"
    if name in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.getFont(name).unregister()  # else the old one stays in use
    font = TTFont(name, str(resource_folder() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font
