"""What one visit found, as plain facts: all that a pathway may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from visit_app.questionnaires import Score

Answer = str | bool | int | float
Fact = str | bool | int | None

FACTS = {
    "role": str,
    "postnatal": bool,
    "baby_age_days": int,
    "gestation_days": int,
    "need": bool,
    "need_before": bool,
    "history_known": bool,
    "concerned": bool,
    "worried_now": bool,
    "seen_alone": bool,
    "interpreter": str,
    "safety_answers": bool,
}


def score_words(score: Score) -> str:
    """A score for people: "GAD-2: 4 of 6", "GAD-2: between 3 and 6 of 6".

    An instrument without a total of its own is said subscale by subscale.
    """
    if score.total is None and score.maximum == score.minimum:
        return "; ".join(score_words(part) for part in score.subscales)
    between = f"between {score.low} and {score.high}"
    points = between if score.total is None else f"{score.total}"
    band = f", {score.band.lower()}" if score.band else ""
    return f"{score.title}: {points} of {score.maximum}{band}"


def is_complete(score: Score) -> bool:
    """Whether no answer is missing."""
    return not score.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """One person's answers and what is known around them; None is "not known".

    Keys of `answers`, `said` and `safety_answers` are "<questionnaire name>/<link_id>";
    `said` holds the answers as words ("Question 1 of Whooley: yes"). A question that
    was declined has the answer "asked-declined"; one not asked has none. `flags` are
    "<checklist>/<flag id>". `needs` are the areas of need written in the conversation,
    `needs_before` whether an earlier visit has any. `interpreter` is as in Encounter.
    What was answered at an earlier visit and still counts has "-before" at the name:
    "history-before/family". `history_known`: all of the history has an answer, today's
    or an earlier one.
    """

    subject_role: str
    scores: Mapping[str, Score] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    safety_answers: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    baby_age_days: int | None = None
    gestation_days: int | None = None
    concerned: bool = False
    worried_now: bool = False
    seen_alone: bool | None = None
    interpreter: str = ""
    needs: tuple[str, ...] = ()
    needs_before: bool = False
    history_known: bool = False

    def fact(self, name: str) -> Fact:
        """A fact by the name pathways use (FACTS); None when it is not known."""
        return {
            "role": self.subject_role or None,
            "postnatal": self.baby_age_days is not None and self.baby_age_days >= 0,
            "baby_age_days": self.baby_age_days,
            "gestation_days": self.gestation_days,
            "need": any(need.strip() for need in self.needs),
            "need_before": self.needs_before,
            "history_known": self.history_known,
            "concerned": self.concerned,
            "worried_now": self.worried_now,
            "seen_alone": self.seen_alone,
            "interpreter": self.interpreter or None,
            "safety_answers": bool(self.safety_answers),
        }[name]

    def words(self, key: str) -> str:
        """An answer as words for people."""
        value = self.answers.get(key)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return self.said.get(key) or f"{key}: {value}"

    def fact_words(self, name: str) -> str:
        """What stands for {value} in the words of a condition about a fact."""
        if name == "safety_answers":
            return "; ".join(self.words(key) for key in self.safety_answers)
        return str(self.fact(name))
