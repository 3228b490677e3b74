"""Pathways as data: what the answers of a visit suggest, and what cannot wait."""

from visit_app.screening.checklist import Checklist, Flag, FlagGroup
from visit_app.screening.condition import Reason
from visit_app.screening.findings import Findings, score_words
from visit_app.screening.gather import gather
from visit_app.screening.outcome import Outcome, Suggestion, Urgent, assess
from visit_app.screening.parsing import PathwayError
from visit_app.screening.pathway import Pathway, load_pathway, read_pathway
from visit_app.screening.rule import Offer, Rule
from visit_app.screening.safety import (
    CrisisContact,
    Protocol,
    SafetyStep,
    missing,
    numbers,
)

__all__ = [
    "Checklist",
    "CrisisContact",
    "Findings",
    "Flag",
    "FlagGroup",
    "Offer",
    "Outcome",
    "Pathway",
    "PathwayError",
    "Protocol",
    "Reason",
    "Rule",
    "SafetyStep",
    "Suggestion",
    "Urgent",
    "assess",
    "gather",
    "load_pathway",
    "missing",
    "numbers",
    "read_pathway",
    "score_words",
]
