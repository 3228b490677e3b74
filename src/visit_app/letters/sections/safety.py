"""Safety first: what was answered, who was told, who accepted responsibility."""

from visit_app.letters.context import LetterContext
from visit_app.letters.wording import say
from visit_app.records import DetectedIssue, IssueCode, Mitigation

ACTIONS = (
    *("phoned", "told", "accepted", "safeguarding", "no-safeguarding"),
    *("step-done", "no-action", "noted"),
)
NAMED = frozenset({"phoned", "told", "accepted"})  # their sentence has the person


def safety(context: LetterContext) -> tuple[str, ...]:
    """A paragraph on each concern, one on each thing done about it, oldest first.

    Amber flags follow: what they ask for is agreed locally, so they are only named.
    """
    issues = sorted(context.issues, key=lambda issue: issue.identified)
    lines = (line for issue in issues for line in _issue(context, issue))
    return (*lines, *(say("said.safety.watch", said=text) for text in context.watch))


def _issue(context: LetterContext, issue: DetectedIssue) -> list[str]:
    lines = [_what(context, issue)]
    if issue.note.strip():
        lines.append(say("said.safety.note", note=issue.note.strip()))
    lines += [_step(context, step) for step in issue.mitigation]
    accepted = any(step.action == "accepted" for step in issue.mitigation)
    if not accepted:  # a receiving service has to know that nobody has taken it on
        lines.append(say("said.safety.nobody"))
    return lines


def _what(context: LetterContext, issue: DetectedIssue) -> str:
    values = {
        "date": context.day(issue.identified),
        "name": context.name,
        "said": issue.said.strip(),
    }
    if issue.code == IssueCode.SELF_HARM_ANSWER:
        return _answer(context, issue, values)
    if issue.code == IssueCode.PRACTITIONER_CONCERN:
        return say("said.safety.practitioner-concern", **values)
    known = issue.code if issue.code == IssueCode.RED_FLAG else "other"
    return say(f"said.safety.{known if values['said'] else 'other_unsaid'}", **values)


def _answer(
    context: LetterContext, issue: DetectedIssue, values: dict[str, str]
) -> str:
    name, _, link_id = issue.evidence.partition("/")
    question, title = context.question(name, link_id), context.title(name)
    if question and title:
        key = "answer"
    else:  # the wording may not be printed: EPDS
        key = "answer_no_question" if title else "answer_no_title"
    return say(f"said.safety.{key}", question=question, title=title, **values)


def _step(context: LetterContext, step: Mitigation) -> str:
    person = step.person.strip()
    known = step.action if step.action in ACTIONS else "step-done"
    parts = [
        say(
            f"said.safety.{known}",
            person=person or say("said.safety.somebody"),
            when=_when(context, step),
        )
    ]
    if person and known not in NAMED:
        parts.append(say("said.safety.person", person=person))
    return " ".join([*parts, step.note.strip()]).strip()


def _when(context: LetterContext, step: Mitigation) -> str:
    day, at = context.day(step.recorded), step.at.strip()
    return say(f"said.safety.{'when_at' if at else 'when'}", date=day, at=at)
