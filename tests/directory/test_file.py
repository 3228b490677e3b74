import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.directory import (
    HealthcareService,
    add,
    change,
    load_directory,
    merge,
    read,
    retire,
    write,
)

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SHIPPED = load_directory()
OURS = change(SHIPPED, "fnp", by="S. Lowe", at=AT, telecom="01632 960 200")


def test_what_is_written_is_read_back() -> None:
    assert read(write(OURS)) == OURS


def test_fields_of_a_newer_version_survive() -> None:
    data = json.loads(write(SHIPPED))
    data["services"][0]["opening_hours"] = "Mondays"
    again = json.loads(write(read(json.dumps(data))))
    assert again["services"][0]["opening_hours"] == "Mondays"


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "{}", '{"services": 3}', '{"services": []}']
)
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a service directory"):
        read(text)


def test_every_wrong_entry_is_named_at_once() -> None:
    data = json.loads(write(SHIPPED))
    wrong: list[Any] = [
        {"id": "a"},
        {"id": "b", "name": "B", "level": ["severe"]},
        {"id": "c", "name": "C", "theme": "pmh"},
        "nothing",
        {"id": "d", "name": "D", "checked_on": "soon"},
        {
            "id": "f",
            "name": "F",
            "eligibility": [{"rule": "child-age", "text": "Babies", "values": {}}],
        },
        {"id": "e", "name": "E"},
    ]
    data["services"] = wrong
    with pytest.raises(ValueError, match="Entry 1") as caught:
        read(json.dumps(data))
    said = str(caught.value)
    assert "Entry 1: it has no name." in said
    assert "Entry 2: its level has to be among mild-to-moderate, moderate" in said
    assert "Entry 3: its theme has to be among" in said
    assert "Entry 4: it is not an entry." in said
    assert "Entry 5: a field has the wrong kind of value" in said
    assert "Entry 6: its condition child-age needs a number for months." in said
    assert "Entry 7" not in said


def test_a_colleagues_changes_come_in_with_their_history() -> None:
    theirs = add(OURS, HealthcareService(id="new", name="New"), by="P", at=AT)
    theirs = retire(theirs, "strong-start", by="P", at=AT, reason="Closed.")
    merged = merge(SHIPPED, theirs)
    assert merged.added == ("new",)
    assert set(merged.changed) == {"fnp", "strong-start"}
    assert merged.clashes == ()
    assert merged.directory.current() == theirs.current()
    assert merged.directory.history("fnp") == OURS.history("fnp")


def test_an_older_file_takes_nothing_back() -> None:
    merged = merge(OURS, SHIPPED)
    assert merged.directory == OURS
    assert (merged.added, merged.changed, merged.clashes) == ((), (), ())


def test_both_changed_it_the_later_counts_both_are_kept_and_it_is_said() -> None:
    later = AT + timedelta(hours=1)
    theirs = change(SHIPPED, "fnp", by="P. Nair", at=later, telecom="01632 960 300")
    merged = merge(OURS, theirs)
    assert merged.clashes == ("fnp",)
    assert merged.changed == ("fnp",)
    assert merged.directory.service("fnp").telecom == "01632 960 300"
    assert len(merged.directory.history("fnp")) == 3
    other_way = merge(theirs, OURS)
    assert other_way.directory.current() == merged.directory.current()
    assert other_way.changed == ()


edits = st.lists(
    st.tuples(
        st.sampled_from(["fnp", "spmhs"]), st.integers(0, 9), st.sampled_from("AB")
    ),
    max_size=6,
)


@given(edits, edits)
def test_merging_loses_no_version_and_does_not_depend_on_the_side(
    ours: list[tuple[str, int, str]], theirs: list[tuple[str, int, str]]
) -> None:
    def edited(changes: list[tuple[str, int, str]]) -> Any:
        made = SHIPPED
        for service_id, hour, by in changes:
            at = AT + timedelta(hours=hour)
            made = change(made, service_id, by=by, at=at, comment=f"{by}{hour}")
        return made

    one, other = edited(ours), edited(theirs)
    here, there = merge(one, other).directory, merge(other, one).directory
    for version in (*one.services, *other.services):
        assert version in here.services
        assert version in there.services
    assert len(here.services) == len(there.services)
    assert merge(here, other).directory == here
