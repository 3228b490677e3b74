"""Finding a questionnaire by name, address and version."""

import json
from pathlib import Path

import pytest
from tests.questionnaires.forms import form, item, shipped

from visit_app.questionnaires import Catalogue, QuestionnaireError


def write(folder: Path, version: str, file: str = "", **more: object) -> None:
    named = {"id": "mood", "url": "https://x.example/mood", "version": version}
    data = form(item("a"), **named | more)
    (folder / f"{file or version}.json").write_text(json.dumps(data), encoding="utf-8")


def test_by_name_address_and_pin(tmp_path: Path) -> None:
    write(tmp_path, "1.0.0")
    catalogue = Catalogue.load(tmp_path)
    mood = catalogue.get("mood")
    assert mood.canonical == "https://x.example/mood|1.0.0"
    for name in (mood.url, mood.canonical, "mood|1.0.0"):
        assert catalogue.get(name) is mood
    assert catalogue.names == ("mood",)


def test_every_version_is_kept_and_the_newest_is_used(tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.10.0-draft", "1.2.0"):
        write(tmp_path, version)
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.versions("mood") == ("1.10.0", "1.10.0-draft", "1.9.0", "1.2.0")
    assert catalogue.get("mood").version == "1.10.0"
    assert catalogue.get("mood", "1.9.0").version == "1.9.0"
    assert catalogue.get("https://x.example/mood|1.2.0").version == "1.2.0"


def test_a_later_folder_wins(tmp_path: Path) -> None:
    for name in ("shipped", "pack"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "1.0.0", title=name)
    catalogue = Catalogue.load(tmp_path / "shipped", tmp_path / "pack")
    assert catalogue.get("mood").title == "pack"


def test_what_is_not_here(tmp_path: Path) -> None:
    write(tmp_path, "1.0.0")
    catalogue = Catalogue.load(tmp_path)
    for name, version in (("other", None), ("mood", "2.0.0"), ("mood|3", None)):
        with pytest.raises(KeyError):
            catalogue.get(name, version)


def test_a_form_with_problems_is_refused_when_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "1.0.0", item=[item("a", "reference")])
    with pytest.raises(QuestionnaireError, match="item a"):
        Catalogue.load(tmp_path).get("mood")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "does not hold a JSON object"),
        ('{"id": "a", "url": "b"}', "version is needed"),
        ('{"id": "", "url": "b", "version": "1"}', "id is needed"),
    ],
)
def test_a_file_that_cannot_be_kept(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=rf"x\.json: .*{reason}"):
        Catalogue.load(tmp_path)


def test_what_ships_is_built_once() -> None:
    assert shipped().get("phq-9") is shipped().get("phq-9")
