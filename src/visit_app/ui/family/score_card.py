"""The scores card: whose scores, which instrument, chart or table."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from visit_app.ui.family.scores import PersonScores, Series
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chart import Band, ChartPoint
from visit_app.ui.kit.chart_view import ScoreView
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr

_MOST_POINTS = {Width.WIDE: 6, Width.MEDIUM: 5, Width.NARROW: 3}


class ScoreCard(Card):
    """Nobody's scores are shown with another's: one person at a time.

    Where there are two parents nothing is shown until one of them is chosen: the other
    may be looking on.
    """

    def __init__(
        self,
        people: Sequence[PersonScores],
        parents: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        super().__init__()
        self._people = {person.subject_id: person for person in people}
        self._width = Width.WIDE
        self._shown: Series | None = None
        self.view: ScoreView | None = None
        self._place = QVBoxLayout()
        self._asks = len(parents) > 1 and bool(people)
        if self._asks:
            self._ask_whose(people)
        self.body.addLayout(self._place, 1)
        if not people:
            text = tr("They appear when a visit with questionnaires is finished.")
            self.add(Empty("table", tr("No scores yet"), text))
        elif not self._asks:
            self._show_person(people[0].subject_id)

    def _ask_whose(self, people: Sequence[PersonScores]) -> None:
        names = [Choice(p.subject_id, p.name) for p in people]
        self.whose = Segmented(tr("Whose scores"), names)
        self.whose.setObjectName("whose")
        for segment in self.whose.segments:
            segment.setObjectName(f"whose-{segment.choice.code}")
        self.whose.chosen.connect(self._show_person)
        self.add(Text(tr("Whose scores?"), "card_title"), self.whose)
        words = tr("Shown when you choose, so that nobody looks on by chance.")
        self.hidden_note = Text(words, "note")
        self.add(self.hidden_note)

    def _show_person(self, subject_id: str) -> None:
        person = self._people[subject_id]
        title = tr("Scores over time")
        if self._asks:
            title = tr("{name}’s scores over time", name=person.name)
            self.hidden_note.hide()
        old = self.view
        choices = [Choice(s.code, s.title) for s in person.series]
        self.view = ScoreView(title, choices if len(choices) > 1 else ())
        self.view.instruments.setObjectName("instrument")
        self.view.toggle.setObjectName("as-table")
        self.view.table_name = "scores-table"
        self.view.chosen.connect(lambda code: self._show(person, code))
        if old is not None:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._place.addWidget(self.view)
        self.view.show()
        first = person.series[0].code
        self.view.instruments.choose(first)
        self._show(person, first)

    def _show(self, person: PersonScores, code: str) -> None:
        self._shown = next(s for s in person.series if s.code == code)
        self._draw()

    def _draw(self) -> None:
        series = self._shown
        if series is None or self.view is None:
            return
        points = [
            ChartPoint(p.when, p.contact, p.low, p.high, p.note, p.gap)
            for p in series.points
        ]
        bands = [Band(*band) for band in series.bands]
        most = _MOST_POINTS[self._width]
        note = series.note
        if len(points) > most:
            words = tr(
                "The last {n} of {all}; the table has them all.",
                n=most,
                all=len(points),
            )
            note = f"{words} {note}"
        self.view.set_scores(points, bands, series.most, note, most)

    def set_width(self, width: Width) -> None:
        """Fewer contacts fit into a narrow chart; the table keeps them all."""
        self._width = width
        self._draw()
