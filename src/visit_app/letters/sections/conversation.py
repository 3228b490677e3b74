"""The parent's own words under the prompts as they were put, and what was noticed."""

from visit_app.conversation import PromptState, Said, own_words
from visit_app.conversation import noticed as noticed_in
from visit_app.letters.context import LetterContext
from visit_app.letters.wording import say


def words(context: LetterContext) -> tuple[str, ...]:
    """Each prompt verbatim, then what was said; prompts not asked are left out."""
    response = context.conversation()
    if response is None or context.guide is None:
        return ()
    said = [
        _said(context, answer)
        for answer in own_words(context.guide, response.answers)
        if answer.state != PromptState.LEFT
    ]
    if said and context.family.has_only_unborn:
        said.append(say("said.words.unborn"))
    return tuple(said)


def _said(context: LetterContext, answer: Said) -> str:
    if answer.state == PromptState.DECLINED:
        return f"{answer.text}\n{say('said.words.declined', name=context.name)}"
    quotes = ", ".join(_quoted(quote) for quote in answer.quotes)
    more = _quoted(answer.more) if answer.more else ""
    return "\n".join(part for part in (answer.text, quotes, more) if part)


def _quoted(text: str) -> str:
    return say("said.words.quoted", text=text)


def noticed(context: LetterContext) -> tuple[str, ...]:
    """What the practitioner wrote under strengths, needs, cues and interaction."""
    response = context.conversation()
    if response is None or context.guide is None:
        return ()
    return tuple(
        say("said.noticed.line", heading=heading, text=text)
        for heading, text in noticed_in(context.guide, response.answers)
    )
