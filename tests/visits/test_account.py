from dataclasses import replace

import pytest
from tests.visits.conftest import HASSAN

from visit_app.records.clock import FixedClock
from visit_app.vault.errors import DiskFull
from visit_app.visits import Desk, account, finish, history, save_family, start


def told(desk: Desk, family_id: str = "hassan") -> list[tuple[str, str]]:
    return [(h.action, h.who) for h in account(desk, family_id)]


def test_who_did_what_newest_first(desk: Desk, clock: FixedClock) -> None:
    save_family(desk, HASSAN)
    save_family(desk, replace(HASSAN, id="evans"))
    visit = start(desk, "hassan", "amira", type="new-birth")
    clock.forward(hours=1)
    history(desk, "hassan")
    finish(desk, visit.id)

    assert [action for action, _ in told(desk)] == ["finish", "view", "add"]
    assert {who for _, who in told(desk)} == {"Priya Nair"}
    assert [action for action, _ in told(desk, "evans")] == ["add"]


def test_the_same_again_within_a_short_time_is_one_line(
    desk: Desk, clock: FixedClock
) -> None:
    save_family(desk, HASSAN)
    for _ in range(3):
        clock.forward(minutes=15)
        history(desk, "hassan")
    clock.forward(minutes=16)
    history(desk, "hassan")

    last, before, _ = account(desk, "hassan")
    assert last.since == last.until == clock.now()
    assert (before.until - before.since).total_seconds() == 30 * 60


def test_a_clock_set_back_joins_nothing(desk: Desk, clock: FixedClock) -> None:
    save_family(desk, HASSAN)
    history(desk, "hassan")
    clock.forward(minutes=-5)
    history(desk, "hassan")
    assert [action for action, _ in told(desk)] == ["view", "view", "add"]


def test_lists_of_everybody_concern_each_family_that_was_there(desk: Desk) -> None:
    desk.vault.note("export", what="families", count=0)
    save_family(desk, HASSAN)
    desk.vault.note("export", what="families", count=1)
    desk.vault.note("export", what="directory")

    assert [(h.action, h.what) for h in account(desk, "hassan")] == [
        ("export", "families"),
        ("add", ""),
    ]


def test_what_the_team_did_names_nobody_here(desk: Desk) -> None:
    desk.vault.note("sync", family_id="hassan", records=2)
    assert told(desk) == [("sync", "")]


def test_a_full_disk_keeps_nobody_from_looking_and_the_look_is_entered_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visit_app.vault.audit import Audit

    save_family(desk, HASSAN)
    write = Audit.write

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(desk.vault._database, "before_commit", full)
    assert history(desk, "hassan").family.id == "hassan"
    audit = desk.vault._audit
    monkeypatch.setattr(
        desk.vault._database, "before_commit", lambda t: write(audit, t)
    )
    desk.vault.note("print", family_id="hassan")
    assert [action for action, _ in told(desk)] == ["print", "view", "add"]
