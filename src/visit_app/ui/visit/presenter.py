"""Where a visit stands: the rail, the way on, the safety panel. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from visit_app import visits
from visit_app.records import DetectedIssue, IssueCode
from visit_app.records.family import joined
from visit_app.ui.text import tr
from visit_app.visits import Desk, StepState, VisitRecord, VisitStep


@dataclass(frozen=True, slots=True)
class RailStep:
    """One entry of the rail: `state` is done, now, to-do or left."""

    key: str
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class RailGroup:
    """A heading with its entries, or one entry standing for itself."""

    key: str
    label: str
    state: str
    steps: tuple[RailStep, ...] = ()


class VisitPresenter:
    """Reads one visit and says what the frame around its steps shows."""

    def __init__(self, desk: Desk, encounter_id: str, step: str) -> None:
        self._desk = desk
        self._encounter_id = encounter_id
        self.waiting: DetectedIssue | None = None
        """A concern whose answer is not on disk yet: the panel opens all the same."""
        self._gaps = visits.Gaps()
        self.record: VisitRecord = visits.open_visit(desk, encounter_id)
        self.steps: tuple[VisitStep, ...] = visits.steps(desk, self.record, self._gaps)
        self.key, self.inner = self.split(step or self.resumed())

    def read(self) -> None:
        """Read the record again."""
        self.record = visits.open_visit(self._desk, self._encounter_id)
        self.steps = visits.steps(self._desk, self.record, self._gaps)
        waiting = self.waiting
        if waiting and any(_is_same(i, waiting) for i in self.record.issues):
            self.waiting = None

    def rebind(self, desk: Desk) -> None:
        """Go on with another desk after unlocking."""
        self._desk = desk
        self.read()

    def split(self, place: str) -> tuple[str, str]:
        """A place as the step's key and the rest: "phq-9/44250-9"."""
        keys = [step.key for step in self.steps]
        keys += [checklist.id for checklist in self._desk.pathway.checklists]
        for key in sorted(keys, key=len, reverse=True):
            if place == key or place.startswith(f"{key}/"):
                return key, place[len(key) + 1 :]
        return keys[0], ""

    def go(self, place: str) -> None:
        """Be at this place from now on, and keep it, so that one comes back here."""
        self.key, self.inner = self.split(place)

    @property
    def place(self) -> str:
        """The place as Encounter.step keeps it."""
        return f"{self.key}/{self.inner}" if self.inner else self.key

    @property
    def is_finished(self) -> bool:
        """Signed off: to be read, and corrected by amendments only."""
        return self.record.encounter.is_finished

    @property
    def is_aside(self) -> bool:
        """At a list of signs, which is no step: one goes back to the step in hand."""
        return self.key not in {step.key for step in self.steps}

    def beside(self, by: int) -> VisitStep | None:
        """The step before (-1) or after (1) this one; None at the ends."""
        if self.is_aside:
            return None
        keys = [step.key for step in self.steps]
        at = keys.index(self.key) + by
        return self.steps[at] if 0 <= at < len(keys) else None

    @property
    def next_words(self) -> str:
        """What the button to the next step says: "Next: joy", "Next: GAD-2"."""
        step = self.beside(1)
        if step is None:
            return ""
        title = tr(step.title)
        if step.key not in self.record.encounter.instruments:  # those are names
            title = title[:1].lower() + title[1:]
        return tr("Next: {step}", step=title)

    @property
    def title(self) -> str:
        """Who the visit is with: "Amira and Idris"."""
        names = [self.record.subject.called]
        names += [b.given_name for b in self.record.family.babies if b.given_name]
        return joined([name for name in names if name])

    @property
    def subtitle(self) -> str:
        """Which contact it is."""
        kind = self.record.encounter.type
        return self._desk.contacts.display("type", kind) if kind else tr("Visit")

    def rail(self) -> tuple[RailGroup, ...]:
        """The rail: steps of a group stand together."""
        groups = []
        for label, members in groupby(self.steps, key=lambda step: step.group):
            found = tuple(
                RailStep(step.key, tr(step.title), self._state(step))
                for step in members
            )
            if label:
                groups.append(
                    RailGroup(found[0].key, tr(label), _together(found), found)
                )
            else:
                groups += [RailGroup(s.key, s.label, s.state) for s in found]
        return tuple(groups)

    def narrow_title(self) -> str:
        """Where one is, where the rail is folded: "1 of 3: Three words"."""
        if self.is_aside:
            return tr("Signs to look for")
        here = next(step for step in self.steps if step.key == self.key)
        members = [s.key for s in self.steps if s.group and s.group == here.group]
        if len(members) < 2:
            return tr(here.title)
        return tr(
            "{n} of {count}: {title}",
            n=members.index(self.key) + 1,
            count=len(members),
            title=tr(here.title),
        )

    @property
    def issue(self) -> DetectedIssue | None:
        """The safety concern the panel is about, where several are open."""
        found = visits.most_pressing(self._desk, self.record.issues)
        return found or self.waiting

    def worry(self) -> DetectedIssue:
        """The practitioner's own concern, as it will be kept."""
        return visits.concern(
            self._desk,
            self.record.encounter,
            code=IssueCode.PRACTITIONER_CONCERN,
            evidence="",
            said="",
            note="",
        )

    def ticked(self) -> frozenset[str]:
        """The safety steps ticked for this concern."""
        issue = self.issue
        if issue is None:
            return frozenset()
        latest: Mapping[str, str] = {
            m.note.partition(":")[0]: m.note.partition(":")[2]
            for m in issue.mitigation
            if m.action == "step-done"
        }
        return frozenset(code for code, on in latest.items() if on != "off")

    def _state(self, step: VisitStep) -> str:
        return "now" if step.key == self.key else step.state

    def resumed(self) -> str:
        """The step one comes back to."""
        if self.record.encounter.is_finished:
            return "finish"
        if self.record.encounter.step:
            return self.record.encounter.step
        waiting = (s.key for s in self.steps if s.state == StepState.TO_DO)
        return next(waiting, self.steps[0].key)


def _together(steps: tuple[RailStep, ...]) -> str:
    states = {step.state for step in steps} - {"now"}
    if states <= {StepState.DONE, StepState.LEFT}:
        return StepState.DONE if StepState.DONE in states else StepState.LEFT
    return StepState.TO_DO


def _is_same(kept: DetectedIssue, waiting: DetectedIssue) -> bool:
    same = (kept.code, kept.evidence) == (waiting.code, waiting.evidence)
    return same and kept.identified >= waiting.identified
