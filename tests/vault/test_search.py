import pytest
from tests.vault.sample_records import HASSAN

from visit_app.records import Family, Patient
from visit_app.vault.search import fold, index_columns, match_expression


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Łucja Głowacka", "lucja glowacka"),
        ("Ştefan Ţăranu", "stefan taranu"),
        ("Ștefan Țăranu", "stefan taranu"),
        ("Siân Ŵyn Tŷ", "sian wyn ty"),
        ("Žydrė Šimkutė", "zydre simkute"),
        ("Søren Ærø", "soren aero"),
        ("Weiß", "weiss"),
        ("İpek Işık", "ipek isik"),
        ("ŁUCJA", "lucja"),
        ("Nguyễn", "nguyen"),
        ("فاطمة", "فاطمة"),
    ],
)
def test_names_are_found_without_their_accents(name: str, plain: str) -> None:
    assert fold(name) == plain
    assert fold(fold(name)) == plain


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("ami has", '"ami"* "has"*'),
        ("", ""),
        ("  ", ""),
        ('"*^()', ""),
        ("O'Bri", '"o"* "bri"*'),
        ("NEAR OR", '"near"* "or"*'),
        ("NN16 0", '"nn16"* "0"*'),
        ("ami_has", '"ami"* "has"*'),
    ],
)
def test_every_word_begins_something(typed: str, expression: str) -> None:
    assert match_expression(typed) == expression


def test_what_is_indexed() -> None:
    assert index_columns(HASSAN) == {
        "names": "amira hassan idris",
        "numbers": "9990000018 999 000 0018",
        "postcode": "nn16 0aa nn160aa",
    }


def test_joined_names_are_found_either_way() -> None:
    parent = Patient(id="p", given_name="Mary-Jane", family_name="O’Brien")
    family = Family(id="f", parents=(parent,))
    assert index_columns(family)["names"] == "mary-jane o’brien maryjane obrien"
