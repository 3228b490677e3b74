"""The records in the pictures: four invented families, the same at every run."""

from dataclasses import dataclass
from datetime import date

from tests.ui.desks import CHLOE, HASSAN, finished

from visit_app.records import ConsentDecision, Family, FamilyRole, Patient
from visit_app.records.clock import FixedClock
from visit_app.visits import (
    Desk,
    agree,
    answer,
    choose,
    describe,
    judge,
    record_consent,
    refer,
    save_family,
    start,
    write_letter,
)

SEVERAL, HALF, NOT = "LA6569-3", "LA6570-1", "LA6568-5"
PHQ_9 = (
    *("44250-9", "44255-8", "44259-0", "44254-1", "44251-7"),
    *("44258-2", "44252-5", "44253-3", "44260-8"),
)


def newborn(parent: str, surname: str, baby: str, born: date) -> Family:
    """A family whose new birth visit is due or late."""
    key = parent.lower()
    given = Patient(id=key, given_name=parent, family_name=surname)
    child = Patient(
        id=baby.lower(), role=FamilyRole.BABY, given_name=baby, birth_date=born
    )
    return Family(id=f"of-{key}", parents=(given,), babies=(child,))


DUE = (
    newborn("Grace", "Okafor", "Theo", date(2026, 11, 7)),
    newborn("Fatima", "Khan", "Ali", date(2026, 11, 12)),
)


@dataclass(frozen=True)
class Ids:
    """Of what the pictures show: one visit without a worry, one with, a referral."""

    calm: str
    worried: str
    referral: str


def record_everything(desk: Desk, clock: FixedClock) -> Ids:
    """Amira's visit up to the letter; Chloe's up to an answer that worries.

    Amira was asked four weeks before as well. Two more families have a contact due.
    """
    for family in (*DUE, HASSAN):
        save_family(desk, family)
    clock.forward(weeks=-4)
    finished(desk, "amira", "new-birth", 1, 1, 1, 1, 0, 1, 0, 0, 0)
    clock.forward(weeks=4)
    calm = _calm(desk)
    made = refer(
        desk,
        calm,
        performer="Flourishing Babies",
        priority="routine",
        reason="Support with the relationship with Idris.",
        patient_wishes="Someone to talk to in the evenings.",
    )
    record_consent(desk, made.id, decision=ConsentDecision.GIVEN, given_how="spoken")
    write_letter(desk, made.id)
    return Ids(calm, _worried(desk), made.id)


def _calm(desk: Desk) -> str:
    visit = start(desk, "hassan", "amira", type="6-8-weeks").id
    describe(
        desk,
        visit,
        location="home",
        present=("mother", "baby"),
        seen_alone=True,
        interpreter="none",
        sharing_explained=True,
    )
    said = {
        "words-1": "tiring",
        "words-2": "lovely",
        "words-3": "a bit scary",
        "joy": "When he looks up at me after a feed.",
        "fear": "That I am not enough for him.",
        "strengths": "Soothes Idris quickly.",
        "support": "Her sister comes on Tuesdays.",
    }
    for link_id, words in said.items():
        answer(desk, visit, "conversation", link_id, words)
    choose(desk, visit, "whooley", "gad-2", "phq-9")
    for link_id in ("1", "2"):
        answer(desk, visit, "whooley", link_id, link_id == "1")
    answer(desk, visit, "gad-2", "69725-0", HALF)
    answer(desk, visit, "gad-2", "68509-9", HALF)
    for number, link_id in enumerate(PHQ_9):
        code = NOT if link_id == PHQ_9[-1] else (SEVERAL, HALF)[number % 2]
        answer(desk, visit, "phq-9", link_id, code)
    agree(
        desk,
        visit,
        description="Support in the evenings",
        performer="Amira and her sister",
        due=date(2026, 12, 3),
    )
    judge(desk, visit, summary="Low and anxious since the birth.")
    return visit


def _worried(desk: Desk) -> str:
    save_family(desk, CHLOE)
    visit = start(desk, "byrne", "chloe", type="antenatal").id
    choose(desk, visit, "phq-9")
    for link_id in PHQ_9:
        answer(desk, visit, "phq-9", link_id, SEVERAL)
    return visit
