"""Makes the golden vault of a release: a small caseload as a practitioner leaves it.

    python tests/golden/vaults/make.py tests/golden/vaults/0.1.0

Made once per release and committed; never made again, because later versions have to
open what this version really wrote.
"""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from visit_app.records import (
    CarePlan,
    ClinicalImpression,
    ConsentDecision,
    DocumentReference,
    Encounter,
    Family,
    FamilyRole,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    ServiceRequest,
)
from visit_app.records.clock import FixedClock
from visit_app.records.codec import dumps
from visit_app.vault import kdf
from visit_app.vault.vault import Vault, create
from visit_app.visits import (
    CONVERSATION,
    SAVED,
    Desk,
    agree,
    answer,
    describe,
    finish,
    issue,
    judge,
    pdf,
    record_consent,
    refer,
    save_family,
    start,
    write_letter,
)
from visit_app.visits.opening import open_desk

PASSPHRASE = "golden kettle under seven umbrellas"
PRIYA = Practitioner(id="priya", name="Priya Nair", phone="01632 960077")
FAMILIES = (
    Family(
        id="hassan",
        parents=(
            Patient(
                id="amira",
                given_name="Amira",
                family_name="Hassan",
                birth_date=date(1995, 3, 14),
                nhs_number="9990000018",
                phone="07700 900001",
            ),
            Patient(id="yonis", role=FamilyRole.FATHER, given_name="Yonis"),
        ),
        babies=(
            Patient(
                id="idris",
                role=FamilyRole.BABY,
                given_name="Idris",
                birth_date=date(2026, 10, 10),
            ),
        ),
        postcode="ZZ99 3AA",
    ),
    Family(
        id="jones",
        parents=(Patient(id="cerys", given_name="Cerys", family_name="Jones"),),
        expected_date_of_delivery=date(2027, 1, 20),
    ),
)
SIGNED_OFF, DRAFT = "signed-off", "draft"
NOT_AT_ALL, SEVERAL_DAYS = "LA6568-5", "LA6569-3"


KINDS = (
    Practitioner,
    Encounter,
    QuestionnaireResponse,
    Observation,
    CarePlan,
    ClinicalImpression,
    ServiceRequest,
    DocumentReference,
)


def main(folder: Path) -> None:
    """Make the vault in the folder, and beside it what it holds."""
    clock = FixedClock()
    made = create(folder, PASSPHRASE, PRIYA, clock, cost=kdf.FLOOR)
    with made.vault as vault:
        desk = open_desk(vault, clock)
        for family in FAMILIES:
            save_family(desk, family)
        _signed_off(desk, clock)
        clock.forward(days=1)
        save_family(desk, _moved(desk))
        _draft(desk)
        vault.set_setting("local_number", {"name": "Duty line", "phone": "01632 1"})
        held = {"recovery_code": made.recovery_code, "records": content(vault)}
    (folder / "lock").unlink()
    text = json.dumps(held, indent=1, ensure_ascii=False)
    folder.with_name(f"{folder.name}.json").write_text(text + "\n", encoding="utf-8")


def content(vault: Vault) -> dict[str, list[Any]]:
    """Every record of the vault as plain JSON, by kind."""
    held: dict[str, list[Any]] = {
        kind.__name__: [json.loads(dumps(record)) for record in vault.find(kind)]
        for kind in KINDS
    }
    families = sorted(vault.families(), key=lambda family: family.id)
    held["Family"] = [json.loads(dumps(family)) for family in families]
    held["Revision"] = [
        json.loads(dumps(revision))
        for family in families
        for revision in vault.revisions(family.id)
    ]
    return held


def _signed_off(desk: Desk, clock: FixedClock) -> None:
    """A whole visit: the three words, PHQ-9, a plan, a referral and its letter."""
    visit = start(desk, "hassan", "amira", id=SIGNED_OFF, type="6-8-weeks")
    describe(desk, visit.id, seen_alone=True, present=("mother", "baby"))
    for place, word in enumerate(("curious", "funny", "a good sleeper"), start=1):
        answer(desk, visit.id, CONVERSATION, f"words-{place}", word)
    items = desk.catalogue.get("phq-9").questions
    for number, item in enumerate(items[:8]):
        value = (NOT_AT_ALL, SEVERAL_DAYS)[number % 2]
        answer(desk, visit.id, "phq-9", item.link_id, value)
    answer(desk, visit.id, "phq-9", "44260-8", NOT_AT_ALL)
    judge(desk, visit.id, summary="Tired, and well supported.")
    agree(desk, visit.id, description="Baby massage group, Tuesdays.")
    _letter(desk, refer(desk, visit.id, performer="Example Service", reason="Mood."))
    clock.forward(minutes=50)
    finish(desk, visit.id)


def _letter(desk: Desk, request: ServiceRequest) -> None:
    record_consent(desk, request.id, decision=ConsentDecision.GIVEN, given_how="spoken")
    letter = write_letter(desk, request.id)
    issue(desk, letter.id, SAVED, pdf(desk, letter.id))


def _moved(desk: Desk) -> Family:
    return replace(desk.vault.family("jones"), postcode="ZZ99 3BB")


def _draft(desk: Desk) -> None:
    """A visit left in the middle of PHQ-9: four of nine are answered."""
    visit = start(desk, "jones", "cerys", id=DRAFT, type="antenatal")
    answer(desk, visit.id, CONVERSATION, "words-1", "a mystery")
    for item in desk.catalogue.get("phq-9").questions[:4]:
        answer(desk, visit.id, "phq-9", item.link_id, SEVERAL_DAYS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
