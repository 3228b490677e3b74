"""Translations beside a text property (`_text`, `_display`, `_title`)."""

from collections.abc import Mapping

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.element import Element


def read_translation(element: Element, name: str) -> Mapping[str, str]:
    """The translations of a text property, by language."""
    beside = element.part(f"_{name}")
    found = beside.extensions(urls.TRANSLATION) if beside else ()
    pairs = [
        (part.inner("lang", "Code"), part.inner("content", "String")) for part in found
    ]
    if not all(language and words for language, words in pairs):
        element.report(f"a translation of {name} lacks its language or its words")
    return {
        str(language): str(words) for language, words in pairs if language and words
    }
