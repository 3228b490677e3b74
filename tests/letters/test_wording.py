import json
import re

import pytest

from visit_app.letters.sections import PARTS
from visit_app.letters.wording import REFERRAL, headings, options, say
from visit_app.resources import read_json

# Verhoeff, as SNOMED CT identifiers are checked
D = (
    *("0123456789", "1234067895", "2340178956", "3401289567", "4012395678"),
    *("5987604321", "6598710432", "7659821043", "8765932104", "9876543210"),
)
P = (
    *("0123456789", "1576283094", "5803796142", "8916043527"),
    *("9453126870", "4286573901", "2793806415", "7046913258"),
)


def checks(code: str) -> bool:
    digit = 0
    for place, figure in enumerate(reversed(code)):
        digit = int(D[digit][int(P[place % 8][int(figure)])])
    return digit == 0


def test_every_section_has_a_heading_and_every_heading_a_section() -> None:
    assert list(headings()) == list(PARTS)


@pytest.mark.parametrize(
    "entry", read_json(REFERRAL)["sections"], ids=lambda e: e["id"]
)
def test_every_section_names_its_prsb_heading_with_a_code_that_adds_up(
    entry: dict[str, str],
) -> None:
    assert entry["prsb"]
    assert checks(entry["code"])


def test_the_wording_says_where_it_comes_from() -> None:
    wording = read_json(REFERRAL)
    assert wording["source"]
    assert wording["verified"] == "own"


def test_the_words_this_app_does_not_use_are_not_in_it() -> None:
    text = json.dumps(read_json(REFERRAL), ensure_ascii=False).lower()
    for word in ("please", "!", "risk level", "likely", "triage", "diagnos"):
        assert word not in text


def test_domestic_abuse_is_named_only_in_the_list_of_what_is_held_back() -> None:
    text = json.dumps(read_json(REFERRAL)).lower()
    assert list(options("alone_only")) == ["domestic-abuse"]
    assert len(re.findall("abuse|violen", text)) == 1


def test_a_sentence_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("said.nothing.like.it")


def test_a_blank_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("frame.re", name="Amira")
