"""The words on screen, in the language of the practitioner. Plain Python, no Qt."""

import gettext
import os
from functools import lru_cache

from visit_app.resources import resource_folder

DOMAIN = "visit_app"
WRITTEN_IN = "en"
LANGUAGE_VARIABLE = "VISIT_APP_LANGUAGE"


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == WRITTEN_IN:  # nothing to look up, nor to look for on the disk
        return gettext.NullTranslations()
    folder = resource_folder() / "locale"
    return gettext.translation(DOMAIN, folder, [language], fallback=True)


def language() -> str:
    """The language of the screens, for example `cy`; English unless one is chosen."""
    return os.environ.get(LANGUAGE_VARIABLE) or WRITTEN_IN


def tr(text: str, **values: object) -> str:
    """The text in the chosen language, its `{names}` filled in from the values."""
    found = _catalogue(language()).gettext(text) if text else ""
    return found.format(**values) if values else found


def tr_plural(one: str, many: str, n: int, **values: object) -> str:
    """The singular or plural text for n, with `{n}` and the values filled in."""
    return _catalogue(language()).ngettext(one, many, n).format(n=n, **values)
