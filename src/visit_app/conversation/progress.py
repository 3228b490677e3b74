"""How far a conversation has come, and what was said in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from visit_app.conversation.guide import Guide, Prompt
from visit_app.records import Absent, Value

Answers = Mapping[str, tuple[Value, ...]]


class PromptState(StrEnum):
    """What became of one prompt."""

    TO_ASK = "to-ask"
    ANSWERED = "answered"
    DECLINED = "asked-declined"
    LEFT = "not-asked"


@dataclass(frozen=True, slots=True)
class Said:
    """What was written under one heading: quotes in order, or why there is none."""

    prompt_id: str
    title: str
    text: str  # the question as it was put
    quotes: tuple[str, ...] = ()
    more: str = ""
    state: PromptState = PromptState.ANSWERED
    reason: str = ""  # why it was left, in the practitioner's words


def state(prompt: Prompt, answers: Answers) -> PromptState:
    """Whether a prompt is answered, declined, left for today, or still to ask."""
    if any(_text(answers, field.link_id) for field in prompt.fields):
        return PromptState.ANSWERED
    absent = _absent(prompt, answers)
    if absent is None:
        return PromptState.TO_ASK
    declined = absent.reason == PromptState.DECLINED
    return PromptState.DECLINED if declined else PromptState.LEFT


def reason_left(prompt: Prompt, answers: Answers) -> str:
    """The practitioner's words on why a prompt was not asked or not answered."""
    absent = _absent(prompt, answers)
    return absent.text if absent else ""


def next_prompt(guide: Guide, prompt_id: str) -> Prompt | None:
    """The screen after this one, or None after the last; raises KeyError."""
    screens = list(guide.prompts())
    following = screens[screens.index(guide.prompt(prompt_id)) + 1 :]
    return following[0] if following else None


def next_words(guide: Guide, prompt_id: str) -> str:
    """What the button says: "Next: joy"; empty after the last screen."""
    following = next_prompt(guide, prompt_id)
    if following is None:
        return ""
    return f"Next: {following.title[:1].lower()}{following.title[1:]}"


def own_words(guide: Guide, answers: Answers) -> tuple[Said, ...]:
    """The parent's own words, prompt by prompt, for summary and letter.

    Prompts still to ask are not among them; those left or declined are, with why.
    """
    found = (_said(p, answers) for p in guide.prompts() if p.official)
    return tuple(said for said in found if said.state != PromptState.TO_ASK)


def noticed(guide: Guide, answers: Answers) -> tuple[tuple[str, str], ...]:
    """What the practitioner wrote in step 2, under the app's headings, with them."""
    return _written(guide, 2, answers)


def support(guide: Guide, answers: Answers) -> tuple[tuple[str, str], ...]:
    """The free note of step 3 with its heading; what was agreed is in the CarePlan."""
    return _written(guide, 3, answers)


def _written(guide: Guide, step: int, answers: Answers) -> tuple[tuple[str, str], ...]:
    screens = (p for s in guide.steps if s.number == step for p in s.prompts)
    places = (field for prompt in screens for field in prompt.fields)
    found = ((f.short or f.label, _text(answers, f.link_id)) for f in places)
    return tuple((heading, text) for heading, text in found if text)


def _said(prompt: Prompt, answers: Answers) -> Said:
    written = [(f.more, _text(answers, f.link_id)) for f in prompt.fields]
    return Said(
        prompt_id=prompt.id,
        title=prompt.title,
        text=prompt.text,
        quotes=tuple(text for more, text in written if text and not more),
        more=" ".join(text for more, text in written if text and more),
        state=state(prompt, answers),
        reason=reason_left(prompt, answers),
    )


def _text(answers: Answers, link_id: str) -> str:
    return next((v.strip() for v in answers.get(link_id, ()) if isinstance(v, str)), "")


def _absent(prompt: Prompt, answers: Answers) -> Absent | None:
    given = (v for f in prompt.fields for v in answers.get(f.link_id, ()))
    return next((value for value in given if isinstance(value, Absent)), None)
