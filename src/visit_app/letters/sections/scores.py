"""Scores: date, mode, sum, published band, source; no total while answers miss."""

from datetime import datetime

from visit_app.letters.context import LetterContext
from visit_app.letters.wording import options, say
from visit_app.questionnaires import Questionnaire, QuestionnaireItem
from visit_app.records import (
    Absent,
    Amendment,
    Interpreter,
    Observation,
    QuestionnaireResponse,
    Value,
)


def scores(context: LetterContext) -> tuple[str, ...]:
    """A paragraph on each result, oldest first.

    A questionnaire without a published sum (Whooley) is told by its answers in words.
    """
    told = [(o.effective, _score(context, o)) for o in context.observations]
    for name, response in context.responses.items():
        form = context.forms.get(name)
        if form and not form.scales:
            told.append(_answers(context, form, response))
    ordered = sorted(told, key=lambda pair: pair[0])
    return tuple(text for _, text in ordered if text)


def _answers(
    context: LetterContext, form: Questionnaire, response: QuestionnaireResponse
) -> tuple[datetime, str]:
    moment = response.authored or context.encounter.period_start
    lines = [
        say("said.scores.answer", question=question, answer=answer)
        for item in form.questions
        if (question := context.question(form.id, item.link_id))
        and (answer := _answer(context, item, response.first(item.link_id)))
    ]
    if not lines:
        return moment, ""
    first = say(
        "said.scores.answered",
        title=form.title,
        date=context.day(moment),
        mode=_mode(context, response.mode),
    )
    lay = _interpreted(context, response.encounter_id)
    return moment, "\n".join([f"{first} {lay}".strip(), *lines])


def _answer(
    context: LetterContext, item: QuestionnaireItem, value: Value | None
) -> str:
    """An answer in words; empty when there is none, or it was not asked."""
    if isinstance(value, bool):
        return options("said.scores.boolean")["yes" if value else "no"]
    if isinstance(value, Absent):
        told = value.is_declined
        return say("said.words.declined", name=context.name) if told else ""
    option = item.option(value)
    if option:
        return option.display
    return "" if value is None else str(value)


def _score(context: LetterContext, observation: Observation) -> str:
    parts = [
        _sum(context, observation),
        _declined(context, observation),
        _components(observation),
        _band(observation),
        _cautions(context, observation),
        _interpreted(context, observation.encounter_id),
        say("said.scores.source", source=observation.source)
        if observation.source
        else "",
    ]
    return " ".join(part for part in parts if part)


def _sum(context: LetterContext, observation: Observation) -> str:
    values = {
        "title": observation.title,
        "date": context.day(observation.effective),
        "mode": _mode(context, observation.mode),
        "maximum": observation.maximum,
    }
    if observation.missing:
        key = "between" if observation.maximum else "missing_no_maximum"
        return say(
            f"said.scores.{key}",
            low=observation.low,
            high=observation.high,
            missing=_missing(len(observation.missing)),
            **values,
        )
    if observation.value is None:
        return say("said.scores.answered", **values)
    key = "total" if observation.maximum else "total_no_maximum"
    return say(f"said.scores.{key}", value=observation.value, **values)


def _missing(count: int) -> str:
    if count == 1:
        return say("said.scores.one_missing")
    return say("said.scores.missing", count=count)


def _declined(context: LetterContext, observation: Observation) -> str:
    """How many of the missing answers the person preferred not to give."""
    ids = {observation.derived_from}
    count = sum(
        _is_declined(response.first(link_id))
        for response in context.responses.values()
        if response.id in ids
        for link_id in observation.missing
    )
    if not count:
        return ""
    return say("said.scores.declined", name=context.name, count=count)


def _is_declined(value: object) -> bool:
    return isinstance(value, Absent) and value.is_declined


def _components(observation: Observation) -> str:
    """Subscales; while an answer is missing only those of a score without a total."""
    if observation.missing and observation.maximum:
        return ""
    parts = (
        say("said.scores.component", title=name[:1].upper() + name[1:], value=value)
        for name, value in observation.component.items()
    )
    joined = ", ".join(parts)
    return f"{joined}." if joined else ""


def _band(observation: Observation) -> str:
    if not observation.band or observation.missing or observation.value is None:
        return ""
    return say("said.scores.band", band=observation.band)


def _cautions(context: LetterContext, observation: Observation) -> str:
    """What its source says of this person's role or this total; nothing unread."""
    form = context.forms.get(observation.code)
    return " ".join(
        caution.note
        for caution in (form.cautions if form else ())
        if caution.is_conditional
        and not caution.source.confirm_locally
        and caution.holds(context.subject.role, observation.value)
    )


def _mode(context: LetterContext, mode: str) -> str:
    return options("said.scores.mode").get(mode, mode).format(name=context.name)


def _interpreted(context: LetterContext, encounter_id: str) -> str:
    """Said with every result that a friend or relative interpreted."""
    here = encounter_id == context.encounter.id
    lay = context.encounter.interpreter == Interpreter.OTHER
    return say("said.scores.lay_interpreter") if here and lay else ""


def corrections(context: LetterContext) -> tuple[str, ...]:
    """What was corrected after the visit was signed off; both versions are told."""
    ordered = sorted(context.amendments, key=lambda amendment: amendment.recorded)
    return tuple(_correction(context, amendment) for amendment in ordered)


def _correction(context: LetterContext, amendment: Amendment) -> str:
    before, after = amendment.before.strip(), amendment.after.strip()
    key = "line" if before and after else "added" if after else "removed"
    parts = [
        say(
            f"said.corrections.{key}",
            date=context.day(amendment.recorded),
            before=before,
            after=after,
        )
    ]
    if amendment.reason.strip():
        parts.append(say("said.corrections.reason", reason=amendment.reason.strip()))
    return _about(context, amendment) + " ".join(parts)


def _about(context: LetterContext, amendment: Amendment) -> str:
    """What is corrected: the question of an answer, else the practitioner's words."""
    kind, _, target = amendment.target.partition("/")
    words = "" if kind == QuestionnaireResponse.__name__ else amendment.path.strip()
    for name, response in context.responses.items():
        if response.id == target:
            question = context.question(name, amendment.path)
            if question:
                return say("said.corrections.about", question=question) + " "
            words = context.title(name)  # its wording may not be printed: EPDS
    return say("said.corrections.about_words", words=words) + " " if words else ""
