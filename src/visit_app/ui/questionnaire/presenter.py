"""One instrument being asked: the question in hand, and how far it is. Plain Python."""

from dataclasses import dataclass

from visit_app import visits
from visit_app.questionnaires import QuestionnaireItem, Score, score, state
from visit_app.records import (
    DECLINED,
    Absent,
    DetectedIssue,
    Encounter,
    Mode,
    QuestionnaireResponse,
    Value,
)
from visit_app.ui.instrument_notes import before_asking
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk

ALL_ON_ONE_PAGE = "all-on-one-page"


_Questions = tuple[QuestionnaireItem, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """One possible answer: `code` for the widget, `key` the digit that gives it."""

    code: str
    label: str
    key: str


class QuestionnairePresenter:
    """Reads and writes one response; `at` is the link_id of the question in hand."""

    def __init__(
        self, desk: Desk, save_state: SaveState, encounter_id: str, name: str, at: str
    ) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.name = name
        self.visit = desk.vault.get(Encounter, encounter_id)
        self._response = self._begun()
        self.form = visits.form_of(desk, self._response)
        self._asked: tuple[QuestionnaireResponse | None, _Questions] = (None, ())
        person = desk.vault.family(self.visit.family_id).person(self.visit.subject_id)
        self.person = person.called
        self.notes = before_asking(self.form, person.role)
        self.waiting: tuple[DetectedIssue, ...] = ()
        """Concerns the last answer opens, when it did not reach the disk."""
        self.at = at if at in self.link_ids else self._first_waiting()

    def _begun(self) -> QuestionnaireResponse:
        found = visits.response_of(self._desk, self._id, self.name)
        if found is None:
            visit_id, name = self._id, self.name
            found = self._save.write(
                f"{name}/begin", lambda desk: visits.begin(desk, visit_id, name)
            )
        return found or visits.unsaved(self._desk, self.visit, self.name)

    # --- questions -----------------------------------------------------------------

    @property
    def questions(self) -> _Questions:
        """The questions to ask now: those that are enabled by the answers.

        A page asks for them fifty times while it is built: worked out once an answer.
        """
        response, asked = self._asked
        if response is not self._response:
            enabled = set(state(self.form, self._response.answers).enabled)
            asked = tuple(q for q in self.form.questions if q.link_id in enabled)
            self._asked = self._response, asked
        return asked

    @property
    def link_ids(self) -> tuple[str, ...]:
        """Their link_ids, in order."""
        return tuple(q.link_id for q in self.questions)

    @property
    def item(self) -> QuestionnaireItem:
        """The question in hand."""
        return self.form.by_link_id[self.at]

    @property
    def stem(self) -> str:
        """What is said before the question, verbatim; empty when there is nothing."""
        parent = self.form.parents.get(self.at)
        return parent.text if parent else ""

    @property
    def number(self) -> int:
        """Which question this is, from 1."""
        return self.link_ids.index(self.at) + 1

    @property
    def counted(self) -> tuple[str, ...]:
        """The questions people count: those that have to be answered."""
        needed = tuple(q.link_id for q in self.questions if q.required)
        return needed or self.link_ids

    @property
    def where(self) -> str:
        """Which question this is: "PHQ-9, question 4 of 9"."""
        title = self.form.title
        if self.at not in self.counted:
            return tr("{title}, one more question", title=title)
        n = self.counted.index(self.at) + 1
        count = len(self.counted)
        return tr("{title}, question {n} of {count}", title=title, n=n, count=count)

    @property
    def next_words(self) -> str:
        """What the button to the next question says."""
        following = self.beside(1)
        if following in self.counted:
            return tr("Question {n}", n=self.counted.index(following) + 1)
        return tr("One more question")

    def beside(self, by: int) -> str | None:
        """The link_id of the question before or after, None at the ends."""
        at = self.number - 1 + by
        return self.link_ids[at] if 0 <= at < len(self.link_ids) else None

    def offered(self, item: QuestionnaireItem | None = None) -> tuple[Offered, ...]:
        """The answers to choose from, with their points as keys."""
        item = item or self.item
        if item.type == "boolean":
            return (Offered("yes", tr("Yes"), "1"), Offered("no", tr("No"), "0"))
        return tuple(
            Offered(str(o.value), o.display, _key(o.weight, number))
            for number, o in enumerate(item.answer_option)
        )

    # --- answers -------------------------------------------------------------------

    def code(self, link_id: str = "") -> str | None:
        """The answer given, as `offered` names it; None when there is none."""
        value = self._response.first(link_id or self.at)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value if isinstance(value, str) else None

    def is_declined(self, link_id: str = "") -> bool:
        """Whether the person would rather not say."""
        return isinstance(self._response.first(link_id or self.at), Absent)

    def is_carried(self, link_id: str = "") -> bool:
        """Whether the answer was given to another instrument today."""
        return (link_id or self.at) in self._response.carried

    def answer(self, code: str, link_id: str = "") -> None:
        """Give this answer."""
        link_id = link_id or self.at
        item = self.form.by_link_id[link_id]
        value: Value = code == "yes" if item.type == "boolean" else code
        self._keep(link_id, value)

    def decline(self) -> None:
        """Record that the person would rather not say."""
        self._keep(self.at, DECLINED)

    def set_mode(self, mode: str) -> None:
        """Record how the questions are put."""
        visit_id, name = self._id, self.name
        saved = self._save.write(
            f"{name}/mode",
            lambda desk: visits.set_mode(desk, visit_id, name, Mode(mode)),
        )
        self._response = saved or self._response

    @property
    def mode(self) -> str:
        """How the questions are put."""
        return self._response.mode

    def modes(self) -> tuple[tuple[str, str], ...]:
        """The ways the form may be put, with what they are called."""
        contacts = self._desk.contacts
        return tuple((m, tr(contacts.display("mode", m))) for m in self.form.modes)

    # --- so far --------------------------------------------------------------------

    @property
    def answered(self) -> int:
        """How many of the counted questions have an answer, a declined one included."""
        return sum(link in self._response.answers for link in self.counted)

    @property
    def score(self) -> Score | None:
        """The total, or the interval it lies in; None for a form without a sum."""
        return score(self.form, self._response.answers)

    @property
    def first_waiting(self) -> str | None:
        """The first question without an answer; None when all have one."""
        waiting = (q for q in self.counted if q not in self._response.answers)
        return next(waiting, None)

    @property
    def counts_concern(self) -> bool:
        """Whether all is answered and the practitioner's concern counts beside it."""
        asked = visits.asks_for_concern(self._desk, self.name)
        return asked and self.first_waiting is None

    @property
    def can_show_all(self) -> bool:
        """Whether all questions may stand on one page, and have the same answers."""
        asked = [q for q in self.questions if q.link_id in self.counted]
        same = {tuple(o.label for o in self.offered(q)) for q in asked}
        return ALL_ON_ONE_PAGE in self.form.layouts and len(same) == 1

    def _first_waiting(self) -> str:
        return self.first_waiting or self.link_ids[0]

    def _keep(self, link_id: str, *values: Value) -> None:
        visit_id, name = self._id, self.name
        saved = self._save.write(
            f"{name}/{link_id}",
            lambda desk: visits.answer(desk, visit_id, name, link_id, *values),
        )
        # what did not reach the disk stays on screen, marked as not saved
        self._response = saved or self._response.answered(link_id, *values)
        self.waiting = () if saved else tuple(self._concerns(link_id))

    def _concerns(self, link_id: str) -> list[DetectedIssue]:
        return visits.concerns(
            self._desk, self.visit, self.name, self._response, link_id
        )


def _key(weight: float | None, number: int) -> str:
    return str(int(weight)) if weight is not None else str(number)
