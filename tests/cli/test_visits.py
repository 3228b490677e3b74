"""`visits list` and `letter`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from tests.cli.conftest import Ran, Run

from visit_app.records import Consent, DocumentReference, ServiceRequest
from visit_app.visits import Desk

OpenDesk = Callable[[], Desk]


@pytest.fixture
def caseload(made: Ran, run: Run) -> list[dict[str, Any]]:
    """The visits of an invented caseload, as listed."""
    run("demo-data", "--families", 8, "--visits", 60)
    visits: list[dict[str, Any]] = run("visits", "list", "--json").data
    return visits


@pytest.fixture
def referral(caseload: list[dict[str, Any]]) -> str:
    found = [each["id"] for visit in caseload for each in visit["referrals"]]
    return str(found[0])


def set_consent(open_desk: OpenDesk, referral: str, consent: Consent) -> None:
    desk = open_desk()
    with desk.vault as vault:
        request = vault.get(ServiceRequest, referral)
        vault.put(replace(request, consent=consent))


def test_visits_are_listed_newest_first(caseload: list[dict[str, Any]]) -> None:
    starts = [visit["period_start"] for visit in caseload]
    assert len(starts) == 60
    assert starts == sorted(starts, reverse=True)
    screened = next(visit for visit in caseload if visit["results"])
    assert {"code", "title", "value", "band"} == set(screened["results"][0])


def test_the_visits_of_one_family(caseload: list[dict[str, Any]], run: Run) -> None:
    family = caseload[0]["family_id"]
    listed = run("visits", "list", "--json", "--family", family).data
    assert listed == [visit for visit in caseload if visit["family_id"] == family]
    assert len(run("visits", "list", "--family", family).out.splitlines()) == len(
        listed
    )


def test_a_family_that_is_not_there(made: Ran, run: Run) -> None:
    ran = run("visits", "list", "--family", "nobody", "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_the_letter_is_saved_and_the_record_says_so(
    referral: str, run: Run, tmp_path: Path, open_desk: OpenDesk
) -> None:
    out = tmp_path / "letter.pdf"
    ran = run("letter", "--referral", referral, "--out", out, "--json")
    assert ran.code == 0
    assert ran.data["file"] == str(out)
    with pypdfium2.PdfDocument(out) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "Example Parent and Infant Service" in text
    desk = open_desk()
    with desk.vault as vault:
        kept = vault.get(DocumentReference, ran.data["document"])
        assert kept.status == "final"
        assert vault.attachment(kept.sha256) == out.read_bytes()
        actions = [entry.action for entry in vault.audit_entries()]
    assert "export" in actions


def test_what_went_out_comes_out_again_byte_for_byte(
    referral: str, run: Run, tmp_path: Path
) -> None:
    files = (tmp_path / "one.pdf", tmp_path / "two.pdf")
    for out in files:
        assert run("letter", "--referral", referral, "--out", out).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("consent", [Consent(), Consent(decision="refused")])
def test_without_consent_there_is_no_letter(
    referral: str, run: Run, tmp_path: Path, open_desk: OpenDesk, consent: Consent
) -> None:
    set_consent(open_desk, referral, consent)
    ran = run("letter", "--referral", referral, "--out", tmp_path / "letter.pdf")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert not (tmp_path / "letter.pdf").exists()


def test_a_letter_that_cannot_be_written_has_not_gone_out(
    referral: str, run: Run, tmp_path: Path, open_desk: OpenDesk
) -> None:
    nowhere = tmp_path / "no" / "letter.pdf"
    for out in (nowhere, tmp_path):
        ran = run("letter", "--referral", referral, "--out", out)
        assert (ran.code, ran.err.count("\n")) == (1, 1)
    desk = open_desk()
    with desk.vault as vault:
        assert vault.find(DocumentReference) == ()
        assert vault.get(ServiceRequest, referral).status == "draft"


def test_a_referral_that_is_not_there(made: Ran, run: Run, tmp_path: Path) -> None:
    ran = run("letter", "--referral", "none", "--out", tmp_path / "letter.pdf")
    assert (ran.code, ran.err.count("\n")) == (1, 1)


def test_what_is_listed_is_noted_as_an_export(
    caseload: list[dict[str, Any]], run: Run, open_desk: OpenDesk
) -> None:
    run("families", "list")
    desk = open_desk()
    with desk.vault as vault:
        noted = [e.about for e in vault.audit_entries() if e.action == "export"]
    assert [(n["what"], n["count"]) for n in noted] == [("visits", 60), ("families", 8)]
