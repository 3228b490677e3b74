from dataclasses import replace
from datetime import UTC, datetime

import pytest

from visit_app.records import Encounter

ALONE = Encounter(
    id="v",
    family_id="f",
    subject_id="amira",
    period_start=datetime(2026, 11, 23, 10, tzinfo=UTC),
    seen_alone=True,
)


@pytest.mark.parametrize(
    "present", [(), ("mother",), ("mother", "baby", "interpreter", "colleague")]
)
def test_she_is_alone_with_her_baby_and_those_at_work(present: tuple[str, ...]) -> None:
    visit = replace(ALONE, present=present, interpreter="professional")
    assert visit.is_alone("mother")
    assert visit.beside("mother") == ()


@pytest.mark.parametrize(
    "who",
    ["father", "partner", "other-child", "grandparent", "other-family", "friend"],
)
def test_she_is_not_alone_with_anybody_else(who: str) -> None:
    visit = replace(ALONE, present=("mother", who, "baby"))
    assert not visit.is_alone("mother")
    assert visit.beside("mother") == (who,)


def test_nor_with_somebody_a_newer_version_names() -> None:
    assert not replace(ALONE, present=("lodger",)).is_alone("mother")


def test_nor_when_a_friend_or_relative_interprets() -> None:
    assert not replace(ALONE, interpreter="other").is_alone("mother")


def test_a_father_is_not_alone_beside_the_mother() -> None:
    assert replace(ALONE, present=("father",)).is_alone("father")
    assert not replace(ALONE, present=("father", "mother")).is_alone("father")


@pytest.mark.parametrize("said", [None, False])
def test_nobody_is_alone_unless_it_is_recorded(*, said: bool | None) -> None:
    assert not replace(ALONE, seen_alone=said).is_alone("mother")
