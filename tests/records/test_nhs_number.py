import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.records.nhs_number import check, check_digit, display

DIGITS = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize("number", ["8429141456", "2625792787", "6541003238"])
def test_published_numbers_add_up(number: str) -> None:
    assert check(number).valid
    assert check(number).warnings == ()


def test_a_wrong_last_digit_does_not() -> None:
    result = check("8429141457")
    assert not result.valid
    assert result.problem == "This number does not add up. Check the last digits."


@pytest.mark.parametrize(
    "typed", ["842 914 1456", " 842-914-1456 ", "842\u00a0914\u20131456", "8429 141456"]
)
def test_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert check(typed).digits == "8429141456"
    assert check(typed).valid


def test_it_is_shown_in_groups_of_three_three_and_four() -> None:
    assert check("6541003238").display == "654 100 3238"
    assert display("12345") == "12345"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "not known"),
        ("842914145", "has 9"),
        ("84291414566", "has 11"),
        ("842914145X", "digits only"),
        ("٨٤٢٩١٤١٤٥٦", "digits only"),  # Arabic-Indic digits: int() would take them
        ("842914145²", "digits only"),
    ],
)
def test_other_things_are_refused_with_what_to_do(typed: str, says: str) -> None:
    assert says in check(typed).problem
    assert check(typed).warnings == ()


def test_repeated_digits_add_up_and_are_questioned() -> None:
    result = check("9999999999")
    assert result.valid
    assert any("the same" in warning for warning in result.warnings)


@pytest.mark.parametrize("sample", ["9990000018", "9990000026", "9990000034"])
def test_sample_numbers_are_valid_and_named_as_samples(sample: str) -> None:
    result = check(sample)
    assert result.valid
    assert result.warnings == (
        "Numbers that begin with 999 are never issued: samples only.",
    )


def test_a_remainder_of_ten_has_no_check_digit() -> None:
    # 10*1 + 2*1 = 12, 12 % 11 = 1, 11 - 1 = 10: no such number
    assert check_digit("100000001") is None
    assert not any(check(f"100000001{last}").valid for last in "0123456789")


def test_a_remainder_of_eleven_is_a_zero() -> None:
    assert check_digit("000000000") == 0


@given(DIGITS)
def test_exactly_one_last_digit_fits_or_none(nine: str) -> None:
    fitting = [last for last in "0123456789" if check(nine + last).valid]
    expected = check_digit(nine)
    assert fitting == ([] if expected is None else [str(expected)])


@given(DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_always_noticed(nine: str, place: int, by: int) -> None:
    last = check_digit(nine)
    if last is None:
        return
    number = nine + str(last)
    wrong = str((int(number[place]) + by) % 10)
    assert not check(number[:place] + wrong + number[place + 1 :]).valid
