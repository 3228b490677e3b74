"""Search as you type: folding of names, and the words of a query.

unicode61 removes accents but keeps letters such as ł, ø and đ; people type l, o and d.
So names are folded here, on the way in and on the way out.
"""

import re
import unicodedata
from collections.abc import Iterable

from visit_app.records import Family

_PLAIN = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
_WORD = re.compile(r"[^\W_]+")
_JOINERS = re.compile(r"['’ʼ`\-‐-―.]")


def fold(text: str) -> str:
    """Lower case without accents: "Łucja Ştefan" is "lucja stefan"."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.casefold().translate(_PLAIN)


def match_expression(words: str) -> str:
    """The FTS5 query that every word begins some token; empty when there is none."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(fold(words)))


def index_columns(family: Family) -> dict[str, str]:
    """What is found: names (O'Brien also as obrien), NHS numbers, the postcode."""
    names = [n for p in family.people() for n in (p.given_name, p.family_name)]
    numbers = [person.nhs_number for person in family.people()]
    return {
        "names": _with_joined(names),
        "numbers": " ".join(_number_forms(n) for n in numbers if n),
        "postcode": f"{fold(family.postcode)} {fold(family.postcode).replace(' ', '')}",
    }


def _with_joined(names: Iterable[str]) -> str:
    folded = [fold(name) for name in names if name]
    joined = [_JOINERS.sub("", name) for name in folded if _JOINERS.search(name)]
    return " ".join([*folded, *joined])


def _number_forms(number: str) -> str:
    return f"{number} {number[:3]} {number[3:6]} {number[6:]}"
