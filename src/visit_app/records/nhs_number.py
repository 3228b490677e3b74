"""NHS numbers: what a typed one is worth.

Source: NHS Data Dictionary, NHS NUMBER (Modulus 11, weights 10 to 2, use mandatory).
The check digit proves the form, never the identity.
"""

import re
from dataclasses import dataclass

LENGTH = 10
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class NhsNumber:
    """What was typed, checked.

    `digits` is the number without spaces (what the record keeps), `problem` a sentence
    when it cannot be an NHS number, `warnings` sentences when it can be one but looks
    odd.
    """

    digits: str
    problem: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Ten digits that add up."""
        return not self.problem

    @property
    def display(self) -> str:
        """The number in groups of 3, 3 and 4."""
        return display(self.digits)


def check(text: str) -> NhsNumber:
    """What was typed as an NHS number; spaces and hyphens do not matter."""
    digits = _BETWEEN.sub("", text)
    problem = _problem(digits)
    return NhsNumber(digits, problem, () if problem else _warnings(digits))


def display(digits: str) -> str:
    """Ten digits as "654 100 3238"; anything else unchanged."""
    if len(digits) != LENGTH:
        return digits
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def check_digit(nine: str) -> int | None:
    """The tenth digit for these nine, or None when no NHS number begins so."""
    total = sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True))
    remainder = 11 - total % 11
    return {11: 0, 10: None}.get(remainder, remainder)


def _problem(digits: str) -> str:
    if not digits:
        return "Type the 10 digits, or say why the number is not known."
    if not re.fullmatch(r"[0-9]+", digits):
        return "An NHS number has digits only. Remove the other characters."
    if len(digits) != LENGTH:
        return f"An NHS number has 10 digits. This one has {len(digits)}."
    if check_digit(digits[:9]) != int(digits[9]):
        return "This number does not add up. Check the last digits."
    return ""


def _warnings(digits: str) -> tuple[str, ...]:
    found = []
    if len(set(digits)) == 1:
        found.append("All ten digits are the same. Check it against the record.")
    # "never issued": e-RS synthetic data page, seen quoted in public NHS code
    if digits.startswith("999"):
        found.append("Numbers that begin with 999 are never issued: samples only.")
    return tuple(found)
