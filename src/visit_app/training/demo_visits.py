"""Invented visits to invented families: what was asked, answered and agreed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from visit_app.conversation import Guide
from visit_app.questionnaires import Catalogue
from visit_app.records import (
    Activity,
    CarePlan,
    ClinicalImpression,
    Consent,
    ConsentDecision,
    Encounter,
    EncounterStatus,
    Family,
    Interpreter,
    Mode,
    Priority,
    QuestionnaireResponse,
    ResponseStatus,
    ServiceRequest,
    Value,
)
from visit_app.training.demo_people import Chance

CONVERSATION = "conversation"
_OPTIONS = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")  # not at all … every day
_WORDS = (
    ("curious", "a good sleeper", "funny"),
    ("strong", "wriggly", "ours"),
    ("a mystery", "calm", "like her gran"),
    ("loud", "hungry", "lovely"),
)
_JOYS = ("When she laughs at the cat.", "Our walks to the pond.", "The first smile.")
_NEEDS = ("", "", "Sleep.", "Feels alone in the evenings.", "Worried about feeding.")
_PLANS = (
    "Baby massage group, Tuesdays.",
    "Call again next week.",
    "Sing at bath time.",
)
_SERVICE = "Example Parent and Infant Service"
_SCREENED = 0.5  # of the visits
_AGREED = 0.5
_REFERRED = 0.05  # of the visits without a high score
_TYPES = (  # until this many days after birth
    (0, "antenatal"),
    (21, "new-birth"),
    (75, "6-8-weeks"),
    (140, "3-4-months"),
    (240, "6-months"),
    (450, "12-months"),
    (10_000, "2-years"),
)


@dataclass(frozen=True, kw_only=True)
class DemoVisit:
    """A visit whose results are not worked out yet; `rest` is saved as it is."""

    encounter: Encounter
    responses: Mapping[str, QuestionnaireResponse] = field(default_factory=dict)
    rest: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inventor:
    """Invents the visits of one practitioner, up to the day before `today`."""

    catalogue: Catalogue
    guide: Guide
    practitioner_id: str
    author: str
    today: date

    def visits(
        self, chance: Chance, family: Family, count: int, *, draft: bool
    ) -> Iterator[DemoVisit]:
        """So many visits, oldest first; with `draft` the last one is unfinished."""
        first = self._first_day(family)
        days = max(1, (self.today - first).days)
        for number in range(count):
            day = first + timedelta(days=number * days // count)
            open_ended = draft and number == count - 1
            yield self._visit(chance, family, day, number, finished=not open_ended)

    def _first_day(self, family: Family) -> date:
        births = [b.birth_date for b in family.babies if b.birth_date]
        return (min(births) if births else self.today) - timedelta(days=60)

    def _visit(
        self,
        chance: Chance,
        family: Family,
        day: date,
        number: int,
        *,
        finished: bool,
    ) -> DemoVisit:
        encounter = self._encounter(chance, family, day, number, finished=finished)
        kept = dict(self._responses(chance, encounter))
        if not finished:
            return DemoVisit(encounter=encounter, responses=kept)
        asked = tuple(name for name in kept if name != CONVERSATION)
        encounter = replace(encounter, instruments=asked)
        rest: tuple[Any, ...] = (self._impression(chance, encounter),)
        if chance.random() < _AGREED:
            rest = (*rest, self._plan(chance, encounter))
        if "phq-9" in kept or chance.random() < _REFERRED:
            rest = (*rest, self._referral(chance, encounter))
        return DemoVisit(encounter=encounter, responses=kept, rest=rest)

    def _encounter(
        self,
        chance: Chance,
        family: Family,
        day: date,
        number: int,
        *,
        finished: bool,
    ) -> Encounter:
        start = datetime.combine(day, time(9 + number % 7, 15), UTC)
        end = start + timedelta(minutes=chance.randrange(30, 70))
        mother = family.parents[0]
        signing: dict[str, Any] = {
            "status": EncounterStatus.FINISHED,
            "period_end": end,
            "signed_by": self.author,
            "signed_at": end,
        }
        return Encounter(
            id=chance.id(),
            family_id=family.id,
            subject_id=mother.id,
            practitioner_id=self.practitioner_id,
            type=contact_type(family, day),
            period_start=start,
            location="home",
            present=("mother", "baby") if family.babies else ("mother",),
            seen_alone=chance.random() < 0.9,
            interpreter=Interpreter.PROFESSIONAL
            if mother.interpreter_needed
            else Interpreter.NONE,
            sharing_explained=True,
            instruments=("whooley", "gad-2"),
            **(signing if finished else {"step": CONVERSATION}),
        )

    def _responses(
        self, chance: Chance, encounter: Encounter
    ) -> Iterator[tuple[str, QuestionnaireResponse]]:
        def made(name: str, answers: Mapping[str, Value]) -> QuestionnaireResponse:
            return self._response(chance, encounter, name, answers)

        if chance.random() < 0.5:
            yield CONVERSATION, made(CONVERSATION, _said(chance))
        if not encounter.is_finished or chance.random() > _SCREENED:
            return
        low = chance.random() < 0.5
        yield "whooley", made("whooley", {"1": low, "2": low and chance.random() < 0.5})
        worry = {link: _option(chance, 0.25) for link in ("69725-0", "68509-9")}
        yield "gad-2", made("gad-2", worry)
        if sum(_OPTIONS.index(option) for option in worry.values()) >= 3:
            for name in ("gad-7", "phq-9"):
                yield name, made(name, self._scored(chance, name))

    def _scored(self, chance: Chance, name: str) -> dict[str, str]:
        """Answers to every scored item; nobody invented thinks of self-harm."""
        form = self.catalogue.get(name)
        safe = {rule.link_id for rule in form.safety_rules}
        return {
            link: _OPTIONS[0] if link in safe else _option(chance, 0.45)
            for link, item in form.by_link_id.items()
            if item.required
        }

    def _response(
        self,
        chance: Chance,
        encounter: Encounter,
        name: str,
        answers: Mapping[str, Value],
    ) -> QuestionnaireResponse:
        is_guide = name == CONVERSATION
        through = encounter.interpreter == Interpreter.PROFESSIONAL
        canonical = (self.guide if is_guide else self.catalogue.get(name)).canonical
        done = encounter.is_finished
        return QuestionnaireResponse(
            id=chance.id(),
            questionnaire=canonical,
            author=self.author,
            authored=encounter.period_start + timedelta(minutes=15),
            status=ResponseStatus.COMPLETED if done else ResponseStatus.IN_PROGRESS,
            mode=Mode.THROUGH_INTERPRETER if through else Mode.ASKED_ALOUD,
            answers={link: (value,) for link, value in answers.items()},
            **_of(encounter),
        )

    def _impression(self, chance: Chance, encounter: Encounter) -> ClinicalImpression:
        return ClinicalImpression(
            id=chance.id(),
            summary="Warm and attentive with the baby. Tired, and well supported.",
            **_of(encounter),
        )

    def _plan(self, chance: Chance, encounter: Encounter) -> CarePlan:
        agreed = Activity(id=chance.id(), description=chance.choice(_PLANS))
        return CarePlan(id=chance.id(), activity=(agreed,), **_of(encounter))

    def _referral(self, chance: Chance, encounter: Encounter) -> ServiceRequest:
        at = encounter.period_end or encounter.period_start
        return ServiceRequest(
            id=chance.id(),
            priority=Priority.ROUTINE,
            performer=_SERVICE,
            reason="More support with low mood and worry was talked about and wanted.",
            patient_wishes="A visit at home, in the morning.",
            consent=Consent(
                decision=ConsentDecision.GIVEN, given_how="spoken", recorded=at
            ),
            authored_on=at,
            requester=self.author,
            **_of(encounter),
        )


def contact_type(family: Family, day: date) -> str:
    """The kind of contact that belongs to this day of the youngest baby's life."""
    births = [b.birth_date for b in family.babies if b.birth_date]
    age = (day - max(births)).days if births else -1
    return next(name for until, name in _TYPES if age < until)


def _of(encounter: Encounter) -> dict[str, Any]:
    return {
        "family_id": encounter.family_id,
        "encounter_id": encounter.id,
        "subject_id": encounter.subject_id,
    }


def _option(chance: Chance, likely: float) -> str:
    """An option further up with the chance `likely`, and further with it again."""
    steps = [chance.random() < likely for _ in range(3)]
    return _OPTIONS[steps.index(False) if False in steps else 3]


def _said(chance: Chance) -> dict[str, Value]:
    words = chance.choice(_WORDS)
    said: dict[str, Value] = {
        f"words-{place}": word for place, word in enumerate(words, start=1)
    }
    said["joy"] = chance.choice(_JOYS)
    said["needs"] = chance.choice(_NEEDS)
    return {link: value for link, value in said.items() if value}
