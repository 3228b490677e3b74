"""The architecture, as tests: who may import what, and what no file may hold."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "visit_app"
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; main()"


def run_python(code: str, *arguments: str, cwd: Path = ROOT) -> tuple[int, str]:
    """Exit code and everything printed by a Python of its own."""
    command = [sys.executable, "-X", "utf8", "-c", code, *arguments]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def repository_files() -> Iterator[Path]:
    """Every file that may be committed; found without git, which may be missing."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [
            name
            for name in subfolders
            if name == ".ci"
            or (
                not name.startswith(".")
                and name not in {"__pycache__", "build", "dist"}
                and not name.endswith(".egg-info")
            )
        ]
        yield from (Path(folder) / name for name in names)


# --- import contracts --------------------------------------------------------


def test_the_import_contracts_hold() -> None:
    code, output = run_python(LINT_IMPORTS, "--no-cache")
    assert code == 0, output


VIOLATIONS = {  # file to add -> what it holds -> what the contracts answer
    "records/probe.py": (
        "import visit_app.vault",
        "visit_app.records.probe -> visit_app.vault",
    ),
    "letters/probe.py": (
        "import visit_app.exports",
        "visit_app.letters.probe -> visit_app.exports",
    ),
    "helpers/__init__.py": ("", "- visit_app.helpers"),
    "screening/probe.py": (
        "def late():\n    import PySide6.QtCore",
        "visit_app.screening.probe -> PySide6 (l.2)",
    ),
    "ui/probe/view.py": ("import PySide6", "visit_app.ui.probe.view -> PySide6"),
    "ui/probe/presenter.py": (
        "from visit_app.ui.probe import view",
        "visit_app.ui.probe.presenter -> visit_app.ui.probe.view",
    ),
    "visits/sql_probe.py": (
        "import sqlalchemy\nimport sqlcipher3",
        "visit_app.visits.sql_probe -> sqlalchemy",
    ),
    "vault/plain_probe.py": (
        "import sqlite3",
        "visit_app.vault.plain_probe -> sqlite3",
    ),
    "exports/probe.py": (
        "import cryptography",
        "visit_app.exports.probe -> cryptography",
    ),
    "visits/store_probe.py": (
        "import obstore",
        "visit_app.visits.store_probe -> obstore",
    ),
    "ui/pdf_probe.py": (
        "import reportlab, pypdfium2",
        "visit_app.ui.pdf_probe -> pypdfium2",
    ),
}


def test_the_import_contracts_notice_violations(tmp_path: Path) -> None:
    copy = tmp_path / "src" / "visit_app"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, (content, _) in VIOLATIONS.items():
        probe = copy / name
        probe.parent.mkdir(exist_ok=True)
        (probe.parent / "__init__.py").touch()
        probe.write_text(content + "\n", encoding="utf-8")
    here = f"import sys; sys.path.insert(0, {str(tmp_path / 'src')!r}); "
    code, output = run_python(here + LINT_IMPORTS, "--no-cache", cwd=tmp_path)
    assert code == 1
    missed = [answer for _, answer in VIOLATIONS.values() if answer not in output]
    assert not missed, output


IMPORT_WITHOUT_QT = """
import importlib, sys, traceback

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, NoQt())
failed = []
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError:
        failed.append(name)
        traceback.print_exc()
sys.exit(f"needs Qt: {failed}" if failed else 0)
"""


def modules_that_do_without_qt() -> list[str]:
    """Everything but the wiring in `app` and the views of `ui`; presenters included."""
    names = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        is_presenter = parts[-1] == "presenter"
        if parts[0] == "app" or (parts[0] == "ui" and not is_presenter):
            continue
        names.append(".".join(["visit_app", *parts]).removesuffix(".__init__"))
    return names


def test_every_room_but_ui_imports_without_qt() -> None:
    names = modules_that_do_without_qt()
    rooms = {name.split(".")[1] for name in names if "." in name}
    assert {"records", "questionnaires", "screening", "visits", "vault"} <= rooms
    code, output = run_python(IMPORT_WITHOUT_QT, *names)
    assert code == 0, output


# --- the one thing in Qt that a short test run would not show ------------------

MANY_EMITS = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    said = Signal(bool)

sender = Sender()
sender.said.connect(lambda value: None)
before = sys.getrefcount(True)
for _ in range(1000):
    sender.said.emit(True)
lost = before - sys.getrefcount(True)
sys.exit(f"{lost} references to True were lost" if lost > 10 else 0)
"""


def test_emitting_signals_keeps_the_references_to_true() -> None:
    # PySide6 6.12.0 aborts here on Python 3.11: docs/decisions/0002.
    code, output = run_python(MANY_EMITS)
    assert code == 0, output


# --- what no file may hold -----------------------------------------------------


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for room in ("src", "tests", "packaging")
        for path in (ROOT / room).rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{path.relative_to(SOURCE)}: {node.name}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert long == []


def test_no_room_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "common", "core", "managers", "misc"}
    assert not [path for path in SOURCE.rglob("*") if path.stem in drawers]


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = {"now", "utcnow", "today"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        if path.name != "clock.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in asking
        and ast.unparse(node.func.value) in {"datetime", "date", "datetime.datetime"}
    ]
    assert not found


def test_no_file_names_the_host_of_a_package_registry() -> None:
    parts = [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
    ]
    hosts = [".".join(each).encode() for each in parts]
    found = [
        f"{path.relative_to(ROOT)}: {host.decode()}"
        for path in repository_files()
        for content in [path.read_bytes().lower()]
        for host in hosts
        if host in content
    ]
    assert not found
