"""The parts of a letter: each function gives the paragraphs of one section.

A section without paragraphs is left out: nothing is stated that is not recorded.
"""

from collections.abc import Callable, Mapping

from visit_app.letters.context import LetterContext
from visit_app.letters.sections.conversation import noticed, words
from visit_app.letters.sections.judgement import judgement, plan
from visit_app.letters.sections.others import others
from visit_app.letters.sections.person import (
    communication,
    contact,
    gp,
    people,
)
from visit_app.letters.sections.referral import consent, reason, urgency, wishes
from visit_app.letters.sections.safety import safety
from visit_app.letters.sections.scores import corrections, scores
from visit_app.letters.sections.visit import referral, visit

Paragraphs = tuple[str, ...]

PARTS: Mapping[str, Callable[[LetterContext], Paragraphs]] = {
    "safety": safety,
    "urgency": urgency,
    "reason": reason,
    "words": words,
    "noticed": noticed,
    "scores": scores,
    "corrections": corrections,
    "judgement": judgement,
    "wishes": wishes,
    "plan": plan,
    "consent": consent,
    "communication": communication,
    "contact": contact,
    "people": people,
    "others": others,
    "gp": gp,
}

__all__ = ["PARTS", "Paragraphs", "referral", "visit"]
