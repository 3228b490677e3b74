"""Lines and pages: where text breaks. Pure: widths come from who knows the fonts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from visit_app.letters.script import letters_in

Measure = Callable[[str], float]
Page = tuple["Line", ...]

WHOLE = 3  # a paragraph of so many lines is never divided: no widow, no orphan


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a paragraph is set; lengths in points, `grey` from 0 (black) to 1."""

    size: float
    leading: float
    bold: bool = False
    before: float = 0
    grey: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of type.

    `before` is the space above it, dropped at the head of a page. `glued` keeps it on
    the page of the next line. `barred` draws the bar of the safety section beside it,
    `ruled` the rule for a signature above it.
    """

    text: str
    style: Style
    before: float = 0
    glued: bool = False
    barred: bool = False
    ruled: bool = False


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """The lines a text fills, greedily; a word wider than the line is cut."""
    lines = []
    for part in text.split("\n"):
        words = [word for word in part.replace("\t", " ").split(" ") if word]
        lines += _fill(words, width, measure)
    return lines


def _fill(words: Sequence[str], width: float, measure: Measure) -> list[str]:
    space = measure(" ")
    lines: list[str] = []
    held: list[str] = []
    taken = 0.0
    for word in words:
        for piece, length in _pieces(word, width, measure):
            if held and taken + space + length > width:
                lines.append(" ".join(held))
                held, taken = [], 0.0
            taken += length + (space if held else 0)
            held.append(piece)
    return [*lines, " ".join(held)] if held else lines


def _pieces(word: str, width: float, measure: Measure) -> Iterable[tuple[str, float]]:
    length = measure(word)
    if length <= width:
        yield word, length
        return
    piece = ""
    for letter in letters_in(word):
        if piece and measure(piece + letter) > width:
            yield piece, measure(piece)
            piece = ""
        piece += letter
    yield piece, measure(piece)


def set_paragraph(
    text: str, style: Style, width: float, measure: Measure
) -> list[Line]:
    """The lines of a paragraph, glued so that no line of it ever stands alone."""
    texts = break_lines(text, width, measure)
    last = len(texts) - 1
    whole = len(texts) <= WHOLE
    return [
        Line(
            text=line,
            style=style,
            before=style.before if i == 0 else 0,
            glued=i < last and (whole or i in {0, last - 1}),
        )
        for i, line in enumerate(texts)
    ]


def keep_with_next(lines: Sequence[Line]) -> list[Line]:
    """The lines, all of them glued together and to what follows."""
    return [replace(line, glued=True) for line in lines]


def keep_together(lines: Sequence[Line]) -> list[Line]:
    """The lines, glued to one another but not to what follows."""
    return [*keep_with_next(lines[:-1]), *lines[-1:]]


def paginate(lines: Sequence[Line], first: float, rest: float) -> tuple[Page, ...]:
    """The pages the lines fill, given the height of the first page and of the others.

    Glued lines stay together, unless they are higher than a whole page.
    """
    pages: list[list[Line]] = [[]]
    left = first
    for block in _blocks(lines):
        needed = _height(block, top=not pages[-1])
        if pages[-1] and left < needed <= rest:
            pages.append([])
            left = rest
        for line in block:
            if pages[-1] and _height([line], top=False) > left:
                pages.append([])
                left = rest
            left -= _height([line], top=not pages[-1])
            pages[-1].append(line)
    return tuple(tuple(page) for page in pages)


def _blocks(lines: Iterable[Line]) -> Iterable[list[Line]]:
    block: list[Line] = []
    for line in lines:
        block.append(line)
        if not line.glued:
            yield block
            block = []
    if block:
        yield block


def _height(lines: Sequence[Line], *, top: bool) -> float:
    total = sum(line.before + line.style.leading for line in lines)
    return total - (lines[0].before if top and lines else 0)
