"""`visit-app --self-test`: is this installation whole? Run it in a packaged build."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit_app.letters import Letter

Check = Callable[[], str]


def self_test() -> int:
    """Try each part once; prints a line for each and returns 1 when one failed."""
    failed = 0
    for name, check in CHECKS.items():
        try:
            words = check()
        except Exception as error:  # noqa: BLE001 - every failure is reported
            failed += 1
            words = f"FAILED: {type(error).__name__}: {error}"
        sys.stdout.write(f"{name}: {words}\n")
    sys.stdout.write("The installation is whole.\n" if not failed else "")
    return 1 if failed else 0


def _engine() -> str:
    from visit_app.vault import recipe

    recipe.check_engine()
    memory = "in blocks" if recipe.IN_BLOCKS else "piece by piece, which is slower"
    return f"SQLite {recipe.driver.sqlite_version}, encrypting; memory {memory}"


def _passphrase() -> str:
    from time import perf_counter

    from visit_app.vault.kdf import STANDARD, stretch

    started = perf_counter()
    first = stretch("self test", bytes(16), STANDARD)
    spent = perf_counter() - started
    if stretch("self test", bytes(16), STANDARD) != first:
        raise ValueError("the same passphrase gave another key")
    return f"Argon2id, {STANDARD.memory_kib // 1024} MiB, {spent * 1000:.0f} ms a guess"


def _vault() -> str:
    from visit_app.records import Practitioner
    from visit_app.records.clock import SystemClock
    from visit_app.vault.keyslots import unlock
    from visit_app.vault.vault import Vault, create

    clock = SystemClock()
    who = Practitioner(id="self-test", name="Self Test")
    with tempfile.TemporaryDirectory() as name:
        made = create(Path(name), "self test words only", who, clock)
        made.vault.close()
        with unlock(Path(name), made.recovery_code, clock) as key:
            vault = Vault.open(Path(name), key, clock)
        with vault:
            same = vault.practitioner() == who
    if not same:
        raise ValueError("what was written was not read back")
    return "encrypted, closed, opened with the recovery code, read back"


def _resources() -> str:
    from visit_app.directory import load_directory
    from visit_app.resources import resource_folder
    from visit_app.schedule import FNP, load_programme
    from visit_app.visits.opening import shipped

    shipped()
    load_directory()
    load_programme()
    load_programme(FNP)
    files = [path for path in resource_folder().rglob("*") if path.is_file()]
    return f"{len(files)} files; guide, pathway, codes, services and programmes read"


def _questionnaires() -> str:
    from visit_app.questionnaires.check import lines, report
    from visit_app.resources import resource_folder

    files = sorted((resource_folder() / "questionnaires").glob("*.json"))
    outcome = report(files)
    if not (files and outcome["ok"]):
        raise ValueError("; ".join(lines(outcome)) or "there are none")
    return ", ".join(path.stem for path in files)


def _fonts() -> str:
    from visit_app.letters.pdf import unprintable
    from visit_app.resources import resource_folder

    missing = unprintable(_sample())
    if missing:
        raise ValueError(f"letters cannot print {missing}")
    faces = list((resource_folder() / "fonts").glob("*.ttf"))
    return f"{len(faces)} faces; names in six languages can be printed"


def _letter() -> str:
    from visit_app.letters.pdf import render
    from visit_app.letters.preview import pages

    return f"{len(pages(render(_sample()), 600))} page set and drawn"


def _sample() -> "Letter":
    from datetime import date

    from visit_app.letters import Letter

    words = ("Zażółć gęślą jaźń. Ștefan, Žemaitė, Šarūnė, Tŷ, Siân, Cabdi, £.",)
    return Letter(title="Self test", date=date(2026, 1, 1), date_text="", sender=words)


def _window() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from visit_app.records.clock import SystemClock
    from visit_app.ui.background import InlineBackground
    from visit_app.ui.kit.theme_holder import ThemeHolder
    from visit_app.ui.records_folder import RecordsFolder
    from visit_app.ui.unlock.view import UnlockPage

    app = QApplication.instance() or QApplication(["visit-app"])
    if not isinstance(app, QApplication):
        raise TypeError("there is no window system")
    ThemeHolder(app)
    records = RecordsFolder(Path(tempfile.gettempdir()), SystemClock())
    page = UnlockPage(records, InlineBackground(), lambda _: None)
    page.resize(1366, 690)
    picture = page.grab().toImage()
    if picture.isNull():
        raise ValueError("the window could not be drawn")
    return f"drawn, {picture.width()} by {picture.height()} px"


CHECKS: dict[str, Check] = {
    "engine": _engine,
    "passphrase": _passphrase,
    "vault": _vault,
    "resources": _resources,
    "questionnaires": _questionnaires,
    "fonts": _fonts,
    "letter": _letter,
    "window": _window,
}
