"""What a pathway has to say about one visit: suggestions with their reasons."""

from dataclasses import dataclass

from visit_app.records.source import Source
from visit_app.screening.condition import Reason, evaluate
from visit_app.screening.findings import Findings, is_complete, score_words
from visit_app.screening.pathway import Pathway
from visit_app.screening.rule import Offer, Rule
from visit_app.screening.safety import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something for the practitioner to consider: never a decision.

    `because` are the answers that led to it, as words; `offers` leave out what is
    answered in full already; `confirm_locally` has to be said on screen.
    """

    rule_id: str
    kind: str
    text: str
    label: str
    because: tuple[Reason, ...]
    source: Source
    offers: tuple[Offer, ...] = ()

    @property
    def confirm_locally(self) -> bool:
        """No source could be read for it."""
        return self.source.confirm_locally


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """Something that cannot wait, with the steps to take."""

    rule_id: str
    text: str
    label: str
    because: tuple[Reason, ...]
    source: Source
    protocol: Protocol


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: urgent first, then suggestions, each in the pathway's order."""

    suggestions: tuple[Suggestion, ...] = ()
    urgent: tuple[Urgent, ...] = ()

    def suggestion(self, rule_id: str) -> Suggestion | None:
        """The suggestion of this rule, or None when it did not speak."""
        return next((s for s in self.suggestions if s.rule_id == rule_id), None)


def assess(findings: Findings, pathway: Pathway) -> Outcome:
    """What the pathway suggests for these findings; the practitioner decides."""
    spoken = [
        (rule, verdict.because)
        for rule in pathway.rules
        if _may_speak(rule, findings)
        and (verdict := evaluate(rule.when, findings)).holds
    ]
    return Outcome(
        tuple(_suggest(r, why, findings) for r, why in spoken if not r.urgent),
        tuple(_urgent(r, why, pathway) for r, why in spoken if r.urgent),
    )


def _may_speak(rule: Rule, findings: Findings) -> bool:
    return findings.seen_alone is True or not rule.private


def _suggest(rule: Rule, because: tuple[Reason, ...], findings: Findings) -> Suggestion:
    return Suggestion(
        rule_id=rule.id,
        kind=rule.kind,
        text=rule.text,
        label=rule.label,
        because=because + _context(rule, because, findings),
        source=rule.source,
        offers=tuple(offer for offer in rule.offers if not _done(offer, findings)),
    )


def _context(
    rule: Rule, because: tuple[Reason, ...], findings: Findings
) -> tuple[Reason, ...]:
    said = {reason.name for reason in because}
    return tuple(
        Reason(f"score:{name}", score_words(findings.scores[name]))
        for name in rule.context
        if name in findings.scores and f"score:{name}" not in said
    )


def _done(offer: Offer, findings: Findings) -> bool:
    score = findings.scores.get(offer.name)
    answered = score is not None and is_complete(score)
    return offer.kind == "questionnaire" and answered


def _urgent(rule: Rule, because: tuple[Reason, ...], pathway: Pathway) -> Urgent:
    return Urgent(
        rule_id=rule.id,
        text=rule.text,
        label=rule.label,
        because=because,
        source=rule.source,
        protocol=pathway.protocol(rule.urgent),
    )
