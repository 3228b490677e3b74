"""Advice on a passphrase is honest, and knows what others know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.ui.strength import passphrase_problem, strength, time_to_guess


@pytest.mark.parametrize(
    "words",
    ["kettle river seven lamp", "lavender bicycle quietly", "żółw kłania się rzece"],
)
def test_words_at_random_will_do(words: str) -> None:
    judged = strength(words)
    assert judged.good_enough
    assert judged.advice.startswith("Hard to guess")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("password", "a password that many people use"),
        ("qwertyuiop", ""),
        ("zaq12wsx", ""),
        ("aaaaaaaaaaaa", "Repeats"),
        ("abcdefghijk", "Runs such as"),
        ("19/11/1994", "Dates"),
        ("jessica", "Names"),
        ("nair", "what others know about you"),
    ],
)
def test_what_is_easy_is_called_so(words: str, reason: str) -> None:
    judged = strength(words, ("Priya Nair", "North Trust"))
    assert not judged.good_enough
    assert judged.advice.startswith("Too easy: fast computers would try it in ")
    assert reason in judged.advice
    assert "  " not in judged.advice


@pytest.mark.parametrize(
    ("guesses", "words"),
    [
        (1, "less than a minute"),
        (2_000_000, "about 2 minutes"),
        (72e6, "about 1 hour"),
        (1e10, "about 6 days"),
        (1e11, "about 2 months"),
        (1e12, "about 2 years"),
        (1e20, "more than 100 years"),
    ],
)
def test_times_in_words(guesses: float, words: str) -> None:
    assert time_to_guess(guesses) == words


def test_what_is_wrong_with_a_new_one() -> None:
    good = "kettle river seven lamp"
    assert passphrase_problem(good, good) == ""
    assert passphrase_problem("", "").startswith("Type a passphrase")
    assert passphrase_problem("short", "short").startswith("Too easy")
    assert "do not match" in passphrase_problem(good, good + "s")


@given(st.text(max_size=200))
def test_any_text_is_judged(words: str) -> None:
    judged = strength(words, ("Priya Nair",))
    assert judged.advice or not words
