"""The person: how to speak with them, how to reach them, the baby, the GP."""

from visit_app.letters.context import LetterContext
from visit_app.letters.wording import say
from visit_app.records import Interpreter, Patient
from visit_app.records.dates import spoken_date
from visit_app.records.nhs_number import display

HISTORY = "history"  # the questionnaire on earlier mental illness


def born(person: Patient) -> str:
    """The date of birth, or that it is not recorded: a receiving service asks."""
    if person.birth_date is None:
        return say("frame.born_unknown")
    return say("frame.born", date=spoken_date(person.birth_date))


def nhs_number(person: Patient) -> str:
    """The number as 3-3-4, or "not known" with the reason."""
    if person.nhs_number:
        return display(person.nhs_number)
    reason = person.nhs_number_absent_reason.strip()
    if reason:
        return say("frame.nhs_unknown_reason", reason=reason)
    return say("frame.nhs_not_recorded")


def full_name(person: Patient) -> str:
    """Given and family name, or that none is recorded."""
    return person.full_name or say("frame.name_unknown")


def communication(context: LetterContext) -> tuple[str, ...]:
    """Language, interpreter and the Accessible Information Standard flag."""
    lines = [*_spoken(context.subject), *_needs(context.subject), *_visit(context)]
    return tuple(line for line in lines if line)


def _spoken(person: Patient) -> list[str]:
    language = person.language.strip()
    if person.interpreter_needed:
        key = "interpreter_language" if language else "interpreter"
        return [say(f"said.communication.{key}", language=language)]
    told = [say("said.communication.language", language=language)] if language else []
    if person.interpreter_needed is False and language:
        told.append(say("said.communication.no_interpreter"))
    return [" ".join(told)]


def _needs(person: Patient) -> list[str]:
    needs = person.communication_needs.strip()
    if not needs:
        return []
    checked = person.communication_checked_on
    lines = [say("said.communication.needs", needs=needs)]
    if checked:
        lines.append(say("said.communication.checked", date=spoken_date(checked)))
    return ["\n".join(lines)]


def _visit(context: LetterContext) -> list[str]:
    encounter = context.encounter
    if encounter.interpreter not in {Interpreter.PROFESSIONAL, Interpreter.OTHER}:
        return []
    lines = [say(f"said.communication.{encounter.interpreter}")]
    if encounter.interpreter_note.strip():
        note = encounter.interpreter_note.strip()
        lines.append(say("said.communication.interpreter_note", note=note))
    return lines


def contact(context: LetterContext) -> tuple[str, ...]:
    """The number, whether a message may be left, and what else is safe to know."""
    person = context.subject
    note = person.contact_note.strip()
    if person.phone.strip():
        phone = say("said.contact.phone", phone=person.phone.strip())
        return (f"{phone} {_message(person)} {note}".strip(),)
    return (f"{say('said.contact.no_phone')} {note}".strip(),)


def _message(person: Patient) -> str:
    keys = {True: "message", False: "no_message", None: "message_unknown"}
    return say(f"said.contact.{keys[person.safe_to_leave_message]}")


def people(context: LetterContext) -> tuple[str, ...]:
    """Where each baby lives and the expected date; who the babies are stands above.

    Other parents are not named: a service can ask the person referred.
    """
    lines = [
        say("said.people.lives", name=full_name(baby), lives=baby.lives.strip())
        for baby in context.family.babies
        if baby.lives.strip()
    ]
    expected = context.family.expected_date_of_delivery
    if expected:
        lines.append(say("said.people.due", date=spoken_date(expected)))
    return tuple(lines)


def gp(context: LetterContext) -> tuple[str, ...]:
    """The GP practice, and what services ask for that this app does not record.

    PRSB asks for both: that they are not recorded is said.
    """
    practice = context.family.general_practice.strip()
    key = "practice" if practice else "none"
    asked = HISTORY in context.responses and context.responses[HISTORY].answers
    missing = say(f"said.gp.{'medicines' if asked else 'history'}")
    return say(f"said.gp.{key}", practice=practice), missing
