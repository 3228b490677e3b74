"""One prompt of the conversation: what is asked, what was said. Plain Python."""

from visit_app import visits
from visit_app.conversation import PromptState, next_words, reason_left, state
from visit_app.records import DECLINED, Absent, Encounter, QuestionnaireResponse
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import CONVERSATION, Desk


class ConversationPresenter:
    """Reads and writes the fields of one prompt of the guide."""

    def __init__(
        self, desk: Desk, save_state: SaveState, encounter_id: str, prompt_id: str
    ) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.prompt = desk.guide.prompt(prompt_id)
        self.step = desk.guide.step_of(prompt_id)
        visit = desk.vault.get(Encounter, encounter_id)
        family = desk.vault.family(visit.family_id)
        person = family.person(visit.subject_id)
        self.name = person.called
        self.is_unborn = family.has_only_unborn
        self.read()

    def read(self) -> None:
        """Read the answers again."""
        found = visits.response_of(self._desk, self._id, CONVERSATION)
        self._answers = found.answers if found else {}

    def text(self, link_id: str) -> str:
        """What is written in this place."""
        value = next(iter(self._answers.get(link_id, ())), "")
        return value if isinstance(value, str) else ""

    def write(self, link_id: str, text: str) -> None:
        """Keep what is written; an empty place is cleared."""
        values = (text,) if text.strip() else ()
        self._keep(link_id, *values)

    def not_today(self, reason: str) -> None:
        """Leave this prompt for another day, with the practitioner's reason."""
        self._keep(self.prompt.link_id, Absent("not-asked", reason))

    def would_rather_not(self) -> None:
        """Record that the parent would rather not answer."""
        self._keep(self.prompt.link_id, DECLINED)

    def ask_after_all(self) -> None:
        """Take back that the prompt was left."""
        self._keep(self.prompt.link_id)

    @property
    def left(self) -> str:
        """Why there is no answer, in a sentence; otherwise empty."""
        found = state(self.prompt, self._answers)
        if found == PromptState.DECLINED:
            return tr("{name} would rather not say.", name=self.name)
        if found == PromptState.LEFT:
            reason = reason_left(self.prompt, self._answers)
            if reason:
                return tr("Left for another day: {reason}", reason=reason)
            return tr("Left for another day.")
        return ""

    @property
    def next_words(self) -> str:
        """What the button says: "Next: joy"; empty after the last prompt."""
        return next_words(self._desk.guide, self.prompt.id)

    def _keep(self, link_id: str, *values: str | Absent) -> None:
        visit_id = self._id
        saved: QuestionnaireResponse | None = self._save.write(
            f"{CONVERSATION}/{link_id}",
            lambda desk: visits.answer(desk, visit_id, CONVERSATION, link_id, *values),
        )
        if saved is not None:
            self._answers = saved.answers
