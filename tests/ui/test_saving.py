"""A write that fails is kept and tried again; the tick says how it went."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from visit_app.records.clock import FixedClock
from visit_app.ui.saving import SaveNews, SavePhase, SaveState, short_reason
from visit_app.vault.errors import (
    Busy,
    DiskFull,
    Immutable,
    Locked,
    NotWritten,
    Vanished,
    VaultError,
)

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk


@dataclass
class _Paper:
    """A desk whose vault is a dict, and that refuses writes while `problem` is set."""

    clock: FixedClock = field(default_factory=FixedClock)
    kept: dict[str, str] = field(default_factory=dict)
    problem: VaultError | None = None

    def put(self, key: str, value: str) -> str:
        if self.problem is not None:
            raise self.problem
        self.kept[key] = value
        return value


def desk(paper: _Paper) -> "Desk":
    return cast("Desk", paper)


def write(state: SaveState, key: str, value: str) -> str | None:
    return state.write(key, lambda desk: cast("_Paper", desk).put(key, value))


def phases(state: SaveState) -> list[SavePhase]:
    seen: list[SavePhase] = []
    state.follow(lambda news: seen.append(news.phase))
    return seen


def test_a_write_is_saved_and_gives_its_result() -> None:
    paper = _Paper()
    state = SaveState(desk(paper))
    seen = phases(state)
    assert write(state, "joy", "his smile") == "his smile"
    assert paper.kept == {"joy": "his smile"}
    assert seen == [SavePhase.IDLE, SavePhase.SAVING, SavePhase.SAVED]
    assert state.news == SaveNews(SavePhase.SAVED, at=paper.clock.now())
    assert not state.has_unsaved


def test_a_failed_write_waits_and_goes_before_the_next() -> None:
    paper = _Paper(problem=DiskFull())
    state = SaveState(desk(paper))
    assert write(state, "joy", "his smile") is None
    assert write(state, "fear", "not enough") is None
    assert state.has_unsaved
    assert (state.news.phase, state.news.reason) == (SavePhase.FAILED, "disk is full")
    assert "disk is full" in state.news.sentence
    paper.problem = None
    assert write(state, "name", "x") == "x"
    assert list(paper.kept) == ["joy", "fear", "name"]
    assert not state.has_unsaved
    assert state.news.phase is SavePhase.SAVED


def test_a_later_write_of_the_same_field_takes_the_place_of_the_failed_one() -> None:
    paper = _Paper(problem=Busy())
    state = SaveState(desk(paper))
    for text in ("l", "lo", "lov"):
        write(state, "word-1", text)
    paper.problem = None
    assert state.retry()
    assert paper.kept == {"word-1": "lov"}


def test_after_unlocking_the_new_desk_gets_what_waited() -> None:
    old, new = _Paper(problem=Locked()), _Paper()
    state = SaveState(desk(old))
    write(state, "joy", "his smile")
    assert state.rebind(desk(new))
    assert (old.kept, new.kept) == ({}, {"joy": "his smile"})


def test_what_can_never_be_written_is_said_and_not_kept() -> None:
    paper = _Paper(problem=Immutable())
    state = SaveState(desk(paper))
    assert write(state, "joy", "late") is None
    assert state.news.phase is SavePhase.FAILED
    assert not state.has_unsaved


def test_an_error_of_the_program_is_raised_and_not_kept() -> None:
    state = SaveState(desk(_Paper()))

    def wrong(_: "Desk") -> None:
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        state.write("joy", wrong)
    assert not state.has_unsaved


def test_a_follower_that_left_is_not_told() -> None:
    state = SaveState(desk(_Paper()))
    seen: list[SaveNews] = []
    state.follow(seen.append)
    state.unfollow(seen.append)
    write(state, "joy", "x")
    assert [news.phase for news in seen] == [SavePhase.IDLE]


def test_nothing_waiting_is_nothing_to_do() -> None:
    state = SaveState(desk(_Paper()))
    assert state.retry()
    assert state.news.phase is SavePhase.IDLE


def test_every_reason_is_a_few_words() -> None:
    problems = (DiskFull(), Busy(), Locked(), Immutable(), Vanished(), NotWritten())
    for problem in (*problems, VaultError()):
        words = short_reason(problem)
        assert 2 <= len(words.split()) <= 6
        assert not words.endswith(".")
