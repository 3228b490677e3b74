from dataclasses import replace

import pytest
from tests.letters.sample_letters import FULL, PLAIN, asking

from visit_app.letters import Letter, compose
from visit_app.letters.layout import Line, Style
from visit_app.letters.typeset import (
    ADDRESS_RIGHT,
    FOOT,
    FOOT_LINES,
    LEFT,
    MM,
    TOP,
    WINDOW_END,
    Sheets,
    typeset,
)
from visit_app.records import LetterSection


def measure(text: str, style: Style) -> float:
    return len(text) * style.size * 0.52


def sheets(letter: Letter) -> Sheets:
    return typeset(letter, measure)


def body(letter: Letter) -> list[Line]:
    return [line for page in sheets(letter).pages for line in page]


@pytest.mark.parametrize("large", [False, True])
def test_only_marking_and_recipient_stand_in_the_window(large: bool) -> None:
    made = sheets(compose(replace(FULL, large_print=large)))
    sender, date, address = made.head
    assert sender.bottom < 46 * MM
    assert date.bottom < 46 * MM
    assert address.top > 46 * MM
    assert address.bottom < 92 * MM
    widest = max(measure(line.text, line.style) for line in address.lines)
    assert address.left + widest <= ADDRESS_RIGHT
    assert made.first_top >= WINDOW_END


def test_a_long_address_pushes_the_text_down() -> None:
    long = asking(performer_address="\n".join(f"Line {i}" for i in range(12)))
    made = sheets(compose(long))
    assert made.first_top > made.head[2].bottom


def test_a_long_letterhead_pushes_the_address_down() -> None:
    letter = replace(compose(PLAIN), sender=tuple(f"Line {i}" for i in range(12)))
    made = sheets(letter)
    assert made.head[2].top > made.head[0].bottom


def test_large_print_is_at_least_16_points() -> None:
    letter = compose(replace(FULL, large_print=True))
    assert min(line.style.size for line in body(letter)) == 16
    assert min(line.style.size for line in body(compose(FULL))) == 12


def test_the_bar_is_beside_safety_only() -> None:
    barred = [line.text for line in body(compose(FULL)) if line.barred]
    assert barred[0] == "Safety"
    assert barred[-1].startswith("Dr Osei accepted responsibility")
    assert not any(line.barred for line in body(compose(PLAIN)))


def test_a_number_and_a_date_stay_on_one_line() -> None:
    letter = replace(
        compose(PLAIN),
        sections=(
            LetterSection(
                id="x",
                paragraphs=tuple(
                    f"{'x' * i} 999 012 3454 {'x' * i} 23 November 2026"
                    for i in range(70)
                ),
            ),
        ),
    )
    text = "\n".join(line.text.replace("\xa0", "_") for line in body(letter))
    assert text.count("999_012_3454") == 71  # the Re line has one too
    assert text.count("23_November") == 70


def test_the_signature_takes_the_last_lines_of_the_text_along() -> None:
    for number in range(1, 60):
        words = " ".join(["word"] * number * 9)
        section = LetterSection(id="x", heading="Heading", paragraphs=(words,))
        pages = sheets(replace(compose(PLAIN), sections=(section,))).pages
        closing = next(p for p in pages for x in p if x.text == "Yours sincerely")
        place = [line.text for line in closing].index("Yours sincerely")
        assert place >= 1
        assert "Priya Nair" in [line.text for line in closing]


def test_a_long_list_of_copies_goes_over_by_itself() -> None:
    copies = ("Copies to", *(f"Colleague {i}" for i in range(60)))
    pages = sheets(replace(compose(PLAIN), copies=copies)).pages
    signed = next(page for page in pages for x in page if x.text == "Priya Nair")
    assert "Colleague 0" in [line.text for line in signed]
    assert pages[-1][-1].text == "Colleague 59"


def test_a_letter_is_set_closer_where_that_saves_a_page() -> None:
    def space(letter: Letter) -> float:
        return next(x.before for x in body(letter) if x.text == "Consent")

    letter = compose(PLAIN)
    section = LetterSection(id="x", heading="X", paragraphs=("x " * 1500,))
    longer = replace(letter, sections=(section, *letter.sections))
    spaces = {space(letter), space(longer)}
    assert len(sheets(letter).pages) == 1
    assert len(spaces) == 2


def test_the_foot_has_two_lines_at_most() -> None:
    letter = replace(compose(PLAIN), running="Name " * 100)
    foot = sheets(letter).foot
    assert len(foot) == FOOT_LINES
    assert foot[-1].text.endswith("…")
    assert len(sheets(compose(PLAIN)).foot) == 1


def test_nothing_reaches_into_the_foot() -> None:
    made = sheets(compose(FULL))
    for number, page in enumerate(made.pages):
        height = sum(x.before + x.style.leading for x in page) - page[0].before
        top = TOP if number else made.first_top
        assert top + height <= FOOT


def test_text_begins_at_one_left_edge() -> None:
    sender, _, address = sheets(compose(FULL)).head
    assert sender.left == address.left == LEFT
