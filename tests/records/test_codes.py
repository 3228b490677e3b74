import pytest

from visit_app.records import FamilyRole, Interpreter, Mode
from visit_app.records.codes import Code, code_book
from visit_app.resources import read_json

PEOPLE = code_book(read_json("codes/people.json"))
CONTACTS = code_book(read_json("codes/contacts.json"))

SMALL = {
    "source": "a list",
    "verified": "own",
    "sets": [
        {
            "id": "fruit",
            "verified": "unverified",
            "codes": [
                {"code": "a", "display": "Apple", "group": "tree"},
                {"code": "b", "display": "Berry", "source": "a book"},
            ],
        }
    ],
}


def test_a_code_takes_source_and_verified_from_what_encloses_it() -> None:
    assert code_book(SMALL)["fruit"] == (
        Code("a", "Apple", "a list", "tree", "unverified"),
        Code("b", "Berry", "a book", "", "unverified"),
    )


def test_a_book_is_its_sets_by_name() -> None:
    assert list(code_book(SMALL)) == ["fruit"]
    assert len(CONTACTS) == 5


def test_a_code_twice_is_refused() -> None:
    entry = {"code": "a", "display": "Apple"}
    twice = SMALL | {"sets": [{"id": "fruit", "codes": [entry, entry]}]}
    with pytest.raises(ValueError, match="fruit names a code twice"):
        code_book(twice)


def test_a_code_of_a_newer_version_stands_for_itself() -> None:
    assert PEOPLE.display("sex", "female") == "Female"
    assert PEOPLE.display("sex", "unheard-of") == "unheard-of"
    assert PEOPLE.group("ethnic-category", "unheard-of") == ""


def test_an_unknown_set_is_an_error() -> None:
    with pytest.raises(KeyError):
        PEOPLE.find("shoe-size", "38")


@pytest.mark.parametrize(
    ("book", "name", "codes"),
    [
        (PEOPLE, "role", FamilyRole),
        (CONTACTS, "interpreter", Interpreter),
        (CONTACTS, "mode", Mode),
    ],
)
def test_the_codes_of_the_records_are_all_named(
    book: object, name: str, codes: type[FamilyRole | Interpreter | Mode]
) -> None:
    named = (PEOPLE if book is PEOPLE else CONTACTS)[name]
    assert [code.code for code in named] == [str(code) for code in codes]


def test_every_ethnic_category_counts_in_a_group_of_the_national_return() -> None:
    # DHSC, Best Start Family Hubs: White, Mixed, Asian, Black, Other, prefer not to say
    groups = [code.code for code in PEOPLE["ethnic-group"]]
    assert len(groups) == 6
    assert {code.group for code in PEOPLE["ethnic-category"]} == set(groups)


def test_the_five_reviews_are_there() -> None:
    # gov.uk, health visitor service delivery data 2024 to 2025
    mandated = [c.code for c in CONTACTS["type"] if c.group == "mandated"]
    assert mandated == ["antenatal", "new-birth", "6-8-weeks", "12-months", "2-years"]


@pytest.mark.parametrize("name", ["sex", "ethnic-category"])
def test_nobody_has_to_say(name: str) -> None:
    assert PEOPLE.display(name, "prefer-not-to-say") == "Prefer not to say"


def test_every_code_has_a_source() -> None:
    for book in (PEOPLE, CONTACTS):
        for codes in book.values():
            assert all(code.source and code.display for code in codes)
            assert len(codes) == len({code.display for code in codes})
