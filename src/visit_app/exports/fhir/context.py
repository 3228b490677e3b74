"""What every resource is written with: who is who, and addresses that resolve."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from visit_app.conversation import Guide
from visit_app.questionnaires import Catalogue, Questionnaire, QuestionnaireError
from visit_app.questionnaires.extensions import ABSENT_TEXT, DATA_ABSENT, OWN
from visit_app.records import Practitioner
from visit_app.records.codes import CodeBook

Json = dict[str, Any]
CODES = "https://visit-app.example/fhir/CodeSystem/"  # the app's own code lists
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
ELSEWHERE = "Not in this file"
NOBODY = "Not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One export: `made` is aware; `letters` are PDFs by their SHA-256.

    `known` are the records that are written, as (type, id): only those are referred
    to by an address.
    """

    made: datetime
    practitioner: Practitioner
    people: CodeBook
    contacts: CodeBook
    catalogue: Catalogue
    guide: Guide
    known: frozenset[tuple[str, str]] = frozenset()
    letters: Mapping[str, bytes] = field(default_factory=dict)

    def ref(self, kind: str, record_id: str) -> Json:
        """A reference that resolves inside the bundle, or words that say it cannot."""
        if (kind, record_id) in self.known:
            return {"reference": urn(kind, record_id)}
        return {"display": ELSEWHERE}

    def who(self, name: str) -> Json:
        """Who did something: the practitioner of this vault, or a colleague's name."""
        own = self.practitioner
        if name and name == own.name:
            return {"reference": urn("Practitioner", own.id), "display": name}
        return {"display": name or NOBODY}

    def form(self, canonical: str) -> Questionnaire | None:
        """The form of these answers; None when it is not one of the catalogue's."""
        try:
            return self.catalogue.get(canonical)
        except (KeyError, QuestionnaireError):
            return None

    def is_free(self, canonical: str) -> bool:
        """Whether the wording of a form may be written into a file."""
        form = self.form(canonical)
        return form is None or form.licence is None or form.licence.status == "free"


def resource_id(kind: str, record_id: str) -> str:
    """A UUID: the record's own where it is one, else one that always comes out."""
    try:
        return str(UUID(record_id))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"{OWN}{kind}/{record_id}"))


def urn(kind: str, record_id: str) -> str:
    """The address of a resource inside the bundle."""
    return f"urn:uuid:{resource_id(kind, record_id)}"


def resource(kind: str, record_id: str, **fields: Any) -> Json:
    """A resource without what is empty; `class_` is FHIR's `class`."""
    named = {name.rstrip("_"): value for name, value in fields.items()}
    id = resource_id(kind, record_id)
    return {"resourceType": kind, "id": id, **filled(named)}


def filled(fields: Mapping[str, Any]) -> Json:
    """Without what is None or empty: FHIR has no empty values."""
    return {name: value for name, value in fields.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, dict | list | tuple) and not value)


def text(words: str) -> Json:
    """A CodeableConcept of words only; empty without words."""
    return {"text": words} if words.strip() else {}


def own_code(book: str, code: str, words: str = "") -> Json:
    """A code of one of the app's own lists; empty without a code."""
    if not code:
        return {}
    coding = {"system": f"{CODES}{book}", "code": code}
    return {"coding": [coding], "text": words or code}


def standard(system: str, code: str, display: str | None = None) -> Json:
    """A code of HL7's terminology."""
    coding = {"system": f"{TERMINOLOGY}{system}", "code": code, "display": display}
    return {"coding": [filled(coding)]}


def extension(name: str, **value: Any) -> list[Json]:
    """One of the app's own extensions, or none when its value is empty."""
    kept = filled(value)
    return [{"url": f"{OWN}{name}", **kept}] if kept else []


def absent(reason: str, words: str = "") -> list[Json]:
    """Why there is no value: the standard's own extension, and the words said."""
    found: list[Json] = [{"url": DATA_ABSENT, "valueCode": reason}]
    return [*found, *([{"url": ABSENT_TEXT, "valueString": words}] if words else [])]


def moment(at: datetime | None) -> str | None:
    """A dateTime or instant, with its time zone."""
    return at.isoformat() if at else None


def day(on: date | None) -> str | None:
    """A date."""
    return on.isoformat() if on else None
