import json
from pathlib import Path

import pytest

from visit_app.sync.credentials import (
    Credentials,
    credentials_from_environment,
    credentials_from_file,
    credentials_from_text,
)
from visit_app.sync.errors import Misconfigured


@pytest.mark.parametrize(
    "text",
    [
        "AWS_ACCESS_KEY_ID=ak\n# of the team\nexport AWS_SECRET_ACCESS_KEY='s=k'\n",
        '{"access_key_id": "ak", "AWS_SECRET_ACCESS_KEY": "s=k"}',
    ],
)
def test_both_forms_of_a_file_are_understood(tmp_path: Path, text: str) -> None:
    file = tmp_path / "credentials"
    file.write_text(text, encoding="utf-8-sig")
    found = credentials_from_file("s3", file)
    assert found.values == {"access_key_id": "ak", "secret_access_key": "s=k"}
    assert Credentials(found.to_json()) == found


def test_a_key_of_google_may_be_an_object() -> None:
    text = json.dumps({"GOOGLE_SERVICE_ACCOUNT_KEY": {"type": "service_account"}})
    found = credentials_from_text("gs", text)
    assert found.values == {"service_account_key": '{"type": "service_account"}'}


def test_the_environment_is_read_for_the_scheme_alone() -> None:
    environment = {"AWS_ACCESS_KEY_ID": "ak", "AZURE_STORAGE_SAS_TOKEN": "sas"}
    assert credentials_from_environment("az", environment).values == {"sas_key": "sas"}
    assert credentials_from_environment("folder", environment).values == {}


def test_nothing_secret_is_shown() -> None:
    shown = repr(Credentials({"secret_access_key": "hunter2"}))
    assert shown == "Credentials(secret_access_key)"
    assert repr(Credentials()) == "Credentials(none)"


@pytest.mark.parametrize(
    ("scheme", "text", "told"),
    [
        ("s3", "PASSWORD=hunter2", "Entry 1 of the credentials"),
        ("s3", "AWS_ACCESS_KEY_ID=ak\nhunter2=", "Entry 2 of the credentials"),
        ("az", '{"hunter2": "x"}', "Known: account_key"),
        ("s3", "{broken", "not valid JSON"),
        ("folder", "AWS_ACCESS_KEY_ID=ak", "Known: none"),
    ],
)
def test_what_is_wrong_with_them_is_said(scheme: str, text: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told) as problem:
        credentials_from_text(scheme, text)
    assert "hunter2" not in str(problem.value)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe\xff")
    for name in ("none", "latin"):
        with pytest.raises(Misconfigured, match="cannot be read"):
            credentials_from_file("s3", tmp_path / name)
