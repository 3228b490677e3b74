from datetime import date

from visit_app.records.nhs_number import check
from visit_app.training.demo_people import is_invented
from visit_app.training.scenarios import load_scenarios, practice_practitioner

TODAY = date(2026, 11, 26)


def test_every_family_is_invented_and_shares_nothing_with_another() -> None:
    families = [scenario.family(TODAY) for scenario in load_scenarios()]
    people = [person for family in families for person in family.people()]
    numbers = [person.nhs_number for person in people]
    assert all(is_invented(family) for family in families)
    assert all(number and check(number).valid for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert len({person.id for person in people} | {f.id for f in families}) == len(
        people
    ) + len(families)


def test_ages_stay_while_the_years_go_by() -> None:
    for scenario in load_scenarios():
        now = scenario.family(TODAY)
        later = scenario.family(date(2031, 2, 3))
        assert [p.id for p in now.people()] == [p.id for p in later.people()]
        for told, parent in zip(scenario.told["parents"], later.parents, strict=True):
            assert parent.birth_date is not None
            years = (date(2031, 2, 3) - parent.birth_date).days / 365.25
            assert int(years) == told["age_years"]


def test_each_says_what_to_try_and_one_is_before_the_birth() -> None:
    scenarios = load_scenarios()
    assert all(scenario.title and scenario.to_try for scenario in scenarios)
    expecting = [s for s in scenarios if s.family(TODAY).expected_date_of_delivery]
    assert [s.id for s in expecting] == ["expecting"]
    assert not expecting[0].family(TODAY).babies


def test_nobody_who_exists_signs_a_practice_letter() -> None:
    assert practice_practitioner().organization == "Practice only"
