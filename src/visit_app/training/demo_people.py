"""Invented families: nobody of this name, number, telephone or postcode exists.

NHS numbers begin with 999 (never issued), telephone numbers are those Ofcom keeps for
drama (01632 960xxx, 07700 900xxx), and there is no postcode area ZZ.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from visit_app.records import Family, FamilyRole, Patient
from visit_app.records.nhs_number import check_digit

LARGEST = 100_000  # families: each has its own ten NHS numbers
NOTE = "Invented family, for demonstration only."
_PREFIX = "999"
_NUMBERS = 1_000_000  # six digits between the prefix and the check digit
_EACH = 10


@dataclass(frozen=True, slots=True)
class _Names:
    """Names that go together, and how such a family describes itself."""

    language: str
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]
    babies: tuple[str, ...]
    families: tuple[str, ...]
    ethnic: str


_BOOK = (
    _Names(
        "",
        ("Hazel", "Georgina", "Rosalind", "Tamsin", "Beatrix", "Imogen"),
        ("Rufus", "Barnaby", "Alistair", "Wilfred"),
        ("Poppy", "Jasper", "Clover", "Otis", "Wren", "Felix"),
        ("Quillfeather", "Ashdown-Vale", "Merrowby", "O’Thistle", "Larkwright"),
        "white-british",
    ),
    _Names(
        "Polish",
        ("Łucja", "Małgorzata", "Żaneta", "Bożena", "Agnieszka"),
        ("Paweł", "Łukasz", "Zdzisław", "Michał"),
        ("Staś", "Zosia", "Jaś", "Małgosia"),
        ("Wymyślak", "Zmyśloń", "Przykład", "Głąbowicz", "Śnieżyński"),
        "white-other",
    ),
    _Names(
        "Romanian",
        ("Ștefania", "Ioana", "Crăița", "Anca", "Mihaela"),
        ("Ștefan", "Răzvan", "Ionuț", "Cătălin"),
        ("Măriuca", "Țicu", "Ilinca", "Fănel"),
        ("Închipuitu", "Născocescu", "Țăndărescu", "Șotronaru", "Văleanu"),
        "white-other",
    ),
    _Names(
        "Lithuanian",
        ("Žydrė", "Rūta", "Eglė", "Jūratė", "Šarūnė"),
        ("Žygimantas", "Šarūnas", "Algirdas", "Ąžuolas"),
        ("Ugnė", "Džiugas", "Miglė", "Ėglius"),
        ("Išgalvotaitė", "Pramanytė", "Žvirblytė", "Ąžuolienė", "Šaltūnė"),
        "white-other",
    ),
    _Names(
        "Welsh",
        ("Siân", "Angharad", "Tŷwen", "Heledd", "Ffion"),
        ("Siôn", "Gwŷn", "Llŷr", "Emyr"),
        ("Efa", "Macsen", "Tŵm", "Nêst"),
        ("Dychmygol", "ap Ffugenw", "Ŵynllwyd", "Cwmbreuddwyd", "Llŷnwen"),
        "white-british",
    ),
    _Names(
        "Somali",
        ("Hodan", "Sagal", "Ubax", "Ifrah", "Xaawo"),
        ("Cabdi", "Liibaan", "Geedi", "Warsame"),
        ("Ayaan", "Bilan", "Cawil", "Deeqa"),
        ("Male-Awaal", "Sheeko", "Riyo", "Khiyaali", "Mala-Awaale"),
        "black-african",
    ),
)
_PRACTICES = ("Imaginary Lane Surgery", "The Make-Believe Practice", "Nowhere Health")
_STREETS = ("Invented Row", "Example Crescent", "Pretend Close", "Sample Street")


class Chance(random.Random):
    """The luck of one family: the same for the same words and number."""

    def __new__(cls, told: str, number: int) -> "Chance":
        """As random.Random is made, which takes one argument only."""
        return super().__new__(cls)

    def __init__(self, told: str, number: int) -> None:
        super().__init__(told)
        self._number = number

    def id(self) -> str:
        """An identifier that begins with the number, so that one family's lie together.

        A vault of 100,000 visits is filled many times faster than with scattered ones.
        """
        bits = self._number << 96 | self.getrandbits(96)
        return str(UUID(int=bits, version=4))


def is_invented(family: Family) -> bool:
    """Somebody in it has an NHS number that is never issued, and nobody another."""
    numbers = [person.nhs_number for person in family.people() if person.nhs_number]
    return bool(numbers) and all(number.startswith(_PREFIX) for number in numbers)


def invent_family(chance: Chance, number: int, today: date, offset: int = 0) -> Family:
    """The family of this number (0 to 99,999); `offset` shifts its NHS numbers."""
    book = chance.choice(_BOOK)
    nhs_numbers = _nhs_numbers(number * _EACH + offset)
    surname = chance.choice(book.families)
    mother = Patient(
        id=chance.id(),
        given_name=chance.choice(book.mothers),
        family_name=surname,
        birth_date=today - timedelta(days=chance.randrange(18 * 366, 43 * 365)),
        nhs_number=next(nhs_numbers),
        sex="female",
        ethnic_category=book.ethnic,
        phone=f"07700 900{chance.randrange(1000):03}",
        safe_to_leave_message=chance.random() < 0.8,
        language=book.language,
        interpreter_needed=bool(book.language) and chance.random() < 0.3,
    )
    family = Family(
        id=chance.id(),
        parents=(mother, *_father(chance, book, surname, next(nhs_numbers), today)),
        address=f"{chance.randrange(1, 200)} {chance.choice(_STREETS)}\nNowhere",
        postcode=_postcode(chance),
        general_practice=chance.choice(_PRACTICES),
        note=NOTE,
    )
    return _with_babies(chance, book, family, nhs_numbers, today)


def _father(
    chance: Chance, book: _Names, surname: str, nhs_number: str, today: date
) -> tuple[Patient, ...]:
    if chance.random() < 0.35:
        return ()
    father = Patient(
        id=chance.id(),
        role=FamilyRole.FATHER,
        given_name=chance.choice(book.fathers),
        family_name=surname,
        birth_date=today - timedelta(days=chance.randrange(19 * 366, 50 * 365)),
        nhs_number=nhs_number,
        sex="male",
        phone=f"01632 960{chance.randrange(1000):03}",
        language=book.language,
    )
    return (father,)


def _with_babies(
    chance: Chance,
    book: _Names,
    family: Family,
    nhs_numbers: Iterator[str],
    today: date,
) -> Family:
    """One in eight is pregnant; of the others one in thirty has twins."""
    if chance.random() < 0.125:
        due = today + timedelta(days=chance.randrange(7, 180))
        return replace(family, expected_date_of_delivery=due)
    born = today - timedelta(days=chance.randrange(10, 730))
    twins = chance.random() < 1 / 30
    for given_name in chance.sample(book.babies, 2 if twins else 1):
        baby = Patient(
            id=chance.id(),
            role=FamilyRole.BABY,
            given_name=given_name,
            family_name=family.parents[0].family_name,
            birth_date=born,
            nhs_number=next(nhs_numbers),
            sex=chance.choice(("female", "male")),
        )
        family = family.with_person(baby)
    return family


def invented_numbers(number: int) -> Iterator[str]:
    """The NHS numbers of that family: they add up, and are never issued."""
    return _nhs_numbers(number * _EACH)


def _nhs_numbers(start: int) -> Iterator[str]:
    """Numbers that add up, from this one of the million on."""
    for count in range(_EACH):
        nine = f"{_PREFIX}{(start + count) % _NUMBERS:06}"
        last = check_digit(nine)
        if last is not None:
            yield f"{nine}{last}"


def _postcode(chance: Chance) -> str:
    letters = "".join(chance.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return f"ZZ99 {chance.randrange(10)}{letters}"
