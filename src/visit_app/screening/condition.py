"""The condition language of pathways: a small tree over facts, with unknowns.

{"all": [...]}, {"any": [...]}, {"not": ...} join leaves, and a leaf is one of
{"answer": "whooley/1", "is": true}, {"score": "gad-2", "at_least": 3} (or "below"),
{"fact": "role", "in": ["mother"]} (or "is", "at_least", "at_most"; "words" says it to
people), {"flag": "mbrrace-flags/psychosis"}. What is not known makes a condition
unknown, never true: an interval meets "at_least" only when its lower end does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from visit_app.screening.findings import Fact, Findings, score_words


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer, score or fact that led to a suggestion; `name` as in `inputs`."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds (None: not known) and what speaks for the verdict."""

    holds: bool | None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison; `kind` is answer, score, fact or flag."""

    kind: str
    name: str
    operator: str
    operand: object
    words: str = ""

    @property
    def input(self) -> str:
        """How a rule names it among its inputs."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part does."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part does."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not, and is unknown when that is."""

    part: "Condition"


Condition = Leaf | All | AnyOf | Not

COMPARISONS: dict[str, Callable[[object, object], bool]] = {
    "is": lambda value, operand: type(value) is type(operand) and value == operand,
    "in": lambda value, operand: isinstance(operand, tuple) and value in operand,
    "at_least": lambda value, operand: cast(int, value) >= cast(int, operand),
    "at_most": lambda value, operand: cast(int, value) <= cast(int, operand),
}


def evaluate(condition: Condition, findings: Findings) -> Verdict:
    """Whether the condition holds for these findings, and because of what."""
    match condition:
        case All(parts):
            return _joined([evaluate(part, findings) for part in parts], False)
        case AnyOf(parts):
            return _joined([evaluate(part, findings) for part in parts], True)
        case Not(part):
            verdict = evaluate(part, findings)
            holds = None if verdict.holds is None else not verdict.holds
            return Verdict(holds, verdict.because)
        case leaf:
            return _leaf(leaf, findings)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every comparison of a condition, in order."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case leaf:
            yield leaf


def _joined(verdicts: list[Verdict], decisive: bool) -> Verdict:
    """One decisive verdict settles it; otherwise one unknown leaves it unknown."""
    known = [verdict.holds for verdict in verdicts]
    if decisive in known:
        return Verdict(decisive, _reasons(verdicts, decisive))
    if None in known:
        return Verdict(None)
    return Verdict(not decisive, _reasons(verdicts, not decisive))


def _reasons(verdicts: list[Verdict], holds: bool) -> tuple[Reason, ...]:
    found = (r for v in verdicts if v.holds is holds for r in v.because)
    return tuple(dict.fromkeys(found))


def _leaf(leaf: Leaf, findings: Findings) -> Verdict:
    return {"answer": _answer, "score": _score, "fact": _fact, "flag": _flag}[
        leaf.kind
    ](leaf, findings)


def _answer(leaf: Leaf, findings: Findings) -> Verdict:
    if leaf.name not in findings.answers:
        return Verdict(None)
    holds = COMPARISONS[leaf.operator](findings.answers[leaf.name], leaf.operand)
    return Verdict(holds, (Reason(leaf.input, findings.words(leaf.name)),))


def _score(leaf: Leaf, findings: Findings) -> Verdict:
    score = findings.scores.get(leaf.name)
    if score is None:
        return Verdict(None)
    holds = score.reaches(cast(int, leaf.operand))
    if holds is not None and leaf.operator == "below":
        holds = not holds
    return Verdict(holds, (Reason(leaf.input, score_words(score)),))


def _fact(leaf: Leaf, findings: Findings) -> Verdict:
    value: Fact = findings.fact(leaf.name)
    if value is None:
        return Verdict(None)
    holds = COMPARISONS[leaf.operator](value, leaf.operand)
    words = leaf.words.format(value=findings.fact_words(leaf.name))
    return Verdict(holds, (Reason(leaf.input, words),) if words else ())


def _flag(leaf: Leaf, findings: Findings) -> Verdict:
    # A list nobody has opened is as good as a list without a tick: not a "no".
    holds = True if leaf.name in findings.flags else None
    return Verdict(holds, (Reason(leaf.input, leaf.words),) if holds else ())
