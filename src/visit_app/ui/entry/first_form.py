"""The unlock window as the very first paint draws it, before there are any widgets.

Everything lies where the window itself (unlock/view.py) will have it and says the same,
so that nothing moves when the window takes its place. Written as SVG, because every
brush and pen made from Python costs the first paint the whole namespace `Qt`
(docs/decisions/0030). Plain Python, no Qt.
"""

from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

from visit_app.resources import resource_folder
from visit_app.ui.entry import svg
from visit_app.ui.entry.room import (
    BRAND_AT,
    FOOT_GAP,
    FORM,
    MARGINS,
    WHOLE,
    picture_width,
    room_in,
)
from visit_app.ui.entry.svg import Box
from visit_app.ui.kit.discs import mark, unlock_picture
from visit_app.ui.kit.ink import Ink
from visit_app.ui.kit.theme import FAMILIES, Theme
from visit_app.ui.kit.type_styles import STYLES, Role, TypeStyle
from visit_app.ui.kit.width import Width, width_class
from visit_app.ui.unlock import words

if TYPE_CHECKING:
    from visit_app.ui.kit.measures import Measures

ROW_BUTTON = TypeStyle(16, 1, 600, "accent")
SCROLL_BAR = 14
FOOT_BUTTON = TypeStyle(19, 1, 600, "on_accent")


