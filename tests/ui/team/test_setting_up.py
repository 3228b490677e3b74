from pathlib import Path

import pytest

from visit_app.sync.errors import Misconfigured, Offline, SyncError
from visit_app.ui.team.setting_up import (
    JoinForm,
    NotKept,
    StartForm,
    credentials_of,
    keeper,
    sorted_out,
)

GOOD = "violet kettle under seven umbrellas"


def form(tmp_path: Path, **changes: str) -> StartForm:
    values = {
        "name": "Kettering",
        "place": str(tmp_path / "store"),
        "passphrase": GOOD,
        "again": GOOD,
        "file": str(tmp_path / "key.json"),
    }
    return StartForm(**{**values, **changes})


def test_a_whole_form_has_no_problems(tmp_path: Path) -> None:
    assert form(tmp_path).problems() == {}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": " "}, "name", "Give the team a name"),
        ({"place": ""}, "place", "Give a folder or an address"),
        ({"place": "ftp://here"}, "place", "not a kind of team store"),
        ({"place": "s3://b?key=x"}, "place", "holds a secret"),
        ({"place": "s3://b", "secrets": "SHOE=7"}, "secrets", "Entry 1 of the"),
        ({"passphrase": ""}, "passphrase", "three or four words"),
        ({"passphrase": "kettering"}, "passphrase", "Too easy"),
        ({"again": "violet"}, "again", "do not match"),
        ({"file": ""}, "file", "Choose where the recovery key is saved"),
        ({"file": "key.json"}, "file", "That folder is not there"),
        ({"file": "/not/there/key.json"}, "file", "That folder is not there"),
    ],
)
def test_each_problem_is_told_at_its_field(
    tmp_path: Path, changes: dict[str, str], field: str, says: str
) -> None:
    problems = form(tmp_path, **changes).problems()
    assert list(problems) == [field]
    assert says in problems[field]


def test_the_recovery_key_replaces_no_file_and_lies_not_beside_the_records(
    tmp_path: Path,
) -> None:
    (tmp_path / "key.json").write_text("older")
    assert "It is not replaced" in form(tmp_path).problems()["file"]
    (tmp_path / "store").mkdir()
    inside = str(tmp_path / "store" / "key.json")
    assert "Not beside" in form(tmp_path, file=inside).problems()["file"]


def test_joining_asks_for_a_place() -> None:
    assert list(JoinForm().problems()) == ["place"]
    assert JoinForm("az://records?account=kettering", "sas_key=x").problems() == {}


def test_credentials_are_read_for_the_kind_of_store() -> None:
    found = credentials_of("s3://b", "AWS_ACCESS_KEY_ID=me")
    assert found.to_json() == {"access_key_id": "me"}
    assert credentials_of("/a/folder", "AWS_ACCESS_KEY_ID=me").to_json() == {}


def test_the_key_is_written_whole_or_it_is_said(tmp_path: Path) -> None:
    keeper(str(tmp_path / "key.json"))(b"key")
    assert (tmp_path / "key.json").read_bytes() == b"key"
    with pytest.raises(NotKept):
        keeper(str(tmp_path / "gone" / "key.json"))(b"key")


def test_failures_go_to_the_field_they_belong_to() -> None:
    assert list(sorted_out(NotKept())) == ["file"]
    assert list(sorted_out(Offline())) == ["place"]
    assert list(sorted_out(Misconfigured("Wrong."))) == ["place"]
    assert sorted_out(SyncError("Not now.")) == {"": "Not now."}
