"""Text as it is set on paper: cleaned, and cut into runs in the order the eye meets.

Left-to-right paragraphs with right-to-left words inside are enough for letters in
English; this is the Unicode bidirectional algorithm (UAX 9) without embeddings.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # Persian and Urdu spelling needs them
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LTR, _RTL, _NUMBER = 0, 1, 2  # embedding levels


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of one direction, in logical order."""

    text: str
    rtl: bool = False


def clean(text: str) -> str:
    """Printable text: composed (NFC), line breaks as "\\n", nothing invisible in it.

    Control characters become spaces; bidirectional overrides and other invisible
    marks go, because in a name they could make a letter say something else.
    """
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    return "".join(map(_printable, text))


def _printable(char: str) -> str:
    if char == "\n" or char in _JOINERS:
        return char
    category = unicodedata.category(char)
    if category == "Cc":
        return " "
    if category == "Cs":
        return "\ufffd"
    return "" if category == "Cf" else char


def letters_in(text: str) -> Iterator[str]:
    """The characters as a reader sees them: each with the marks that sit on it."""
    held = ""
    for char in text:
        if held and not unicodedata.category(char).startswith("M"):
            yield held
            held = ""
        held += char
    if held:
        yield held


def runs(line: str) -> tuple[Run, ...]:
    """One line's runs from left to right, each run's text in logical order."""
    if line.isascii():
        return (Run(line),) if line else ()
    levels = _levels(line)
    pieces = [
        (level, "".join(line[i] for i in places))
        for level, places in groupby(range(len(line)), key=levels.__getitem__)
    ]
    ordered: list[tuple[int, str]] = []
    for inward, group in groupby(pieces, key=lambda piece: piece[0] > _LTR):
        flow = list(group)
        ordered += reversed(flow) if inward else flow
    return tuple(Run(text, rtl=level == _RTL) for level, text in ordered)


def reversed_for_print(text: str) -> str:
    """A right-to-left run in the order of drawing, for a font that is not shaped."""
    return "".join(reversed(list(letters_in(text)))).translate(_MIRRORED)


def _levels(line: str) -> list[int]:
    kinds = [unicodedata.bidirectional(char) or "L" for char in line]
    levels: list[int | None] = []
    strong = "L"
    for kind in kinds:
        if kind in {"L", "R", "AL"}:
            strong = kind
        levels.append(_level(kind, strong, levels))
    _join_numbers(levels, kinds)
    return _settle_neutrals(levels)


def _level(kind: str, strong: str, before: list[int | None]) -> int | None:
    if kind == "L":
        return _LTR
    if kind in {"R", "AL"}:
        return _RTL
    if kind == "AN":
        return _NUMBER
    if kind == "EN":
        return _LTR if strong == "L" else _NUMBER
    if kind == "NSM" and before:
        return before[-1]
    return None


def _join_numbers(levels: list[int | None], kinds: list[str]) -> None:
    """A single separator between two numbers belongs to them: 12.5, 10:30."""
    for i in range(1, len(levels) - 1):
        between = levels[i - 1] == levels[i + 1] == _NUMBER
        if between and kinds[i] in {"CS", "ES"}:
            levels[i] = _NUMBER


def _settle_neutrals(levels: list[int | None]) -> list[int]:
    settled: list[int] = []
    left = _LTR
    for level, group in groupby(range(len(levels)), key=levels.__getitem__):
        places = list(group)
        if level is None:
            after = levels[places[-1] + 1] if places[-1] + 1 < len(levels) else _LTR
            settled += [_RTL if left and after else _LTR] * len(places)
        else:
            settled += [level] * len(places)
            left = level
    return settled
