"""The list of signs to look for, and what a ticked one asks for. Plain Python."""

from dataclasses import dataclass

from visit_app import visits
from visit_app.records import DetectedIssue, IssueCode
from visit_app.records.source import Source
from visit_app.screening.checklist import Checklist, FlagGroup
from visit_app.ui.instrument_notes import marked
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk, NotPossible


@dataclass(frozen=True, slots=True)
class Asked:
    """What follows from a sign, in words, and where that is stated."""

    text: str
    source: str


class FlagsPresenter:
    """One checklist in one visit."""

    def __init__(
        self, desk: Desk, save_state: SaveState, encounter_id: str, checklist_id: str
    ) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.checklist: Checklist = desk.pathway.checklist(checklist_id)
        self.read()

    def read(self) -> None:
        """Read the visit again."""
        self._record = visits.open_visit(self._desk, self._id)
        self.ticked = visits.ticked_flags(self._record, self.checklist)
        self._found = visits.outcome(self._desk, self._record)

    def tick(self, flag_id: str, *, on: bool) -> str:
        """Keep a tick, or take it back; why it was not kept, or empty."""
        name, visit_id = self.checklist.id, self._id
        try:
            self._save.write(
                f"{name}/{flag_id}",
                lambda desk: visits.tick_flag(desk, visit_id, name, flag_id, on=on),
            )
        except NotPossible as problem:
            return str(problem)
        self.read()
        return ""

    def worry(self) -> DetectedIssue | None:
        """The practitioner is worried now; the concern, when it is not on disk yet."""
        visit_id = self._id
        made = self._save.write(
            "worried", lambda desk: visits.raise_concern(desk, visit_id)
        )
        if made is not None:
            return None
        return visits.concern(
            self._desk,
            self._record.encounter,
            code=IssueCode.PRACTITIONER_CONCERN,
            evidence="",
            said="",
            note="",
        )

    def asked(self, group: FlagGroup) -> tuple[Asked, ...]:
        """What the signs ticked in this group ask for, by the pathway's rules."""
        names = {f"flag:{self.checklist.name(flag)}" for flag in group.flags}
        found = self._found
        urgent = ((u.because, u.text, u.label, u.source) for u in found.urgent)
        other = ((s.because, s.text, s.label, s.source) for s in found.suggestions)
        return tuple(
            Asked(marked(tr(text), source), f"{label}. {source_words(source)}")
            for because, text, label, source in (*urgent, *other)
            if any(reason.name in names for reason in because)
        )

    def note(self, group: FlagGroup) -> str:
        """What is said of the whole group."""
        return marked(tr(group.text), group.source)

    def sources(self, group: FlagGroup) -> tuple[str, ...]:
        """Where the group and its signs are stated, each source once."""
        found = (group.source, *(flag.source for flag in group.flags))
        return tuple(dict.fromkeys(source_words(source) for source in found))


def source_words(source: Source) -> str:
    """A source, with "confirm locally" where nobody has verified it."""
    said = tr("Source: {source}.", source=source.text.rstrip("."))
    return marked(said, source)
