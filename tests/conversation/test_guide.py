import copy
from typing import Any

import pytest

from visit_app.conversation import load_guide, read_guide
from visit_app.resources import read_json

GUIDE = load_guide()
DATA = read_json("guides/three-steps.json")

# The first two read on gov.uk (summary, 21 March 2024), the third quoted alike by two
# independent pages.
VERBATIM = [
    "What 3 words or phrases would you use to describe your relationship with your "
    "baby?",
    "What brings you the most joy in the relationship with your baby?",
    "What is your biggest fear about your relationship with your baby?",
]


def changed(change: Any) -> dict[str, Any]:
    data: dict[str, Any] = copy.deepcopy(DATA)
    change(data)
    return data


def test_the_three_prompts_are_verbatim_and_in_order() -> None:
    assert [p.text for p in GUIDE.prompts() if p.official] == VERBATIM


def test_three_steps_in_order() -> None:
    assert [step.number for step in GUIDE.steps] == [1, 2, 3]
    assert [step.title for step in GUIDE.steps][2].startswith("Signposting")


def test_a_follow_up_is_quoted_only_where_it_was_seen() -> None:
    by_id = {p.id: p for p in GUIDE.prompts()}
    assert by_id["words"].follow_up == (
        "Can you tell me a little more about why you chose those words or sentences?"
    )
    assert by_id["joy"].follow_up == ""
    assert by_id["joy"].purpose.startswith("This question brings out")
    assert (by_id["fear"].purpose, by_id["fear"].follow_up) == ("", "")


def test_headings_of_step_two_are_marked_as_the_apps_own() -> None:
    noticed = GUIDE.prompt("noticed")
    assert not noticed.official
    assert "not from the guide" in noticed.note
    assert noticed.source.verified == "own"
    assert [f.link_id for f in noticed.fields] == [
        "strengths",
        "needs",
        "cues",
        "interaction",
    ]


def test_a_response_is_pinned_to_address_and_version() -> None:
    assert GUIDE.canonical == f"{GUIDE.url}|{GUIDE.version}"
    assert GUIDE.name == "conversation"


def test_the_places_to_write_in() -> None:
    assert GUIDE.link_ids() == (
        *("words-1", "words-2", "words-3", "words-more"),
        *("joy", "joy-more", "fear", "fear-more"),
        *("strengths", "needs", "cues", "interaction", "support", "notes"),
    )


def test_a_prompt_left_or_declined_is_kept_in_its_first_place() -> None:
    assert [p.link_id for p in GUIDE.prompts() if p.official] == [
        "words-1",
        "joy",
        "fear",
    ]


def test_labels_speak_of_the_parent_by_name() -> None:
    more = GUIDE.prompt("words").fields[3]
    assert more.label_for("Amira") == "Anything else, in Amira’s own words"
    assert more.label_for("") == "Anything else, in their own words"


def test_the_licence_is_attributed() -> None:
    assert "Open Government Licence v3.0" in GUIDE.attribution
    assert "21 March 2024" in GUIDE.attribution


def test_the_guide_claims_no_score_and_an_unborn_baby_has_a_note() -> None:
    assert any("scored" in note.text for note in GUIDE.notes)
    assert "own words" in GUIDE.unborn.text


def test_where_a_prompt_stands() -> None:
    assert GUIDE.step_of("fear").id == "starting"
    assert [f.link_id for f in GUIDE.step_of("fear").fields] == ["notes"]
    for find in (GUIDE.prompt, GUIDE.step_of):
        with pytest.raises(KeyError):
            find("unheard-of")


def test_a_link_id_twice_is_refused() -> None:
    def twice(data: Any) -> None:
        data["steps"][0]["fields"][0]["link_id"] = "joy"

    with pytest.raises(ValueError, match="link_id twice: joy"):
        read_guide(changed(twice))


def test_a_prompt_twice_is_refused() -> None:
    def twice(data: Any) -> None:
        data["steps"][0]["prompts"][1]["id"] = "words"

    with pytest.raises(ValueError, match="prompt's id twice"):
        read_guide(changed(twice))


def test_a_prompt_without_a_field_is_refused() -> None:
    def empty(data: Any) -> None:
        data["steps"][0]["prompts"][1]["fields"] = []

    with pytest.raises(ValueError, match="joy has no field"):
        read_guide(changed(empty))
