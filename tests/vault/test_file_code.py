import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.vault.file_code import BITS, new_code, read, write
from visit_app.vault.recovery import ALPHABET, NotACode

bits = st.integers(min_value=0, max_value=2**BITS - 1)


def test_a_code_is_four_groups_of_four() -> None:
    groups = new_code().split("-")

    assert [len(group) for group in groups] == [4] * 4
    assert set("".join(groups)) <= set(ALPHABET)
    assert new_code() != new_code()


@given(bits)
def test_forgiving_of_how_it_is_typed(number: int) -> None:
    code = write(number)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert read(f"  {typed}\n") == read(code) == code.replace("-", "")


@given(bits)
def test_every_single_slip_is_found(number: int) -> None:
    text = read(write(number))
    for place, character in enumerate(text):
        for other in set(ALPHABET) - {character}:
            with pytest.raises(NotACode, match="slip"):
                read(text[:place] + other + text[place + 1 :])


@given(bits)
def test_neighbours_that_change_places_are_found(number: int) -> None:
    text = read(write(number))
    for place in range(13):
        one, two = text[place], text[place + 1]
        if one != two:
            with pytest.raises(NotACode, match="slip"):
                read(text[:place] + two + one + text[place + 2 :])


@pytest.mark.parametrize("text", ["", "7QK2", "7QK2-M4XZ-09AB-CDEF-7QK2", "!" * 16])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(NotACode, match="4 groups"):
        read(text)
