"""The merge as a mathematical object: whatever people did, in any order."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.sync.change import Change, canonical
from visit_app.sync.conflicts import conflicts_of, settle, text_of, value_of
from visit_app.sync.fields import ABSENT, HERE, fields_of, state_of
from visit_app.sync.merge import Details, Version, look, merge, sole

PATHS = st.sampled_from(["postcode", "note", "parents/m", "parents/m/phone"])
VERSIONS = st.builds(
    Version,
    depth=st.integers(1, 3),
    revision=st.sampled_from(["r1", "r2", "r3", "r4"]),
    text=st.sampled_from(['"a"', '"b"', ABSENT]),
    author=st.just("p"),
    recorded=st.just(""),
)
DETAILS = st.dictionaries(PATHS, st.frozensets(VERSIONS, min_size=1, max_size=3))


def same(one: Details, two: Details) -> bool:
    return {k: v for k, v in one.items() if v} == {k: v for k, v in two.items() if v}


@given(DETAILS, DETAILS, DETAILS)
def test_merging_is_commutative(base: Details, ours: Details, theirs: Details) -> None:
    assert same(merge(base, ours, theirs), merge(base, theirs, ours))


@given(DETAILS, DETAILS, DETAILS, DETAILS)
def test_merging_is_associative(
    base: Details, one: Details, two: Details, three: Details
) -> None:
    left = merge(base, merge(base, one, two), three)
    right = merge(base, one, merge(base, two, three))
    assert same(left, right)


@given(DETAILS, DETAILS)
def test_merging_is_idempotent(base: Details, ours: Details) -> None:
    assert same(merge(base, ours, ours), ours)
    assert same(merge(ours, ours, ours), ours)


@given(DETAILS, DETAILS, DETAILS)
def test_merging_loses_no_value(base: Details, ours: Details, theirs: Details) -> None:
    merged = merge(base, ours, theirs)
    for side in (ours, theirs):
        for path, versions in side.items():
            new = versions - base.get(path, frozenset())
            assert new <= merged.get(path, frozenset())


@given(DETAILS, DETAILS)
def test_what_nobody_changed_stays(base: Details, theirs: Details) -> None:
    assert same(merge(base, base, theirs), theirs)


# --- histories

VALUES = st.sampled_from(["a", "b", "c", None])


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Edits of one family: each by somebody who had seen some of the earlier ones."""
    changes: list[Change] = []
    for number in range(draw(st.integers(1, 6))):
        seen = [c for c in changes if draw(st.booleans())]
        behind = {p for c in seen for p in c.parents}
        parents = tuple(c.revision for c in seen if c.revision not in behind)
        view = look(_with_past(changes, seen)) if seen else None
        state = dict(view.state) if view else {"id": "f"}
        name = draw(st.sampled_from(["postcode", "note", "phone"]))
        value = draw(VALUES)
        state.pop(name, None)
        if value is not None:
            state[name] = value
        changes.append(_change(f"r{number}", state, parents, (name,)))
    return changes


def _with_past(known: list[Change], some: list[Change]) -> list[Change]:
    """These changes and everything they follow."""
    by_revision = {change.revision: change for change in known}
    found, waiting = {}, [change.revision for change in some]
    while waiting:
        revision = waiting.pop()
        if revision not in found:
            found[revision] = by_revision[revision]
            waiting += by_revision[revision].parents
    return list(found.values())


def _change(
    revision: str,
    state: Mapping[str, Any],
    parents: tuple[str, ...] = (),
    changed: tuple[str, ...] = (),
) -> Change:
    about = ("Family", "f", "f", revision, f"by-{revision}", "")
    return Change(*about, state=state, parents=parents, changed=changed)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_plays_no_part(changes: list[Change], random: Any) -> None:
    view = look(changes)
    shuffled = [*changes, *changes[:2]]
    random.shuffle(shuffled)
    assert look(shuffled) == view


@given(histories())
def test_a_value_that_nobody_replaced_knowingly_is_still_there(
    changes: list[Change],
) -> None:
    view = look(changes)
    for change in changes:
        (path,) = change.changed
        later = [c for c in changes if _follows(changes, c, change)]
        if any(path in c.changed for c in later):
            continue
        text = fields_of(change.state).get(path, ABSENT)
        shown = fields_of(view.state).get(path, ABSENT)
        versions = {v.text for v in view.conflicts.get(path, ())}
        assert text in versions | {shown}


def _follows(changes: list[Change], later: Change, earlier: Change) -> bool:
    past = _with_past(changes, [later])
    return later != earlier and earlier in past


