from dataclasses import replace
from datetime import date

import pytest

from visit_app.records import Family, FamilyRole
from visit_app.visits import Desk, Imported, NotPossible, import_caseload, revisions

HEAD = "parent_given_name,parent_family_name"


def bring(desk: Desk, text: str) -> Imported:
    return import_caseload(desk, text.encode())


def families(desk: Desk) -> list[Family]:
    return list(desk.vault.families())


FULL = (
    f"{HEAD},parent_date_of_birth,parent_nhs_number,baby_given_name,"
    "baby_date_of_birth,postcode\n"
    "Amira,Hassan,14/03/1995,9990000018,Idris,10/10/2026,NN16 0AA\n"
    "Beth,Cole,01/02/1990,,Max,01/11/2026,NN16 8UZ\n"
)


def test_new_families_are_added(desk: Desk) -> None:
    assert bring(desk, FULL) == Imported(2, 0, 0, ())
    found = {f.parents[0].given_name: f for f in families(desk)}
    amira = found["Amira"]
    assert amira.parents[0].nhs_number == "9990000018"
    assert amira.babies[0].given_name == "Idris"
    assert amira.babies[0].family_name == "Hassan"  # the parent's, when not given
    assert amira.babies[0].role == FamilyRole.BABY
    assert found["Beth"].postcode == "NN16 8UZ"


def test_bringing_the_same_file_again_changes_nothing(desk: Desk) -> None:
    bring(desk, FULL)
    before = families(desk)
    assert bring(desk, FULL) == Imported(0, 0, 2, ())
    assert families(desk) == before
    assert all(len(revisions(desk, f.id)) == 1 for f in before)


def test_what_changed_is_a_new_revision(desk: Desk) -> None:
    bring(desk, FULL)
    assert bring(desk, FULL.replace("NN16 8UZ", "NN14 1AA")) == Imported(0, 1, 1, ())
    beth = next(f for f in families(desk) if f.parents[0].given_name == "Beth")
    assert beth.postcode == "NN14 1AA"
    assert len(revisions(desk, beth.id)) == 2


def test_an_empty_cell_and_a_missing_column_lose_nothing(
    desk: Desk, family: Family
) -> None:
    bring(
        desk,
        f"{HEAD},parent_nhs_number,postcode,phone\n"
        "Amira,Hassan,9990000018,,01632 960001\n",
    )
    (found,) = families(desk)
    assert found.postcode == "NN16 0AA"
    assert found.person("amira").birth_date == date(1995, 3, 14)
    assert found.person("amira").phone == "01632 960001"
    assert len(found.parents) == 2
    assert found.babies == family.babies


def test_the_number_finds_a_family_whose_name_changed(
    desk: Desk, family: Family
) -> None:
    bring(desk, f"{HEAD},parent_nhs_number\nAmira,Ali,9990000018\n")
    (found,) = families(desk)
    assert found.id == family.id
    assert found.person("amira").family_name == "Ali"


def test_name_and_date_of_birth_find_it_without_a_number(
    desk: Desk, family: Family
) -> None:
    done = bring(desk, f"{HEAD},parent_date_of_birth\nAMIRA,hassan,14/03/1995\n")
    assert (done.added, len(families(desk))) == (0, 1)


def test_another_date_of_birth_is_another_person(desk: Desk, family: Family) -> None:
    done = bring(desk, f"{HEAD},parent_date_of_birth\nAmira,Hassan,15/03/1995\n")
    assert (done.added, len(families(desk))) == (1, 2)


def test_another_number_is_another_person(desk: Desk, family: Family) -> None:
    done = bring(desk, f"{HEAD},parent_nhs_number\nAmira,Hassan,9990000026\n")
    assert done.added == 1


def test_the_name_at_the_postcode_finds_it_when_there_is_nothing_surer(
    desk: Desk, family: Family
) -> None:
    done = bring(desk, f"{HEAD},postcode,phone\nAmira,Hassan,nn16 0aa,01632 960001\n")
    assert done == Imported(0, 1, 0, ())
    done = bring(desk, f"{HEAD},postcode\nAmira,Hassan,NN160AA\n")
    assert done == Imported(0, 0, 1, ())
    done = bring(desk, f"{HEAD},postcode\nAmira,Hassan,NN14 1AA\n")
    assert done.added == 1


def test_the_same_person_twice_in_a_file_is_one_family(desk: Desk) -> None:
    done = bring(desk, f"{HEAD},postcode\nBeth,Cole,NN16 8UZ\nBeth,Cole,NN16 8UZ\n")
    assert done == Imported(1, 0, 0, ())
    assert len(families(desk)[0].parents) == 1


def test_two_babies_on_two_rows_are_twins_of_one_family(desk: Desk) -> None:
    bring(
        desk,
        f"{HEAD},postcode,baby_given_name,baby_date_of_birth\n"
        "Beth,Cole,NN16 8UZ,Max,01/11/2026\nBeth,Cole,NN16 8UZ,Mia,01/11/2026\n",
    )
    (found,) = families(desk)
    assert [baby.given_name for baby in found.babies] == ["Max", "Mia"]


def test_a_father_joins_the_family_of_his_baby(desk: Desk, family: Family) -> None:
    done = bring(
        desk,
        f"{HEAD},parent_role,parent_date_of_birth,baby_given_name,baby_family_name,"
        "baby_date_of_birth\nOmar,Ali,father,02/05/1993,Idris,Hassan,10/10/2026\n",
    )
    assert done == Imported(0, 1, 0, ())
    (found,) = families(desk)
    assert [p.given_name for p in found.parents] == ["Amira", "Yonis", "Omar"]
    assert found.parents[2].role == FamilyRole.FATHER
    assert len(found.babies) == 1


def test_good_rows_are_taken_and_bad_ones_reported(desk: Desk) -> None:
    done = bring(desk, f"{HEAD},postcode\nBeth,Cole,NN16 8UZ\nNo,,\nAnn,Lee,NN14 1AA\n")
    assert done.added == 2
    (bad,) = done.rejected
    assert (bad.line, bad.column) == (3, "parent_family_name")


def test_a_file_that_is_no_caseload_changes_nothing(desk: Desk, family: Family) -> None:
    with pytest.raises(NotPossible):
        bring(desk, "name\nBeth\n")
    assert families(desk) == [family]


def test_all_good_rows_are_there_or_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def failing(at_desk: Desk, family: Family) -> Family:
        calls.append(family)
        if len(calls) == 2:
            raise OSError("power cut")
        return at_desk.vault.save_family(family, author="Priya Nair")

    monkeypatch.setattr("visit_app.visits.caseload.save_family", failing)
    with pytest.raises(OSError, match="power cut"):
        bring(desk, FULL)
    assert families(desk) == []


def test_a_change_in_the_app_survives_the_next_import(
    desk: Desk, family: Family
) -> None:
    amira = replace(family.person("amira"), phone="01632 960009")
    desk.vault.save_family(family.with_person(amira), author="Priya Nair")
    bring(desk, f"{HEAD},parent_nhs_number\nAmira,Hassan,9990000018\n")
    assert families(desk)[0].person("amira").phone == "01632 960009"
