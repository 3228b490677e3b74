"""Loads the fonts that ship with the app."""

from functools import lru_cache

from PySide6.QtGui import QFontDatabase

from visit_app.resources import resource_folder


def load_fonts() -> tuple[str, ...]:
    """Add every bundled font once; gives the families that are now available."""
    for path in sorted((resource_folder() / "fonts").glob("*.ttf")):
        load_font(path.name)
    return tuple(QFontDatabase.families())


@lru_cache(maxsize=64)
def load_font(file_name: str) -> None:
    """Add one bundled font once, unless the computer has that family itself."""
    if not _computer_has(_spaced(file_name.split("-", maxsplit=1)[0])):
        QFontDatabase.addApplicationFont(str(resource_folder() / "fonts" / file_name))


@lru_cache(maxsize=8)
def _computer_has(family: str) -> bool:
    """Asked before the first font of that family is added, and only then."""
    return QFontDatabase.hasFamily(family)


def _spaced(family: str) -> str:
    return "".join(f" {c}" if c.isupper() else c for c in family).strip()
