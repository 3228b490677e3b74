"""What is counted, as the resource says it."""

from tests.exports.caseloads import BOOKS, CATALOGUE, measure

from visit_app.exports.counting import COUNTS
from visit_app.exports.suppression import SMALL, STEP


def test_every_measure_says_what_it_counts_and_leaves_out() -> None:
    ids = [m.id for m in BOOKS.definitions.measures]
    assert len(set(ids)) == len(ids)
    for each in BOOKS.definitions.measures:
        assert each.title
        assert each.unit
        assert each.counts.startswith("Each ")
        assert each.leaves_out.endswith(".")
        assert each.source.text
        assert each.group in BOOKS.definitions.groups
        rows = [row.id for row in each.rows]
        assert len(set(rows)) == len(rows)


def test_every_measure_is_counted_by_something() -> None:
    ids = {m.id for m in BOOKS.definitions.measures}
    scores = {m.id for m in BOOKS.definitions.measures if "which" in m.settings}
    assert ids == COUNTS.keys() | scores
    assert {measure(id).settings["form"] for id in scores} == {"phq-9", "gad-7", "epds"}


def test_cut_offs_are_published_ones() -> None:
    scale = CATALOGUE.get("epds").scale("total")
    assert scale is not None
    published = {cut.at_least for cut in scale.cut_offs}
    for which in ("first", "last"):
        assert set(measure(f"epds-{which}").settings["cut_offs"]) <= published


def test_the_whooley_questions_are_the_two_of_the_form() -> None:
    items = measure("whooley").settings["items"]
    form = CATALOGUE.get("whooley")
    assert [form.by_link_id[i].type for i in items] == ["boolean", "boolean"]
    assert all("past month" in form.by_link_id[i].text for i in items)


def test_mors_sf_has_sums_and_nothing_that_judges_them() -> None:
    means = [row for row in measure("mors-sf").rows if row.is_mean]
    scales = {scale.title for scale in CATALOGUE.get("mors-sf").scales}
    assert {row.component for row in means} == scales
    assert "cut_offs" not in measure("mors-sf").settings


def test_the_rule_on_the_page_is_the_rule_in_force() -> None:
    assert (SMALL, STEP) == (7, 5)  # "from 1 to 7", "to the nearest 5"


def test_measures_with_the_same_total_count_in_the_same_unit() -> None:
    alike: dict[str, set[str]] = {}
    for each in BOOKS.definitions.measures:
        alike.setdefault(each.same_total, set()).add(each.unit)
    assert all(len(units) == 1 for units in alike.values())
    visits = [m for m in BOOKS.definitions.measures if m.same_total == "visits"]
    assert [m.id for m in visits] == ["interpreter", "conversation", "whooley", "gad-2"]
