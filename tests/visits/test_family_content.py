"""What is inside a family's file is checked before anything of it is used."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.visits.two_teams import CORBY, SENDER, desk_of, visited

from visit_app.records.clock import FixedClock
from visit_app.vault.family_file import Changed, NewerFile
from visit_app.visits import Desk
from visit_app.visits.family_content import Content, from_bytes, to_bytes

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("sender") / "data"
    with desk_of(SENDER, folder, FixedClock()) as desk:
        visited(desk)
        yield desk


@pytest.fixture(scope="module")
def content(desk: Desk) -> Content:
    about = replace(CORBY, on="2026-11-27T10:00:00+00:00")
    return Content(about, (desk.vault.copies.of("hassan"),))


def test_it_is_read_as_it_was_written(content: Content) -> None:
    assert from_bytes(to_bytes(content)) == content
    assert content.main.letters


def spoiled(content: Content, spoil: Spoil) -> bytes:
    data = json.loads(to_bytes(content))
    spoil(data)
    return json.dumps(data).encode()


def family(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["families"][0]
    return found


WRONG: dict[str, Spoil] = {
    "no families": lambda d: d.update(families=[]),
    "nobody took it": lambda d: d.update(about={}),
    "a record of another family": lambda d: family(d)["records"][0]["state"].update(
        family_id="evans"
    ),
    "a revision of another family": lambda d: family(d)["revisions"][0].update(
        family_id="evans"
    ),
    "a state of another family": lambda d: family(d)["revisions"][0]["state"].update(
        id="evans"
    ),
    "another family is shown": lambda d: family(d)["present"].update(family_id="evans"),
    "what is shown is not there": lambda d: family(d)["present"].update(id="?"),
    "another letter under its name": lambda d: family(d)["letters"].update(
        dict.fromkeys(family(d)["letters"], "JVBERg==")
    ),
    "a letter that is no base64": lambda d: family(d)["letters"].update(x="?"),
    "a time without its zone": lambda d: family(d)["records"][0].update(
        at="2026-11-27T10:00:00"
    ),
    "no time": lambda d: family(d)["records"][0].pop("at"),
    "half a character": lambda d: family(d)["records"][0]["state"].update(
        author="\ud800"
    ),
    "a time before the first year": lambda d: [
        one["state"].update(period_start="0001-01-01T00:00:00+14:00")
        for one in family(d)["records"]
        if one["kind"] == "Encounter"
    ],
    "no records": lambda d: family(d).update(records=None),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_fit_together_is_refused(content: Content, wrong: str) -> None:
    with pytest.raises(Changed):
        from_bytes(spoiled(content, WRONG[wrong]))


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'{"format": "1"}', b"\xff"])
def test_what_is_no_content_at_all(data: bytes) -> None:
    with pytest.raises(Changed):
        from_bytes(data)


NEWER: dict[str, Spoil] = {
    "the form": lambda d: d.update(format=2),
    "a kind of record": lambda d: family(d)["records"][0].update(kind="Telepathy"),
    "a record's own form": lambda d: family(d)["records"][0]["state"].update(
        period_start=["?"], authored=["?"]
    ),
}


@pytest.mark.parametrize("newer", NEWER)
def test_what_a_newer_version_wrote_is_refused_plainly(
    content: Content, newer: str
) -> None:
    with pytest.raises(NewerFile, match="newer version"):
        from_bytes(spoiled(content, NEWER[newer]))


def test_fields_that_are_not_known_here_come_along(content: Content) -> None:
    def add(data: dict[str, Any]) -> None:
        family(data)["records"][0]["state"]["mood_music"] = "quiet"

    first = from_bytes(spoiled(content, add)).main.records[0]
    assert first.record.extra["mood_music"] == "quiet"
