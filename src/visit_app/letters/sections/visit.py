"""What only the text for the main record system says: the visit and its referrals."""

from visit_app.letters.context import LetterContext
from visit_app.letters.sections.referral import consent, reason, urgency
from visit_app.letters.wording import say


def visit(context: LetterContext) -> tuple[str, ...]:
    """Where, who was in the room, seen alone or not, signed off by whom."""
    encounter = context.encounter
    lines = []
    if context.place:
        lines.append(say("record.visit.place", place=context.place))
    if context.present:
        present = ", ".join(context.present)
        lines.append(say("record.visit.present", present=present))
    if encounter.seen_alone is not None:
        alone = encounter.is_alone(context.subject.role)
        key = "alone" if alone else "not_alone"
        lines.append(say(f"record.visit.{key}", name=context.name))
    return (*lines, _signed(context))


def _signed(context: LetterContext) -> str:
    encounter = context.encounter
    if encounter.signed_at is None:
        return say("record.visit.unsigned")
    day = context.day(encounter.signed_at)
    return say("record.visit.signed", by=encounter.signed_by, date=day)


def referral(context: LetterContext) -> tuple[str, ...]:
    """One referral in short: to whom, how urgent, why, with what consent."""
    performer = context.request.performer.strip()
    to = "to" if performer else "to_somebody"
    why = "\n".join(reason(context))
    return (
        say(f"record.referral.{to}", performer=performer),
        *urgency(context),
        say("record.referral.reason", reason=why),
        *consent(context),
    )
