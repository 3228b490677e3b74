"""Each clinical sentence in resources has a source, or stands in unverified.md."""

from pathlib import Path
from typing import Any

import pytest
from tests.clinical_safety.sentences import (
    FOLDERS,
    HOW_CHECKED,
    Sentence,
    every_file,
    every_sentence,
    sentences,
)

from visit_app.resources import resource_folder

DOCS = Path(__file__).parents[2] / "docs" / "clinical-safety"
SENTENCES = every_sentence()


def listed() -> set[str]:
    lines = (DOCS / "unverified.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and ".json |" in line]
    assert len(rows) == len(set(rows)), "unverified.md has a row twice"
    return set(rows)


def unverified() -> set[str]:
    return {s.row for s in SENTENCES if s.verified == "unverified"}


def told(problem: str, rows: set[str]) -> str:
    return "\n".join([problem, *sorted(rows)])


def test_every_sentence_has_a_source() -> None:
    without = {s.row for s in SENTENCES if not s.source.strip()}
    assert not without, told('These need a "source" (or one around them):', without)


def test_every_sentence_says_how_it_was_checked() -> None:
    without = {s.row for s in SENTENCES if s.verified not in HOW_CHECKED}
    ways = ", ".join(HOW_CHECKED)
    assert not without, told(f'These need "verified", one of {ways}:', without)


def test_what_nobody_verified_stands_in_the_list() -> None:
    missing = unverified() - listed()
    assert not missing, told(
        "Add these rows to docs/clinical-safety/unverified.md, or verify them:", missing
    )


def test_the_list_names_nothing_that_is_gone() -> None:
    gone = listed() - unverified()
    assert not gone, told(
        "Take these rows out of docs/clinical-safety/unverified.md:", gone
    )


def test_every_folder_of_clinical_sentences_is_read() -> None:
    root = resource_folder()
    read = {path.relative_to(root).parts[0] for path in every_file()}
    here = {name for name in FOLDERS if any((root / name).glob("**/*.json"))}
    assert read == here
    assert {"pathways", "guides", "programmes", "codes", "questionnaires"} <= read
    for name in read:
        assert any(s.file.startswith(f"{name}/") for s in SENTENCES)


def found(data: Any) -> dict[str, Sentence]:
    return {sentence.text: sentence for sentence in sentences(data, "x.json")}


def test_a_source_is_handed_down_until_another_one_is_named() -> None:
    data = {
        "id": "file",
        "source": "a book",
        "verified": "verified",
        "text": "One sentence.",
        "parts": [
            {"id": "a", "text": "Two sentences."},
            {"id": "b", "text": "Three of them.", "verified": "unverified"},
        ],
    }
    by_text = found(data)
    assert by_text["One sentence."].place == "file"
    assert by_text["Two sentences."].source == "a book"
    assert by_text["Three of them."].row == "| x.json | file/b | Three of them. |"
    assert by_text["Three of them."].verified == "unverified"


def test_a_sentence_without_a_source_is_noticed() -> None:
    assert found({"text": "Bare words."})["Bare words."].source == ""


def test_a_field_can_have_a_source_of_its_own() -> None:
    data = {
        "source": "a book",
        "verified": "verified",
        "asks": ["this", "that"],
        "asks_source": "nobody",
        "asks_verified": "unverified",
    }
    (sentence,) = sentences(data, "x.json")
    assert sentence.text == "asks: this, that"
    assert (sentence.source, sentence.verified) == ("nobody", "unverified")


def test_postcode_districts_state_something_together() -> None:
    area = {"id": "area", "source": "memory", "verified": "unverified"}
    (sentence,) = sentences({**area, "inside": ["NN8", "NN9"]}, "x.json")
    assert sentence.row == "| x.json | area | inside: NN8, NN9 |"


def fhir_source(text: str, verified: str) -> dict[str, Any]:
    return {
        "url": "https://visit-app.example/fhir/StructureDefinition/source",
        "extension": [
            {"url": "text", "valueString": text},
            {"url": "verified", "valueCode": verified},
        ],
    }


def test_a_questionnaire_hands_down_its_least_certain_source() -> None:
    caution = {
        "url": "https://visit-app.example/fhir/StructureDefinition/caution",
        "extension": [
            {"url": "note", "valueString": "Mind this well."},
            fhir_source("memory", "unverified") | {"url": "source"},
        ],
    }
    data = {
        "resourceType": "Questionnaire",
        "id": "q",
        "extension": [
            fhir_source("page one", "verified"),
            fhir_source("page two", "second-hand"),
            caution,
        ],
        "item": [{"linkId": "1", "text": "How are you?"}],
    }
    by_text = found(data)
    assert by_text["How are you?"].verified == "second-hand"
    assert by_text["How are you?"].source == "page two"
    assert by_text["Mind this well."].verified == "unverified"
    assert "page one" not in by_text


@pytest.mark.parametrize("key", ["source", "address", "quote", "attribution"])
def test_where_things_come_from_is_not_itself_a_sentence(key: str) -> None:
    assert "Two words" not in found({key: "Two words", "text": "x y"})
