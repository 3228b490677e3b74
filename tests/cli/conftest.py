import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from visit_app import cli
from visit_app.cli import session
from visit_app.cli.arguments import parser
from visit_app.records.clock import FixedClock
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.kdf import FLOOR
from visit_app.visits import Desk

PASSPHRASE = "four plain words only"


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON it printed."""
        return json.loads(self.out)


Run = Callable[..., Ran]
one_parser = cache(parser)  # making it takes 30 ms, as long as most commands


@pytest.fixture(autouse=True)
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vaults made here cost the least that is permitted, and one parser is enough."""
    monkeypatch.setattr(session, "RecordsFolder", partial(RecordsFolder, cost=FLOOR))
    monkeypatch.setattr(cli, "parser", one_parser)


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the folder of this test, with its passphrase file."""

    def command(*arguments: str | Path, clock: FixedClock | None = None) -> Ran:
        given = [str(argument) for argument in arguments]
        options = ["--data", str(data), "--passphrase-file", str(passphrase_file)]
        try:
            code = cli.main([*options, *given], clock or FixedClock())
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return command


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Priya's records, made once by `init`: the folder, and what it printed."""
    root = tmp_path_factory.mktemp("template")
    (root / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    told = ["--json", "--data", str(root / "data"), "--name", "Priya Nair"]
    told += ["--passphrase-file", str(root / "passphrase")]
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setattr(session, "RecordsFolder", partial(RecordsFolder, cost=FLOOR))
        assert cli.main(["init", *told], FixedClock()) == 0
    return root / "data", printed.getvalue()


@pytest.fixture
def made(template: tuple[Path, str], data: Path) -> Ran:
    """New records in the folder of this test, as `init` makes and tells them."""
    folder, printed = template
    shutil.copytree(folder, data)
    return Ran(0, printed.replace(str(folder), str(data)), "")


@pytest.fixture
def open_desk(data: Path) -> Callable[[], Desk]:
    """Unlock the records the way the window does."""
    return lambda: RecordsFolder(data, FixedClock()).open(PASSPHRASE).desk
