"""Commands on one laptop's folder, each checked to have worked."""

import json
from abc import ABC, abstractmethod
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from visit_app import cli
from visit_app.cli import session
from visit_app.sync import joining
from visit_app.sync.recovery import FLOOR as CHEAP_CODE
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.kdf import FLOOR


class Commands(ABC):
    """`one("sync", "--once")` runs the command and returns the JSON it printed."""

    def __init__(self, folder: Path, passphrase_file: Path) -> None:
        options = ("--data", str(folder), "--passphrase-file", str(passphrase_file))
        self.options = ("--json", *options)

    @abstractmethod
    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""

    def __call__(self, *arguments: str) -> Any:
        code, out, error = self.run(*self.options, *arguments)
        assert code == 0, error
        return json.loads(out)


class Inside(Commands):
    """In this process, at the least cost of passphrases that is permitted."""

    def __init__(
        self,
        folder: Path,
        passphrase_file: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        super().__init__(folder, passphrase_file)
        self._capsys = capsys
        cheap = partial(RecordsFolder, cost=FLOOR)
        monkeypatch.setattr(session, "RecordsFolder", cheap)
        monkeypatch.setattr(joining, "COST", CHEAP_CODE)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err
