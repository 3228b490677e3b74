"""Loads the fonts that ship with the app."""

from PySide6.QtGui import QFontDatabase

from visit_app.resources import resource_folder


def load_fonts() -> tuple[str, ...]:
    """Add every bundled font once; gives the families that are now available."""
    available = set(QFontDatabase.families())
    for path in sorted((resource_folder() / "fonts").glob("*.ttf")):
        family = path.stem.split("-")[0]
        if _spaced(family) in available:
            continue
        QFontDatabase.addApplicationFont(str(path))
    return tuple(QFontDatabase.families())


def _spaced(family: str) -> str:
    return "".join(f" {c}" if c.isupper() else c for c in family).strip()
