"""What stands round the sections: letterhead, recipient, Re, signature, copies."""

from collections.abc import Sequence

from visit_app.letters.context import LetterContext
from visit_app.letters.letter import Letter
from visit_app.letters.sections.person import born, full_name, nhs_number
from visit_app.letters.wording import options, say
from visit_app.records import LetterSection, Practitioner
from visit_app.records.dates import spoken_date


def framed(context: LetterContext, sections: Sequence[LetterSection]) -> Letter:
    """The letter with these sections, ready to be set."""
    practice = context.practice
    return Letter(
        title=say("title"),
        date=context.date,
        date_text=spoken_date(context.date),
        sender=_sender(context.practitioner),
        marking=say("frame.marking"),
        recipient=_recipient(context),
        reference=(_identity(context, "re"), *_household(context)),
        warning=_warning(context),
        salutation=say("frame.salutation"),
        sections=tuple(sections),
        closing=say("frame.closing"),
        signature=_signature(context.practitioner),
        copies=_copies(context),
        running=_identity(context, "running"),
        page_of=say("frame.page_of", page="{page}", pages="{pages}"),
        watermark=say("frame.watermark") if practice else "",
        banner=say("frame.banner") if practice else "",
        large_print=context.large_print,
    )


def _identity(context: LetterContext, key: str) -> str:
    person = context.subject
    return say(
        f"frame.{key}",
        name=full_name(person),
        born=born(person),
        nhs=nhs_number(person),
    )


def _household(context: LetterContext) -> list[str]:
    family = context.family
    lines = [
        say("frame.baby", name=full_name(baby), born=born(baby), nhs=nhs_number(baby))
        for baby in family.babies
    ]
    if family.due:
        lines.append(say("frame.due", date=spoken_date(family.due)))
    address = ", ".join(_lines(f"{family.address}\n{family.postcode}"))
    return [*lines, say("frame.address", address=address)] if address else lines


def _sender(practitioner: Practitioner) -> tuple[str, ...]:
    lines = _lines(practitioner.organization) or [practitioner.name]
    return (*lines, *_telephone(practitioner))


def _telephone(practitioner: Practitioner) -> list[str]:
    phone = practitioner.phone.strip()
    return [say("frame.telephone", phone=phone)] if phone else []


def _recipient(context: LetterContext) -> tuple[str, ...]:
    request = context.request
    name = request.performer.strip() or say("frame.no_recipient")
    return (name, *_lines(request.performer_address))


def _warning(context: LetterContext) -> str:
    return say("frame.not_to_home") if context.request.copy_to_home is False else ""


def _signature(practitioner: Practitioner) -> tuple[str, ...]:
    roles = options("roles")
    role = roles.get(practitioner.role, practitioner.role_text.strip())
    pin = practitioner.registration_pin.strip()
    if pin:
        key = "pin" if role else "pin_only"
        role = say(f"frame.{key}", role=role, pin=pin)
    lines = [practitioner.name, role, *_telephone(practitioner)]
    return tuple(line for line in lines if line)


def _copies(context: LetterContext) -> tuple[str, ...]:
    request = context.request
    names = [copy.strip() for copy in request.copies if copy.strip()]
    if request.copy_to_home:
        names.append(say("frame.copy_to_home", name=full_name(context.subject)))
    lines = [say("frame.copies"), *names] if names else []
    return (*lines, _warning(context)) if _warning(context) else tuple(lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
