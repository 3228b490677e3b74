"""A letter as lines on A4 sheets: head, body, foot. Pure; lengths in points from top.

The head follows the window of a DL envelope: on a sheet folded in three, only the
marking and the recipient stand between 46 and 92 mm from the top and left of 110 mm, so
that no name of a family shows through the window (docs/decisions/0021).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from visit_app.letters.layout import (
    Line,
    Page,
    Style,
    keep_together,
    keep_with_next,
    paginate,
    set_paragraph,
)
from visit_app.letters.letter import Letter
from visit_app.letters.script import clean
from visit_app.records import LetterSection
from visit_app.records.dates import MONTHS

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 25 * MM, 185 * MM
SENDER_TOP, ADDRESS_TOP, WINDOW_END = 17 * MM, 51 * MM, 93 * MM
ADDRESS_RIGHT = 110 * MM
TOP, FOOT = 20 * MM, 273 * MM
FOOT_TEXT_TOP = 279 * MM
FOOT_LINES = 2
GREY = 0.33  # 8.3:1 on white, and still dark from a tired printer

NORMAL_POINTS, LARGE_POINTS = 12, 16  # large print is usually 16 pt: facts §8
SIGNATURE_SPACE = 13 * MM
CLOSE = 0.65  # of the usual space between paragraphs

# An NHS number and a day with its month are read as one: they stay on one line.
_UNBROKEN = re.compile(
    rf"\b\d{{3}} \d{{3}} \d{{4}}\b|\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b", re.I
)

MeasureIn = Callable[[str, Style], float]


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one letter, from its body size."""

    body: Style
    heading: Style
    sender: Style
    address: Style
    small: Style
    strong: Style
    air: float

    @classmethod
    def of(cls, letter: Letter, air: float = 1) -> "Styles":
        """Normal print, or large print where the letter asks for it.

        `air` scales the space between paragraphs.
        """
        size = LARGE_POINTS if letter.large_print else NORMAL_POINTS
        body = Style(size=size, leading=size * 1.38, before=size * 0.35 * air)
        foot = 10.5 if letter.large_print else 9.5
        return cls(
            body=body,
            heading=replace(body, bold=True, before=size * 0.9 * air),
            sender=replace(
                body, size=size + 2, leading=(size + 2) * 1.4, bold=True, before=0
            ),
            # five lines fit the window: in large print too the address stays normal
            address=Style(size=NORMAL_POINTS, leading=NORMAL_POINTS * 1.38),
            small=Style(size=foot, leading=foot * 1.4, grey=GREY),
            strong=replace(body, bold=True, before=0),
            air=air,
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set one under the other from a fixed point; `right` aligns them right."""

    left: float
    top: float
    lines: tuple[Line, ...]
    right: bool = False

    @property
    def bottom(self) -> float:
        """Where the block ends."""
        return self.top + sum(line.before + line.style.leading for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A letter set: the head of its first page, its pages, and every page's foot."""

    head: tuple[Block, ...]
    first_top: float
    pages: tuple[Page, ...]
    foot: tuple[Line, ...]
    small: Style


def typeset(letter: Letter, measure: MeasureIn) -> Sheets:
    """Set a letter, given the width of a text in a style.

    It is set a little closer where that saves a page.
    """
    settings = (_set(letter, measure, air) for air in (1, CLOSE))
    return min(settings, key=lambda sheets: len(sheets.pages))


def _set(letter: Letter, measure: MeasureIn, air: float) -> Sheets:
    setter = _Setter(Styles.of(letter, air), measure)
    head = setter.head(letter)
    first_top = max([WINDOW_END, *(b.bottom + setter.styles.body.size for b in head)])
    return Sheets(
        head=head,
        first_top=first_top,
        pages=paginate(setter.body(letter), FOOT - first_top, FOOT - TOP),
        foot=setter.foot(letter),
        small=setter.styles.small,
    )


@dataclass(frozen=True, slots=True)
class _Setter:
    styles: Styles
    measure: MeasureIn

    def lines(self, text: str, style: Style, width: float = RIGHT - LEFT) -> list[Line]:
        return set_paragraph(
            _unbroken(clean(text)),
            style,
            width,
            lambda piece: self.measure(piece, style),
        )

    def block(
        self, texts: Iterable[str], first: Style, others: Style, width: float
    ) -> list[Line]:
        """Lines of an address: the first text stands out, no space between them."""
        found: list[Line] = []
        for i, text in enumerate(texts):
            style = replace(others if i else first, before=0)
            found += self.lines(text, style, width)
        return found

    def head(self, letter: Letter) -> tuple[Block, ...]:
        styles = self.styles
        date_width = self.measure(letter.date_text, styles.body)
        grey = replace(styles.body, grey=GREY)
        sender_width = RIGHT - LEFT - date_width - styles.body.size
        sender = self.block(letter.sender, styles.sender, grey, sender_width)
        date = self.lines(letter.date_text, replace(styles.body, before=0))
        name = replace(styles.address, bold=True)
        marking = self.lines(letter.marking, replace(name, grey=GREY))
        width = ADDRESS_RIGHT - LEFT
        recipient = self.block(letter.recipient, name, styles.address, width)
        spaced = [replace(line, before=4) for line in recipient[:1]] + recipient[1:]
        top = Block(LEFT, SENDER_TOP, tuple(sender))
        below = max(ADDRESS_TOP, top.bottom + styles.body.size)
        return (
            top,
            Block(RIGHT, SENDER_TOP + 3, tuple(date), right=True),
            Block(LEFT, below, (*marking, *spaced)),
        )

    def body(self, letter: Letter) -> list[Line]:
        found = keep_with_next(self.reference(letter))
        found += keep_with_next(self.lines(letter.salutation, self._spaced(1.0)))
        for section in letter.printed_sections:
            found += self.section(section)
        return found + self.ending(letter, found)

    def reference(self, letter: Letter) -> list[Line]:
        styles = self.styles
        width = RIGHT - LEFT
        found = self.block(letter.reference, styles.strong, styles.body, width)
        return found + self.lines(letter.warning, self._spaced(0.4, bold=True))

    def section(self, section: LetterSection) -> list[Line]:
        found = keep_with_next(self.lines(section.heading, self.styles.heading))
        first = replace(self.styles.body, before=1)
        for i, text in enumerate(p for p in section.paragraphs if p.strip()):
            found += self.lines(text, self.styles.body if i else first)
        if section.id == "safety":
            return [replace(line, barred=True) for line in found]
        return found

    def ending(self, letter: Letter, body: list[Line]) -> list[Line]:
        """Closing, rule, name and copies, with the last lines of the text before it."""
        if body:  # at least the end of the last paragraph goes with the signature
            body[-1] = replace(body[-1], glued=True)
        styles = self.styles
        width = RIGHT - LEFT
        closing = self.lines(letter.closing, self._spaced(1.2))
        name = self.block(letter.signature, styles.strong, styles.body, width)
        if name:
            name[0] = replace(name[0], before=SIGNATURE_SPACE, ruled=True)
        copies = self.block(letter.copies, styles.strong, styles.body, width)
        if copies:
            copies[0] = replace(copies[0], before=styles.body.size)
        if len(copies) > 8:  # a long list may go over to the next page by itself
            return [*keep_together([*closing, *name]), *copies]
        return keep_together([*closing, *name, *copies])

    def foot(self, letter: Letter) -> tuple[Line, ...]:
        page = letter.page_of.format(page=99, pages=99)
        room = RIGHT - LEFT - self.measure(page, self.styles.small) - 12
        lines = self.lines(letter.running, self.styles.small, room)
        if len(lines) > FOOT_LINES:  # the whole name stands in the Re block
            cut = lines[FOOT_LINES - 1]
            lines[FOOT_LINES - 1] = replace(cut, text=cut.text + " …")
        return tuple(lines[:FOOT_LINES])

    def _spaced(self, times: float, *, bold: bool = False) -> Style:
        body = self.styles.body
        return replace(body, before=body.size * times * self.styles.air, bold=bold)


def _unbroken(text: str) -> str:
    return _UNBROKEN.sub(lambda found: found[0].replace(" ", "\xa0"), text)
