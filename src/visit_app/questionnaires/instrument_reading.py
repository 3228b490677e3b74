"""The app's own extensions, read: scales, safety rules, cautions, sources."""

from collections.abc import Callable
from typing import Any, TypeVar

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.element import Element
from visit_app.questionnaires.instrument import (
    AgeRange,
    Band,
    CarryForward,
    Caution,
    CutOff,
    Licence,
    SafetyRule,
    Scale,
)
from visit_app.records import FamilyRole
from visit_app.records.source import HOW_CHECKED, Source

LAYOUTS = frozenset({"one-per-page", "all-on-one-page"})
MODES = frozenset({"asked-aloud", "self-completed", "through-interpreter"})
ABSENT_REASONS = frozenset({"asked-declined", "not-asked"})
LICENCES = frozenset({"free", "wording-not-shipped"})
VERIFICATIONS = frozenset(HOW_CHECKED) - {"own"}

ROLES = frozenset(FamilyRole)

T = TypeVar("T")


def read_instrument(root: Element) -> dict[str, Any]:
    """The fields of a Questionnaire that come from the app's own extensions."""
    paper = root.extension(urls.FROM_PAPER)
    return {
        "layouts": _codes(root, urls.LAYOUT, LAYOUTS) or ("one-per-page",),
        "modes": _codes(root, urls.MODE, MODES),
        "absent_reasons": _codes(root, urls.ABSENT_REASON, ABSENT_REASONS),
        "from_paper": paper is not None and paper.value("Boolean") is True,
        "scales": _each(root, urls.SCALE, _scale),
        "safety_rules": _each(root, urls.SAFETY_RULE, _safety_rule),
        "carry_forward": _each(root, urls.CARRY_FORWARD, _carry_forward),
        "cautions": _each(root, urls.CAUTION, _caution),
        "age_range": _one(root, urls.AGE_RANGE, _age_range),
        "licence": _one(root, urls.LICENCE, _licence),
        "sources": _each(root, urls.SOURCE, _source),
    }


def _each(root: Element, url: str, read: Callable[[Element], T]) -> tuple[T, ...]:
    return tuple(read(part) for part in root.extensions(url))


def _one(root: Element, url: str, read: Callable[[Element], T]) -> T | None:
    part = root.extension(url)
    return read(part) if part else None


def _codes(root: Element, url: str, allowed: frozenset[str]) -> tuple[str, ...]:
    codes = tuple(part.text("valueCode") for part in root.extensions(url))
    for code in codes:
        if code not in allowed:
            root.report(f"{_last(url)} “{code}” is not one of {_listed(allowed)}")
    return codes


def _source(part: Element) -> Source:
    verified = _text(part, "verified", "Code")
    if verified not in VERIFICATIONS:
        part.report(f"a source is not marked as one of {_listed(VERIFICATIONS)}")
    return Source(_text(part, "text"), _text(part, "address", "Uri"), verified)


def _own_source(part: Element) -> Source:
    source = part.extension("source")
    if source is None:
        part.report(f"{_last(part.text('url'))} has no source")
        return Source("")
    return _source(source)


def _scale(part: Element) -> Scale:
    return Scale(
        name=_text(part, "name", "Code"),
        title=_text(part, "title"),
        total_link_id=_text(part, "total"),
        link_ids=_texts(part, "item"),
        source=_own_source(part),
        bands=_each(part, "band", _band),
        cut_offs=_each(part, "cut-off", _cut_off),
    )


def _band(part: Element) -> Band:
    return Band(_whole(part, "low"), _whole(part, "high"), _text(part, "name"))


def _cut_off(part: Element) -> CutOff:
    return CutOff(_whole(part, "at-least"), _text(part, "note"), _own_source(part))


def _safety_rule(part: Element) -> SafetyRule:
    above = _whole(part, "above")
    return SafetyRule(
        _text(part, "item"), above, _text(part, "note"), _own_source(part)
    )


def _carry_forward(part: Element) -> CarryForward:
    pairs = [(_text(p, "from"), _text(p, "to")) for p in part.extensions("pair")]
    return CarryForward(_text(part, "questionnaire", "Canonical"), tuple(pairs))


def _caution(part: Element) -> Caution:
    return Caution(
        _texts(part, "item"),
        _text(part, "note"),
        _own_source(part),
        _codes(part, "for-role", ROLES),
        _whole(part, "when-total") if part.extension("when-total") else None,
    )


def _age_range(part: Element) -> AgeRange:
    low, high = part.inner("from-months", "Integer"), part.inner("to-months", "Integer")
    return AgeRange(low, high, _text(part, "note"), _own_source(part))


def _licence(part: Element) -> Licence:
    status = _text(part, "status", "Code")
    if status not in LICENCES:
        part.report(f"the licence status is not one of {_listed(LICENCES)}")
    return Licence(status, _text(part, "text"), _own_source(part))


def _text(part: Element, name: str, suffix: str = "String") -> str:
    value = part.inner(name, suffix)
    if isinstance(value, str):
        return value
    if name not in {"address", "note"}:
        part.report(f"{_last(part.text('url'))} lacks {name} as value{suffix}")
    return ""


def _texts(part: Element, name: str) -> tuple[str, ...]:
    return tuple(inner.text("valueString") for inner in part.extensions(name))


def _whole(part: Element, name: str) -> int:
    value = part.inner(name, "Integer")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    part.report(f"{_last(part.text('url'))} lacks {name} as valueInteger")
    return 0


def _last(url: str) -> str:
    return url.rsplit("/", maxsplit=1)[-1]


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes))