class FirstForm:
    """Where each part lies in a window of that size in px, and how it is drawn.

    `fits` tells whether the field is seen without scrolling.
    """

    def __init__(
        self, theme: Theme, measures: "Measures", width: int, height: int
    ) -> None:
        self._theme, self._measures = theme, measures
        self._width = width_class(width, theme.scale)
        self._room = room_in(self._width, height, theme.scale)
        self._size = (width, height)
        margin = theme.px(MARGINS[self._width])
        self._picture = picture_width(width, theme.scale)
        self._left = self._picture + margin
        self._across = width - margin - self._left
        self._lay_out_foot()
        spare = self._lay_out(0)
        scrolls = spare < 0
        self._lay_out(0 if scrolls else (spare + 1) // 2, SCROLL_BAR * scrolls)
        self.fits = self.button.y < self.rule.y

    def _form_width(self, bar: int) -> int:
        wide = round((self._across - bar) * WHOLE / (WHOLE + 1))
        if self._width is Width.NARROW:
            return wide
        return min(wide, self._theme.px(FORM))

    def _lay_out_foot(self) -> None:
        """The line, and the words under it, from below."""
        px = self._theme.px
        high = max(self._line("note"), self._theme.control_px(32))
        top = self._size[1] - px(self._room.foot) - high
        self.foot = Box(self._left, top, self._across, high)
        rule = top - px(self._room.foot_gap) - 1
        self.rule = Box(self._left, rule, self._across, 1)

    def _lay_out(self, down: int, bar: int = 0) -> int:
        """Lay the form out, that much lower and beside a scroll bar that wide.

        Returns the height in px that is left over: it scrolls where that is negative.
        """
        wide = self._form_width(bar)
        px, control = self._theme.px, self._theme.control_px
        gap, between = px(self._room.form_gap), px(self._room.between)
        column = _Column(self._left, px(self._room.top) + down, wide)
        self.title = column.take(self._high(words.title(), "h1_large", wide), px(4))
        self.words = column.take(self._high(words.sentence(), "hint", wide), gap)
        label = max(self._line("label_large"), control(32))
        self.label = column.take(label, px(6))
        self.input = column.take(control(56), between)
        self.button = column.take(control(56), between)
        self.below = column.take(control(32), between)
        self.other = column.take(control(32), 0)
        return int(self.rule.y) - px(self._room.bottom) - column.bottom

    def _line(self, role: Role) -> int:
        return round(STYLES[role].line_height(self._theme))

    def _high(self, text: str, role: Role, wide: int) -> int:
        return len(self._wrapped(text, STYLES[role], wide)) * self._line(role)

    def _wrapped(self, text: str, style: TypeStyle, wide: float) -> list[str]:
        """The text in lines of whole words."""
        if self._measures.advance(text, style) <= wide:
            return [text]
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".lstrip()
            if lines[-1] and self._measures.advance(longer, style) > wide:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    # --- drawing ---------------------------------------------------------------------

    def svg(self, *, asks: bool) -> str:
        """The ground; and where it `asks` and fits, the form, the field with focus."""
        parts = [*self._ground(), *(self._form() if asks and self.fits else ())]
        return svg.whole(*self._size, FAMILIES[0], parts)

    def _ground(self) -> Iterator[str]:
        wide, high = self._size
        yield svg.rect(Box(0, 0, self._picture, high), self._color("sunken"))
        for disc in unlock_picture(self._picture, high):
            yield svg.disc(disc, self._color(disc.ink))
        beside = Box(self._picture, 0, wide - self._picture, high)
        yield svg.rect(beside, self._color("paper"))

    def _form(self) -> Iterator[str]:
        if self._picture:
            yield from self._brand()
        yield from self._text(self.title, words.title(), "h1_large")
        yield from self._text(self.words, words.sentence(), "hint")
        yield from self._label()
        yield from self._field()
        yield from self._button()
        yield from self._below()
        below = self._size[1] - self.rule.y  # nothing that scrolls is seen there
        under = Box(self._picture, self.rule.y, self._size[0] - self._picture, below)
        yield svg.rect(under, self._color("paper"))
        yield svg.rect(self.rule, self._color("line"))
        yield from self._foot()

    def _color(self, ink: Ink) -> str:
        return str(getattr(self._theme.tokens, ink))

    def _text(
        self, box: Box, text: str, role: Role, ink: Ink | None = None
    ) -> Iterator[str]:
        style, line = STYLES[role], self._line(role)
        lines = self._wrapped(text, style, box.wide)
        top = box.y + max(int(box.high) - len(lines) * line, 0) // 2
        for number, words_of_line in enumerate(lines):
            middle = top + number * line + line / 2
            yield self._words(words_of_line, box.x, middle, style, ink)

    def _words(
        self, text: str, x: float, middle: float, style: TypeStyle, ink: Ink | None
    ) -> str:
        """One line whose letters stand round that middle."""
        ascent, descent = self._measures.ascent(style), self._measures.descent(style)
        return svg.text(
            text,
            x,
            middle + (ascent - descent) / 2,
            size=self._theme.px(style.size),
            weight=style.weight,
            fill=self._color(ink or style.ink),
        )

    def _icon(self, name: str, x: float, middle: float, side: int, ink: Ink) -> str:
        path = resource_folder() / "icons" / f"{name}.svg"
        px = self._theme.px(side)
        box = Box(x, middle - px / 2, px, px)
        return svg.icon(path.read_text(encoding="utf-8"), box, self._color(ink))

    def _brand(self) -> Iterator[str]:
        px = self._theme.px
        x, y, side = px(BRAND_AT[0]) + px(12), px(BRAND_AT[1]) + px(2), px(36)
        for disc in mark(side, "sunken"):
            yield svg.disc(disc, self._color(disc.ink), x, y)
        beside = Box(x + side + px(12), y, self._picture, side)
        yield from self._text(beside, "Visit", "brand_large")

    def _label(self) -> Iterator[str]:
        box = self.label
        yield from self._text(box, words.passphrase(), "label_large")
        wide = self._button_width(words.show(), ROW_BUTTON)
        left = box.x + box.wide - wide
        yield from self._button_parts("eye", words.show(), left, box, ROW_BUTTON)

    def _field(self) -> Iterator[str]:
        color, box = self._color, self.input
        inner = box.grown(-1)
        yield svg.rect(inner, color("surface"), radius=10, edge=color("edge"), stroke=2)
        around = box.grown(3.5)
        for ink, stroke in (("paper", 7), ("focus", 3)):
            edge = str(getattr(self._theme.tokens, ink))
            yield svg.rect(around, radius=14, edge=edge, stroke=stroke)

    def _button(self) -> Iterator[str]:
        box = self.button
        yield svg.rect(box, self._color("accent"), radius=10)
        left = box.x + (box.wide - self._button_width(words.go_on(), FOOT_BUTTON)) / 2
        yield from self._button_parts("lock", words.go_on(), left, box, FOOT_BUTTON)

    def _below(self) -> Iterator[str]:
        box, before = self.below, words.forgotten()
        yield from self._text(box, before, "body", "ink2")
        wide = ceil(self._measures.advance(before, STYLES["body"])) + 1
        left, middle = box.x + wide + self._theme.px(8), box.y + box.high / 2
        yield self._words(words.use_recovery_code(), left, middle, ROW_BUTTON, None)
        box = self.other
        middle = box.y + box.high / 2
        yield self._words(words.someone_else(), box.x, middle, ROW_BUTTON, None)

    def _foot(self) -> Iterator[str]:
        box, px = self.foot, self._theme.px
        indented = box._replace(x=box.x + px(28), wide=box.wide - px(28))
        line = self._line("note")
        middle = box.y + int(box.high - line) // 2 + line / 2
        wide = self._button_width(words.practise(), ROW_BUTTON) + px(12)
        said = words.without_internet()
        advance = self._measures.advance
        longest = max(ceil(advance(word, STYLES["note"])) + 1 for word in said.split())
        if px(28) + longest + FOOT_GAP + wide + px(12) <= box.wide:
            yield self._icon("wifi-off", box.x, middle, 18, "ink2")
            yield from self._text(indented, said, "note")
        left = box.x + box.wide - wide
        yield from self._button_parts(
            "graduation-cap", words.practise(), left, box, ROW_BUTTON
        )

    def _button_width(self, text: str, style: TypeStyle) -> float:
        icon = self._theme.px(20) + self._theme.px(10)
        return icon + ceil(self._measures.advance(text, style))

    def _button_parts(
        self, icon: str, text: str, left: float, box: Box, style: TypeStyle
    ) -> Iterator[str]:
        """An icon and words from there, as buttons draw them."""
        px, middle = self._theme.px, box.y + box.high / 2
        yield self._icon(icon, left, middle, 20, style.ink)
        yield self._words(text, left + px(20) + px(10), middle, style, None)


class _Column:
    """Boxes of one width, one under the other."""

    def __init__(self, left: int, top: int, wide: int) -> None:
        self._left, self._wide = left, wide
        self._next = self.bottom = top

    def take(self, high: int, gap: int) -> Box:
        """The next one; `gap` stays free under it."""
        box = Box(self._left, self._next, self._wide, high)
        self.bottom = self._next + high
        self._next = self.bottom + gap
        return box
