"""How people are named where others may look on, and several in a sentence."""

import pytest

from visit_app.records import Family, Patient
from visit_app.records.family import joined


def test_no_surname_stands_where_others_may_look_on() -> None:
    amira = Patient(id="a", given_name="Amira", family_name="Hassan")
    assert amira.discreet_name == "Amira H."
    assert Patient(id="b", family_name="Hassan").discreet_name == "H."
    assert Patient(id="c", given_name="Amira").discreet_name == "Amira"
    assert Patient(id="d").discreet_name == ""
    assert (amira.called, Patient(id="b", family_name="Hassan").called) == (
        "Amira",
        "Hassan",
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_in_a_sentence(names: list[str], words: str) -> None:
    assert joined(names) == words


def test_twins_are_named_in_the_heading() -> None:
    babies = tuple(
        Patient(id=name, role="baby", given_name=name) for name in ("Idris", "Noor")
    )
    mother = Patient(id="m", given_name="Amira", family_name="Hassan")
    family = Family(id="f", parents=(mother,), babies=babies)
    assert family.title == "Amira Hassan, Idris and Noor"
