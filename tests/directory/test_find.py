from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.directory.sample_needs import FAMILY, NEED, TODAY

from visit_app.directory import (
    HealthcareService,
    Need,
    Offer,
    Speaks,
    find,
    load_directory,
    stale,
)

DIRECTORY = load_directory()
HERE = "NN16 0AA"


def offer(service: str, need: Need = NEED, place: str = HERE) -> Offer:
    found = find(DIRECTORY, need, place, TODAY).offers
    return next(offer for offer in found if offer.service.id == service)


def texts(service: str, speaks: Speaks, need: Need = NEED, place: str = HERE) -> str:
    return " / ".join(r.text for r in offer(service, need, place).speaking(speaks))


needs = st.builds(
    Need,
    family=st.just(FAMILY),
    subject=st.sampled_from(FAMILY.parents),
    level=st.sampled_from(["", "unclear", "mild-to-moderate", "moderate-to-severe"]),
    theme=st.lists(st.sampled_from(["pmh", "pir", "infant-feeding"]), unique=True).map(
        tuple
    ),
)


@given(needs, st.sampled_from([HERE, "", "NG1 1AA", "PE8 4AA"]))
def test_nothing_is_hidden_nothing_is_ranked(need: Need, place: str) -> None:
    names = [o.service.name for o in find(DIRECTORY, need, place, TODAY).offers]
    assert len(names) == 21
    assert names == sorted(names, key=str.casefold)


@given(needs, st.sampled_from([HERE, "", "NG1 1AA"]))
def test_every_service_comes_with_reasons(need: Need, place: str) -> None:
    for found in find(DIRECTORY, need, place, TODAY).offers:
        assert found.reasons
        assert all(r.text.strip() for r in found.reasons)


def test_what_is_said_of_all_alike_is_known() -> None:
    found = find(DIRECTORY, NEED, HERE, TODAY)
    (alike,) = found.shared()
    assert "NN16" in alike.text
    assert all(alike in offer.reasons for offer in found.open_now())
    assert "norpip" not in [offer.service.id for offer in found.open_now()]
    closed = replace(DIRECTORY, services=(DIRECTORY.service("norpip"),))
    assert find(closed, NEED, HERE, TODAY).shared() == ()


def test_another_need_is_asked_never_decided() -> None:
    other = replace(NEED, level="mild-to-moderate", theme=("other",))
    asked = texts("flourishing-babies", Speaks.ASK, other)
    assert "another need: ask" in asked
    assert "another need" not in texts("flourishing-babies", Speaks.AGAINST, other)
    gaps = find(DIRECTORY, other, HERE, TODAY).gaps
    assert not any("another need" in gap for gap in gaps)


def test_for_young_mothers_and_the_mother_is_31() -> None:
    assert "For young mothers" in texts("fnp", Speaks.AGAINST)
    assert "Amira is 31" in texts("fnp", Speaks.AGAINST)
    assert "Amira is 31" in texts("tiny-steps", Speaks.ASK)


@pytest.mark.parametrize(
    ("level", "speaks", "text"),
    [
        ("mild-to-moderate", Speaks.FOR, "For mild to moderate need, as you judged."),
        (
            "moderate-to-severe",
            Speaks.AGAINST,
            "For mild to moderate need; you judged moderate to severe.",
        ),
        ("unclear", Speaks.ASK, "For mild to moderate need: your judgement."),
        ("", Speaks.ASK, "For mild to moderate need: your judgement."),
    ],
)
def test_the_level_is_the_practitioners(level: str, speaks: Speaks, text: str) -> None:
    assert text in texts("strong-start", speaks, replace(NEED, level=level))


def test_levels_that_are_universal_or_not_stated() -> None:
    severe = replace(NEED, level="moderate-to-severe")
    assert "Open to every level" in texts("drop-ins", Speaks.FOR, severe)
    assert "not stated" in texts("milk-and-you", Speaks.ASK, severe)


