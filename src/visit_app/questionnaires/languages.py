"""A language is offered whole or not at all."""

from collections.abc import Iterator, Mapping

from visit_app.questionnaires.element import Element
from visit_app.questionnaires.problem import Problem
from visit_app.questionnaires.translations import read_translation


def check_languages(root: Element) -> list[Problem]:
    """One problem for each text that lacks a language which other texts have."""
    texts = list(_texts(root))
    languages = {language for _, _, found in texts for language in found}
    return [
        Problem(link_id, f"{name} has no translation in “{language}”")
        for link_id, name, found in texts
        for language in sorted(languages - set(found))
    ]


def _texts(around: Element) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Every text that a person reads: where, which element, its translations."""
    quiet = Element(around.data, around.link_id, [])
    if not around.link_id and quiet.text("title"):
        yield "", "title", read_translation(quiet, "title")
    for part in quiet.parts("item"):
        item = part.at(part.text("linkId"))
        if item.text("text"):
            yield item.link_id, "text", read_translation(item, "text")
        for option in item.parts("answerOption"):
            coding = option.part("valueCoding")
            if coding is not None and coding.text("display"):
                yield item.link_id, "display", read_translation(coding, "display")
        yield from _texts(item)
