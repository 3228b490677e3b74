"""The checks of what R4 says bite: a bundle that is spoilt is found out."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from tests.exports.fhir_r4 import problems
from tests.exports.test_bundle import made, resources

from visit_app.exports.fhir.context import urn

Json = dict[str, Any]


def _first(kind: str) -> Callable[[Json], Json]:
    return lambda found: resources(found, kind)[0]


MUTANTS: list[tuple[str, Callable[[Json], Any]]] = [
    ("no status", lambda b: _first("Observation")(b).pop("status")),
    ("no code", lambda b: _first("Observation")(b).pop("code")),
    ("no class", lambda b: _first("Encounter")(b).pop("class")),
    ("no target", lambda b: _first("Provenance")(b).pop("target")),
    ("no recorded", lambda b: _first("Provenance")(b).pop("recorded")),
    ("no who", lambda b: _first("Provenance")(b)["agent"][0].pop("who")),
    ("no scope", lambda b: _first("Consent")(b).pop("scope")),
    ("no intent", lambda b: _first("ServiceRequest")(b).pop("intent")),
    ("no content", lambda b: _first("DocumentReference")(b).pop("content")),
    ("no bundle type", lambda b: b.pop("type")),
    ("unknown code", lambda b: _first("Patient")(b).update(gender="F")),
    ("unknown status", lambda b: _first("Encounter")(b).update(status="done")),
    ("unknown element", lambda b: _first("Patient")(b).update(surname="Hassan")),
    ("text as number", lambda b: _first("Observation")(b).update(valueInteger="9")),
    ("number as truth", lambda b: _first("Group")(b).update(actual=1)),
    ("a date of no form", lambda b: _first("Patient")(b).update(birthDate="14/3/95")),
    (
        "a time without a zone",
        lambda b: _first("Provenance")(b).update(recorded="2026-11-23T10:42:00"),
    ),
    ("an empty list", lambda b: _first("Patient")(b).update(name=[])),
    ("an empty object", lambda b: _first("Patient")(b).update(name=[{}])),
    ("empty words", lambda b: _first("ClinicalImpression")(b).update(summary="")),
    (
        "an address that leads nowhere",
        lambda b: _first("Observation")(b)["subject"].update(reference="urn:uuid:0"),
    ),
    (
        "an address to the wrong kind",
        lambda b: _first("Encounter")(b).update(
            subject={"reference": urn("Practitioner", "priya")}
        ),
    ),
]


@pytest.mark.parametrize(("name", "spoil"), MUTANTS)
def test_a_bundle_that_is_spoilt_is_found_out(
    name: str, spoil: Callable[[Json], Any]
) -> None:
    found = deepcopy(made())
    spoil(found)
    assert problems(found), name
