"""The referral itself: how urgent, why, what is wanted, and with what consent."""

from visit_app.letters.context import LetterContext
from visit_app.letters.wording import options, say
from visit_app.records import Consent, ConsentDecision, Priority


def urgency(context: LetterContext) -> tuple[str, ...]:
    """The urgency and the phone call; a letter alone is never the urgent channel."""
    request = context.request
    key = request.priority if request.priority in set(Priority) else "other"
    soon = say(
        f"said.urgency.{key if request.priority else 'none'}", priority=request.priority
    )
    return (f"{soon} {_phoned(context)}".strip(),)


def _phoned(context: LetterContext) -> str:
    request = context.request
    whom, at = request.phoned_whom.strip(), request.phoned_at.strip()
    if whom:
        return say(f"said.urgency.{'phoned_at' if at else 'phoned'}", whom=whom, at=at)
    if at:
        return say("said.urgency.phoned_somebody", at=at)
    needed = request.priority in {Priority.URGENT, Priority.EMERGENCY}
    return say("said.urgency.not_phoned") if needed else ""


def reason(context: LetterContext) -> tuple[str, ...]:
    """Why the referral is made, in the practitioner's words."""
    return _written(context.request.reason) or (say("said.reason.none"),)


def wishes(context: LetterContext) -> tuple[str, ...]:
    """What the parent wants."""
    return _written(context.request.patient_wishes)


def consent(context: LetterContext) -> tuple[str, ...]:
    """What the parent said to sharing, and its limits."""
    given = context.request.consent
    lines = [*_decision(context, given), *_explained(context)]
    if given.limits.strip():
        lines.insert(1, say("said.consent.limits", limits=given.limits.strip()))
    return tuple(lines)


def _decision(context: LetterContext, given: Consent) -> list[str]:
    known = given.decision if given.decision in set(ConsentDecision) else "none"
    lines = [say(f"said.consent.{known}", name=context.name) + _recorded(context)]
    if known == ConsentDecision.REFUSED:
        why = given.reason_without.strip()
        key = "reason_without" if why else "no_reason_without"
        lines.append(say(f"said.consent.{key}", reason=why))
    return lines


def _recorded(context: LetterContext) -> str:
    given = context.request.consent
    if given.recorded is None or not given.decision:
        return ""
    day = context.day(given.recorded)
    known = {"spoken", "written"} & {given.given_how}
    if not known:
        return " " + say("said.consent.on", date=day)
    how = options("said.consent")[given.given_how]
    return " " + say("said.consent.how", how=how, date=day)


def _explained(context: LetterContext) -> list[str]:
    lines = []
    if context.encounter.sharing_explained:
        lines.append(say("said.consent.explained"))
    if context.encounter.sharing_note.strip():
        note = context.encounter.sharing_note.strip()
        lines.append(say("said.consent.sharing", note=note))
    return lines


def _written(text: str) -> tuple[str, ...]:
    """What was typed, a paragraph for each blank line in it."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(part for part in parts if part)
