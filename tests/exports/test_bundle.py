"""One family's record as a FHIR R4 Bundle."""

import json
from base64 import b64decode
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports.caseloads import MOTHER
from tests.exports.fhir_r4 import problems
from tests.exports.sample_record import (
    AMIRA,
    CONTEXT,
    CONVERSATION,
    EPDS,
    FAMILY,
    HIS,
    IDRIS,
    IMPRESSION,
    ISSUE,
    MORS,
    NOW,
    PLAN,
    RECORD,
    REFERRAL,
    REFUSED,
    RESULTS,
    VISIT,
    YONIS,
)

from visit_app.exports.bundle import FamilyRecord, bundle, to_bytes
from visit_app.exports.fhir.context import NHS_NUMBER, urn
from visit_app.questionnaires import Catalogue
from visit_app.records import Absent, Activity, Family, Value

GOLDEN = Path(__file__).parents[1] / "golden" / "family.fhir.json"
Json = dict[str, Any]


def made(record: FamilyRecord = RECORD) -> Json:
    """The bundle, as whoever reads the file has it."""
    found: Json = json.loads(to_bytes(bundle(record, CONTEXT)))
    return found


def resources(found: Json, kind: str) -> list[Json]:
    every = (entry["resource"] for entry in found["entry"])
    return [each for each in every if each["resourceType"] == kind]


def one(kind: str, record_id: str, found: Json | None = None) -> Json:
    address = urn(kind, record_id)
    entries = (found or made())["entry"]
    (each,) = [e["resource"] for e in entries if e["fullUrl"] == address]
    assert each["resourceType"] == kind
    return dict(each)


def walk(node: Any) -> Iterator[Json]:
    """Every object in it."""
    if isinstance(node, dict):
        yield node
    for part in node.values() if isinstance(node, dict) else node:
        if isinstance(part, dict | list):
            yield from walk(part)


def own(resource: Json, name: str) -> list[Any]:
    """The values of one of the app's own extensions."""
    return [
        value
        for part in resource.get("extension", [])
        if part["url"].endswith(f"/{name}")
        for key, value in part.items()
        if key != "url"
    ]


# --- what holds for every bundle --------------------------------------------------


def variants() -> Iterator[FamilyRecord]:
    """The sample, poorer and stranger ones."""
    yield RECORD
    yield FamilyRecord(family=Family(id="nobody"))
    yield replace(RECORD, family=replace(FAMILY, parents=(), babies=()))
    yield replace(RECORD, family=replace(FAMILY, parents=(YONIS,), babies=(IDRIS,)))
    yield replace(RECORD, records=tuple(r for r in RECORD.records if r is not VISIT))
    yield FamilyRecord(family=replace(FAMILY, parents=(MOTHER,)), records=(HIS,))
    blank = replace(REFERRAL, performer=" ", performer_address=" ", reason=" ")
    yield replace(RECORD, records=(VISIT, blank, replace(ISSUE, said="", note="")))


@pytest.mark.parametrize("record", list(variants()))
def test_it_is_what_r4_says(record: FamilyRecord) -> None:
    assert problems(made(record)) == []


@pytest.mark.parametrize("record", list(variants()))
def test_addresses_are_uuids_that_stand_once_and_resolve(record: FamilyRecord) -> None:
    found = made(record)
    urls = [entry["fullUrl"] for entry in found["entry"]]
    assert len(set(urls)) == len(urls)
    for entry in found["entry"]:
        assert entry["fullUrl"] == f"urn:uuid:{UUID(entry['resource']['id'])}"
    for node in walk(found):
        if "reference" in node and isinstance(node["reference"], str):
            assert node["reference"] in urls


def test_every_record_is_in_it() -> None:
    assert len(RECORD.records) == len({r.id for r in RECORD.records})
    urls = {entry["fullUrl"] for entry in made()["entry"]}
    for record in RECORD.records:
        kind = type(record).__name__
        assert {urn(kind, record.id), urn("Provenance", record.id)} & urls, record.id


def test_equal_records_are_equal_bytes() -> None:
    turned = replace(RECORD, records=tuple(reversed(RECORD.records)))
    assert to_bytes(bundle(turned, CONTEXT)) == to_bytes(bundle(RECORD, CONTEXT))


def test_it_is_as_it_was() -> None:
    """Golden: what other systems read does not change by accident."""
    assert json.dumps(made(), ensure_ascii=False, indent=1) + "\n" == GOLDEN.read_text(
        encoding="utf-8"
    )


