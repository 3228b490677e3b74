from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from visit_app.records import Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault import attempts
from visit_app.vault.attempts import Attempts
from visit_app.vault.errors import SlowDown
from visit_app.vault.kdf import FLOOR
from visit_app.vault.place import Place
from visit_app.vault.vault import create


@dataclass
class TwoClocks(FixedClock):
    """A wall clock that can be set, and an uptime that cannot."""

    running: float = 5000.0

    def uptime(self) -> float:
        return self.running

    def wait(self, seconds: float) -> None:
        self.running += seconds
        self.forward(seconds=seconds)

    def restart(self) -> None:
        self.running = 1.0


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def clock() -> TwoClocks:
    return TwoClocks()


def fail(place: Place, clock: TwoClocks, times: int) -> None:
    for _ in range(times):
        attempts.count(place, attempts.read(place), clock)


def seconds_to_wait(place: Place, clock: TwoClocks) -> int:
    try:
        attempts.check(place, clock)
    except SlowDown as wait:
        return wait.seconds
    return 0


def test_fingers_may_slip_before_it_slows_down(place: Place, clock: TwoClocks) -> None:
    waits = []
    for _ in range(14):
        fail(place, clock, 1)
        waits.append(seconds_to_wait(place, clock))

    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]


def test_waiting_helps_and_opening_starts_again(place: Place, clock: TwoClocks) -> None:
    fail(place, clock, 4)
    clock.wait(9)
    assert seconds_to_wait(place, clock) == 1
    clock.wait(1)
    assert attempts.check(place, clock).failed == 4
    attempts.clear(place, clock)
    fail(place, clock, 2)
    assert seconds_to_wait(place, clock) == 0


def test_a_clock_set_forward_gains_nothing(place: Place, clock: TwoClocks) -> None:
    fail(place, clock, 4)
    clock.forward(hours=5)
    assert seconds_to_wait(place, clock) == 10


def test_a_clock_set_back_gains_nothing(place: Place, clock: TwoClocks) -> None:
    fail(place, clock, 4)
    clock.forward(days=-400)
    assert seconds_to_wait(place, clock) == 10
    clock.wait(10)
    assert seconds_to_wait(place, clock) == 0


def test_a_restart_gains_nothing(place: Place, clock: TwoClocks) -> None:
    fail(place, clock, 4)
    clock.restart()
    clock.forward(seconds=4)
    assert seconds_to_wait(place, clock) == 6
    clock.forward(seconds=6)
    assert seconds_to_wait(place, clock) == 0


def test_set_back_and_restarted_is_the_whole_pause_once(
    place: Place, clock: TwoClocks
) -> None:
    fail(place, clock, 4)
    clock.forward(days=-400)
    clock.restart()
    assert seconds_to_wait(place, clock) == 10
    clock.wait(10)
    assert seconds_to_wait(place, clock) == 0


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"failed": "x"}', '{"failed": 9, "at": "never", "uptime": 1}'],
)
def test_a_file_that_is_not_ours_counts_as_none(
    place: Place, clock: TwoClocks, content: str
) -> None:
    place.attempts.write_text(content)
    assert seconds_to_wait(place, clock) == 0


def test_the_sentence_says_how_long() -> None:
    assert "1 second," in str(SlowDown(1))
    assert "40 seconds," in str(SlowDown(40))
    assert "1 minute," in str(SlowDown(60))
    assert "3 minutes," in str(SlowDown(160))


def test_the_time_is_written_with_its_zone(place: Place, clock: TwoClocks) -> None:
    fail(place, clock, 1)
    assert attempts.read(place).at == clock.now()
    assert isinstance(attempts.read(place).at, datetime)


def test_deleting_one_of_the_two_files_does_not_reset_the_count(
    place: Place, clock: TwoClocks
) -> None:
    fail(place, clock, attempts.FREE + 1)
    for file in (place.attempts, attempts.elsewhere(place)):
        content = file.read_bytes()
        file.unlink()
        assert attempts.read(place).failed == attempts.FREE + 1
        with pytest.raises(SlowDown):
            attempts.check(place, clock)
        file.write_bytes(content)
    attempts.clear(place, clock)
    assert attempts.read(place).failed == 0


def test_the_second_file_names_nobody_and_no_folder(
    place: Place, clock: TwoClocks
) -> None:
    attempts.clear(place, clock)
    second = attempts.elsewhere(place)
    assert second.exists()
    assert place.folder.name not in str(second)
    assert str(place.folder).encode() not in second.read_bytes()


def test_where_it_cannot_be_kept_twice_once_is_enough(
    place: Place, clock: TwoClocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = place.folder / "no-folder"
    file.write_text("a file where a folder should be")
    monkeypatch.setattr(attempts, "elsewhere", lambda _: file / "attempts" / "x.json")
    attempts.count(place, attempts.read(place), clock)
    assert attempts.read(place).failed == 1


def test_a_new_vault_in_the_same_folder_begins_at_nothing(
    place: Place, clock: TwoClocks
) -> None:
    fail(place, clock, 5)
    place.attempts.unlink()  # the folder was emptied
    create(
        place.folder, "some words", Practitioner(id="p", name="P"), clock, cost=FLOOR
    ).vault.close()
    assert attempts.read(place) == Attempts()
