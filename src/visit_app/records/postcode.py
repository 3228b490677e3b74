"""Postcodes, written as they are printed."""

import re

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def postcode(text: str) -> str:
    """In capitals with its space, "nn160aa" as "NN16 0AA"; other words as they are."""
    plain = "".join(text.split()).upper()
    return f"{plain[:-3]} {plain[-3:]}" if _POSTCODE.fullmatch(plain) else text.strip()
