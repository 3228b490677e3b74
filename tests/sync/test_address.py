from pathlib import Path

import pytest

from visit_app.sync.address import Address, parse_address, web_address
from visit_app.sync.errors import Misconfigured


def test_a_folder_is_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAM_PLACE", str(tmp_path))
    for text in (str(tmp_path), f" {tmp_path} ", "$TEAM_PLACE", tmp_path.as_uri()):
        address = parse_address(text)
        assert (address.scheme, address.place) == ("folder", str(tmp_path))
        assert str(address) == str(tmp_path)
        assert web_address(address) == ""


@pytest.mark.parametrize(
    ("text", "address", "web"),
    [
        (
            "s3://bucket/teams/one?region=eu-west-2&endpoint=https://s3.example.org",
            Address(
                "s3",
                "bucket",
                "teams/one",
                {"region": "eu-west-2", "endpoint": "https://s3.example.org"},
            ),
            "https://s3.example.org",
        ),
        (
            "az://records?account=trust",
            Address("az", "records", "", {"account": "trust"}),
            "https://trust.blob.core.windows.net",
        ),
        ("GS://records", Address("gs", "records"), "https://storage.googleapis.com"),
        (
            "s3://b?endpoint=http://127.0.0.1:9000",
            Address("s3", "b", "", {"endpoint": "http://127.0.0.1:9000"}),
            "http://127.0.0.1:9000",
        ),
    ],
)
def test_an_object_store_has_a_place_a_prefix_and_options(
    text: str, address: Address, web: str
) -> None:
    parsed = parse_address(text)
    assert parsed == address
    assert parse_address(str(parsed)) == parsed
    assert web_address(parsed) == web


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Give a folder"),
        ("relative/folder", "whole path"),
        ("ftp://somewhere", "not a kind of team store"),
        ("s3://", "is missing"),
        ("s3://bucket?colour=red", "not an option"),
        ("s3://bucket?endpoint=somewhere", "web address"),
        ("s3://bucket?endpoint=http://s3.example.org", "not encrypted"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told):
        parse_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "s3://key:hunter2@bucket",
        "s3://bucket?secret_access_key=hunter2",
        "az://records?SIG=hunter2",
        "s3://bucket?endpoint=https://me:hunter2@s3.example.org",
    ],
)
def test_an_address_never_holds_a_secret(text: str) -> None:
    with pytest.raises(Misconfigured, match="holds a secret") as told:
        parse_address(text)
    assert "hunter2" not in str(told.value)
