"""The kit must not slow down the first window: nothing heavy comes with it."""

import subprocess
import sys

HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "pypdfium2", "cryptography")
CODE = """
import importlib, pkgutil, sys
import visit_app.ui.kit as kit
for module in pkgutil.iter_modules(kit.__path__):
    importlib.import_module(f"visit_app.ui.kit.{module.name}")
print(",".join(name for name in HEAVY if name in sys.modules))
"""


def test_importing_the_whole_kit_loads_nothing_heavy() -> None:
    code = f"HEAVY = {HEAVY!r}\n{CODE}"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == ""


def test_screen_texts_need_no_qt() -> None:
    code = "import sys, visit_app.ui.text; print('PySide6' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
