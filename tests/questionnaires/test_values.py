"""Plain values and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.questionnaires.values import compare, is_of_type, plain, quantity
from visit_app.records import Value


@pytest.mark.parametrize(
    ("suffix", "left", "right", "order"),
    [
        ("Date", "2026", "2027-01", -1),
        ("Date", "2026-02", "2026", None),
        ("Date", "2026-02-03", "2026-02-03", 0),
        ("DateTime", "2026-02-03T10:00:00Z", "2026-02-03T11:00:00+01:00", 0),
        ("DateTime", "2026-02-03", "2026-02-02T10:00:00Z", 1),
        ("Time", "10:00:00", "09:59:59", 1),
        ("Quantity", "3 kg", "2.5 kg", 1),
        ("Quantity", "3 kg", "3000 g", None),
        ("Quantity", "3 kg", "heavy", None),
        ("Integer", 3, 10, -1),
        ("Decimal", 0.1, 0.10, 0),
        ("Integer", "x", 3, None),
    ],
)
def test_order(suffix: str, left: Value, right: Value, order: int | None) -> None:
    assert compare(suffix, left, right) == order
    assert compare(suffix, right, left) == (None if order is None else -order)


@given(st.integers(), st.integers())
def test_numbers_are_ordered_as_numbers(left: int, right: int) -> None:
    assert compare("Integer", left, right) == (left > right) - (left < right)


@given(st.decimals(-1000, 1000, places=2), st.sampled_from(["", "kg", "m/s"]))
def test_a_quantity_survives(number: object, unit: str) -> None:
    value = plain("Quantity", {"value": float(str(number)), "code": unit})
    assert value is not None
    found = quantity(value)
    assert found is not None
    assert (float(found[0]), found[1]) == (float(str(number)), unit)


@pytest.mark.parametrize(
    "raw",
    [
        "3 kg",
        {"value": "3"},
        {"unit": "kg"},
        {"value": 3, "comparator": "<"},
        {"value": 3, "unit": 5},
    ],
)
def test_what_is_no_quantity(raw: object) -> None:
    assert plain("Quantity", raw) is None


def test_types_that_are_not_known_have_no_values() -> None:
    assert plain("Attachment", {}) is None
    assert not is_of_type("Reference", "Patient/1")
    assert quantity(True) is None
