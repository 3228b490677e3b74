"""The letter of a referral: composed from the record, edited, issued."""

from collections.abc import Iterator
from dataclasses import replace

from visit_app.exports import text_block
from visit_app.letters import (
    Letter,
    LetterContext,
    merged,
    recompose,
    visit_sections,
    visit_title,
)
from visit_app.records import (
    DocumentReference,
    LetterSection,
    ServiceRequest,
    new_id,
)
from visit_app.visits.answers import form_of
from visit_app.visits.before_letter import REFUSALS, waits_for
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.finishing import results
from visit_app.visits.flags import amber_flags
from visit_app.visits.permits import require
from visit_app.visits.safety import in_words
from visit_app.visits.visit import CONVERSATION, VisitRecord, open_visit

PRINTED, SAVED = "printed", "saved"
_EXPORTS = {PRINTED: "letter-print", SAVED: "letter-pdf"}
_ACTIONS = {PRINTED: "print", SAVED: "export"}  # what the audit calls it


def letter_export(how: str) -> str:
    """What a policy calls this way out of a letter."""
    return _EXPORTS[how]


def letter_context(
    desk: Desk, record: VisitRecord, request: ServiceRequest | None = None
) -> LetterContext:
    """What a letter, or the text for the main record, is composed from."""
    visit = record.encounter
    forms = {
        name: form_of(desk, response)
        for name, response in record.responses.items()
        if name != CONVERSATION
    }
    return LetterContext(
        family=record.family,
        subject=record.subject,
        encounter=visit,
        practitioner=desk.practitioner,
        date=desk.clock.today(),
        service_request=request,
        guide=desk.guide,
        responses=record.responses,
        observations=record.observations or results(desk, record),
        impression=record.impression,
        plan=record.plan,
        issues=tuple(in_words(desk, issue) for issue in record.issues),
        amendments=record.amendments,
        watch=amber_flags(desk, record),
        others=tuple(_others(desk, record, request)),
        forms=forms,
        contact=desk.contacts.display("type", visit.type) if visit.type else "",
        place=desk.contacts.display("place", visit.location) if visit.location else "",
        present=tuple(desk.contacts.display("present", who) for who in visit.present),
        practice=desk.vault.is_practice,
    )


def _others(
    desk: Desk, record: VisitRecord, request: ServiceRequest | None
) -> Iterator[LetterContext]:
    """Visits with others of the family, where they agreed; nobody else's ever."""
    for encounter_id in request.supporting_info if request else ():
        other = open_visit(desk, encounter_id)
        same = other.family.id == record.family.id
        if same and other.subject.id != record.subject.id:
            yield letter_context(desk, other)


def record_text(desk: Desk, encounter_id: str) -> str:
    """The visit as plain text, to paste into the main record system."""
    require(desk, "record-text")
    record = open_visit(desk, encounter_id)
    context = letter_context(desk, record)
    sections = visit_sections(context, record.referrals)
    return text_block(visit_title(context), sections)


def write_letter(desk: Desk, request_id: str) -> DocumentReference:
    """The letter of this referral, brought up to date with the record and kept.

    Edits that still hold stay; those the record has overtaken are set aside, to be
    read. A letter that went out is not touched.
    """
    request = desk.vault.get(ServiceRequest, request_id)
    document = _document(desk, request)
    if document.status == "final":
        return document
    found = merged(_context(desk, request), document.sections)
    changed = replace(
        document,
        sections=found.sections,
        set_aside=(*document.set_aside, *found.overtaken),
        date=desk.clock.now(),
        author=desk.practitioner.name,
    )
    if replace(changed, date=document.date) != document:
        desk.vault.put(changed)
        return changed
    return document


def composed(desk: Desk, document_id: str) -> Letter:
    """The letter as it would be printed now."""
    document = desk.vault.get(DocumentReference, document_id)
    request = desk.vault.get(ServiceRequest, document.service_request_id)
    return _composed(desk, request, document)


