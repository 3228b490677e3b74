"""All rules together, as they ship or as an organisation has changed them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.resources import read_json
from visit_app.screening.checklist import Checklist, read_checklist
from visit_app.screening.parsing import PathwayError
from visit_app.screening.rule import Rule, inputs_of, read_rule
from visit_app.screening.safety import (
    CrisisContact,
    Protocol,
    read_contact,
    read_protocol,
)

CHECKLISTS = ("pathways/mbrrace-flags.json",)
USUAL = "pause"
PATHWAYS = (
    "pathways/safety.json",
    "pathways/nice-cg192.json",
    "pathways/relationship.json",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """Rules in the order they are shown, and what urgent outcomes need."""

    rules: tuple[Rule, ...]
    checklists: tuple[Checklist, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    contacts: tuple[CrisisContact, ...] = ()
    attributions: tuple[str, ...] = ()

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; raises KeyError when there is none."""
        return next((r for r in self.rules if r.id == rule_id), None) or _none(rule_id)

    def protocol(self, protocol_id: str) -> Protocol:
        """The steps of this id; raises KeyError when there are none."""
        found = (p for p in self.protocols if p.id == protocol_id)
        return next(found, None) or _none(protocol_id)

    def steps_for(self, evidence: str) -> Protocol:
        """The steps for a concern with this evidence: a flag's own, else the usual.

        A rule that looks at this flag alone names the flag's own steps.
        """
        asked = frozenset({f"flag:{evidence}"})
        own = (r.urgent for r in self.rules if r.urgent and inputs_of(r) == asked)
        return self.protocol(next(own, USUAL))

    def checklist(self, checklist_id: str) -> Checklist:
        """The checklist of this id; raises KeyError when there is none."""
        found = (c for c in self.checklists if c.id == checklist_id)
        return next(found, None) or _none(checklist_id)


def load_pathway() -> Pathway:
    """The pathway that ships with the app."""
    return read_pathway(map(read_json, PATHWAYS), map(read_json, CHECKLISTS))


def read_pathway(
    files: Iterable[Mapping[str, Any]], checklists: Iterable[Mapping[str, Any]] = ()
) -> Pathway:
    """A pathway from parsed JSON files; PathwayError names every problem found."""
    lists = tuple(read_checklist(data) for data in checklists)
    by_id = {checklist.id: checklist for checklist in lists}
    sources = tuple(files)
    rules, problems = [], []
    for file in sources:
        for data in file.get("rules", ()):
            try:
                rules.append(read_rule(data, file, by_id))
            except PathwayError as refusal:
                problems.append(str(refusal))
    pathway = Pathway(
        rules=tuple(rules),
        checklists=lists,
        protocols=tuple(
            read_protocol(p, f) for f in sources for p in f.get("protocols", ())
        ),
        contacts=tuple(
            read_contact(c, f) for f in sources for c in f.get("contacts", ())
        ),
        attributions=tuple(f["attribution"] for f in sources if "attribution" in f),
    )
    _check(pathway, problems)
    return pathway


def _check(pathway: Pathway, problems: list[str]) -> None:
    ids = [rule.id for rule in pathway.rules]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    problems += [f"The rule {name} is there twice." for name in twice]
    known = {protocol.id for protocol in pathway.protocols}
    problems += [
        f"The rule {rule.id}: there is no protocol {rule.urgent}."
        for rule in pathway.rules
        if rule.urgent and rule.urgent not in known
    ]
    if problems:
        raise PathwayError(" ".join(problems))


def _none(name: str) -> Any:
    raise KeyError(name)