TEXTS = st.text(max_size=12)


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_was_typed_or_pasted_it_is_what_r4_says(
    name: str, note: str, said: str
) -> None:
    person = replace(AMIRA, given_name=name, language=note, contact_note=said)
    family = replace(FAMILY, parents=(person,), address=note, general_practice=said)
    words: dict[str, tuple[Value, ...]] = {
        "words-1": (said,),
        "joy": (Absent("not-asked", note),),
    }
    typed = replace(CONVERSATION, answers=words)
    plan = replace(PLAN, activity=(Activity(id="a", description=said, note=note),))
    made_of_it = replace(IMPRESSION, summary=said, level_reason=note)
    referred = replace(REFERRAL, reason=said, patient_wishes=note, phoned_whom=name)
    records = (VISIT, typed, plan, made_of_it, referred, replace(ISSUE, said=said))
    assert problems(made(FamilyRecord(family=family, records=records))) == []


def test_a_pasted_control_character_becomes_a_space() -> None:
    noted = replace(FAMILY, note="Ring\x0btwice\x00")
    found = made(FamilyRecord(family=noted))
    assert own(resources(found, "Group")[0], "household-note") == ["Ring twice "]


# --- people -----------------------------------------------------------------------


def test_people() -> None:
    amira = one("Patient", AMIRA.id)
    assert amira["identifier"] == [{"system": NHS_NUMBER, "value": "9990000018"}]
    assert amira["name"] == [
        {"family": "Hassan", "given": ["Amira"], "text": "Amira Hassan"}
    ]
    assert amira["gender"] == "female"
    assert own(amira, "ethnic-category")[0]["text"] == "African"
    assert [link["type"] for link in amira["link"]] == ["seealso"]
    assert one("Patient", IDRIS.id)["birthDate"] == "2026-10-10"
    assert "link" not in one("Patient", IDRIS.id)


def test_what_was_not_asked_or_not_said_by_the_standards_own_way() -> None:
    yonis = one("Patient", YONIS.id)
    assert yonis["id"] == YONIS.id
    reason = {
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "asked-declined",
    }
    assert yonis["_gender"] == {"extension": [reason]}
    assert own(yonis, "ethnic-category") == [{"extension": [reason]}]
    (number,) = yonis["identifier"]
    assert "value" not in number
    assert number["_value"]["extension"][0]["valueCode"] == "unknown"
    assert number["_value"]["extension"][1]["valueString"] == "Not with him"
    items = {
        i["linkId"]: i for i in one("QuestionnaireResponse", CONVERSATION.id)["item"]
    }
    assert items["joy"]["answer"] == [{"extension": [reason]}]
    left = items["fear"]["answer"][0]["extension"]
    assert [part.get("valueCode") for part in left] == ["not-asked", None]
    assert left[1]["valueString"] == "The baby woke up"


def test_parents_are_related_persons_of_their_baby() -> None:
    found = resources(made(), "RelatedPerson")
    codes = {
        each["relationship"][0].get("coding", [{}])[0].get("code"): each["patient"]
        for each in found
    }
    baby = {"reference": urn("Patient", "idris")}
    assert codes == {"MTH": baby, "FTH": baby, None: baby}


# --- the visit --------------------------------------------------------------------


def test_a_visit_and_who_answers_for_it() -> None:
    visit = one("Encounter", VISIT.id)
    assert visit["class"]["code"] == "HH"
    assert visit["type"][0]["text"] == "6 to 8 week review"
    assert visit["participant"] == [
        {"individual": {"reference": urn("Practitioner", "priya")}}
    ]
    assert own(visit, "seen-alone") == [False]
    his = one("Encounter", HIS.id)
    assert his["status"] == "in-progress"
    assert his["participant"] == [{"individual": {"display": "Not recorded"}}]


def test_scores_have_the_codes_of_their_form_and_no_others() -> None:
    codes = {
        each["code"]["text"]: [
            (c["system"].rpartition("/")[2], c["code"]) for c in each["code"]["coding"]
        ]
        for each in resources(made(), "Observation")
    }
    assert codes["PHQ-9"] == [("loinc.org", "44261-6"), ("sct", "720433000")]
    assert codes["EPDS"] == [("loinc.org", "99046-5"), ("sct", "450320001")]
    assert codes["GAD-2"] == [("instrument", "gad-2")]
    assert codes["MORS-SF"] == [("instrument", "mors-sf")]


