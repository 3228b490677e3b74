import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from visit_app.directory import Directory, Eligibility, HealthcareService, Quote
from visit_app.directory import load_directory as load
from visit_app.directory.eligibility import RULES
from visit_app.directory.referral_check import LACKS
from visit_app.directory.wording import entries
from visit_app.resources import read_json

SHIPPED = load()
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def strategy() -> list[str]:
    found = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("the strategy it quotes is not beside this checkout")
    return found[0].read_text(encoding="utf-8").split("\n")


def quotes() -> list[Quote]:
    stated = [quote for service in SHIPPED.services for quote in service.quote]
    return stated + [quote for gap in SHIPPED.gaps for quote in gap.quote]


def test_every_quote_from_the_strategy_stands_in_its_line() -> None:
    lines = strategy()
    cited = [quote for quote in quotes() if quote.line is not None]
    assert len(cited) > 30
    for quote in cited:
        assert quote.line
        assert quote.text in lines[quote.line - 1], quote.text


def test_every_service_the_strategy_lists_has_an_entry() -> None:
    lines = strategy()
    listed = [
        line.removeprefix("- ").rstrip(".")
        for line in [*lines[479:488], *lines[493:500]]
    ]
    quoted = {quote.text for quote in quotes()}
    missing = [
        line
        for line in listed
        if not any(text in line or line in text for text in quoted)
    ]
    assert missing == []


@pytest.mark.parametrize("service", SHIPPED.services, ids=lambda s: str(s.id))
def test_each_entry_says_where_it_comes_from(service: HealthcareService) -> None:
    assert service.quote
    for quote in service.quote:
        assert quote.source
        assert quote.line or quote.address
        assert quote.verified in {"verified", "second-hand"}
    for stated in service.eligibility:
        assert stated.source
        assert stated.rule in RULES
        assert stated.verified in {"verified", "unverified"}
    assert set(service.asks) <= set(entries("asks"))


def test_the_entries_are_those_of_the_facts() -> None:
    names = {service.id for service in SHIPPED.services}
    assert len(names) == len(SHIPPED.services) == 21
    closed = [service for service in SHIPPED.services if not service.active]
    assert [(service.id, service.retired_reason) for service in closed] == [
        ("norpip", "Closed in 2021.")
    ]


def test_nobody_has_checked_an_entry_yet_and_that_is_not_hidden() -> None:
    assert {service.checked_on for service in SHIPPED.services} == {None}
    assert {service.owner for service in SHIPPED.services} == {""}


def test_the_entries_rank_and_promise_nothing() -> None:
    text = json.dumps(read_json("services/wording.json")) + json.dumps(
        read_json("services/north-northamptonshire.json")
    )
    for word in ("recommend", "best", "suitable", "risk level", "likely", "triage"):
        assert not re.search(rf"\b{word}\b", text, re.I)


def test_every_question_of_the_referral_check_has_its_function() -> None:
    codes = [part["code"] for parts in entries("asks").values() for part in parts]
    assert sorted(codes) == sorted(LACKS)


# Versions

OLD = HealthcareService(id="x", name="Xylophones")
NEW = replace(OLD, name="Apples", version=2, recorded=datetime(2026, 1, 1, tzinfo=UTC))
SMALL = replace(SHIPPED, services=(NEW, OLD, HealthcareService(id="m", name="mango")))


def test_the_newest_version_counts_and_the_list_is_a_to_z() -> None:
    assert [service.name for service in SMALL.current()] == ["Apples", "mango"]
    assert SMALL.service("x") == NEW
    assert SMALL.history("x") == (OLD, NEW)


def test_two_versions_of_one_number_are_put_in_order_by_when() -> None:
    later = replace(NEW, recorded=datetime(2026, 2, 1, tzinfo=UTC), name="Pears")
    both = replace(SMALL, services=(later, NEW, OLD))
    assert both.service("x") == later


def test_an_entry_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        SMALL.service("nowhere")


def test_a_condition_with_unverified_source_has_to_be_confirmed() -> None:
    assert Eligibility(rule="ask", text="").confirm_locally
    assert not Eligibility(rule="ask", text="", verified="verified").confirm_locally


def test_the_shipped_directory_is_one() -> None:
    assert isinstance(SHIPPED, Directory)
    assert SHIPPED.area.verified == "unverified"
