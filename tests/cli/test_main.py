"""How the command line starts and ends: exit codes, one line, no traceback."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Run

from visit_app import __version__, cli
from visit_app.cli import caseload
from visit_app.cli.arguments import parser
from visit_app.records.clock import FixedClock

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "audit": "show verify",
    "backup": "create list place restore rollback verify",
    "conflicts": "list settle",
    "demo-data": "",
    "erase": "",
    "escrow": "new-key open",
    "families": "export hand-over list take-back take-over",
    "import": "",
    "init": "",
    "keys": "passphrase recovery-code rekey",
    "letter": "",
    "outcomes": "",
    "pack": "install keys list make remove sign",
    "policy": "install make show sign",
    "practitioners": "list name",
    "questionnaire": "check evaluate",
    "retention": "list rule",
    "support-report": "",
    "sync": "",
    "team": "accept approve connect create join leave requests revoke role status",
    "visits": "list",
}


def commands(of: argparse.ArgumentParser, name: str = "") -> Iterator[str]:
    """Every command, with the group it is in."""
    groups = [a for a in of._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield name
    for group in groups:
        for word, below in group.choices.items():
            yield from commands(below, f"{name} {word}".strip())


def known_commands() -> Iterator[str]:
    for group, words in COMMANDS.items():
        yield from (f"{group} {word}" for word in words.split()) if words else [group]


def options(of: argparse.ArgumentParser) -> set[str]:
    found = {word for action in of._actions for word in action.option_strings}
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                found |= options(below)
    return {word for word in found if word.startswith("--")}


def test_the_document_names_every_command_and_option() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = list(commands(parser()))
    assert sorted(told) == sorted(known_commands())
    assert not [name for name in told if f"`{name}" not in text]
    assert not [word for word in options(parser()) if word not in text]


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("families",), ("letter",), ("init", "--role", "king")]
)
def test_what_is_not_understood_exits_with_2(
    run: Run, arguments: tuple[str, ...]
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "usage" in ran.err


def test_a_passphrase_is_never_an_argument(made: Ran, run: Run) -> None:
    assert run("families", "list", "--passphrase", "x").code in {1, 2}
    assert "--passphrase" not in options(parser())


def test_an_error_nobody_thought_of_says_where_and_no_name(
    made: Ran, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> str:
        raise KeyError("Secretname")

    monkeypatch.setattr(caseload, "_by_name", fail)
    run("demo-data", "--families", 1, "--visits", 0)
    ran = run("families", "list", "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "KeyError" in ran.err
    assert "Secretname" not in ran.err


def test_ctrl_c_ends_it(run: Run, made: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(caseload, "_by_name", interrupt)
    run("demo-data", "--families", 1, "--visits", 0)
    assert run("families", "list").code == 130


def test_a_disk_that_fails_is_told_without_the_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run: Run
) -> None:
    def fail(_: object) -> None:
        raise PermissionError(13, "Permission denied", "/home/secretname")

    monkeypatch.setattr(caseload, "_write_template", fail)
    assert cli.main(["import", "--template"], FixedClock()) == 1
    error = capsys.readouterr().err
    assert "Permission denied" in error
    assert "secretname" not in error


def start(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The real program, as a laptop is prepared with it."""
    return subprocess.run(
        [sys.executable, "-m", "visit_app", *arguments],
        capture_output=True,
        encoding="utf-8",
        input="four plain words only\n",
        env={**os.environ, "VISIT_APP_DATA": str(data)},
        check=False,
    )


def test_the_version(data: Path) -> None:
    done = start("--version", data=data)
    assert (done.returncode, done.stdout) == (0, f"visit-app {__version__}\n")


def test_help_lists_the_commands(data: Path) -> None:
    done = start("--help", data=data)
    assert done.returncode == 0
    assert "demo-data" in done.stdout


def test_unknown_options_exit_with_2(data: Path) -> None:
    assert start("--nonsense", data=data).returncode == 2


def test_the_self_test_tries_every_part(data: Path) -> None:
    done = start("--self-test", data=data)
    assert done.returncode == 0, done.stdout
    names = [line.partition(":")[0] for line in done.stdout.splitlines()]
    assert {"engine", "passphrase", "fonts", "resources", "letter"} <= set(names)
    assert not data.exists()


def test_from_the_outside_with_the_passphrase_on_a_pipe(data: Path) -> None:
    made = start("init", "--json", data=data)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["folder"] == str(data)
    listed = start("families", "list", "--json", data=data)
    assert (listed.returncode, json.loads(listed.stdout)) == (0, [])
    again = start("init", "--json", data=data)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("visit-app: There are records")
