"""The family, its people, and who works with them."""

from collections.abc import Iterator

from visit_app.exports.fhir.context import (
    NHS_NUMBER,
    Context,
    Json,
    absent,
    day,
    extension,
    filled,
    own_code,
    resource,
    standard,
    text,
)
from visit_app.questionnaires.extensions import DATA_ABSENT
from visit_app.records import Family, FamilyRole, Patient

INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
_GENDERS = {"female", "male", "other"}
_ROLES = {FamilyRole.MOTHER: ("MTH", "mother"), FamilyRole.FATHER: ("FTH", "father")}


def group(family: Family, context: Context) -> Json:
    """The household as a Group of its people."""
    members = [{"entity": context.ref("Patient", p.id)} for p in family.people()]
    return resource(
        "Group",
        family.id,
        extension=extension("household-note", valueString=family.note),
        type="person",
        actual=True,
        name="Family",
        member=members,
    )


def patient(person: Patient, family: Family, context: Context) -> Json:
    """A parent, carer or baby as Patient; parents are linked to their babies."""
    return resource(
        "Patient",
        person.id,
        extension=_about(person, context),
        identifier=[_nhs_number(person)],
        name=_name(person),
        telecom=_telecom(person),
        **_gender(person),
        birthDate=day(person.birth_date),
        address=_address(family),
        communication=_communication(person),
        generalPractitioner=_reference(family.general_practice),
        link=[
            {
                "other": context.ref("RelatedPerson", _pair(person, baby)),
                "type": "seealso",
            }
            for baby in family.babies
            if person.role != FamilyRole.BABY
        ],
    )


def related(family: Family, context: Context) -> Iterator[Json]:
    """Each parent or carer once more, as a RelatedPerson of each baby."""
    for baby in family.babies:
        for parent in family.parents:
            yield resource(
                "RelatedPerson",
                _pair(parent, baby),
                patient=context.ref("Patient", baby.id),
                relationship=[_relationship(parent, context)],
                name=_name(parent),
                telecom=_telecom(parent),
            )


def pairs(family: Family) -> Iterator[str]:
    """The ids of the related persons of a family."""
    for baby in family.babies:
        yield from (_pair(parent, baby) for parent in family.parents)


def expected(family: Family, context: Context) -> Iterator[Json]:
    """The expected date of delivery, with the mother, else with the first parent."""
    mothers = [p for p in family.parents if p.role == FamilyRole.MOTHER]
    if family.expected_date_of_delivery is None:
        return
    for parent in (*mothers, *family.parents)[:1]:
        yield resource(
            "Observation",
            f"expected/{family.id}",
            status="final",
            code=own_code("observation", "expected-date", "Expected date of delivery"),
            subject=context.ref("Patient", parent.id),
            valueDateTime=day(family.expected_date_of_delivery),
        )


def practitioner(context: Context) -> Iterator[Json]:
    """The practitioner of this vault, and the role they work in."""
    who = context.practitioner
    pin = {"type": text("Professional PIN"), "value": who.registration_pin}
    yield resource(
        "Practitioner",
        who.id,
        identifier=[pin] if who.registration_pin else [],
        name=[{"text": who.name}] if who.name.strip() else [],
        telecom=_phone(who.phone),
    )
    yield resource(
        "PractitionerRole",
        f"role/{who.id}",
        practitioner=context.ref("Practitioner", who.id),
        organization={"display": who.organization} if who.organization else {},
        code=[own_code("work-role", who.role, who.role_text)],
    )


def _pair(parent: Patient, baby: Patient) -> str:
    return f"{parent.id}/{baby.id}"


def _nhs_number(person: Patient) -> Json:
    if person.nhs_number:
        return {"system": NHS_NUMBER, "value": person.nhs_number}
    reason = absent("unknown", person.nhs_number_absent_reason)
    return {"system": NHS_NUMBER, "_value": {"extension": reason}}


def _name(person: Patient) -> list[Json]:
    given = [person.given_name] if person.given_name.strip() else []
    name = filled({"family": person.family_name, "given": given})
    return [{**name, "text": person.full_name}] if name else []


def _telecom(person: Patient) -> list[Json]:
    safe = extension("safe-to-leave-message", valueBoolean=person.safe_to_leave_message)
    found = _phone(person.phone)
    return [{**point, **filled({"extension": safe})} for point in found]


def _phone(number: str) -> list[Json]:
    return [{"system": "phone", "value": number}] if number.strip() else []


def _gender(person: Patient) -> Json:
    if person.sex in _GENDERS:
        return {"gender": person.sex}
    if person.sex:  # "prefer not to say", which is an answer
        return {"_gender": {"extension": absent("asked-declined")}}
    return {}


def _address(family: Family) -> list[Json]:
    words = "\n".join(part for part in (family.address, family.postcode) if part)
    where = filled({"text": words, "postalCode": family.postcode})
    return [where] if where else []


def _communication(person: Patient) -> list[Json]:
    return [{"language": text(person.language)}] if person.language.strip() else []


def _reference(words: str) -> list[Json]:
    return [{"display": words}] if words.strip() else []


def _relationship(person: Patient, context: Context) -> Json:
    words = context.people.display("role", person.role)
    if person.role not in _ROLES:
        return text(words or person.role)
    code, display = _ROLES[FamilyRole(person.role)]
    return {**standard("v3-RoleCode", code, display), "text": words}


def _about(person: Patient, context: Context) -> list[Json]:
    needed = person.interpreter_needed
    interpreter = (
        [] if needed is None else [{"url": INTERPRETER, "valueBoolean": needed}]
    )
    return [
        *interpreter,
        *_ethnic(person, context),
        *extension("family-role", valueCode=person.role),
        *extension("contact-note", valueString=person.contact_note),
        *extension("communication-needs", valueString=person.communication_needs),
        *extension(
            "communication-checked", valueDate=day(person.communication_checked_on)
        ),
        *extension("lives", valueString=person.lives),
    ]


def _ethnic(person: Patient, context: Context) -> list[Json]:
    code = person.ethnic_category
    if code == "prefer-not-to-say":
        inner = [{"url": DATA_ABSENT, "valueCode": "asked-declined"}]
        concept: Json = {"extension": inner}
    else:
        words = context.people.display("ethnic-category", code) if code else ""
        concept = own_code("ethnic-category", code, words)
    return extension("ethnic-category", valueCodeableConcept=concept)