def edit_section(
    desk: Desk, document_id: str, section_id: str, paragraphs: tuple[str, ...]
) -> DocumentReference:
    """Put the practitioner's own paragraphs into a section, beside what it was."""

    def changed(section: LetterSection) -> LetterSection:
        first = section.composed if section.edited else section.paragraphs
        return replace(section, paragraphs=paragraphs, edited=True, composed=first)

    document = _draft(desk, document_id)
    sections = tuple(changed(s) if s.id == section_id else s for s in document.sections)
    document = replace(document, sections=sections)
    desk.vault.put(document)
    return document


def restore_section(desk: Desk, document_id: str, section_id: str) -> DocumentReference:
    """Compose a section from the record again."""
    document = _draft(desk, document_id)
    sections = tuple(
        replace(s, edited=False, composed=()) if s.id == section_id else s
        for s in document.sections
    )
    desk.vault.put(replace(document, sections=sections))
    return write_letter(desk, document.service_request_id)


def put_back(desk: Desk, document_id: str, earlier: LetterSection) -> DocumentReference:
    """Put words that were set aside into their section again, as an edit of it."""
    with desk.vault.transaction():
        document = edit_section(desk, document_id, earlier.id, earlier.paragraphs)
        rest = tuple(s for s in document.set_aside if s != earlier)
        document = replace(document, set_aside=rest)
        desk.vault.put(document)
    return document


def stale_sections(desk: Desk, document: DocumentReference) -> frozenset[str]:
    """The edited sections that stay although the record has changed since."""
    if document.status == "final":
        return frozenset()
    request = desk.vault.get(ServiceRequest, document.service_request_id)
    return merged(_context(desk, request), document.sections).stale


def pdf(desk: Desk, document_id: str) -> bytes:
    """The letter as PDF: what went out when it has, otherwise as it stands now."""
    document = desk.vault.get(DocumentReference, document_id)
    if document.status == "final":
        return desk.vault.attachment(document.sha256)
    return _rendered(composed(desk, document_id))


def issue(desk: Desk, document_id: str, how: str, content: bytes) -> DocumentReference:
    """Record that the letter was printed or saved; what went out is kept with it.

    `content` is the PDF that went out. Raises NotPossible while no consent is
    recorded, or it was refused and no reason to go ahead is; while an urgent one was
    not phoned through; while a concern about this person is open, of whichever visit
    (a letter is never the urgent channel); or when the organisation's policy does not
    allow it.
    """
    require(desk, letter_export(how))
    document = desk.vault.get(DocumentReference, document_id)
    request = desk.vault.get(ServiceRequest, document.service_request_id)
    for first in waits_for(desk, request):
        raise NotPossible(REFUSALS[first])
    with desk.vault.transaction():
        digest = desk.vault.attach(content)
        note = f"{how} {desk.clock.now().isoformat()}"
        issued = replace(
            document, status="final", sha256=digest, issued=(*document.issued, note)
        )
        desk.vault.put(issued, replace(request, status="active"))
        about = {"what": "letter", "document": document.id}
        desk.vault.note(_ACTIONS[how], family_id=request.family_id, **about)
    return issued


def _rendered(letter: Letter) -> bytes:
    from visit_app.letters import pdf as setting  # ReportLab: not before it is needed

    return setting.render(letter)


def _document(desk: Desk, request: ServiceRequest) -> DocumentReference:
    for known in desk.vault.find(DocumentReference, encounter_id=request.encounter_id):
        if known.service_request_id == request.id:
            return known
    return DocumentReference(
        id=new_id(),
        family_id=request.family_id,
        encounter_id=request.encounter_id,
        subject_id=request.subject_id,
        service_request_id=request.id,
    )


def _composed(
    desk: Desk, request: ServiceRequest, document: DocumentReference
) -> Letter:
    context = _context(desk, request)
    if document.status == "final" and document.date:
        context = replace(context, date=document.date.astimezone().date())
    return recompose(context, document.sections)


def _context(desk: Desk, request: ServiceRequest) -> LetterContext:
    return letter_context(desk, open_visit(desk, request.encounter_id), request)


def _draft(desk: Desk, document_id: str) -> DocumentReference:
    """The letter, while it has not gone out; raises NotPossible after that."""
    document = desk.vault.get(DocumentReference, document_id)
    if document.status == "final":
        raise NotPossible("This letter has gone out, so it stays as it was.")
    return document
