"""What the window says of the team, and what it does when it is closed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import MakeShell
from tests.ui.pages import Notes
from tests.ui.team.colleagues import Colleague, Kept

from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.ui.place import Place
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.vault.kdf import FLOOR


@pytest.fixture
def shell(kept: Kept, team: Path, clock: FixedClock, make_shell: MakeShell) -> Shell:
    """Priya's window, in a team with Joanne."""
    here = kept.opened("priya", clock)  # so that the place of the store is this copy's
    here.desk.vault.close()
    assert team.exists()
    made = make_shell(RecordsFolder(kept.root / "priya", clock, FLOOR))
    made.opened(made.records.open(kept.codes["priya"]))
    return made


def foot(shell: Shell) -> str:
    return shell.inside.workspace.status.text()


def here(shell: Shell) -> Colleague:
    screen = shell.inside.navigator.screen
    assert screen is not None
    assert shell.inside.courier.laptop is not None
    return Colleague(screen.context.desk, shell.inside.courier.laptop)


def page(shell: Shell) -> Notes:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    return screen


def test_the_line_at_the_foot_follows_what_is_recorded_and_sent(shell: Shell) -> None:
    here(shell).visit()
    shell.inside.courier.look()
    assert foot(shell).startswith("1 visit waiting to send since 10:42")
    shell.inside.courier.check_now()
    assert foot(shell) == (
        "1 of 1 visit is in the team store. Read back today at 10:42."
    )


def test_an_open_page_reads_again_when_records_come_in(
    shell: Shell, joanne: Colleague
) -> None:
    joanne.visit()
    front.sync(joanne.laptop)
    before = page(shell).log.count("refresh")
    page(shell).fields["first"].setFocus()
    shell.inside.courier.check_now()
    assert page(shell).log.count("refresh") == before + 1
    shell.inside.courier.check_now()
    assert page(shell).log.count("refresh") == before + 1


def test_a_page_in_the_parents_hands_is_left_alone(
    shell: Shell, joanne: Colleague
) -> None:
    shell.inside.navigator.go(Place.visit("visit", "hand-over"))
    joanne.visit()
    front.sync(joanne.laptop)
    shell.inside.courier.check_now()
    assert "refresh" not in page(shell).log


def test_what_waits_for_a_person_is_counted_beside_the_place(
    shell: Shell, joanne: Colleague
) -> None:
    here(shell).phone("07700 900318")
    joanne.phone("07700 900381")
    front.sync(joanne.laptop)
    told: list[tuple[str, int, str]] = []
    rail = shell.inside.workspace.rail
    real, rail.set_badge = rail.set_badge, lambda *told_: told.append(told_)  # type: ignore[method-assign]
    shell.inside.courier.check_now()
    assert told[-1] == ("sync", 1, "1 thing to decide")
    shell.lock()
    assert told[-1] == ("sync", 0, "")
    rail.set_badge = real  # type: ignore[method-assign]


def test_locked_it_holds_nothing_of_the_team(shell: Shell) -> None:
    shell.lock()
    courier = shell.inside.courier
    assert courier.laptop is None
    assert courier.news.status is None


def test_closing_sends_what_waits_and_closes_by_itself(
    shell: Shell, joanne: Colleague, qtbot: QtBot
) -> None:
    visit = here(shell).visit()
    shell.window.close()
    qtbot.waitUntil(lambda: not shell.is_open)
    assert not shell.window.isVisible()
    front.sync(joanne.laptop)
    assert joanne.desk.vault.get(type(visit), visit.id) == visit


class Busy:
    """A background that never comes to it."""

    def __init__(self, real: object) -> None:
        self.stop = real.stop  # type: ignore[attr-defined]

    def run(self, owner: QWidget, *_: object) -> None:
        """Later, says it."""


def test_closing_once_more_leaves_at_once(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    here(shell).visit()
    courier = shell.inside.courier
    monkeypatch.setattr(courier, "_background", Busy(shell.background))
    shell.window.close()
    assert shell.is_open
    assert "Sending to your team" in shell.inside.workspace.banner.text()
    shell.window.close()
    assert not shell.is_open


def test_with_nothing_to_send_it_closes_at_once(shell: Shell) -> None:
    shell.inside.courier.check_now()
    shell.window.close()
    assert not shell.is_open
