import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.letters.script import (
    Run,
    clean,
    letters_in,
    reversed_for_print,
    runs,
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ste\u0326fan", "Ste\u0326fan"),
        ("S\u0327i", "Şi"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\tc", "a b c"),
        ("Ami\u202era\u2066 H\u200b\ufeff", "Amira H"),
        ("soft\u00adly", "softly"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("half \ud800 a pair", "half \ufffd a pair"),
    ],
)
def test_text_is_cleaned(typed: str, printed: str) -> None:
    assert clean(typed) == printed


@given(st.text())
def test_cleaning_again_changes_nothing_and_leaves_nothing_hidden(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    hidden = {unicodedata.category(c) for c in once if c not in "\n\u200c\u200d"}
    assert not hidden & {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("", ()),
        ("Amira 12.5", (Run("Amira 12.5"),)),
        ("Žydrūnė", (Run("Žydrūnė"),)),
        # Right-to-left words stand in reverse order, their spaces with them.
        ("سلام دنیا", (Run("سلام دنیا", rtl=True),)),
        ("so سلام دنیا so", (Run("so "), Run("سلام دنیا", rtl=True), Run(" so"))),
        # A number inside them keeps its own direction.
        (
            "ا 12.5 ب",
            (Run(" ب", rtl=True), Run("12.5"), Run("ا ", rtl=True)),
        ),
        # After Latin text a number belongs to it, and so do brackets at the edge.
        ("see 12 (سلام)", (Run("see 12 ("), Run("سلام", rtl=True), Run(")"))),
        # Arabic-Indic digits run from left to right.
        ("ا ٣٤", (Run("٣٤"), Run("ا ", rtl=True))),
        # A mark belongs to the letter it sits on.
        ("مُ x", (Run("مُ", rtl=True), Run(" x"))),
    ],
)
def test_runs_stand_as_the_eye_meets_them(line: str, seen: tuple[Run, ...]) -> None:
    assert runs(line) == seen


@given(st.text())
def test_runs_lose_nothing(line: str) -> None:
    assert sorted("".join(run.text for run in runs(line))) == sorted(line)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_latin_text_is_one_run(line: str) -> None:
    assert len(runs(line)) <= 1


@given(st.text())
def test_letters_with_their_marks_add_up_to_the_text(text: str) -> None:
    assert "".join(letters_in(text)) == text


def test_marks_stay_on_their_letters_when_a_run_is_reversed() -> None:
    assert reversed_for_print("א(בּ") == "בּ)א"
