import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.vault.recovery import (
    ALPHABET,
    BYTES,
    NotACode,
    looks_like_code,
    new_code,
    read,
    write,
)

bits = st.binary(min_size=BYTES, max_size=BYTES)


def test_a_code_is_nine_groups_of_four() -> None:
    groups = new_code().split("-")

    assert [len(group) for group in groups] == [4] * 9
    assert set("".join(groups)) <= set(ALPHABET)
    assert new_code() != new_code()


@given(bits)
def test_what_is_written_is_read(data: bytes) -> None:
    assert read(write(data)) == data


@given(bits)
def test_forgiving_of_how_it_is_typed(data: bytes) -> None:
    code = write(data)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert read(f"  {typed}\n") == data
    assert read(code.replace("-", "").replace("1", "I")) == data


def test_every_single_slip_is_found() -> None:
    code = write(bytes(range(BYTES)))
    slips = [
        code[:place] + other + code[place + 1 :]
        for place, character in enumerate(code)
        if character != "-"
        for other in ALPHABET
        if other != character
    ]

    for slip in slips:
        with pytest.raises(NotACode):
            read(slip)


def test_neighbours_that_change_places_are_found() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = write(chance.randbytes(BYTES)).replace("-", "")
        place = chance.randrange(len(text) - 1)
        if text[place] == text[place + 1]:
            continue
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        with pytest.raises(NotACode):
            read(swapped)


@pytest.mark.parametrize("text", ["", "7QK2", "u" * 36, "correct horse battery", "é"])
def test_other_text_is_not_a_code(text: str) -> None:
    assert not looks_like_code(text)
    with pytest.raises(NotACode, match="9 groups"):
        read(text)
