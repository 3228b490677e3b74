"""Summary and plan: what was heard, the results, the judgement. Plain Python."""

from dataclasses import dataclass

from visit_app import visits
from visit_app.conversation import Said, noticed, own_words
from visit_app.letters.sections.safety import safety
from visit_app.records import Considered, Observation
from visit_app.screening import Offer, Suggestion
from visit_app.ui.instrument_notes import beside_result, marked
from visit_app.ui.referral.presenter import LOOKING
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr, tr_plural
from visit_app.visits import CONVERSATION, Desk
from visit_app.visits.steps import REFERRAL


@dataclass(frozen=True, slots=True)
class Result:
    """One instrument's result as it is read: the sum open, the band named."""

    title: str
    mode: str
    figure: str  # "10", or "between 8 and 17"
    out_of: str  # "of 27"
    arithmetic: str  # "1 + 2 + 2", empty without points
    band: str
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """One suggestion to consider, with its reasons and what was made of it."""

    suggestion: Suggestion
    decided: Considered | None

    @property
    def rule(self) -> str:
        """The id of the rule that suggests it."""
        return self.suggestion.rule_id

    @property
    def text(self) -> str:
        """What is suggested, marked where no source was read for it."""
        return marked(tr(self.suggestion.text), self.suggestion.source)

    @property
    def why(self) -> str:
        """The answers, the rule and the source, a line each."""
        found, source = self.suggestion, self.suggestion.source
        answers = "; ".join(reason.words.rstrip(".") for reason in found.because)
        lines = [
            tr("Answers: {answers}", answers=answers) if answers else "",
            tr("Rule: {label} ({rule})", label=tr(found.label), rule=found.rule_id),
            tr("Source: {source}", source=source.text),
            source.address,
            tr("No source was read for this: confirm locally.")
            if found.confirm_locally
            else "",
        ]
        return "\n".join(line for line in lines if line)

    @property
    def decided_words(self) -> str:
        """What was made of it, by whom and when; empty while nothing was."""
        made = self.decided
        if made is None:
            return ""
        words = (
            tr("You agreed.")
            if made.agreed
            else tr("You see it differently: {reason}.", reason=made.reason.rstrip("."))
        )
        if made.recorded is None:
            return words
        at = f"{made.recorded.astimezone():%H:%M}"
        return f"{words} " + tr("{name}, {at}.", name=made.author, at=at)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a suggestion leads: what the button says, and the place in the visit."""

    offer: Offer
    label: str
    icon: str


def reasons(name: str) -> tuple[str, ...]:
    """Usual reasons to see it differently: a digit each."""
    return (
        tr("Help for this is under way already"),
        tr("{name} does not want this", name=name),
        tr("Later, at another contact"),
        tr("It does not fit what I saw and heard"),
    )


class SummaryPresenter:
    """Reads a visit as a summary and keeps the judgement."""

    def __init__(self, desk: Desk, save_state: SaveState, encounter_id: str) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.read()

    def read(self) -> None:
        """Read the visit again."""
        self.record = visits.open_visit(self._desk, self._id)
        found = self.record.responses.get(CONVERSATION)
        self._answers = found.answers if found else {}

    @property
    def name(self) -> str:
        """First name of the person who was asked."""
        person = self.record.subject
        return person.called

    # --- safety --------------------------------------------------------------------

    def safety(self) -> tuple[str, ...]:
        """Each safety concern and what was done about it, as the letter says it."""
        return safety(visits.letter_context(self._desk, self.record))

    # --- heard ---------------------------------------------------------------------

    def said(self) -> tuple[Said, ...]:
        """The parent's own words, prompt by prompt."""
        return own_words(self._desk.guide, self._answers)

    def noticed(self) -> tuple[tuple[str, str], ...]:
        """What the practitioner noticed: heading and text."""
        return noticed(self._desk.guide, self._answers)

    # --- results -------------------------------------------------------------------

    def results(self) -> tuple[Result, ...]:
        """Each instrument that has answers."""
        record = self.record
        found = record.observations or visits.results(self._desk, record)
        return (*self._yes_no_results(), *(self._result(o) for o in found))

    def _yes_no_results(self) -> tuple[Result, ...]:
        """Forms without a sum: their answers in words."""
        lines = []
        for name, response in self.record.responses.items():
            if name == CONVERSATION or not response.answers:
                continue
            form = visits.form_of(self._desk, response)
            if form.scales:
                continue
            answers = (
                _answer(response.first(q.link_id))
                for q in form.questions
                if q.required or q.link_id in response.answers
            )
            words = ", ".join(answers)
            mode = self._mode(response.mode)
            lines.append(Result(form.title, mode, words, "", "", "", ""))
        return tuple(lines)

    def _result(self, found: Observation) -> Result:
        form = self._desk.catalogue.get(found.questionnaire)
        notes = [*_missing(found), *_sub_sums(found)]
        notes += beside_result(form, self.record.subject.role, found.value)
        return Result(
            title=found.title,
            mode=self._mode(found.mode),
            figure=_figure(found),
            out_of=tr("of {most}", most=found.maximum) if found.maximum else "",
            arithmetic=" + ".join(str(points) for _, points in found.terms),
            band=tr("Published band: {band}.", band=found.band) if found.band else "",
            source=found.source,
            notes=tuple(notes),
        )

    def _mode(self, mode: str) -> str:
        return self._desk.contacts.display("mode", mode).lower() if mode else ""

    # --- to consider ---------------------------------------------------------------

    def advice(self) -> tuple[Advice, ...]:
        """What the pathway suggests; the practitioner decides."""
        made = {c.rule: c for c in self.record.impression.considered}
        return tuple(
            Advice(suggestion, made.get(suggestion.rule_id))
            for suggestion in visits.outcome(self._desk, self.record).suggestions
        )

    def ways(self, advice: Advice) -> tuple[Way, ...]:
        """What a suggestion offers: a questionnaire to ask now, services, signs."""
        return tuple(self._way(offer) for offer in advice.suggestion.offers)

    def _way(self, offer: Offer) -> Way:
        if offer.kind == "questionnaire":
            title = self._desk.catalogue.get(offer.name).title
            return Way(offer, tr("Ask now: {title}", title=title), "list-todo")
        words, icon = {
            "services": (tr("See the services"), "map-pin"),
            "checklist": (tr("Signs to look for"), "flag"),
            "conversation": (tr("Write what you noticed"), "notebook-pen"),
        }[offer.kind]
        return Way(offer, words, icon)

    def follow(self, offer: Offer) -> str:
        """The place this leads to; a questionnaire is asked in this visit from now."""
        chosen, visit_id = self.record.encounter.instruments, self._id
        if offer.kind == "questionnaire":
            if offer.name not in chosen:
                self._save.write(
                    "instruments",
                    lambda desk: visits.choose(desk, visit_id, *chosen, offer.name),
                )
            return offer.name
        return {
            "services": f"{REFERRAL}/{LOOKING}/{offer.name}",
            "checklist": offer.name,
        }.get(offer.kind, f"{offer.kind}/{offer.name}")

    def decide(self, advice: Advice, *, agreed: bool, reason: str = "") -> None:
        """Keep what was made of a suggestion."""
        visit_id = self._id
        self._save.write(
            f"considered/{advice.rule}",
            lambda desk: visits.consider(
                desk, visit_id, advice.suggestion, agreed=agreed, reason=reason
            ),
        )
        self.read()

    # --- judgement -----------------------------------------------------------------

    @property
    def judgement(self) -> str:
        """The practitioner's judgement in their own words."""
        return self.record.impression.summary

    def judge(self, text: str) -> None:
        """Keep the judgement."""
        visit_id = self._id
        self._save.write(
            "judgement", lambda desk: visits.judge(desk, visit_id, summary=text)
        )

    def copying_refused(self) -> str:
        """Why the organisation's policy does not allow the text; "" when it does."""
        return visits.refusal(self._desk, "record-text")

    def text_for_record(self) -> str:
        """The visit as plain text, to paste into the main record system."""
        return visits.record_text(self._desk, self._id)


def _figure(found: Observation) -> str:
    """The total or the span it lies in; the sub-sums only where no total exists."""
    if found.value is not None:
        return str(found.value)
    if found.maximum:
        return tr("between {low} and {high}", low=found.low, high=found.high)
    parts = [f"{title} {value}" for title, value in found.component.items()]
    return ", ".join(parts) or tr("no sum yet")


def _sub_sums(found: Observation) -> list[str]:
    """Sums of some items beside a total: never the result itself."""
    if found.value is None:
        return []
    return [
        tr("Of these, {title}: {value}.", title=title, value=value)
        for title, value in found.component.items()
    ]


def _missing(found: Observation) -> list[str]:
    if not found.missing:
        return []
    return [
        tr_plural(
            "1 answer is missing, so there is no total.",
            "{n} answers are missing, so there is no total.",
            len(found.missing),
        )
    ]


def _answer(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return tr("not answered") if value is None else tr("would rather not say")
