import json
from dataclasses import replace

import pytest

from visit_app.records import PractitionerRole
from visit_app.visits import (
    Desk,
    NotPossible,
    came_with_app,
    change_contact,
    export_programme,
    families_programmes,
    follow_programme,
    import_programme,
    programme,
    programme_in_force,
    programme_versions,
    programmes,
    restore_programme,
)

REVIEWS = "healthy-child"


def codes(desk: Desk) -> list[str]:
    return [contact.code for contact in programme(desk, REVIEWS).contacts]


def audit(desk: Desk) -> list[object]:
    entries = desk.vault.audit_entries()
    return [e.about.get("verb") for e in entries if e.action == "programme"]


def test_at_first_what_ships_counts(desk: Desk) -> None:
    assert set(programmes(desk)) == {REVIEWS, "fnp"}
    assert programme_in_force(desk) == REVIEWS
    nurse = replace(desk.practitioner, role=PractitionerRole.FNP_NURSE)
    assert programme_in_force(replace(desk, practitioner=nurse)) == "fnp"
    assert families_programmes(desk) == {}
    assert programme_versions(desk, REVIEWS) == ()
    assert came_with_app("fnp")
    assert not came_with_app("ours")


def test_a_changed_contact_is_a_version_with_who_and_when(desk: Desk) -> None:
    change_contact(desk, REVIEWS, "6-months", off=True)
    change_contact(desk, REVIEWS, "2-years", screening=("phq-9",))
    assert "6-months" not in codes(desk)
    first, second = programme_versions(desk, REVIEWS)
    assert first["author"] == second["author"] == "Priya Nair"
    assert first["recorded"] == desk.clock.now().isoformat()
    assert audit(desk) == ["change", "change"]
    with pytest.raises(NotPossible, match="contact is not in the programme"):
        change_contact(desk, REVIEWS, "unheard-of", off=True)
    with pytest.raises(NotPossible, match="programme is not here"):
        change_contact(desk, "unheard-of", "2-years", off=True)


def test_a_programme_goes_out_as_a_file_and_comes_in_again(desk: Desk) -> None:
    data = json.loads(export_programme(desk, REVIEWS))
    data["contacts"][1]["by"] = {"days": 10}
    import_programme(desk, b"\xef\xbb\xbf" + json.dumps(data).encode())
    (new_birth,) = [
        c for c in programme(desk, REVIEWS).contacts if c.code == "new-birth"
    ]
    assert new_birth.by.days == 10
    (kept,) = programme_versions(desk, REVIEWS)
    assert kept["author"] == "Priya Nair"
    assert [e.action for e in desk.vault.audit_entries()][-2:] == [
        "export",
        "programme",
    ]


def test_one_of_our_own_stands_beside_what_ships(desk: Desk) -> None:
    data = {**json.loads(export_programme(desk, REVIEWS)), "id": "ours", "title": "O"}
    import_programme(desk, json.dumps(data).encode())
    assert set(programmes(desk)) == {REVIEWS, "fnp", "ours"}
    follow_programme(desk, "ours")
    assert programme_in_force(desk) == "ours"
    with pytest.raises(NotPossible, match="did not come with the app"):
        restore_programme(desk, "ours")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe", "not a programme"),
        (b"{}", "not a programme"),
        (b"[" * 100_000, "not a programme"),
        (b" " * 1_000_001, "too large"),
        (b'{"contacts": [{}]}', "Contact 1: it has no code."),
    ],
)
def test_what_does_not_fit_is_not_taken(desk: Desk, content: bytes, says: str) -> None:
    with pytest.raises(NotPossible, match=says):
        import_programme(desk, content)
    assert programme_versions(desk, REVIEWS) == ()


def test_as_it_came_with_the_app_again(desk: Desk) -> None:
    before = codes(desk)
    change_contact(desk, REVIEWS, "6-months", off=True)
    restore_programme(desk, REVIEWS)
    assert codes(desk) == before
    assert len(programme_versions(desk, REVIEWS)) == 2


def test_a_family_for_itself_and_back(desk: Desk) -> None:
    follow_programme(desk, "fnp", family_id="hassan")
    assert families_programmes(desk) == {"hassan": "fnp"}
    assert desk.vault.audit_entries("hassan")[-1].about["programme"] == "fnp"
    follow_programme(desk, "", family_id="hassan")
    assert families_programmes(desk) == {}
    with pytest.raises(NotPossible, match="not here"):
        follow_programme(desk, "unheard-of", family_id="hassan")
    follow_programme(desk, "fnp")
    assert programme_in_force(desk) == "fnp"
    follow_programme(desk, "")
    assert programme_in_force(desk) == REVIEWS


def test_a_programme_that_is_gone_is_followed_by_nobody(desk: Desk) -> None:
    desk.vault.set_setting("programme/in-force", "gone")
    desk.vault.set_setting("programme/families", {"hassan": "gone"})
    assert programme_in_force(desk) == REVIEWS
    assert families_programmes(desk) == {}
