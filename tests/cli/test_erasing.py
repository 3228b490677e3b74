"""`retention list`, `retention rule` and `erase`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Run

from visit_app.records import Family, FamilyRole, Patient
from visit_app.vault.errors import NotFound
from visit_app.visits import Desk

pytestmark = pytest.mark.usefixtures("family")
OpenDesk = Callable[[], Desk]
WHY = "Past its date"


@pytest.fixture
def family(made: Ran, open_desk: OpenDesk) -> str:
    mother = Patient(id="z", given_name="Zdzisława", family_name="Nowak")
    born = date(2001, 2, 3)
    baby = Patient(id="b", role=FamilyRole.BABY, given_name="Jan", birth_date=born)
    with open_desk().vault as vault:
        vault.save_family(Family(id="nowak", parents=(mother,), babies=(baby,)), "me")
        vault.save_family(Family(id="evans", babies=(Patient(id="e"),)), "me")
    return "nowak"


def test_without_a_rule_nobody_is_listed(run: Run) -> None:
    told = run("retention", "list")
    assert (told.code, told.out) == (0, "\n" * bool(told.out))
    assert "for your organisation to say" in told.err
    found = run("retention", "list", "--json").data
    assert found["past"] == []
    assert found["rule"] == {"birthday": None, "years_after_visit": None}


def test_a_rule_is_settled_and_the_families_past_it_are_listed(run: Run) -> None:
    rule = run("retention", "rule", "--birthday", 25, "--after-visit", 8)
    assert rule.out.strip() == (
        "Kept until birthday 25 of the youngest child,"
        " and 8 years after the last visit."
    )
    found = run("retention", "list", "--json").data
    assert found["past"] == [
        {"family": "nowak", "until": "2026-02-03", "title": "Zdzisława Nowak and Jan"}
    ]
    assert found["undated"] == ["evans"]
    lines = run("retention", "list")
    assert lines.out == "nowak\t2026-02-03\tZdzisława Nowak and Jan\n"
    assert "For 1 family" in lines.err
    assert run("retention", "rule", "--json").data["birthday"] == 25
    assert "No rule" in run("retention", "rule", "--none").out


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--birthday", "0"], 1), (["--none", "--birthday", "25"], 2)],
)
def test_rules_that_make_no_sense(run: Run, options: list[str], code: int) -> None:
    told = run("retention", "rule", *options)
    assert told.code == code
    assert told.err


def test_first_it_says_what_would_go(run: Run, open_desk: OpenDesk) -> None:
    run("retention", "rule", "--birthday", 26)
    told = run("erase", "nowak", "--reason", WHY)
    assert told.code == 1
    assert told.out == "Revision\t1\n"
    assert "This record is kept until 2027-02-03." in told.err
    assert "give --confirm" in told.err
    asked = run("erase", "nowak", "--reason", WHY, "--json").data
    assert asked["would_erase"] == {"Revision": 1}
    assert asked["past"] is False
    with open_desk().vault as vault:
        assert vault.family("nowak")


def test_confirmed_it_goes_and_the_receipt_is_printed(
    run: Run, open_desk: OpenDesk
) -> None:
    told = run("erase", "nowak", "--reason", WHY, "--confirm", "--json")
    assert told.code == 0
    assert told.data["family_id"] == "nowak"
    assert "Zdzisława" not in told.out + told.err
    with open_desk().vault as vault:
        with pytest.raises(NotFound):
            vault.family("nowak")
        entry = vault.audit_entries("nowak")[-1]
    assert (entry.sequence, entry.about["proof"]) == (
        told.data["entry"],
        told.data["proof"],
    )
    assert run("audit", "verify").code == 0
    again = run("erase", "nowak", "--reason", WHY, "--confirm")
    assert again.code == 1
    assert "not in your records" in again.err


def test_in_lines(run: Run) -> None:
    told = run("erase", "evans", "--reason", WHY, "--confirm")
    assert told.out.startswith("Family evans was erased.\nEntry ")


def test_a_reason_must_not_name_anybody(run: Run) -> None:
    told = run("erase", "nowak", "--reason", "Nowak asked", "--confirm")
    assert told.code == 1
    assert "without a name" in told.err
    assert "Nowak" not in told.err


def test_copies_that_go_by_no_date_are_told_apart(run: Run, data: Path) -> None:
    """From before an update, and what a restore set aside."""
    made = [run("backup", "create", "--json").data["name"] for _ in range(2)]
    about = data / "backups" / made[0] / "snapshot.json"
    text = about.read_text(encoding="utf-8").replace('"asked"', '"before-update"')
    about.write_text(text, encoding="utf-8")
    (data / "set-aside-20260101T000000Z").mkdir()
    held = run("erase", "nowak", "--reason", WHY, "--json").data["backups"]
    assert held == {"count": 1, "until": "2027-11-24", "lasting": 2}
    told = run("erase", "nowak", "--reason", WHY, "--confirm")
    assert "1 backup on this laptop still holds it" in told.err
    assert "2 more copies" in told.err
