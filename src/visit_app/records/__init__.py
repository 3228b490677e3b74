"""The nouns: frozen dataclasses with FHIR R4 names."""

from visit_app.records.amendment import Amendment
from visit_app.records.encounter import Encounter, EncounterStatus, Interpreter
from visit_app.records.family import Family, FamilyRole, Patient, Revision
from visit_app.records.identity import new_id
from visit_app.records.observation import Observation
from visit_app.records.plan import (
    Activity,
    CarePlan,
    ClinicalImpression,
    Concern,
    Considered,
    NeedLevel,
    NeedTheme,
)
from visit_app.records.practitioner import Practitioner, PractitionerRole
from visit_app.records.questionnaire_response import (
    DECLINED,
    Absent,
    Mode,
    QuestionnaireResponse,
    ResponseStatus,
    Value,
)
from visit_app.records.referral import (
    Consent,
    ConsentDecision,
    DocumentReference,
    LetterSection,
    Priority,
    ServiceRequest,
)
from visit_app.records.safety import DetectedIssue, IssueCode, Mitigation

__all__ = [
    "DECLINED",
    "Absent",
    "Activity",
    "Amendment",
    "CarePlan",
    "ClinicalImpression",
    "Concern",
    "Consent",
    "ConsentDecision",
    "Considered",
    "DetectedIssue",
    "DocumentReference",
    "Encounter",
    "EncounterStatus",
    "Family",
    "FamilyRole",
    "Interpreter",
    "IssueCode",
    "LetterSection",
    "Mitigation",
    "Mode",
    "NeedLevel",
    "NeedTheme",
    "Observation",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Priority",
    "QuestionnaireResponse",
    "ResponseStatus",
    "Revision",
    "ServiceRequest",
    "Value",
    "new_id",
]