def test_the_theme_speaks_for_and_against() -> None:
    about = replace(NEED, theme=("pmh", "pir"))
    assert "Supports perinatal mental health." in texts(
        "hv-champions", Speaks.FOR, about
    )
    assert "Not described as support for the parent-infant relationship." in texts(
        "hv-champions", Speaks.AGAINST, about
    )
    assert "For which need is not stated." in texts("drop-ins", Speaks.ASK, about)
    assert "Supports" not in texts("hv-champions", Speaks.FOR)


@pytest.mark.parametrize(
    ("place", "speaks", "text"),
    [
        ("NN16 0AA", Speaks.FOR, "Lives in North Northamptonshire"),
        ("nn160aa", Speaks.FOR, "postcode district NN16"),
        ("NN16", Speaks.FOR, "postcode district NN16"),
        ("NN8 1AA", Speaks.FOR, "postcode district NN8"),
        ("PE8 4AA", Speaks.ASK, "PE8 is only partly"),
        ("PE8 4AA", Speaks.ASK, "(confirm locally)"),
        ("NN1 1AA", Speaks.ASK, "NN1 is not on the list"),
        ("NN1 1AA", Speaks.ASK, "(confirm locally)"),
        ("", Speaks.ASK, "No postcode is recorded"),
    ],
)
def test_the_place_is_told_and_never_refuses(
    place: str, speaks: Speaks, text: str
) -> None:
    assert text in texts("strong-start", speaks, place=place)


def test_that_there_is_no_specialist_service_is_said_plainly() -> None:
    plain = "There is no specialist parent-infant relationship service"
    for theme in ((), ("pir",), ("pmh", "pir")):
        gaps = find(DIRECTORY, replace(NEED, theme=theme), HERE, TODAY).gaps
        assert any(gap.startswith(plain) for gap in gaps)
    only = find(DIRECTORY, replace(NEED, theme=("pmh",)), HERE, TODAY).gaps
    assert only == ()


def test_the_sentence_goes_when_there_is_such_a_service_again() -> None:
    new = HealthcareService(id="new", name="PIR team", kind="specialist-pir")
    directory = replace(DIRECTORY, services=(*DIRECTORY.services, new))
    assert find(directory, NEED, HERE, TODAY).gaps == ()


def test_a_theme_nobody_serves_at_this_level_is_said() -> None:
    bare = replace(DIRECTORY, services=(DIRECTORY.service("hv-champions"),), gaps=())
    need = replace(NEED, theme=("pmh", "pir"), level="mild-to-moderate")
    assert find(bare, need, HERE, TODAY).gaps == (
        "No service on this list is described as support for the parent-infant "
        "relationship at the mild to moderate level.",
    )
    assert find(bare, replace(need, level=""), HERE, TODAY).gaps == ()


def test_a_closed_service_is_listed_as_closed() -> None:
    closed = offer("norpip")
    assert [r.text for r in closed.reasons] == ["Closed in 2021."]
    assert closed.stale == ""
    bare = HealthcareService(id="x", name="X", active=False)
    directory = replace(DIRECTORY, services=(bare,))
    reasons = find(directory, NEED, HERE, TODAY).offers[0].reasons
    assert [(r.speaks, r.text) for r in reasons] == [(Speaks.AGAINST, "Closed.")]


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        (None, "Nobody has checked this entry yet: confirm it before use."),
        (date(2026, 5, 22), "Not checked since 22 May 2026."),
        (date(2026, 5, 23), ""),
        (TODAY, ""),
    ],
)
def test_an_entry_not_checked_for_six_months_says_so(
    checked: date | None, said: str
) -> None:
    service = HealthcareService(id="x", name="X", checked_on=checked)
    assert stale(service, TODAY) == said


def test_a_service_elsewhere_says_nothing_about_this_place() -> None:
    elsewhere = HealthcareService(id="x", name="X", coverage_area=("leeds",))
    directory = replace(DIRECTORY, services=(elsewhere,))
    reasons = find(directory, NEED, HERE, TODAY).offers[0].reasons
    assert not any("NN16" in r.text for r in reasons)
