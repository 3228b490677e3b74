"""More questions: which instruments are asked in this visit. Plain Python."""

from dataclasses import dataclass

from visit_app import visits
from visit_app.ui.instrument_notes import (
    confirm_locally,
    marked,
    wording_is_unread,
)
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk, NotPossible

# EPDS and MORS-SF are entered by item number from the licensed paper copy.
OFFERED = (
    *("whooley", "gad-2", "gad-7", "phq-9", "avoidance", "history"),
    *("epds", "mors-sf"),
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument on offer; `because` is why the pathway names it, if it does."""

    name: str
    title: str
    description: str
    chosen: bool
    because: str = ""


class QuestionsPresenter:
    """Reads which instruments are asked, and adds or takes away one."""

    def __init__(self, desk: Desk, save_state: SaveState, encounter_id: str) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.read()

    def read(self) -> None:
        """Read the visit again."""
        self.record = visits.open_visit(self._desk, self._id)
        self._reasons = self._suggested()

    def instruments(self) -> tuple[Instrument, ...]:
        """Every instrument on offer, those already chosen first in their order."""
        chosen = self.record.encounter.instruments
        offered = [n for n in OFFERED if n in self._desk.catalogue.names]
        names = (*chosen, *(n for n in offered if n not in chosen))
        return tuple(self._instrument(name, name in chosen) for name in names)

    def choose(self, names: list[str]) -> str:
        """Ask exactly these; a sentence says why when one has to stay."""
        visit_id = self._id
        known = self.record.encounter.instruments
        order = (
            *(n for n in known if n in names),
            *(n for n in names if n not in known),
        )
        try:
            self._save.write(
                "instruments", lambda desk: visits.choose(desk, visit_id, *order)
            )
        except NotPossible as problem:
            return str(problem)
        self.read()
        return ""

    def _instrument(self, name: str, chosen: bool) -> Instrument:
        form = self._desk.catalogue.get(name)
        words = tr(form.description)
        if wording_is_unread(form):
            words = f"{words} {confirm_locally()}"
        return Instrument(name, form.title, words, chosen, self._reasons.get(name, ""))

    def _suggested(self) -> dict[str, str]:
        found = {}
        for suggestion in visits.outcome(self._desk, self.record).suggestions:
            words = (reason.words.rstrip(".") for reason in suggestion.because)
            because = f"{'; '.join(words)}."
            for offer in suggestion.offers:
                if offer.kind == "questionnaire":
                    why = tr("For you to consider. {why}", why=because)
                    found[offer.name] = marked(why, suggestion.source)
        return found
