from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import PASSPHRASE, Ran, Run

from visit_app.records.clock import FixedClock
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.errors import WrongSecret

NEW = "entirely other words here"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new"
    path.write_text(NEW, encoding="utf-8")
    return path


def opens(data: Path, secret: str) -> bool:
    try:
        RecordsFolder(data, FixedClock()).open(secret).desk.vault.close()
    except WrongSecret:
        return False
    return True


def actions(data: Path, secret: str) -> list[str]:
    with RecordsFolder(data, FixedClock()).open(secret).desk.vault as vault:
        return [entry.action for entry in vault.audit_entries()]


def test_a_new_passphrase(run: Run, made: Ran, new: Path, data: Path) -> None:
    assert run("keys", "passphrase", "--new-passphrase-file", new).code == 0
    assert not opens(data, PASSPHRASE)
    assert opens(data, made.data["recovery_code"])
    assert "change-passphrase" in actions(data, NEW)


def test_a_new_code(run: Run, made: Ran, data: Path) -> None:
    ran = run("keys", "recovery-code", "--json")
    assert not opens(data, made.data["recovery_code"])
    assert opens(data, ran.data["recovery_code"])
    assert "new-recovery-code" in actions(data, PASSPHRASE)


def test_everything_under_a_new_key(run: Run, made: Ran, new: Path, data: Path) -> None:
    ran = run("keys", "rekey", "--new-passphrase-file", new, "--json")
    assert ran.code == 0
    for old in (PASSPHRASE, made.data["recovery_code"]):
        assert not opens(data, old)
    assert opens(data, ran.data["recovery_code"])
    assert "rekey" in actions(data, NEW)
    with RecordsFolder(data, FixedClock()).open(NEW).desk.vault as vault:
        assert vault.setting("recovery_code_waits", default=True) is False


@pytest.mark.parametrize("verb", ["passphrase", "rekey"])
def test_without_a_new_passphrase_nothing_changes(
    run: Run, made: Ran, verb: str, data: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.write_text("  \n", encoding="utf-8")
    assert "empty" in run("keys", verb, "--new-passphrase-file", empty).err
    assert opens(data, PASSPHRASE)


def test_typed_twice_at_a_terminal(
    run: Run, made: Ran, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([NEW, "something else", NEW, NEW])
    answer: Callable[[str], str] = lambda _: next(typed)  # noqa: E731
    monkeypatch.setattr("getpass.getpass", answer)
    assert "not the same" in run("keys", "passphrase").err
    assert run("keys", "passphrase").out.startswith("From now on")
    assert opens(data, NEW)


def test_there_have_to_be_records(run: Run, new: Path) -> None:
    ran = run("keys", "rekey", "--new-passphrase-file", new)
    assert (ran.code, "no records" in ran.err) == (1, True)
