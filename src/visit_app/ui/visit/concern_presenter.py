"""Still concerned: who said so, when, and which question it leads to. Plain Python."""

from visit_app import visits
from visit_app.records import Concern
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk


class ConcernPresenter:
    """Reads and keeps the practitioner's concern; `after` is where it is said."""

    def __init__(
        self, desk: Desk, save_state: SaveState, encounter_id: str, after: str
    ) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self._after = after
        self.read()

    def read(self) -> None:
        """Read the visit again."""
        self._record = visits.open_visit(self._desk, self._id)
        self._next = self._offered()

    @property
    def concern(self) -> Concern | None:
        """What is recorded of it."""
        return self._record.impression.concern

    @property
    def words(self) -> str:
        """Who said so and when, as a sentence; empty while it is not said."""
        concern = self.concern
        if concern is None:
            return ""
        at = f"{concern.noted.astimezone():%H:%M}"
        return tr("You are still concerned. {name}, {at}.", name=concern.author, at=at)

    @property
    def next_title(self) -> str:
        """The questionnaire the concern leads to; empty when there is none."""
        return self._desk.catalogue.get(self._next).title if self._next else ""

    def note(self) -> None:
        """Keep that the practitioner is still concerned."""
        visit_id, after = self._id, self._after
        self._save.write(
            "concern", lambda desk: visits.note_concern(desk, visit_id, after=after)
        )
        self.read()

    def take_back(self) -> None:
        """The practitioner is not concerned any more."""
        visit_id = self._id
        self._save.write(
            "concern", lambda desk: visits.take_back_concern(desk, visit_id)
        )
        self.read()

    def ask_next(self) -> str:
        """Ask the question it leads to in this visit; its name."""
        name, visit_id = self._next, self._id
        chosen = self._record.encounter.instruments
        if name not in chosen:
            self._save.write(
                "instruments",
                lambda desk: visits.choose(desk, visit_id, *chosen, name),
            )
        return name

    def _offered(self) -> str:
        """The first questionnaire that a rule offers because of the concern."""
        if self.concern is None or self._record.encounter.is_finished:
            return ""
        offers = (
            offer.name
            for suggestion in visits.outcome(self._desk, self._record).suggestions
            if any(r.name == "fact:concerned" for r in suggestion.because)
            and self._is_about(suggestion.rule_id)
            for offer in suggestion.offers
            if offer.kind == "questionnaire"
        )
        return next(offers, "")

    def _is_about(self, rule_id: str) -> bool:
        """Whether the rule looks at the form in hand; in the summary, any does."""
        looked_at = visits.forms_of(self._desk, rule_id)
        return self._after not in self._desk.catalogue.names or self._after in looked_at
