"""One rule of a pathway: when it speaks, and what it suggests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.records.source import Source
from visit_app.screening.condition import All, Condition, Leaf, leaves
from visit_app.screening.parsing import Checklists, PathwayError, read_condition
from visit_app.screening.reading import stated_source

KINDS = ("assess", "ask", "refer", "watch", "relationship", "talk", "urgent")
OFFERS = ("questionnaire", "services", "checklist", "conversation")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a suggestion leads to: a questionnaire, services, a list, a step."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When `when` holds, `text` is put to the practitioner to consider.

    `label` says whose wording it is ("Summary, based on NICE CG192"). `context` names
    scores that are shown with the reasons when they are there. A `private` rule never
    speaks unless the person is recorded as seen alone. `urgent` names the protocol of
    an urgent outcome.
    """

    id: str
    when: Condition
    kind: str
    text: str
    label: str
    source: Source
    offers: tuple[Offer, ...] = ()
    context: tuple[str, ...] = ()
    private: bool = False
    urgent: str = ""


def read_rule(
    data: Mapping[str, Any], file: Mapping[str, Any], lists: Checklists
) -> Rule:
    """A rule from JSON; raises PathwayError naming the rule and what is wrong."""
    try:
        rule = _rule(data, file, lists)
        for problem in _problems(rule, data):
            raise PathwayError(problem)
    except (KeyError, ValueError) as refusal:
        why = f"{refusal} is missing" if isinstance(refusal, KeyError) else refusal
        raise PathwayError(f"The rule {data.get('id', '?')}: {why}.") from None
    return rule


def _rule(data: Mapping[str, Any], file: Mapping[str, Any], lists: Checklists) -> Rule:
    return Rule(
        id=data["id"],
        when=read_condition(data["when"], lists),
        kind=data["kind"],
        text=data["text"],
        label=data.get("label", file["label"]),
        source=stated_source(data, file),
        offers=tuple(Offer(*name.split("/")) for name in data.get("offers", ())),
        context=tuple(data.get("context", ())),
        private=data.get("private", False),
        urgent=data.get("urgent", ""),
    )


def _problems(rule: Rule, data: Mapping[str, Any]) -> Iterator[str]:
    if rule.kind not in KINDS:
        yield f"the kind is one of {', '.join(KINDS)}"
    if not rule.text or not rule.label:
        yield "text and label are needed"
    if any(offer.kind not in OFFERS for offer in rule.offers):
        yield f"offers are one of {', '.join(OFFERS)}"
    if (rule.kind == "urgent") != bool(rule.urgent):
        yield "an urgent rule names its protocol, and no other rule does"
    if rule.private and not _asks_alone(rule.when):
        yield "a private rule has to ask for seen_alone"
    if _inputs(data["when"]) != set(data["inputs"]):
        yield "inputs and condition do not name the same things"


def _asks_alone(when: Condition) -> bool:
    parts = when.parts if isinstance(when, All) else (when,)
    return any(
        isinstance(part, Leaf)
        and (part.input, part.operator, part.operand) == ("fact:seen_alone", "is", True)
        for part in parts
    )


def _inputs(data: Any) -> set[str]:
    """The names in a condition as written, before groups of flags are spread out."""
    if isinstance(data, list):
        return {name for part in data for name in _inputs(part)}
    for joint in ("all", "any", "not"):
        if joint in data:
            return _inputs(data[joint])
    kinds = ("answer", "score", "fact", "flag", "flags")
    return {f"{kind}:{data[kind]}" for kind in kinds if kind in data}


def inputs_of(rule: Rule) -> frozenset[str]:
    """What a rule looks at, flag by flag: "answer:whooley/1", "fact:role"."""
    return frozenset(leaf.input for leaf in leaves(rule.when))
