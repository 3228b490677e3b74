"""Nobody can work out a hidden count, even who knows the rule by heart."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.exports.suppression import (
    DOUBT,
    SMALL,
    STEP,
    Published,
    mean,
    published,
    rounded,
    together,
)

COUNTS = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 5000)), max_size=12)


def test_the_published_rule_of_one_count() -> None:
    """The cases of codonPython's suppress_value."""
    assert [rounded(n) for n in (0, 1, 4, 7)] == [0, None, None, None]
    assert [rounded(n) for n in (8, 12, 13, 16, 57, 58)] == [10, 10, 15, 15, 55, 60]


@given(COUNTS)
def test_each_count_is_hidden_or_rounded_and_never_off_by_more(
    counts: list[int],
) -> None:
    shown = published(counts)
    assert len(shown.counts) == len(counts)
    for count, number in zip(counts, shown.counts, strict=True):
        if number is None:
            assert count > 0
        else:
            assert number == 0 if count == 0 else count > SMALL
            assert abs(number - count) <= STEP // 2
    if shown.total is not None:
        assert abs(shown.total - sum(counts)) <= STEP // 2
        assert shown.total % STEP == 0


@given(COUNTS)
def test_nothing_small_is_ever_shown(counts: list[int]) -> None:
    shown = published(counts)
    assert not any(n is not None and 0 < n <= SMALL for n in shown.counts)
    assert shown.total is None or not 0 < shown.total <= SMALL


@given(st.lists(st.one_of(st.just(0), st.integers(SMALL + 1, 5000)), max_size=12))
def test_without_small_counts_everything_is_shown(counts: list[int]) -> None:
    shown = published(counts)
    assert None not in shown.counts
    assert shown.total == rounded(sum(counts))


@given(COUNTS)
def test_the_order_of_the_rows_changes_nothing(counts: list[int]) -> None:
    order = sorted(range(len(counts)), key=lambda at: (counts[at], at))
    mixed = published([counts[at] for at in order])
    shown = published(counts)
    assert mixed == Published(tuple(shown.counts[at] for at in order), shown.total)


def meant(values: Iterable[int], rows: int) -> dict[Published, list[tuple[int, ...]]]:
    """Everything that could stand behind what is shown, for tables of these values."""
    behind: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(values, repeat=rows):
        behind[published(counts)].append(counts)
    return behind


@pytest.mark.parametrize(
    ("rows", "values", "known_up_to"),
    [
        (1, range(30), 20),
        (2, range(45), 35),
        (3, range(28), 15),
        (4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13], 10),
        (5, [1, 2, 3, 4, 5, 6, 7, 8, 12], 10),
        (6, [1, 2, 3, 4, 5, 6, 7], 40),
        (7, [1, 2, 6, 7], 45),
    ],
)
def test_behind_each_hidden_count_there_are_several(
    rows: int, values: Iterable[int], known_up_to: int
) -> None:
    """Tables near the largest value tried are left out: theirs are not all tried."""
    tried = 0
    for shown, possible in meant(values, rows).items():
        numbers = [n for n in (*shown.counts, shown.total) if n]
        if rows < 5 and max(numbers, default=0) > known_up_to:
            continue
        for at, number in enumerate(shown.counts):
            if number is None:
                tried += 1
                assert len({counts[at] for counts in possible}) >= DOUBT, shown
    assert tried


@pytest.mark.parametrize(
    "counts",
    [
        (7, 7, 7, 7),  # a total of 30 could be nothing else
        (1,) * 12,  # nor a total of 10
        (8, 8, 1),
        (12, 12, 12, 7),
    ],
)
def test_where_a_total_would_tell_only_zeros_are_left(counts: tuple[int, ...]) -> None:
    assert published((*counts, 0)) == Published((*(None for _ in counts), 0), None)


def test_a_mean_is_of_eight_or_more() -> None:
    assert mean(40, 7) is None
    assert mean(0, 0) is None
    assert mean(41, 8) == 5.1


def test_a_count_is_never_below_zero() -> None:
    with pytest.raises(ValueError, match="never below"):
        published([3, -1])


def test_tables_of_the_same_things_tell_nothing_together() -> None:
    """The total of one table is that of the other, in which nothing is hidden."""
    nothing = Published((None, None, None, None), None)
    assert together([(7, 7, 7, 7), (28,)]) == (nothing, Published((None,), None))
    assert together([(7, 7, 7, 6), (27,)])[1] == Published((25,), 25)


def pairs(most: int) -> Iterable[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Two tables of two rows with the same total up to this one."""
    for total in range(most + 1):
        for one in range(total + 1):
            yield from (
                ((one, total - one), (other, total - other))
                for other in range(total + 1)
            )


def with_one_row(
    rows: int, values: Iterable[int]
) -> Iterable[tuple[tuple[int, ...], tuple[int, ...]]]:
    """A table of so many rows, and one that is their total only."""
    return (((sum(counts),), counts) for counts in product(values, repeat=rows))


@pytest.mark.parametrize(
    ("tables", "known_up_to"),
    [
        (list(pairs(45)), 35),
        (list(with_one_row(3, range(28))), 20),
        (list(with_one_row(4, [*range(11), 12])), 10),
    ],
    ids=["two rows each", "three rows and one", "four rows and one"],
)
def test_behind_each_hidden_count_of_several_tables_there_are_several(
    tables: list[tuple[tuple[int, ...], ...]], known_up_to: int
) -> None:
    behind: dict[tuple[Published, ...], list[tuple[tuple[int, ...], ...]]]
    behind = defaultdict(list)
    for exact in tables:
        behind[together(exact)].append(exact)
    tried = 0
    for shown, possible in behind.items():
        numbers = [n for each in shown for n in (*each.counts, each.total) if n]
        if max(numbers, default=0) > known_up_to:
            continue
        for place, each in enumerate(shown):
            for at, number in enumerate(each.counts):
                if number is None:
                    tried += 1
                    values = {exact[place][at] for exact in possible}
                    assert len(values) >= DOUBT, shown
    assert tried