@given(histories())
def test_a_conflict_is_settled_by_one_choice_and_stays_settled(
    changes: list[Change],
) -> None:
    known = list(changes)
    for conflict in conflicts_of(known):
        chosen = conflict.versions[0].text
        change = settle(known, conflict.path, chosen, author="me", recorded="")
        known.append(change)
        assert conflict.path not in look(known).conflicts
        assert fields_of(look(known).state).get(conflict.path, ABSENT) == chosen
    assert look(known).conflicts == {}


JSON_LEAF = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=4)
STATES = st.dictionaries(
    NAMES.filter(lambda name: name not in {"id", "revision"}),
    st.recursive(
        JSON_LEAF,
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(NAMES, inner, max_size=2)
            | st.lists(
                st.fixed_dictionaries({"id": st.sampled_from("xyz"), "n": inner}),
                max_size=2,
                unique_by=lambda thing: thing["id"],
            )
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@given(STATES)
def test_a_state_taken_apart_and_put_together_is_the_same(
    state: dict[str, Any],
) -> None:
    whole = {"id": "f", **state}
    assert state_of(fields_of(whole), "f") == whole


# --- examples that people would recognise


def test_different_fields_merge_by_themselves() -> None:
    first = _change("r1", {"id": "f", "note": "n"})
    two = _change("r2", {"id": "f", "note": "n", "phone": "1"}, ("r1",), ("phone",))
    three = _change("r3", {"id": "f", "note": "m"}, ("r1",), ("note",))
    for order in permutations([first, two, three]):
        view = look(order)
        assert view.state == {"id": "f", "note": "m", "phone": "1"}
        assert view.conflicts == {}
        assert view.heads == ("r2", "r3")


def test_the_same_value_from_both_is_no_conflict() -> None:
    first = _change("r1", {"id": "f"})
    both = [
        _change(r, {"id": "f", "note": "m"}, ("r1",), ("note",)) for r in ("r2", "r3")
    ]
    assert look([first, *both]).conflicts == {}


def test_removing_a_person_and_changing_them_is_a_conflict() -> None:
    mother = {"id": "m", "phone": "1"}
    first = _change("r1", {"id": "f", "parents": [mother]})
    gone = _change("r2", {"id": "f"}, ("r1",), ("parents/m", "parents/m/phone"))
    moved = {"id": "f", "parents": [{**mother, "phone": "2"}]}
    changed = _change("r3", moved, ("r1",), ("parents/m/phone",))
    view = look([first, gone, changed])
    assert {v.text for v in view.conflicts["parents/m"]} == {HERE, ABSENT}
    assert view.state["parents"] == [{"id": "m", "phone": "2"}]
    (conflict,) = conflicts_of([first, gone, changed])
    assert {value_of(version) for version in conflict.versions} == {True, None}
    out = settle(
        [first, gone, changed], conflict.path, ABSENT, author="me", recorded=""
    )
    assert look([first, gone, changed, out]).state == {"id": "f"}


def test_a_third_value_may_be_typed() -> None:
    first = _change("r1", {"id": "f"})
    sides = [
        _change(r, {"id": "f", "note": r}, ("r1",), ("note",)) for r in ("r2", "r3")
    ]
    known = [first, *sides]
    third = settle(known, "note", text_of("both"), author="me", recorded="")
    assert set(third.parents) == {"r2", "r3"}
    assert look([*known, third]).state["note"] == "both"
    with pytest.raises(KeyError):
        settle([*known, third], "note", text_of("x"), author="me", recorded="")


def test_two_contents_under_one_revision_are_told_apart() -> None:
    one = _change("r1", {"id": "f", "note": "a"})
    two = _change("r1", {"id": "f", "note": "b"})
    views = [look([one, two]), look([two, one])]
    assert views[0] == views[1]
    assert {v.text for v in views[0].conflicts["note"]} == {'"a"', '"b"'}


def test_a_loop_that_only_a_forger_makes_is_cut() -> None:
    one = _change("r1", {"id": "f", "note": "a"}, ("r2",), ("note",))
    two = _change("r2", {"id": "f", "note": "b"}, ("r1",), ("note",))
    assert look([one, two]) == look([two, one])


def test_one_change_alone_is_what_it_says() -> None:
    change = _change("r1", {"id": "f", "note": "a"})
    view = sole(change)
    assert (view.heads, view.state) == (("r1",), change.state)
    assert canonical(view.state) == canonical(look([change]).state)
