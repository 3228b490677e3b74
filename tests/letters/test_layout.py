from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.letters.layout import (
    Line,
    Style,
    break_lines,
    keep_together,
    keep_with_next,
    paginate,
    set_paragraph,
)

PLAIN = Style(size=10, leading=10)
WIDTH = 10.0


def count(text: str) -> float:
    return float(len(text))


def lines(*glued: bool, before: float = 0) -> list[Line]:
    return [
        Line(text=str(i), style=PLAIN, glued=g, before=before)
        for i, g in enumerate(glued)
    ]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", []),
        ("one two", ["one two"]),
        ("one two three", ["one two", "three"]),
        ("one\ntwo", ["one", "two"]),
        ("one  \t two", ["one two"]),
        ("ab\xa0cd efgh", ["ab\xa0cd efgh"]),
        ("abc de\xa0fghij", ["abc", "de\xa0fghij"]),
        ("x abcdefghijklm", ["x", "abcdefghij", "klm"]),
        ("abcdefghijklm y", ["abcdefghij", "klm y"]),
    ],
)
def test_lines_break_between_words(text: str, filled: list[str]) -> None:
    assert break_lines(text, WIDTH, count) == filled


words = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)


@given(st.lists(words), st.floats(1, 40))
def test_every_line_fits_and_nothing_is_lost(text: list[str], width: float) -> None:
    filled = break_lines(" ".join(text), width, count)
    assert all(len(line) <= width for line in filled)
    assert "".join(filled).replace(" ", "") == "".join(text)


@pytest.mark.parametrize(
    ("number", "glued"),
    [
        (1, [False]),
        (2, [True, False]),
        (3, [True, True, False]),
        (4, [True, False, True, False]),
        (6, [True, False, False, False, True, False]),
    ],
)
def test_no_line_of_a_paragraph_stands_alone(number: int, glued: list[bool]) -> None:
    text = " ".join(["abcdefghij"] * number)
    made = set_paragraph(text, PLAIN, WIDTH, count)
    assert [line.glued for line in made] == glued


def test_the_space_above_a_paragraph_is_above_its_first_line() -> None:
    spaced = Style(size=10, leading=10, before=4)
    made = set_paragraph("abcdefghij abcdefghij", spaced, WIDTH, count)
    assert [line.before for line in made] == [4, 0]


def test_keeping_with_the_next_and_together() -> None:
    assert [x.glued for x in keep_with_next(lines(False, False))] == [True, True]
    assert [x.glued for x in keep_together(lines(False, True))] == [True, True]
    assert [x.glued for x in keep_together(lines(False, False))] == [True, False]
    assert keep_together([]) == []


def test_pages_fill_from_the_top() -> None:
    pages = paginate(lines(*[False] * 7), first=20, rest=30)
    assert [len(page) for page in pages] == [2, 3, 2]


def test_the_space_above_is_dropped_at_the_head_of_a_page() -> None:
    pages = paginate(lines(*[False] * 4, before=5), first=25, rest=25)
    assert [len(page) for page in pages] == [2, 2]


def test_a_heading_goes_over_with_its_paragraph() -> None:
    pages = paginate(lines(False, False, True, True, False), first=40, rest=40)
    assert [len(page) for page in pages] == [2, 3]


def test_what_is_higher_than_a_page_begins_where_it_is() -> None:
    pages = paginate(lines(False, *[True] * 6), first=30, rest=30)
    assert [len(page) for page in pages] == [3, 3, 1]


def test_an_empty_letter_has_one_page() -> None:
    assert paginate([], first=10, rest=10) == ((),)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 3.0, 9.0])), max_size=80),
    st.floats(40, 200),
    st.floats(60, 200),
)
def test_pages_hold_every_line_once_and_none_overflows(
    shape: list[tuple[bool, float]], first: float, rest: float
) -> None:
    made = [
        Line(text=str(i), style=PLAIN, glued=glued, before=before)
        for i, (glued, before) in enumerate(shape)
    ]
    pages = paginate(made, first, rest)
    assert [line for page in pages for line in page] == made
    for i, page in enumerate(pages):
        height = sum(x.before + 10 for x in page) - (page[0].before if page else 0)
        assert height <= (rest if i else first) + 1e-6


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_a_break_never_falls_where_lines_are_glued(sizes: list[int]) -> None:
    made = [
        line
        for size in sizes
        for line in set_paragraph("abcdefghij " * size, PLAIN, WIDTH, count)
    ]
    pages = paginate(made, 60, 60)
    assert all(not page[-1].glued for page, _ in pairwise(pages))