def test_an_incomplete_score_has_no_value_and_says_between_what_it_lies() -> None:
    phq_9 = one("Observation", "result-phq-9")
    assert "valueInteger" not in phq_9
    assert phq_9["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"
    assert phq_9["note"][0]["text"] == (
        "The total lies between 6 and 9: 1 answer is missing."
    )
    assert phq_9["status"] == "amended"  # one of its answers was corrected
    gone = replace(RESULTS[0], missing=("44260-8", "44250-9"))
    records = tuple(gone if r is RESULTS[0] else r for r in RECORD.records)
    mixed = one("Observation", gone.id, made(replace(RECORD, records=records)))
    assert mixed["dataAbsentReason"]["coding"][0]["code"] == "unknown"


def test_mors_sf_is_two_sums() -> None:
    mors = one("Observation", "result-mors")
    assert [part["valueInteger"] for part in mors["component"]] == [21, 21]
    assert "valueInteger" not in mors
    assert "dataAbsentReason" not in mors
    assert "interpretation" not in mors


def test_judgement_plan_and_safety() -> None:
    made_of_it = one("ClinicalImpression", "impression")
    assert made_of_it["status"] == "completed"
    texts = [f["itemCodeableConcept"].get("text") for f in made_of_it["finding"]]
    assert texts == ["mild-to-moderate", "pmh", "pir", "A fuller assessment", None]
    assert made_of_it["finding"][-1]["basis"] == "Seen differently: Help is under way"
    plan = one("CarePlan", "plan")
    assert plan["activity"][0]["detail"]["scheduledPeriod"] == {"end": "2026-12-07"}
    issue = one("DetectedIssue", "issue")
    assert issue["status"] == "final"
    assert issue["mitigation"][0]["action"]["text"] == "accepted, Crisis team, 11:05"


# --- referral, letter, history ----------------------------------------------------


def test_a_referral_with_its_consent_and_its_letter() -> None:
    request = one("ServiceRequest", "referral")
    assert request["priority"] == "urgent"
    shown = [list(part) for part in request["supportingInfo"]]
    assert shown == [["reference"], ["reference"], ["display"]]
    assert own(request, "copy-to-home") == [False]
    consent = one("Consent", f"consent/{REFERRAL.id}")
    assert consent["provision"] == {"type": "permit"}
    assert own(consent, "limits") == ["Not the letter"]
    refused = one("Consent", f"consent/{REFUSED.id}")
    assert refused["provision"] == {"type": "deny"}
    assert own(refused, "reason-without") == ["Risk to the baby"]
    sent = one("DocumentReference", "letter")["content"][0]["attachment"]
    assert sent["contentType"] == "application/pdf"
    assert b64decode(sent["data"]) == b"%PDF-1.7 invented"
    draft = one("DocumentReference", "draft")
    assert draft["docStatus"] == "preliminary"
    assert b64decode(draft["content"][0]["attachment"]["data"]) == b"Reason\nLow mood"


def test_who_wrote_what_and_when() -> None:
    signed = one("Provenance", "signed/visit")
    assert signed["recorded"] == NOW.isoformat()
    assert signed["agent"] == [
        {"who": {"reference": urn("Practitioner", "priya"), "display": "Priya Nair"}}
    ]
    assert {"reference": urn("Observation", "result-epds")} in signed["target"]
    corrected = one("Provenance", "amend-1")
    assert corrected["target"] == [
        {"reference": urn("QuestionnaireResponse", "answers-phq-9")}
    ]
    assert own(corrected, "before") == ["Several days"]
    assert corrected["reason"] == [{"text": "Misheard"}]
    changed = one("Provenance", "rev-2")
    assert changed["recorded"] == "2026-11-21T09:00:00+00:00"
    assert changed["agent"] == [{"who": {"display": "A Colleague"}}]


# --- wording that no licence covers -----------------------------------------------


def with_wording(catalogue: Catalogue) -> Catalogue:
    """As if licence packs were installed: every item and option has its own words."""
    forms = []
    for name in ("epds", "mors-sf"):
        data = deepcopy(dict(catalogue.get(name).data))
        for node in walk(data["item"]):
            if "linkId" in node:
                node["text"] = f"Wording of {name} item {node['linkId']}"
            if "valueCoding" in node:
                node["valueCoding"]["display"] = (
                    f"Wording {node['valueCoding']['code']}"
                )
        forms.append({**data, "version": f"{data['version']}+pack.1"})
    return catalogue.joined(*forms)


def test_no_wording_of_epds_or_mors_sf_leaves_with_it() -> None:
    packed = with_wording(CONTEXT.catalogue)
    pinned = {
        form.id: replace(form, questionnaire=f"{form.questionnaire}+pack.1")
        for form in (EPDS, MORS)
    }
    records = tuple(pinned.get(r.id, r) for r in RECORD.records)
    assert "Wording" in str(packed.get("epds").data)
    found = bundle(replace(RECORD, records=records), replace(CONTEXT, catalogue=packed))
    text = to_bytes(found).decode()
    assert "Wording" not in text
    assert "wording of an item" not in text  # what led to a suggestion
    assert "licensed answer" not in text  # before a correction
    assert "other words of it" not in text
    answered = one("QuestionnaireResponse", EPDS.id, json.loads(text))
    given = [i for i in answered["item"][0]["item"] if "answer" in i]
    assert len(given) == 10
    assert problems(json.loads(text)) == []


def test_a_form_that_is_not_here_keeps_its_answers() -> None:
    signs = one("QuestionnaireResponse", "answers-signs")
    assert [i["answer"][0] for i in signs["item"]] == [
        {"valueBoolean": False},
        {"valueString": "none"},
        {"valueInteger": 3},
    ]
