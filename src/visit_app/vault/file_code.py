"""The code that opens one family's file: made once, told by telephone.

16 Crockford base 32 characters in 4 groups of 4: 14 carry 70 random bits, 2 carry their
remainder by a prime, so that every single slip and every swap of neighbours among the
14 is found before anything is tried. docs/decisions/0098 has the reckoning.
"""

import secrets

from visit_app.vault.recovery import ALPHABET, NotACode, decode, encode, plain

BITS = 70
_CHARACTERS, _CHECK, _GROUP = 14, 2, 4
_PRIME = 1021  # the largest that two characters can hold a remainder of


def new_code() -> str:
    """A fresh code: "7QK2-M4XZ-09AB-CDEF"."""
    return write(secrets.randbits(BITS))


def write(bits: int) -> str:
    """These 70 bits as a code with its checksum."""
    text = encode(bits, _CHARACTERS) + encode(bits % _PRIME, _CHECK)
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def read(code: str) -> str:
    """The 16 characters of a code, as the key is made of them; raises NotACode.

    Lower case, spaces, dashes, O for 0 and I or L for 1 are all accepted.
    """
    text = plain(code)
    if len(text) != _CHARACTERS + _CHECK or not set(text) <= set(ALPHABET):
        raise NotACode("the code of a file has 4 groups of 4 characters")
    bits, check = decode(text[:_CHARACTERS]), decode(text[_CHARACTERS:])
    if bits % _PRIME != check:
        raise NotACode("there is a slip in this code")
    return text
