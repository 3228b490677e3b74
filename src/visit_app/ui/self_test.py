"""`visit-app --self-test`: is this installation whole? Run it in a packaged build."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

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


def _questionnaires() -> str:
    from visit_app.visits.opening import shipped

    catalogue = shipped()[0]
    for name in catalogue.names:
        catalogue.get(name)
    return ", ".join(catalogue.names)


def _letter() -> str:
    from datetime import date

    from visit_app.letters import Letter
    from visit_app.letters.pdf import render
    from visit_app.letters.preview import pages

    words = ("Zażółć gęślą jaźń. Ștefan, Žemaitė, Tŷ.",)
    letter = Letter(
        title="Self test", date=date(2026, 1, 1), date_text="", sender=words
    )
    return f"{len(pages(render(letter), 600))} page set and drawn"


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
    "vault": _vault,
    "questionnaires": _questionnaires,
    "letter": _letter,
    "window": _window,
}
