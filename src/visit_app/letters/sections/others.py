"""What somebody else of the family said, once they agreed that it is told here."""

from collections.abc import Iterator

from visit_app.letters.context import LetterContext
from visit_app.letters.sections.conversation import words
from visit_app.letters.sections.scores import scores
from visit_app.letters.wording import options, say


def others(context: LetterContext) -> tuple[str, ...]:
    """Whose words these are and that they agreed, then their own words and results.

    What may only be told about somebody seen alone stays out of another's letter.
    """
    own = (other.own(in_another=True) for other in context.others)
    return tuple(line for other in own for line in _about(other))


def _about(other: LetterContext) -> Iterator[str]:
    role = options("said.others.roles").get(other.subject.role, "")
    yield say(
        f"said.others.{'role' if role else 'no_role'}",
        name=other.name,
        role=role,
        date=other.day(other.encounter.period_start),
    )
    told = (*words(other), *scores(other))
    yield from told
    if not told:
        yield say("said.others.nothing")
