"""A referral, the consent to it, and its letter."""

from base64 import b64encode

from visit_app.exports.fhir.context import (
    Context,
    Json,
    extension,
    moment,
    resource,
    standard,
    text,
)
from visit_app.records import (
    ConsentDecision,
    DocumentReference,
    LetterSection,
    ServiceRequest,
)


def request(record: ServiceRequest, context: Context) -> Json:
    """The referral itself; its consent and visits that support it are referred to."""
    supporting = [
        *(
            [context.ref("Consent", consent_id(record))]
            if record.consent.decision
            else []
        ),
        *(context.ref("Encounter", id) for id in record.supporting_info),
    ]
    return resource(
        "ServiceRequest",
        record.id,
        extension=[
            *(x for c in record.copies for x in extension("copy-to", valueString=c)),
            *extension("copy-to-home", valueBoolean=record.copy_to_home),
        ],
        status=record.status,
        intent="order",
        priority=record.priority,
        subject=context.ref("Patient", record.subject_id),
        encounter=context.ref("Encounter", record.encounter_id),
        authoredOn=moment(record.authored_on),
        requester=context.who(record.requester) if record.requester else None,
        performer=_performer(record),
        reasonCode=[text(record.reason)] if record.reason.strip() else [],
        supportingInfo=supporting,
        note=_notes(record),
    )


def consent(record: ServiceRequest, context: Context) -> Json:
    """What was said to sharing; only where something was recorded."""
    said = record.consent
    refused = said.decision == ConsentDecision.REFUSED
    return resource(
        "Consent",
        consent_id(record),
        extension=[
            *extension("decision", valueCode=said.decision),
            *extension("given-how", valueString=said.given_how),
            *extension("limits", valueString=said.limits),
            *extension("reason-without", valueString=said.reason_without),
        ],
        status="active",
        scope=standard("consentscope", "patient-privacy", "Privacy Consent"),
        category=[text("Sharing information for a referral")],
        patient=context.ref("Patient", record.subject_id),
        dateTime=moment(said.recorded),
        policyRule=text("Confidentiality; no policy is coded"),
        provision={"type": "deny" if refused else "permit"},
    )


def consent_id(record: ServiceRequest) -> str:
    """A consent is a part of its referral here, and has no id of its own."""
    return f"consent/{record.id}"


def letter(record: DocumentReference, context: Context) -> Json:
    """The letter: the PDF that went out, else its words as they stand."""
    return resource(
        "DocumentReference",
        record.id,
        status="current",
        docStatus=record.status,
        type=text("Referral letter"),
        subject=context.ref("Patient", record.subject_id),
        date=moment(record.date),
        author=[context.who(record.author)] if record.author else [],
        content=[{"attachment": _attachment(record, context)}],
        context={
            "encounter": [context.ref("Encounter", record.encounter_id)],
            "related": [context.ref("ServiceRequest", record.service_request_id)],
        },
    )


def _performer(record: ServiceRequest) -> list[Json]:
    words = ", ".join(
        part.strip()
        for part in (record.performer, record.performer_address)
        if part.strip()
    )
    return [{"display": words}] if words else []


def _notes(record: ServiceRequest) -> list[Json]:
    wishes, whom = record.patient_wishes.strip(), record.phoned_whom.strip()
    phoned = f"Phoned: {whom}, {record.phoned_at}".rstrip(", ") if whom else ""
    return [{"text": words} for words in (wishes, phoned) if words]


def _attachment(record: DocumentReference, context: Context) -> Json:
    sent = context.letters.get(record.sha256)
    kind = "application/pdf" if sent is not None else "text/plain; charset=utf-8"
    content = sent if sent is not None else _words(record.sections)
    title = {"title": "Referral letter"}
    if not content:
        return title
    return {"contentType": kind, "data": b64encode(content).decode(), **title}


def _words(sections: tuple[LetterSection, ...]) -> bytes:
    blocks = ["\n".join((part.heading, *part.paragraphs)) for part in sections]
    return "\n\n".join(blocks).strip().encode()
