"""The command line of the window, and what the first paint does without."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from visit_app import __main__, __version__, app
from visit_app.ui.data_folder import data_folder, usual_folder
from visit_app.ui.place import Place

if TYPE_CHECKING:
    from visit_app.ui.shell import Shell

ENVIRON = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "visit_app"]
    return subprocess.run(
        [sys.executable, *command, *arguments],
        env=ENVIRON,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        __main__.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"visit-app {__version__}\n"


def test_an_unknown_option_is_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(["--nothing"])
    assert ended.value.code == 2
    assert "--nothing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], False),
        (["--version"], False),
        (["--data", "folder"], False),
        (["--practitioner", "Sam"], False),
        (["--practitioner", "Sam", "families", "list"], True),
        (["--data=folder"], False),
        (["--data", "folder", "families", "list"], True),
        (["init"], True),
        (["--self-test"], False),
    ],
)
def test_a_word_that_is_no_option_is_a_command(
    words: list[str], *, command: bool
) -> None:
    assert __main__.has_command(words) is command


def test_the_folder_is_chosen_by_argument_then_variable(tmp_path: Path) -> None:
    chosen, named = str(tmp_path / "a"), str(tmp_path / "b")
    environ = {"VISIT_APP_DATA": named}
    assert data_folder(chosen, environ) == Path(chosen)
    assert data_folder(None, environ) == Path(named)
    assert data_folder("", {}) == usual_folder()
    assert data_folder("~/x", {}) == Path.home() / "x"
    assert data_folder("here", {}).is_absolute()


def test_the_usual_folder_does_not_roam() -> None:
    assert usual_folder().is_absolute()
    assert "visit-app" in usual_folder().parts
    assert "Roaming" not in usual_folder().parts


FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from visit_app import app as wiring
from visit_app.ui.start import Start

def painted():
    made = {f"PySide6.QtCore.{name}" for name in ("Qt",) if name in vars(QtCore)}
    print(*sorted({*sys.modules, *made}), sep="\\n", flush=True)
    app.exit(0)

app = QApplication([])
start = Start(app, Path(sys.argv[1]), wiring.screens)
start._first.painted.disconnect()
start._first.painted.connect(painted)
start.window.showMaximized()
QTimer.singleShot(30_000, lambda: app.exit(3))
sys.exit(app.exec())
"""

HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "pypdfium2",
    "uharfbuzz",
    "zxcvbn",
    "fhirpathpy",
    "cattrs",
    "cryptography",
    "PySide6.QtDBus",
    "PySide6.QtPrintSupport",
    "PySide6.QtCore.Qt",
    "visit_app.records",
    "visit_app.ui.shell",
    "dataclasses",
    "datetime",
    "json",
)


@pytest.mark.parametrize("records", [False, True])
def test_the_first_paint_needs_nothing_heavy(tmp_path: Path, *, records: bool) -> None:
    if records:
        (tmp_path / "vault.db").write_bytes(b"not opened before the passphrase")
    done = run(str(tmp_path), code=FIRST_PAINT)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    assert [name for name in HEAVY if name in loaded] == []


TYPED_AT_ONCE = """
import gc, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from visit_app import app as wiring
from visit_app.ui.start import Start
app = QApplication([])
start = Start(app, Path(sys.argv[1]), wiring.screens)
start.window.show()
gc.disable()
QTest.keyClicks(start.window.focusWidget(), "kettle ri")
start.furnish()
field = start.window.focusWidget()
QTest.keyClicks(field, "ver")
print(field.accessibleName(), field.text(), gc.isenabled())
print(start.window.ring.isVisible())
start.shell.close()
"""


def test_what_is_typed_before_the_form_is_there_lands_in_it(tmp_path: Path) -> None:
    (tmp_path / "vault.db").write_bytes(b"not opened before the passphrase")
    done = run(str(tmp_path), code=TYPED_AT_ONCE)
    typed, ring = done.stdout.splitlines()
    assert typed == "Passphrase kettle river False", done.stderr  # ui.tidy collects
    assert ring == "True"


def test_a_synced_folder_is_refused_with_the_reason(tmp_path: Path) -> None:
    """Which folders are refused: tests/vault; here, that the window says so."""
    chosen = str(tmp_path / "OneDrive - North Trust" / "visit")
    code = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from visit_app import app as wiring
from visit_app.ui.data_folder import data_folder
from visit_app.ui.start import Start
app = QApplication([])
start = Start(app, data_folder(sys.argv[1]), wiring.screens)
start.furnish()
shell = start.shell
print(shell.window.page().problem.words.text())
shell.close()
"""
    done = run(chosen, code=code)
    assert "OneDrive" in done.stdout, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_polite_end_by_signal(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from visit_app import app as wiring
from visit_app.ui import furnishing, start
from PySide6.QtCore import QTimer
real = furnishing.furnish
def tell(*args, **named):
    shell = real(*args, **named)
    QTimer.singleShot(200, shell, lambda: print("ready", flush=True))
    return shell
furnishing.furnish = tell
sys.exit(start.run(Path(sys.argv[1]), wiring.screens))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env=ENVIRON,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors


def test_the_self_test_of_a_whole_installation() -> None:
    done = run("--self-test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout
    assert "The installation is whole." in done.stdout


def test_the_self_test_says_what_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from visit_app.ui import self_test

    def broken() -> str:
        raise FileNotFoundError("icons")

    monkeypatch.setattr(self_test, "CHECKS", {"icons": broken, "fonts": str})
    assert app.main(["--self-test"]) == 1
    out = capsys.readouterr().out
    assert "icons: FAILED: FileNotFoundError" in out
    assert "whole" not in out


def test_every_place_that_can_be_named_has_a_screen() -> None:
    screens = app.screens(cast("Shell", None))
    makers = [
        getattr(Place, name)
        for name, what in vars(Place).items()
        if isinstance(what, classmethod)
    ]
    places = [make(*["x"] * _needed(make)) for make in makers]
    assert len(places) > 12
    assert [place.name for place in places if not screens.has(place.name)] == []


def _needed(make: Callable[..., Place]) -> int:
    """How many arguments have to be given."""
    asked = signature(make).parameters.values()
    return sum(one.default is one.empty for one in asked)
