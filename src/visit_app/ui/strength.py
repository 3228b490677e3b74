"""How hard a passphrase is to guess, honestly: zxcvbn's estimate in our own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from visit_app.ui.text import tr, tr_plural

GUESSES_PER_SECOND = 10_000
"""What a thief can try against Argon2id (64 MiB, 3 passes): an assumption."""

ENOUGH_GUESSES = 1e10
LONGEST_JUDGED = 72  # zxcvbn takes quadratic time; what follows only makes it harder

_UNITS = (
    (3600, 60, ("about {n} minute", "about {n} minutes")),
    (86_400, 3600, ("about {n} hour", "about {n} hours")),
    (2_629_800, 86_400, ("about {n} day", "about {n} days")),
    (31_557_600, 2_629_800, ("about {n} month", "about {n} months")),
    (100 * 31_557_600, 31_557_600, ("about {n} year", "about {n} years")),
)


@dataclass(frozen=True, slots=True)
class Strength:
    """Whether a passphrase will do, and a sentence about it ("" for an empty one)."""

    good_enough: bool
    advice: str


def strength(
    passphrase: str, personal: Sequence[str] = (), *, least: float | None = None
) -> Strength:
    """Judge a passphrase; `personal` holds what others know, such as the own name.

    `least` is how many guesses it has to withstand by the organisation's policy.
    """
    if not passphrase:
        return Strength(good_enough=False, advice="")
    known = tuple(filter(None, personal))
    enough = max(ENOUGH_GUESSES, least or 0)
    return _judged(passphrase[:LONGEST_JUDGED], known, enough)


def passphrase_problem(
    new: str, again: str, personal: Sequence[str] = (), *, least: float | None = None
) -> str:
    """Why this new passphrase cannot be used; "" when it can."""
    judged = strength(new, personal, least=least)
    if not new:
        return tr("Type a passphrase of three or four words.")
    if not judged.good_enough:
        return judged.advice
    return "" if new == again else tr("The two do not match. Type them again.")


@lru_cache(maxsize=1)
def _judged(passphrase: str, personal: tuple[str, ...], enough: float) -> Strength:
    from zxcvbn import zxcvbn

    words = [word for text in personal for word in (text, *text.split())]
    found = zxcvbn(passphrase, user_inputs=words)
    guesses = float(found["guesses"])
    time = time_to_guess(guesses)
    if guesses >= enough:
        return Strength(
            good_enough=True,
            advice=tr(
                "Hard to guess: fast computers would need {time} to try it.", time=time
            ),
        )
    advice = tr(
        "Too easy: fast computers would try it in {time}. {reason} Add another"
        " unusual word; three or four random words work well.",
        time=time,
        reason=_reason(found["sequence"]),
    )
    return Strength(good_enough=False, advice=advice.replace("  ", " "))


def time_to_guess(guesses: float) -> str:
    """The time for half of the guesses, in words: "about 3 days"."""
    seconds = guesses / 2 / GUESSES_PER_SECOND
    if seconds < 60:
        return tr("less than a minute")
    for below, unit, (one, many) in _UNITS:
        if seconds < below:
            return tr_plural(one, many, max(1, round(seconds / unit)))
    return tr("more than 100 years")


def _reason(sequence: Sequence[Mapping[str, Any]]) -> str:
    """Why it is easy: the longest part that is guessed as a whole."""
    parts = [part for part in sequence if part["pattern"] != "bruteforce"]
    if not parts:
        return ""
    longest = max(parts, key=lambda part: len(part["token"]))
    pattern = longest["pattern"]
    if pattern == "dictionary":
        return _known_word(longest["dictionary_name"])
    return {
        "spatial": tr("Rows of keys are guessed first."),
        "repeat": tr("Repeats are guessed first."),
        "sequence": tr("Runs such as abc or 123 are guessed first."),
        "regex": tr("Years are guessed first."),
        "date": tr("Dates are guessed first."),
    }.get(pattern, "")


def _known_word(dictionary: str) -> str:
    if dictionary == "user_inputs":
        return tr("It holds what others know about you.")
    if dictionary == "passwords":
        return tr("It holds a password that many people use.")
    if "name" in dictionary:
        return tr("Names are guessed first.")
    return ""
