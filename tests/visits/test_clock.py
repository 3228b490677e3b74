from datetime import timedelta
from pathlib import Path

from visit_app.records import Family, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault, create
from visit_app.visits import Desk, doubted_clock, save_family
from visit_app.visits.opening import open_desk

PRIYA = Practitioner(id="priya", name="Priya Nair")


def test_a_clock_that_goes_on_is_not_doubted(desk: Desk, clock: FixedClock) -> None:
    assert doubted_clock(desk) == ""
    save_family(desk, Family(id="f"))
    assert doubted_clock(desk) == ""
    clock.forward(days=30)
    assert doubted_clock(desk) == ""


def test_a_clock_set_back_while_the_records_are_open(
    desk: Desk, clock: FixedClock
) -> None:
    save_family(desk, Family(id="f"))
    clock.moment -= timedelta(days=2)
    assert "Check the date and time" in doubted_clock(desk)


def test_a_clock_far_ahead_or_behind_is_noticed_after_unlocking(
    tmp_path: Path,
) -> None:
    clock, folder = FixedClock(), tmp_path / "vault"
    with create(folder, "a passphrase", PRIYA, clock, cost=FLOOR).vault as vault:
        save_family(open_desk(vault, clock), Family(id="f"))
    written = clock.now()

    def doubt(**after: int) -> str:
        clock.moment = written + timedelta(**after)
        with Vault.open(folder, unlock(folder, "a passphrase", clock), clock) as vault:
            desk = open_desk(vault, clock)
            save_family(desk, Family(id=f"f{after}"))  # it is in nobody's way
            return doubted_clock(desk)

    assert doubt(hours=9) == ""
    assert "more than a year after" in doubt(days=500)
    clock_set_right = doubt(days=1)
    assert "the newest record here is from" in clock_set_right
