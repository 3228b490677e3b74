"""What is counted from: one family and its finished visits of a period."""

from collections.abc import Iterator
from dataclasses import dataclass

from visit_app.records import (
    DetectedIssue,
    Encounter,
    Family,
    Observation,
    Patient,
    QuestionnaireResponse,
    ServiceRequest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A family with its signed-off visits of a period and what was recorded at them.

    `observations` are those of earlier visits too: a first score may lie before the
    period.
    """

    family: Family
    encounters: tuple[Encounter, ...] = ()
    responses: tuple[QuestionnaireResponse, ...] = ()
    observations: tuple[Observation, ...] = ()
    referrals: tuple[ServiceRequest, ...] = ()
    issues: tuple[DetectedIssue, ...] = ()

    def people(self) -> Iterator[Patient]:
        """Each person who was seen, once; nothing is known of one who was taken out."""
        known = {person.id: person for person in self.family.people()}
        ids = dict.fromkeys(encounter.subject_id for encounter in self.encounters)
        return (known.get(id, Patient(id=id, role="")) for id in ids)

    def visits(self) -> Iterator["Visit"]:
        """Each visit with what was recorded at it."""
        for encounter in self.encounters:
            yield Visit(self, encounter)

    def results(self, code: str) -> Iterator[tuple[Observation, Observation]]:
        """The first complete result of each person on record, and their last one.

        Only for those whose last one is of the period and not also their first.
        """
        now = {encounter.id for encounter in self.encounters}
        by_person: dict[str, list[Observation]] = {}
        for found in self.observations:
            if found.code == code and not found.missing:
                by_person.setdefault(found.subject_id, []).append(found)
        for taken in by_person.values():
            first, *rest = sorted(taken, key=lambda o: (o.effective, o.id))
            if rest and rest[-1].encounter_id in now:
                yield first, rest[-1]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a family that was seen."""

    seen: Seen
    encounter: Encounter

    def response(self, url: str) -> QuestionnaireResponse | None:
        """The answers to the form of this address, if it was begun."""
        for found in self.seen.responses:
            here = found.encounter_id == self.encounter.id
            if here and found.questionnaire.partition("|")[0] == url:
                return found
        return None

    def result(self, code: str) -> Observation | None:
        """The result of this instrument, complete or not."""
        for found in self.seen.observations:
            if found.encounter_id == self.encounter.id and found.code == code:
                return found
        return None

    @property
    def referred(self) -> bool:
        """Whether a referral was written that still stands."""
        return any(
            request.encounter_id == self.encounter.id and request.status != "revoked"
            for request in self.seen.referrals
        )
