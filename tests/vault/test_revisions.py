from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.vault.sample_records import AMIRA, HASSAN, IDRIS

from visit_app.records import Family, FamilyRole, Patient
from visit_app.vault.revisions import carried, changed_paths, family_of, fields_of

words = st.text(max_size=5)
people = st.builds(
    Patient,
    id=st.sampled_from("abcdef"),
    role=st.sampled_from(["mother", "father"]),
    given_name=words,
    phone=words,
    birth_date=st.none() | st.dates(),
    interpreter_needed=st.none() | st.booleans(),
)


def _group(role: str) -> st.SearchStrategy[Any]:
    persons = people.map(lambda p: replace(p, role=role) if role == "baby" else p)
    return st.lists(persons, max_size=3, unique_by=lambda p: p.id).map(tuple)


families = st.builds(
    Family,
    id=st.just("family"),
    parents=_group("mother"),
    babies=_group("baby"),
    postcode=words,
    note=words,
    expected_date_of_delivery=st.none() | st.dates(),
    extra=st.dictionaries(st.just("newer"), words, max_size=1),
)


@given(families)
def test_fields_say_all_there_is(family: Family) -> None:
    assert family_of(fields_of(family), family) == family


@given(families, families)
def test_what_changed_carried_onto_the_old_is_the_new(old: Family, new: Family) -> None:
    before, after = fields_of(old), fields_of(new)
    result = carried(changed_paths(before, after), after, before)

    assert result == after


@given(families)
def test_nothing_changed(family: Family) -> None:
    assert changed_paths(fields_of(family), fields_of(family)) == ()


def test_paths_read_as_they_are_documented() -> None:
    moved = replace(
        HASSAN,
        postcode="NN1 1AA",
        parents=(replace(AMIRA, phone="07700 900002"),),
        babies=(),
        expected_date_of_delivery=date(2027, 1, 1),
    )
    assert changed_paths(fields_of(HASSAN), fields_of(moved)) == (
        "babies/idris",
        "babies/idris/birth_date",
        "babies/idris/given_name",
        "babies/idris/role",
        "expected_date_of_delivery",
        "parents/amira/phone",
        "postcode",
    )


def test_neither_id_nor_revision_is_content() -> None:
    assert (
        changed_paths(fields_of(HASSAN), fields_of(replace(HASSAN, revision="r"))) == ()
    )


def test_two_edits_of_different_fields_both_count() -> None:
    ours = replace(HASSAN, postcode="NN1 1AA")
    theirs = replace(
        HASSAN, note="Back door", parents=(replace(AMIRA, phone="07700 900009"),)
    )
    changed = changed_paths(fields_of(HASSAN), fields_of(ours))
    merged = family_of(carried(changed, fields_of(ours), fields_of(theirs)), HASSAN)

    assert merged == replace(theirs, postcode="NN1 1AA")


def test_a_person_who_was_added_meanwhile_stays() -> None:
    yonis = Patient(id="yonis", role=FamilyRole.FATHER, given_name="Yonis")
    theirs = HASSAN.with_person(yonis)
    ours = HASSAN.with_person(replace(IDRIS, given_name="Idriss"))
    changed = changed_paths(fields_of(HASSAN), fields_of(ours))
    merged = family_of(carried(changed, fields_of(ours), fields_of(theirs)), HASSAN)

    assert [p.id for p in merged.people()] == ["amira", "yonis", "idris"]
    assert merged.person("idris").given_name == "Idriss"
