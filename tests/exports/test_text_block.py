from hypothesis import given
from hypothesis import strategies as st
from tests.letters.sample_letters import FULL

from visit_app.exports import text_block
from visit_app.letters import visit_sections, visit_title
from visit_app.records import LetterSection


def test_a_visit_as_it_is_pasted() -> None:
    text = text_block(visit_title(FULL), visit_sections(FULL))
    lines = text.split("\n")
    assert lines[:6] == [
        "6 to 8 week review, 23 November 2026, Amira Hassan",
        "",
        "VISIT",
        "Place: At home",
        "In the room: Mother, Baby",
        "Amira was not seen alone.",
    ]
    assert "IN AMIRA’S OWN WORDS" in lines
    assert "“tiring”, “lovely”, “a bit scary”" in lines
    assert text.endswith("\n")


def test_a_section_without_words_is_left_out() -> None:
    empty = LetterSection(id="x", heading="Plan", paragraphs=("", "  \n "))
    assert text_block("Visit", [empty]) == "Visit\n"


@given(st.lists(st.lists(st.text(st.characters(categories=["L", "N", "Zs"])))))
def test_every_word_is_in_it(paragraphs: list[list[str]]) -> None:
    text = text_block(
        "T",
        [LetterSection(id="x", heading="H", paragraphs=tuple(p)) for p in paragraphs],
    )
    words = [word for part in paragraphs for p in part for word in p.split()]
    assert [w for w in text.split() if w not in {"T", "H"}] == [
        w for w in words if w not in {"T", "H"}
    ]
