"""Where the records are, and how the passphrase comes in."""

import io
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import PASSPHRASE, Ran, Run

from visit_app import cli
from visit_app.cli import session
from visit_app.records.clock import FixedClock


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_the_line_end_of_the_file_is_no_part_of_the_passphrase(
    made: Ran, run: Run, passphrase_file: Path, ending: str
) -> None:
    passphrase_file.write_bytes(f"{PASSPHRASE}{ending}".encode())
    assert run("families", "list", "--json").data == []


def test_a_space_at_the_end_is_part_of_it(
    made: Ran, run: Run, passphrase_file: Path
) -> None:
    passphrase_file.write_text(f"{PASSPHRASE} \n", encoding="utf-8")
    ran = run("families", "list")
    assert ran.code == 1
    assert "did not open" in ran.err


def test_a_byte_order_mark_is_not(made: Ran, run: Run, passphrase_file: Path) -> None:
    passphrase_file.write_text(f"{PASSPHRASE}\n", encoding="utf-8-sig")
    assert run("families", "list").code == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_file_without_a_passphrase(
    made: Ran, run: Run, passphrase_file: Path, content: bytes
) -> None:
    passphrase_file.write_bytes(content)
    ran = run("families", "list")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "passphrase" in ran.err


def test_a_passphrase_file_that_is_not_there(
    made: Ran, run: Run, passphrase_file: Path
) -> None:
    passphrase_file.unlink()
    ran = run("families", "list")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "passphrase file" in ran.err


def test_it_can_be_piped_in(
    made: Ran,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    code = cli.main(["families", "list", "--json", "--data", str(data)], FixedClock())
    assert (code, capsys.readouterr().out) == (0, "[]\n")


def test_at_a_terminal_it_is_asked_for(
    made: Ran, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(session, "getpass", lambda _: PASSPHRASE)
    assert cli.main(["--data", str(data), "families", "list"], FixedClock()) == 0


def test_a_new_one_is_asked_for_twice(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["one passphrase", "another passphrase"])
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(session, "getpass", lambda _: next(typed))
    assert cli.main(["init", "--data", str(data)], FixedClock()) == 1
    assert "not the same" in capsys.readouterr().err
    assert not data.exists()


def test_the_environment_chooses_the_folder(
    made: Ran,
    data: Path,
    passphrase_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("VISIT_APP_DATA", str(data))
    arguments = ["families", "list", "--passphrase-file", str(passphrase_file)]
    assert cli.main(arguments, FixedClock()) == 0


def test_a_folder_without_records(run: Run, data: Path) -> None:
    ran = run("families", "list")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "init" in ran.err
    assert not data.exists()


def test_a_wrong_passphrase(made: Ran, run: Run, passphrase_file: Path) -> None:
    passphrase_file.write_text("something else", encoding="utf-8")
    ran = run("families", "list", "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_records_open_in_a_window_are_left_alone(
    made: Ran, run: Run, open_desk: "object"
) -> None:
    desk = open_desk()  # type: ignore[operator]
    with desk.vault:
        ran = run("families", "list")
    assert ran.code == 1
    assert "another window" in ran.err


def test_damaged_records_are_said_to_be_and_left_as_they_are(
    made: Ran, run: Run, data: Path
) -> None:
    vault = data / "vault.db"
    broken = vault.read_bytes()[:1000]
    vault.write_bytes(broken)
    ran = run("families", "list")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "Traceback" not in ran.err
    assert vault.read_bytes() == broken
