"""The recovery code: 160 random bits that people can read aloud, print and type.

36 Crockford base 32 characters in 9 groups of 4: 32 carry the bits, 4 carry a 20-bit
checksum of them, so that a slip is found before anything is tried.
"""

import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 20
_CHARACTERS, _CHECK = 32, 4
_READ_AS = str.maketrans("OIL", "011")


class NotACode(ValueError):
    """The text is not a recovery code, or has a slip in it."""


def new_code() -> str:
    """A fresh code: "7QK2-…", 9 groups of 4."""
    return write(secrets.token_bytes(BYTES))


def write(bits: bytes) -> str:
    """These 20 bytes as a code with its checksum."""
    text = encode(int.from_bytes(bits), _CHARACTERS) + _checksum(bits)
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def read(code: str) -> bytes:
    """The 20 bytes of a code; raises NotACode.

    Lower case, spaces, dashes, O for 0 and I or L for 1 are all accepted.
    """
    text = plain(code)
    if not looks_like_code(code):
        raise NotACode("a recovery code has 9 groups of 4 characters")
    bits = decode(text[:_CHARACTERS]).to_bytes(BYTES)
    if _checksum(bits) != text[_CHARACTERS:]:
        raise NotACode("there is a slip in this recovery code")
    return bits


def looks_like_code(text: str) -> bool:
    """36 characters of the alphabet, whatever the checksum says."""
    code = plain(text)
    return len(code) == _CHARACTERS + _CHECK and set(code) <= set(ALPHABET)


def plain(text: str) -> str:
    """The characters alone, in upper case, as the alphabet writes them."""
    kept = "".join(c for c in text if not c.isspace() and c not in "-–—_.")
    return kept.upper().translate(_READ_AS)


def _checksum(bits: bytes) -> str:
    digest = sha256(b"visit-app/recovery-code/v1" + bits).digest()
    return encode(int.from_bytes(digest[:3]) >> 4, _CHECK)


def encode(number: int, length: int) -> str:
    """The number in so many characters of the alphabet."""
    return "".join(
        ALPHABET[number >> 5 * place & 31] for place in reversed(range(length))
    )


def decode(text: str) -> int:
    """The number in these characters of the alphabet."""
    number = 0
    for character in text:
        number = number << 5 | ALPHABET.index(character)
    return number
