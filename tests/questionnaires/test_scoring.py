"""Every instrument against its published key, added up a second time here."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.questionnaires.forms import item, loaded, shipped

from visit_app.questionnaires import Questionnaire, Score, points, score, state
from visit_app.questionnaires.scoring import subscale
from visit_app.records import Absent, Value

DECLINED = Absent("asked-declined")
# The keys as published (facts of the instruments, not read from the resources).
FREQUENCY = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")  # 0, 1, 2, 3
_GAD_7 = "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7"
_PHQ_9 = "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8"
GAD_7, PHQ_9 = tuple(_GAD_7.split()), tuple(_PHQ_9.split())
EPDS_REVERSED = frozenset({3, 5, 6, 7, 8, 9, 10})
WARMTH, INVASION = (1, 3, 4, 6, 8, 11, 13), (2, 5, 7, 9, 10, 12, 14)

Answers = dict[str, tuple[Value, ...]]


def answers_for(link_ids: Sequence[str], vector: Sequence[int]) -> Answers:
    return {link: (FREQUENCY[n],) for link, n in zip(link_ids, vector, strict=True)}


def total_of(questionnaire: Questionnaire, answers: Answers) -> Score:
    found = score(questionnaire, answers)
    assert found is not None
    return found


def phq_9_band(total: int) -> str:
    if total >= 20:
        return "severe"
    if total >= 15:
        return "moderately severe"
    if total >= 10:
        return "moderate"
    return "mild" if total >= 5 else "none or minimal"


def gad_7_band(total: int) -> str:
    if total >= 15:
        return "severe"
    if total >= 10:
        return "moderate"
    return "mild" if total >= 5 else ""


def test_gad_2_every_vector() -> None:
    gad_2 = shipped().get("gad-2")
    for vector in product(range(4), repeat=2):
        found = total_of(gad_2, answers_for(GAD_7[:2], vector))
        assert found.total == sum(vector)
        assert found.band == ("positive" if sum(vector) >= 3 else "")
        assert found.reaches(3) is (sum(vector) >= 3)


def test_gad_7_every_vector() -> None:
    gad_7 = shipped().get("gad-7")
    bands = [gad_7_band(n) for n in range(22)]
    for vector in product(range(4), repeat=7):
        found = total_of(gad_7, answers_for(GAD_7, vector))
        total = sum(vector)
        assert found.total == found.low == found.high == total
        assert found.band == bands[total]


def test_phq_9_every_vector() -> None:
    phq_9 = shipped().get("phq-9")
    bands = [phq_9_band(n) for n in range(28)]
    given: Answers = {}
    for vector in product(range(4), repeat=9):
        for link, n in zip(PHQ_9, vector, strict=True):
            given[link] = (FREQUENCY[n],)
        found = score(phq_9, given)
        assert found is not None
        total = sum(vector)
        if found.total != total or found.band != bands[total]:
            pytest.fail(f"{vector}: {found}")


@pytest.mark.slow
def test_epds_every_vector() -> None:
    """All 1,048,576: the total, and the sum of items 3 to 5."""
    epds = shipped().get("epds")
    codes = [(f"line-{line}",) for line in range(1, 5)]
    names = [str(number) for number in range(1, 11)]
    worth = [[epds_points(n, line) for line in range(4)] for n in range(1, 11)]
    given: Answers = {}
    tried = 0
    for lines in product(range(4), repeat=10):
        for name, line in zip(names, lines, strict=True):
            given[name] = codes[line]
        scored = [points[line] for points, line in zip(worth, lines, strict=True)]
        found = score(epds, given)
        if (
            found is None
            or found.total != sum(scored)
            or found.subscales[0].total != scored[2] + scored[3] + scored[4]
        ):
            pytest.fail(f"{lines}: {found}")
        tried += 1
    assert tried == 4**10


def epds_points(number: int, line: int) -> int:
    return 3 - line if number in EPDS_REVERSED else line


def test_epds_every_line_of_every_item() -> None:
    epds = shipped().get("epds")
    for number, line in product(range(1, 11), range(4)):
        option = epds.by_link_id[str(number)].option(f"line-{line + 1}")
        assert option is not None
        assert option.weight == epds_points(number, line)
        assert f"{option.weight} point" in option.display


@given(st.lists(st.integers(0, 3), min_size=10, max_size=10))
def test_epds_any_vector(lines: list[int]) -> None:
    epds = shipped().get("epds")
    given_lines: Answers = {
        str(n): (f"line-{line + 1}",) for n, line in enumerate(lines, 1)
    }
    scored = [epds_points(n, line) for n, line in enumerate(lines, 1)]
    found = total_of(epds, given_lines)
    assert found.total == sum(scored)
    assert [s.total for s in found.subscales] == [sum(scored[2:5])]
    calculated = state(epds, given_lines).calculated
    assert calculated == {"99046-5": (sum(scored),), "anxiety": (sum(scored[2:5]),)}


@given(st.lists(st.integers(0, 5), min_size=14, max_size=14))
def test_mors_sf_gives_two_sums_and_no_total(marks: list[int]) -> None:
    mors = shipped().get("mors-sf")
    given_marks: Answers = {str(n): (str(m),) for n, m in enumerate(marks, 1)}
    found = total_of(mors, given_marks)
    expected = {
        "warmth": sum(marks[n - 1] for n in WARMTH),
        "invasion": sum(marks[n - 1] for n in INVASION),
    }
    assert (found.name, found.total, found.maximum, found.band) == ("", None, 0, "")
    assert {s.name: s.total for s in found.subscales} == expected
    assert [(s.minimum, s.maximum, s.band) for s in found.subscales] == [
        (0, 35, ""),
        (0, 35, ""),
    ]
    assert subscale(mors, given_marks, "warmth") == found.subscales[0]


def test_an_unknown_subscale_is_an_error() -> None:
    with pytest.raises(KeyError):
        subscale(shipped().get("mors-sf"), {}, "concern")


def missing_patterns() -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    for name, links in (("gad-2", GAD_7[:2]), ("gad-7", GAD_7), ("phq-9", PHQ_9)):
        for count in (1, 2):
            for missing in combinations(range(len(links)), count):
                yield name, links, missing


@pytest.mark.parametrize("absent", [None, DECLINED, Absent("not-asked", "no time")])
def test_no_total_while_one_or_two_items_are_missing(absent: Absent | None) -> None:
    for name, links, missing in missing_patterns():
        questionnaire = shipped().get(name)
        vector = [(7 * n + 2) % 4 for n in range(len(links))]
        given_answers = answers_for(links, vector)
        for n in missing:
            del given_answers[links[n]]
            if absent is not None:
                given_answers[links[n]] = (absent,)
        known = sum(v for n, v in enumerate(vector) if n not in missing)
        found = total_of(questionnaire, given_answers)
        assert found.total is None
        assert found.band == ""
        assert (found.low, found.high) == (known, known + 3 * len(missing))
        assert found.missing == tuple(links[n] for n in missing)
        assert found.terms == tuple(
            (links[n], v) for n, v in enumerate(vector) if n not in missing
        )
        total_link = questionnaire.scales[0].total_link_id
        assert total_link not in state(questionnaire, given_answers).calculated


@pytest.mark.parametrize("absent", [None, DECLINED, Absent("not-asked", "no time")])
def test_epds_has_no_total_while_one_or_two_items_are_missing(
    absent: Absent | None,
) -> None:
    epds = shipped().get("epds")
    lines = {n: (7 * n + 2) % 4 for n in range(1, 11)}
    for count in (1, 2):
        for missing in combinations(range(1, 11), count):
            given_answers: Answers = {
                str(n): (f"line-{line + 1}",) for n, line in lines.items()
            }
            for n in missing:
                del given_answers[str(n)]
                if absent is not None:
                    given_answers[str(n)] = (absent,)
            known = sum(epds_points(n, lines[n]) for n in lines if n not in missing)
            found = total_of(epds, given_answers)
            assert found.total is None
            assert (found.low, found.high) == (known, known + 3 * count)
            assert found.missing == tuple(str(n) for n in missing)
            anxiety = found.subscales[0]
            gaps = [n for n in missing if n in {3, 4, 5}]
            held = sum(epds_points(n, lines[n]) for n in (3, 4, 5) if n not in gaps)
            assert (anxiety.total is None) == bool(gaps)
            assert (anxiety.low, anxiety.high) == (held, held + 3 * len(gaps))


@pytest.mark.parametrize("absent", [None, DECLINED])
def test_mors_sf_has_no_sum_for_a_scale_with_one_or_two_missing(
    absent: Absent | None,
) -> None:
    mors = shipped().get("mors-sf")
    marks = {n: (5 * n + 3) % 6 for n in range(1, 15)}
    for count in (1, 2):
        for missing in combinations(range(1, 15), count):
            given_answers: Answers = {str(n): (str(m),) for n, m in marks.items()}
            for n in missing:
                del given_answers[str(n)]
                if absent is not None:
                    given_answers[str(n)] = (absent,)
            found = total_of(mors, given_answers)
            assert found.total is None
            for part, items in (("warmth", WARMTH), ("invasion", INVASION)):
                scale = next(s for s in found.subscales if s.name == part)
                gaps = [n for n in items if n in missing]
                held = sum(marks[n] for n in items if n not in missing)
                assert scale.total == (None if gaps else held)
                assert (scale.low, scale.high) == (held, held + 5 * len(gaps))
                assert scale.band == ""


YES_OR_NOT = (True, False, None, DECLINED)


@pytest.mark.parametrize("said", list(product(YES_OR_NOT, repeat=2)))
def test_whooley_is_positive_only_when_a_yes_is_known(
    said: tuple[Value | None, Value | None],
) -> None:
    whooley = shipped().get("whooley")
    answers = {str(n): (v,) for n, v in enumerate(said, 1) if v is not None}
    worked_out = state(whooley, answers).calculated.get("positive", (None,))[0]
    if True in said:
        assert worked_out is True
    elif said == (False, False):
        assert worked_out is False
    else:
        assert worked_out is not True


@given(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=9, max_size=9))
def test_the_expression_and_the_plan_agree(vector: list[int | None]) -> None:
    phq_9 = shipped().get("phq-9")
    given_answers: Answers = {
        link: (FREQUENCY[n],)
        for link, n in zip(PHQ_9, vector, strict=True)
        if n is not None
    }
    found = total_of(phq_9, given_answers)
    worked_out = state(phq_9, given_answers).calculated.get("44261-6", (None,))
    assert worked_out == (found.total,)
    assert found.minimum <= found.low <= found.high <= found.maximum


def test_the_bands_of_an_interval_can_differ() -> None:
    given_answers = answers_for(PHQ_9, [1] * 9)
    del given_answers["44250-9"]
    found = total_of(shipped().get("phq-9"), given_answers)
    assert (found.low, found.high) == (8, 11)
    assert (found.band, found.low_band, found.high_band) == ("", "mild", "moderate")
    assert (found.reaches(8), found.reaches(10), found.reaches(12)) == (
        True,
        None,
        False,
    )


def test_an_answer_that_is_no_option_counts_as_missing() -> None:
    given_answers = answers_for(PHQ_9, [0] * 9) | {"44250-9": ("LA0-0",)}
    assert total_of(shipped().get("phq-9"), given_answers).missing == ("44250-9",)


def test_the_question_on_daily_life_is_not_scored() -> None:
    phq_9 = shipped().get("phq-9")
    given_answers = answers_for(PHQ_9, [1] * 9)
    with_it = given_answers | {"69722-7": ("LA6574-3",)}
    assert score(phq_9, with_it) == score(phq_9, given_answers)


def test_a_form_without_a_scale_has_no_score() -> None:
    assert score(shipped().get("whooley"), {"1": (True,)}) is None


def test_points_of_an_answer() -> None:
    item_9 = shipped().get("phq-9").by_link_id["44260-8"]
    assert [points(item_9, code) for code in FREQUENCY] == [0, 1, 2, 3]
    assert points(item_9, None) is None
    assert points(item_9, DECLINED) is None
    assert points(loaded(item("a")).by_link_id["a"], "words") is None


def test_a_score_says_where_it_comes_from() -> None:
    for name in ("gad-2", "gad-7", "phq-9", "epds"):
        assert total_of(shipped().get(name), {}).source
