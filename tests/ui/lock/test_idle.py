"""Nothing pressed for a while locks, whatever the clocks do."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from visit_app.records.clock import FixedClock
from visit_app.ui.lock.idle import LONGEST_NAP_MS, IdleLock


class TwoClocks(FixedClock):
    """A wall clock that can be set, and an uptime that only grows."""

    up = 1000.0

    def uptime(self) -> float:
        return self.up


@pytest.fixture
def clock() -> TwoClocks:
    return TwoClocks()


@pytest.fixture
def idle(clock: TwoClocks, qapp: object) -> IdleLock:
    made = IdleLock(clock, 5)
    made.start()
    return made


def test_it_waits_its_time(idle: IdleLock, clock: TwoClocks, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(idle.expired):
        clock.forward(minutes=4.9)
        idle.check()
    with qtbot.waitSignal(idle.expired):
        clock.forward(minutes=0.1)
        idle.check()
    assert not idle.watching


def test_a_press_begins_the_time_again(idle: IdleLock, clock: TwoClocks) -> None:
    for _ in range(10):
        clock.forward(minutes=4)
        assert idle.touched()
    assert idle.watching


def test_the_first_press_after_sleep_is_too_late(
    idle: IdleLock, clock: TwoClocks, qtbot: QtBot
) -> None:
    clock.moment += timedelta(hours=8)  # timers and uptime stood still
    with qtbot.waitSignal(idle.expired):
        assert not idle.touched()
    assert idle.touched()


def test_a_clock_set_back_does_not_hold_it_open(
    idle: IdleLock, clock: TwoClocks, qtbot: QtBot
) -> None:
    clock.moment -= timedelta(days=1)
    clock.up += 300
    with qtbot.waitSignal(idle.expired):
        idle.check()


def test_a_shorter_time_counts_from_the_last_press(
    idle: IdleLock, clock: TwoClocks, qtbot: QtBot
) -> None:
    clock.forward(minutes=2)
    with qtbot.waitSignal(idle.expired):
        idle.set_minutes(1)


def test_nothing_expires_while_locked(
    idle: IdleLock, clock: TwoClocks, qtbot: QtBot
) -> None:
    idle.stop()
    clock.forward(minutes=60)
    with qtbot.assertNotEmitted(idle.expired):
        idle.check()
        assert idle.touched()
        idle.set_minutes(1)


def test_the_timer_looks_by_itself(clock: TwoClocks, qtbot: QtBot) -> None:
    idle = IdleLock(clock, 0.001)
    idle.start()
    clock.forward(seconds=1)
    with qtbot.waitSignal(idle.expired, timeout=2000):
        pass


def test_it_looks_at_least_every_half_minute(idle: IdleLock) -> None:
    assert 0 < idle._timer.interval() <= LONGEST_NAP_MS
