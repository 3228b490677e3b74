"""One family's record as a FHIR R4 Bundle that stands by itself."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from visit_app.exports.fhir import answers, history, people, referral, results, visit
from visit_app.exports.fhir.context import Context, Json, moment, resource_id
from visit_app.records import (
    Amendment,
    CarePlan,
    ClinicalImpression,
    DetectedIssue,
    DocumentReference,
    Encounter,
    Family,
    Observation,
    QuestionnaireResponse,
    Revision,
    ServiceRequest,
)

T = TypeVar("T")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}
_SIGNED = (QuestionnaireResponse, Observation, ClinicalImpression, CarePlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRecord:
    """Everything known of one family: `records` of every kind, `revisions` of it."""

    family: Family
    records: tuple[Any, ...] = ()
    revisions: tuple[Revision, ...] = ()

    def of(self, kind: type[T]) -> list[T]:
        """The records of one kind, in the order of their ids."""
        found = [record for record in self.records if isinstance(record, kind)]
        return sorted(found, key=lambda record: str(getattr(record, "id", "")))

    def visits(self) -> list[Encounter]:
        """The visits, oldest first."""
        return sorted(self.of(Encounter), key=lambda e: (e.period_start, e.id))

    def at(self, encounter: Encounter, kind: type[T]) -> list[T]:
        """The records of one kind that belong to a visit."""
        return [r for r in self.of(kind) if _visit_of(r) == encounter.id]


def bundle(record: FamilyRecord, context: Context) -> Json:
    """A Bundle of type collection; every address in it resolves inside it."""
    context = replace(context, known=frozenset(_known(record, context)))
    resources = list(_resources(record, context))
    name = f"{record.family.id}/{context.made.isoformat()}"
    return {
        "resourceType": "Bundle",
        "id": resource_id("Bundle", name),
        "type": "collection",
        "timestamp": moment(context.made),
        "entry": [
            {"fullUrl": f"urn:uuid:{each['id']}", "resource": each}
            for each in resources
        ],
    }


def to_bytes(found: Json) -> bytes:
    """Canonical JSON: equal bundles are equal bytes."""
    text = json.dumps(
        _readable(found), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return f"{text}\n".encode()


def _readable(node: Any) -> Any:
    """FHIR's strings hold no control characters: pasted ones become spaces."""
    if isinstance(node, dict):
        return {name: _readable(part) for name, part in node.items()}
    if isinstance(node, list):
        return [_readable(part) for part in node]
    return node.translate(_CONTROLS) if isinstance(node, str) else node


def _known(record: FamilyRecord, context: Context) -> Iterator[tuple[str, str]]:
    yield "Group", record.family.id
    yield from (("Patient", person.id) for person in record.family.people())
    yield from (("RelatedPerson", pair) for pair in people.pairs(record.family))
    yield "Practitioner", context.practitioner.id
    for one in record.records:
        if type(one) in _WRITTEN:
            yield type(one).__name__, one.id
        if isinstance(one, ServiceRequest) and one.consent.decision:
            yield "Consent", referral.consent_id(one)


def _resources(record: FamilyRecord, context: Context) -> Iterator[Json]:
    family = record.family
    yield people.group(family, context)
    yield from (people.patient(p, family, context) for p in family.people())
    yield from people.related(family, context)
    yield from people.expected(family, context)
    yield from people.practitioner(context)
    visits = record.visits()
    for encounter in visits:
        yield from _visit(record, encounter, context)
    here = {encounter.id for encounter in visits}
    yield from _rest(record, here, context)
    yield from _history(record, context)


def _visit(record: FamilyRecord, at: Encounter, context: Context) -> Iterator[Json]:
    yield visit.encounter(at, context)
    for kind in _PARTS:
        for part in record.at(at, kind):
            yield from _part(record, part, at, context)


def _rest(record: FamilyRecord, here: set[str], context: Context) -> Iterator[Json]:
    """Parts whose visit is not there, which must not be lost."""
    for kind in _PARTS:
        for part in record.of(kind):
            if _visit_of(part) not in here:
                yield from _part(record, part, None, context)


def _part(
    record: FamilyRecord, part: Any, at: Encounter | None, context: Context
) -> Iterator[Json]:
    if isinstance(part, Observation):
        yield _observation(record, part, at, context)
    else:
        yield _WRITE[type(part)](part, context, at)
    if isinstance(part, ServiceRequest) and part.consent.decision:
        yield referral.consent(part, context)


def _observation(
    record: FamilyRecord, part: Observation, at: Encounter | None, context: Context
) -> Json:
    forms = {r.id: r for r in record.of(QuestionnaireResponse)}
    targets = {a.target for a in record.of(Amendment)}
    own = {f"Observation/{part.id}", f"QuestionnaireResponse/{part.derived_from}"}
    given = forms.get(part.derived_from)
    return results.observation(part, context, at, given, amended=bool(own & targets))


def _history(record: FamilyRecord, context: Context) -> Iterator[Json]:
    for encounter in record.visits():
        if encounter.signed_at is not None:
            signed: list[Any] = [r for k in _SIGNED for r in record.at(encounter, k)]
            parts = [context.ref(type(r).__name__, r.id) for r in signed]
            yield history.signing(encounter, parts, context)
    forms = {r.id: r.questionnaire for r in record.of(QuestionnaireResponse)}
    for one in sorted(record.of(Amendment), key=lambda a: (a.recorded, a.id)):
        form = forms.get(one.target.partition("/")[2])
        free = form is None or context.is_free(form)
        yield history.amendment(one, context, wording=free)
    yield from (history.revision(r, context) for r in _in_order(record.revisions))


def _in_order(revisions: Iterable[Revision]) -> Sequence[Revision]:
    return sorted(revisions, key=lambda revision: (revision.recorded, revision.id))


def _visit_of(record: Any) -> str:
    return str(getattr(record, "encounter_id", ""))


Write = Callable[[Any, Context, Encounter | None], Json]
_WRITE: Mapping[type[Any], Write] = {
    QuestionnaireResponse: lambda part, context, _: answers.response(part, context),
    ClinicalImpression: visit.impression,
    CarePlan: visit.care_plan,
    DetectedIssue: lambda part, context, _: visit.issue(part, context),
    ServiceRequest: lambda part, context, _: referral.request(part, context),
    DocumentReference: lambda part, context, _: referral.letter(part, context),
}
_PARTS: tuple[type[Any], ...] = (Observation, *_WRITE)
_WRITTEN: frozenset[type[Any]] = frozenset({Encounter, *_PARTS})
