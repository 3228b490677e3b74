import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.letters.reading_pdf import fonts, metadata, page_texts
from tests.letters.sample_letters import AMIRA, FULL, PLAIN, asking

from visit_app.letters import Letter, compose
from visit_app.letters.pdf import render, unprintable
from visit_app.letters.script import clean
from visit_app.records import LetterSection

BARE = Letter(title="Referral letter", date=date(2026, 11, 23), date_text="")
NAMES = {
    "Polish": "Zofia Wiśniewska-Gądek, Łucja Żółć",
    "Romanian": "Ștefan Țîrlea, Ioana Bălănescu",
    "Lithuanian": "Žydrūnė Šimkutė, Ąžuolas Čiurlionis",
    "Welsh": "Llŷr Ŵyn Môn, Siân Ffïon",
    "Turkish": "İpek Işık Ağaoğlu",
    "ligatures": "Sofia Fife, Ffion, office, flat",
}


def joined(pdf: bytes) -> str:
    return "".join("".join(page_texts(pdf)).split())


def saying(*paragraphs: str) -> Letter:
    return replace(BARE, sections=(LetterSection(id="x", paragraphs=paragraphs),))


@pytest.mark.parametrize("language", NAMES)
def test_names_are_found_by_searching(language: str) -> None:
    person = replace(AMIRA, given_name=NAMES[language], family_name="")
    pdf = render(compose(replace(PLAIN, subject=person)))
    assert f"Re: {NAMES[language]}, born" in " ".join(page_texts(pdf)[0].split())
    assert unprintable(compose(replace(PLAIN, subject=person))) == ""


def test_the_nhs_number_is_printed_in_groups_of_3_3_and_4() -> None:
    assert "NHS number 999 012 3454" in page_texts(render(compose(PLAIN)))[0]


def test_every_page_says_whose_letter_it_is_and_which_page() -> None:
    pdf = render(compose(replace(FULL, large_print=True)))
    texts = page_texts(pdf)
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert "Amira Hassan, born 14 March 1995, NHS number 999 012 3454" in text
        assert f"Page {number} of {len(texts)}" in text


def test_every_font_is_embedded() -> None:
    pdf = render(replace(compose(FULL), watermark="PRACTICE", recipient=("سلام",)))
    found = fonts(pdf)
    assert all(found.values())
    assert any("NotoNaskhArabic-Bold" in name for name in found)
    assert b"Helvetica" not in pdf


def test_the_properties_say_nothing_about_anybody() -> None:
    assert metadata(render(compose(FULL))) == {
        "Title": "Referral letter",
        "Creator": "visit_app",
        "Producer": "ReportLab PDF Library - (opensource)",
        "CreationDate": "D:20261123000000Z",
        "ModDate": "D:20261123000000Z",
    }
    assert b"(en-GB)" in render(compose(FULL))


def test_a_practice_letter_is_marked_on_every_page() -> None:
    marked = compose(replace(FULL, practice=True))
    for text in page_texts(render(marked)):
        assert "Practice: this family is invented" in text
        assert "PRACTICE" in text
    assert "PRACTICE" not in "".join(page_texts(render(compose(FULL))))


# The same letter, the same bytes

ARABIC = "آمنہ نے کہا: میں ٹھیک ہوں۔ 12.5 (سلام)"
PRINTING = (
    "import sys\n"
    "from hashlib import sha256\n"
    "from tests.letters.sample_letters import FULL, asking\n"
    "from visit_app.letters import compose\n"
    "from visit_app.letters.pdf import render\n"
    "for context in (FULL, *(asking(reason=text) for text in sys.argv[1:])):\n"
    "    print(sha256(render(compose(context))).hexdigest())\n"
)


