"""Whole families out of one vault and into another, row by row."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from tests.vault.sample_records import (
    AMIRA,
    CONCERN,
    HASSAN,
    JUDGEMENT,
    LETTER,
    NOON,
    PHQ_9,
    PLAN,
    REFERRAL,
    SCORE,
    VISIT,
)

from visit_app.records import (
    Amendment,
    DetectedIssue,
    Encounter,
    Family,
    Mitigation,
    Observation,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.vault.errors import Immutable, NotFound
from visit_app.vault.family_copies import FamilyCopy, Taken
from visit_app.vault.vault import Vault

PDF = b"%PDF-1.7 a letter"
SENT = replace(LETTER, status="final", sha256=sha256(PDF).hexdigest())
AMENDED = Amendment(
    id="amended",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    target="Observation/score",
    recorded=NOON,
)
STEP = Mitigation(id="step", action="accepted", recorded=NOON, person="Dr Shah")
LATER = "2026-11-27T10:00:00.000000+00:00"


@pytest.fixture
def there(clock: FixedClock) -> Iterator[Vault]:
    """Where the family comes from: a finished visit with all that belongs to it."""
    with Vault.in_memory(clock) as vault:
        first = vault.save_family(HASSAN, "Priya Nair")
        vault.put(VISIT, PHQ_9, PLAN, JUDGEMENT, REFERRAL, CONCERN)
        clock.forward(hours=1)
        vault.put(SCORE, replace(VISIT, status="finished"))
        vault.attach(PDF)
        vault.put(SENT, AMENDED)
        vault.save_family(replace(first, postcode="NN15 6XX"), "Asha Patel")
        yield vault


@pytest.fixture
def here(clock: FixedClock) -> Iterator[Vault]:
    with Vault.in_memory(clock) as vault:
        yield vault


def take(vault: Vault, copy: FamilyCopy) -> Taken:
    return vault.copies.take(copy, "Joanne Reid", LATER)


def test_everything_is_as_it_was(there: Vault, here: Vault) -> None:
    copy = there.copies.of("hassan")
    assert take(here, copy) == Taken(added=9, revisions=2)
    assert here.copies.of("hassan") == copy
    assert here.family("hassan") == there.family("hassan")
    assert here.revisions("hassan") == there.revisions("hassan")
    assert here.attachment(SENT.sha256) == PDF
    assert here.search("hassan") == there.search("hassan")
    assert here.search("hassan")[0].last_visit == NOON


def test_what_was_signed_off_stays_signed_off(there: Vault, here: Vault) -> None:
    take(here, there.copies.of("hassan"))
    with pytest.raises(Immutable):
        here.put(replace(VISIT, status="finished", location="Clinic"))
    with pytest.raises(Immutable):
        here.put(replace(SCORE, value=3))


def test_all_of_it_waits_to_be_sent(there: Vault, here: Vault) -> None:
    take(here, there.copies.of("hassan"))
    waiting = {(one.type, one.id) for one in here.pending()}
    revisions = {("Revision", r.id) for r in here.revisions("hassan")}
    assert revisions < waiting
    assert len(waiting) == 9 + 2


def test_the_same_again_changes_nothing(there: Vault, here: Vault) -> None:
    copy = there.copies.of("hassan")
    take(here, copy)
    before = [(r.type, r.id, r.version) for r in here.pending()]
    again = take(here, copy)
    assert again == Taken()
    assert again.is_nothing
    assert [(r.type, r.id, r.version) for r in here.pending()] == before


def test_nobody_elses_records_are_in_it(there: Vault) -> None:
    there.save_family(Family(id="evans", parents=(AMIRA,)), "Priya Nair")
    there.put(replace(VISIT, id="other", family_id="evans"))
    copy = there.copies.of("hassan")
    assert {one.record.family_id for one in copy.records} == {"hassan"}
    with pytest.raises(NotFound):
        there.copies.of("nobody")


# --- a second file, and the way back -------------------------------------------------


def test_what_went_on_there_comes_with_the_next_file(clock: FixedClock) -> None:
    with Vault.in_memory(clock) as there, Vault.in_memory(clock) as here:
        family = there.save_family(HASSAN, "Priya Nair")
        there.put(VISIT, PHQ_9)
        take(here, there.copies.of("hassan"))
        answered = replace(PHQ_9, answers={"/44250-9": ("LA6569-3",)})
        there.put(answered)
        there.put(replace(VISIT, status="finished"))
        there.save_family(replace(family, note="Ring twice"), "Priya Nair")
        done = take(here, there.copies.of("hassan"))
        assert done == Taken(changed=2, revisions=1)
        assert here.get(Encounter, "visit").is_finished
        assert here.get(QuestionnaireResponse, "phq-9") == answered
        assert here.family("hassan").note == "Ring twice"


def test_what_went_on_here_is_not_set_back(there: Vault, here: Vault) -> None:
    old = there.copies.of("hassan")
    take(here, old)
    here.put(replace(REFERRAL, reason="Asked again"))
    here.save_family(replace(here.family("hassan"), note="Ring twice"), "Joanne Reid")
    assert take(here, old) == Taken(kept=1)
    assert here.family("hassan").note == "Ring twice"


def test_both_went_on_and_nothing_of_it_is_lost(there: Vault, here: Vault) -> None:
    take(here, there.copies.of("hassan"))
    there.copies.note_in_common(there.copies.of("hassan"))
    mine = replace(there.family("hassan"), note="Ring twice", postcode="NN1 1AA")
    there.save_family(mine, "Priya Nair")
    theirs = replace(here.family("hassan"), address="2 Mill Lane", postcode="NN2 2BB")
    here.save_family(theirs, "Joanne Reid")
    here.put(replace(VISIT, id="second"))
    assert take(there, here.copies.of("hassan")) == Taken(added=1, revisions=1)
    family = there.family("hassan")
    assert (family.note, family.address) == ("Ring twice", "2 Mill Lane")
    assert family.postcode == "NN2 2BB"  # the one who looked after it since
    states = [revision.state.postcode for revision in there.revisions("hassan")]
    assert "NN1 1AA" in states
    newest = there.revisions("hassan")[0]
    assert here.family("hassan").revision in newest.parents


def test_lists_that_grow_gain_what_is_new(clock: FixedClock) -> None:
    with Vault.in_memory(clock) as there, Vault.in_memory(clock) as here:
        there.save_family(HASSAN, "Priya Nair")
        there.put(VISIT, CONCERN)
        take(here, there.copies.of("hassan"))
        here.put(replace(CONCERN, mitigation=(replace(STEP, id="other"),)))
        there.put(replace(CONCERN, mitigation=(STEP,)))
        assert take(here, there.copies.of("hassan")) == Taken(changed=1)
        steps = [step.id for step in here.get(DetectedIssue, "concern").mitigation]
        assert steps == ["other", "step"]
        assert here.find(DetectedIssue, status="open") == ()


def test_two_states_shown_together_are_no_revision_to_send(
    there: Vault, here: Vault
) -> None:
    family = there.family("hassan")
    there.save_family(replace(family, note="one"), "Priya Nair")
    there.save_family(replace(family, note="two"), "Asha Patel")
    assert "+" in there.family("hassan").revision
    take(here, there.copies.of("hassan"))
    assert here.family("hassan") == there.family("hassan")
    assert not [one for one in here.pending() if "+" in one.id]


def test_erasing_takes_away_what_was_noted_of_it(there: Vault) -> None:
    there.copies.note_in_common(there.copies.of("hassan"))
    name = "hand-over/in-common/hassan"
    assert there.setting(name, {})
    there.erasing.erase("hassan", {"reason": "test"})
    assert there.setting(name, {}) == {}


def test_nothing_of_another_family_is_touched(there: Vault, here: Vault) -> None:
    """However a file was made: the ids of another family's records do not help it."""
    concern = replace(CONCERN, family_id="evans", encounter_id="theirs")
    here.put(replace(VISIT, id="theirs", family_id="evans"), concern)
    there.put(replace(CONCERN, mitigation=(STEP,)))
    there.put(replace(SCORE, id="stray", encounter_id="theirs"))
    done = take(here, there.copies.of("hassan"))
    assert done.kept == 2
    assert here.get(DetectedIssue, "concern") == concern
    assert [r.id for r in here.find(Observation, encounter_id="theirs")] == []
