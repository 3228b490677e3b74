"""What can be practised, with whom, and what to try. Plain Python."""

from dataclasses import dataclass

from visit_app.records import Family
from visit_app.training.scenarios import Scenario, load_scenarios
from visit_app.ui.names import age_words, family_title
from visit_app.ui.text import tr
from visit_app.visits.desk import Desk


@dataclass(frozen=True, slots=True)
class Offer:
    """One scenario as it is shown: the family's name and age, and what to try."""

    scenario_id: str
    family_id: str
    title: str
    family: str
    to_try: str


class TrainingPresenter:
    """Reads the scenarios; in practice each leads to its family."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def practising(self) -> bool:
        """Whether these are the invented families themselves."""
        return self._desk.vault.is_practice

    def title(self) -> str:
        """The heading of the page."""
        return tr("Practise") if self.practising else tr("Training")

    def words(self) -> str:
        """What stands under the heading."""
        if self.practising:
            return tr(
                "Everybody here is invented. Nothing is kept:"
                " it is gone when you leave."
            )
        return tr(
            "Invented families to practise with or to show. Your records are locked"
            " first; practice cannot reach them."
        )

    def offers(self) -> tuple[Offer, ...]:
        """Every scenario, in the order of the page."""
        return tuple(self._offer(each) for each in load_scenarios())

    def _offer(self, scenario: Scenario) -> Offer:
        family = scenario.family(self._desk.clock.today())
        return Offer(
            scenario_id=scenario.id,
            family_id=family.id if self.practising else "",
            title=scenario.title,
            family=self._named(family),
            to_try=scenario.to_try,
        )

    def _named(self, family: Family) -> str:
        name = family_title(family, surnames=True)
        if not family.babies:
            return tr("{name}, expecting a baby", name=name)
        born = family.babies[0].birth_date
        if born is None:
            return name
        age = age_words(born, self._desk.clock.today())
        return tr("{name}, {age}", name=name, age=age)