def printed(*reasons: str, seed: str = "0") -> list[str]:
    """Digests of the letters a new process makes: FULL, then one for each reason."""
    made = subprocess.run(
        [sys.executable, "-c", PRINTING, *reasons],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return made.stdout.split()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_another_process_makes_the_same_bytes(seed: str) -> None:
    here = [render(compose(context)) for context in (FULL, asking(reason=ARABIC))]
    assert printed(ARABIC, seed=seed) == [sha256(pdf).hexdigest() for pdf in here]


BEFORE = "پاکستان ڈاکٹر گھر " + ARABIC[::-1]


def test_what_was_printed_before_does_not_show() -> None:
    """Joined forms are numbered as they are met: in a new process, in another order."""
    fresh, after = (printed(*texts)[-1] for texts in ((ARABIC,), (BEFORE, ARABIC)))
    assert fresh == after


def test_another_date_is_another_file() -> None:
    later = replace(PLAIN, date=date(2026, 11, 24))
    assert render(compose(later)) != render(compose(PLAIN))


# Arabic script

URDU = "میں ٹھیک ہوں"


def test_arabic_words_keep_their_letters_for_search() -> None:
    """PDFium gives right-to-left text back in the order of drawing."""
    found = "".join(page_texts(render(saying(f"She said: {URDU} and smiled."))))
    assert sorted(URDU) == sorted(found.replace("She said: ", "")[: len(URDU)])
    assert found.startswith("She said: ")
    assert "and smiled." in found


def test_arabic_letters_are_joined() -> None:
    """Joined forms are other glyphs: fewer advance widths than letters set apart."""
    from visit_app.letters.pdf.typeface import Typeface

    face = Typeface()
    apart = sum(face.width(letter, 12, bold=False) for letter in "سلام")
    assert face.width("سلام", 12, bold=False) < 0.85 * apart


def test_what_no_font_holds_is_named_and_still_found() -> None:
    letter = saying("Mei 美 said 👍 א to Amira")
    assert unprintable(letter) == "美👍א"
    # PDFium reads ActualText only where its font holds one character of it
    assert "美" in joined(render(letter))
    assert unprintable(compose(FULL)) == ""


# Anything at all

anything = st.text(max_size=60)


@given(
    st.builds(
        Letter,
        title=st.just("Referral letter"),
        date=st.dates(),
        date_text=anything,
        sender=st.tuples(anything),
        marking=anything,
        recipient=st.tuples(anything, anything),
        reference=st.tuples(anything, anything),
        warning=anything,
        salutation=anything,
        sections=st.lists(
            st.builds(
                LetterSection,
                id=st.sampled_from(["safety", "reason"]),
                heading=anything,
                paragraphs=st.lists(st.text(), max_size=3).map(tuple),
            ),
            max_size=3,
        ).map(tuple),
        closing=anything,
        signature=st.tuples(anything),
        copies=st.tuples(anything),
        running=anything,
        watermark=st.sampled_from(["", "PRACTICE"]),
        banner=anything,
        large_print=st.booleans(),
    )
)
def test_no_text_breaks_the_letter(letter: Letter) -> None:
    pdf = render(letter)
    assert len(page_texts(pdf)) >= 1
    assert render(letter) == pdf


latin = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x17F)
    | st.sampled_from("ȘșȚțẀẁẂẃẄẅŴŵŶŷỲỳ“”‘’–—…€•\n"),
    max_size=300,
)


def plain(text: str) -> str:
    """Without space, and without hyphens: PDFium takes one at a line's end for soft."""
    kept = "".join(text.split())
    return "".join(char for char in kept if char not in "-\u2010\x02\ufffe")


@given(st.lists(latin, min_size=1, max_size=8))
def test_nothing_of_a_latin_text_is_lost(paragraphs: list[str]) -> None:
    found = joined(render(saying(*paragraphs)))
    assert plain(found) == plain("".join(clean(text) for text in paragraphs))


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp; <para> ]]> & < > \" '",
        "x" * 3000,
        "a " * 3000,
        "\x00\x01\x1b[31m red \x7f",
        "{name} %s \\ (unbalanced ) ((",
    ],
)
def test_markup_control_characters_and_very_long_words_are_only_text(
    text: str,
) -> None:
    found = joined(render(saying(text)))
    assert plain(found) == plain(clean(text))


def test_a_four_page_letter_has_no_heading_at_the_foot_of_a_page() -> None:
    sections = tuple(
        LetterSection(
            id=f"s{i}", heading=f"Heading{i}", paragraphs=("word " * (40 + 7 * i),) * 2
        )
        for i in range(10)
    )
    texts = page_texts(render(replace(compose(PLAIN), sections=sections)))
    assert len(texts) == 4
    for text in texts[:-1]:
        lines = text.splitlines()
        foot = next(
            i for i, line in enumerate(lines) if line.startswith("Amira Hassan")
        )
        assert "Heading" not in lines[foot - 1]
        assert "Heading" not in lines[foot - 2]
