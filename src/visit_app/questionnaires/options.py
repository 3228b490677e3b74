"""Answer options: from answerOption or a contained value set, with their weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.element import Element
from visit_app.questionnaires.questionnaire_item import (
    CHOICE_TYPES,
    AnswerOption,
    Coding,
)
from visit_app.questionnaires.translations import read_translation
from visit_app.questionnaires.values import SUFFIX, plain
from visit_app.records import Value

OPTION_TYPES = frozenset({"integer", "date", "time", "string"}) | CHOICE_TYPES
_OPTION_SUFFIXES = frozenset({"Integer", "Date", "Time", "String"})


@dataclass(frozen=True, slots=True)
class AnswerSpace:
    """What an item can be answered with: its type and its options."""

    type: str
    options: tuple[AnswerOption, ...] = ()

    def accepts(self, suffix: str) -> bool:
        """Whether an answer may have this value[x] type at all."""
        if suffix == SUFFIX.get(self.type):
            return True
        if self.type not in CHOICE_TYPES:
            return False
        free = self.type == "open-choice" and suffix == "String"
        return free or any(option.suffix == suffix for option in self.options)

    def value(self, suffix: str, raw: Any) -> Value | None:
        """The plain value of a raw value[x]; None when it does not fit the item.

        A Coding is the option with that code, and that system where one is given.
        """
        if suffix == "Coding" and self.type in CHOICE_TYPES:
            found = (o for o in self.options if o.coding and _is(o.coding, raw))
            return next((option.value for option in found), None)
        return plain(suffix, raw) if self.accepts(suffix) else None


def read_coding(part: Element) -> Coding:
    """A Coding, with the app's note on where it was verified."""
    note = part.extension(urls.VERIFIED)
    return Coding(
        system=part.text("system"),
        code=part.text("code"),
        display=part.text("display"),
        version=part.text("version"),
        verified=note.text("valueString") if note else "",
    )


def read_spaces(around: Element, contained: Mapping[str, Element]) -> dict[str, Any]:
    """The AnswerSpace of every item inside an element, by link_id."""
    spaces: dict[str, AnswerSpace] = {}
    for part in around.parts("item"):
        item = part.at(part.text("linkId"))
        options = _read_options(item, contained)
        spaces.setdefault(item.link_id, AnswerSpace(item.text("type"), options))
        for link_id, space in read_spaces(item, contained).items():
            spaces.setdefault(link_id, space)
    return spaces


def _is(coding: Coding, raw: Any) -> bool:
    if not isinstance(raw, Mapping):
        return False
    if not raw.get("code"):
        return not coding.code and raw.get("display") == coding.display
    same_system = raw.get("system") in (None, "", coding.system)
    return raw["code"] == coding.code and same_system


def _read_options(
    item: Element, contained: Mapping[str, Element]
) -> tuple[AnswerOption, ...]:
    own, value_set = item.parts("answerOption"), item.text("answerValueSet")
    _check_source(item, bool(own), value_set)
    options = [_own(part) for part in own]
    if value_set.startswith("#"):
        options += _listed(item, contained.get(value_set[1:]))
    found = tuple(option for option in options if option is not None)
    if len({(type(o.value), o.value) for o in found}) < len(found):
        item.report("two answer options have the same code")
    return found


def _check_source(item: Element, own: bool, value_set: str) -> None:
    kind = item.text("type")
    if value_set and not value_set.startswith("#"):
        item.report("answerValueSet outside the questionnaire is not supported")
    elif own and value_set:
        item.report("answerOption and answerValueSet cannot both be given")
    elif (own or value_set) and kind not in OPTION_TYPES:
        item.report(f"an item of type “{kind}” cannot have answer options")
    elif kind in CHOICE_TYPES and not own and not value_set:
        item.report("a choice needs answerOption or a contained answerValueSet")


def _own(part: Element) -> AnswerOption | None:
    coding = part.part("valueCoding")
    if coding is not None:
        return _coded(part, coding)
    found = part.choice()
    value = plain(*found) if found and found[0] in _OPTION_SUFFIXES else None
    if found is None or value is None:
        part.report("an answer option has no value of a supported type")
        return None
    return AnswerOption(value, found[0], str(value), None, **_details(part))


def _coded(part: Element, raw: Element) -> AnswerOption | None:
    if any(raw.extensions(url) for url in urls.ORDINAL):
        part.report("the weight stands inside valueCoding: put it on answerOption")
    coding = read_coding(raw)
    if not coding.code and not coding.display:
        part.report("an answer option has neither code nor display")
        return None
    words = read_translation(raw, "display")
    return AnswerOption(
        coding.code or coding.display,
        "Coding",
        coding.display or coding.code,
        coding,
        translation=words,
        **_details(part),
    )


def _details(part: Element) -> dict[str, Any]:
    prefix = part.extension(urls.OPTION_PREFIX)
    exclusive = part.extension(urls.EXCLUSIVE)
    return {
        "weight": _weight(part),
        "prefix": prefix.text("valueString") if prefix else "",
        "exclusive": exclusive is not None and exclusive.value("Boolean") is True,
        "initial_selected": part.flag("initialSelected"),
    }


def _weight(part: Element) -> int | float | None:
    found = [e.value("Decimal") for url in urls.ORDINAL for e in part.extensions(url)]
    for listed in part.extensions(urls.CONCEPT_PROPERTY):
        if listed.inner("code", "Code") == "itemWeight":
            found.append(listed.inner("value[x]", "Decimal"))
    if not found:
        return None
    weight = found[0]
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        part.report("a weight is not a number")
        return None
    return weight


def _listed(item: Element, value_set: Element | None) -> list[AnswerOption | None]:
    if value_set is None or value_set.text("resourceType") != "ValueSet":
        item.report("answerValueSet names nothing contained in the questionnaire")
        return []
    value_set = value_set.at(item.link_id)
    expansion = value_set.part("expansion")
    if expansion is not None:
        return [_concept(c, c.text("system")) for c in _contains(expansion)]
    compose = value_set.part("compose")
    includes = compose.parts("include") if compose else ()
    concepts = [
        (c, part.text("system")) for part in includes for c in part.parts("concept")
    ]
    if not concepts or any(not part.parts("concept") for part in includes):
        item.report("the contained value set does not list its codes")
    return [_concept(concept, system) for concept, system in concepts]


def _contains(expansion: Element) -> list[Element]:
    found: list[Element] = []
    for part in expansion.parts("contains"):
        found += [] if part.flag("abstract") else [part]
        found += _contains(part)
    return found


def _concept(part: Element, system: str) -> AnswerOption | None:
    if not part.text("code"):
        part.report("a code of the contained value set is empty")
        return None
    coding = Coding(system, part.text("code"), part.text("display"))
    shown = coding.display or coding.code
    return AnswerOption(coding.code, "Coding", shown, coding, **_details(part))
