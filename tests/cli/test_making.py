from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran, Run

from visit_app.records.clock import FixedClock
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.visits import Desk


def test_init_prints_the_recovery_code_and_the_folder(made: Ran, data: Path) -> None:
    assert (made.code, made.err) == (0, "")
    assert set(made.data) == {"recovery_code", "folder"}
    assert made.data["folder"] == str(data)
    assert len(made.data["recovery_code"].split("-")) == 9


def test_the_recovery_code_opens_what_init_made(made: Ran, data: Path) -> None:
    desk = RecordsFolder(data, FixedClock()).open(made.data["recovery_code"]).desk
    with desk.vault:
        assert desk.practitioner.name == "Priya Nair"


def test_the_window_asks_for_no_second_recovery_code(
    made: Ran, open_desk: Callable[[], Desk]
) -> None:
    desk = open_desk()
    with desk.vault as vault:
        assert vault.setting(RECOVERY_WAITS, True) is False


def test_the_practitioner_is_as_the_options_say(
    run: Run, open_desk: Callable[[], Desk]
) -> None:
    run(
        *("init", "--name", "Łucja Nowak", "--role", "fnp-nurse"),
        *("--organisation", "Example Trust", "--phone", "01632 960001"),
        *("--pin", "12A3456E"),
    )
    desk = open_desk()
    desk.vault.close()
    who = desk.practitioner
    assert (who.name, who.role) == ("Łucja Nowak", "fnp-nurse")
    assert (who.organization, who.phone) == ("Example Trust", "01632 960001")
    assert who.registration_pin == "12A3456E"


def test_without_json_the_code_stands_in_a_line(run: Run) -> None:
    ran = run("init")
    assert ran.code == 0
    assert "Recovery code: " in ran.out


def test_records_that_are_there_are_never_replaced(
    made: Ran, run: Run, data: Path
) -> None:
    before = (data / "keyslots.json").read_bytes()
    ran = run("init")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "already" in ran.err
    assert (data / "keyslots.json").read_bytes() == before


def test_a_folder_that_a_cloud_copies_is_refused_with_the_reason(
    run: Run, tmp_path: Path
) -> None:
    ran = run("init", "--data", tmp_path / "Dropbox" / "visits")
    assert ran.code == 1
    assert "Dropbox" in ran.err
    assert not (tmp_path / "Dropbox").exists()
