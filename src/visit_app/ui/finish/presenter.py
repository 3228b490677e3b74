"""Finish: what is missing, signing off, and corrections afterwards. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass

from visit_app import visits
from visit_app.records import Amendment, Encounter
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk, Given, Missing, NotPossible

_FORM = "correction-form/"  # a half-made correction, by its visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction as typed; `given` is the answer it is of, where it is of one.

    `safety` is "yes", "no", or empty while it is not said.
    """

    what: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    safety: str = ""
    given: Given | None = None

    def wanted(self) -> Mapping[str, str]:
        """What it still needs: sentences by the names of its fields."""
        asked = {
            "what": (self.what, tr("Write what is corrected.")),
            "after": (self.after, tr("Write what it should say.")),
            "reason": (self.reason, tr("Write why: the reason stays with it.")),
            "safety": (
                self.safety,
                tr("Say whether it is about self-harm, or worries you now."),
            ),
        }
        return {name: say for name, (told, say) in asked.items() if not told.strip()}


class FinishPresenter:
    """Reads what is missing and signs the visit off."""

    def __init__(self, desk: Desk, save_state: SaveState, encounter_id: str) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.read()

    def read(self) -> None:
        """Read the visit again."""
        self.record = visits.open_visit(self._desk, self._id)

    @property
    def visit(self) -> Encounter:
        """The visit itself."""
        return self.record.encounter

    def missing(self) -> tuple[Missing, ...]:
        """What is not recorded, what stands in the way first."""
        return visits.missing(self._desk, self.record)

    @property
    def blocked(self) -> str:
        """Why the visit cannot be signed off yet; empty when it can."""
        return next((tr(m.text) for m in self.missing() if m.blocking), "")

    @property
    def signature(self) -> str:
        """Who signs, or who signed and when."""
        if not self.visit.is_finished:
            return self._desk.practitioner.name
        moment = self.visit.signed_at
        at = f"{moment.astimezone():%d %B %Y, %H:%M}" if moment else ""
        return tr("{name}, {at}", name=self.visit.signed_by, at=at)

    def sign_off(self) -> str:
        """Sign the visit off; a sentence says why when that cannot be."""
        visit_id = self._id
        try:
            self._save.write("finish", lambda desk: visits.finish(desk, visit_id))
        except NotPossible as problem:
            return str(problem)
        self.read()
        return ""

    def amendments(self) -> tuple[Amendment, ...]:
        """The corrections made since, oldest first."""
        return self.record.amendments

    def answers(self) -> tuple[Given, ...]:
        """The answers of the visit, each of which can be corrected."""
        return visits.answers_given(self._desk, self.record)

    def what(self, amendment: Amendment) -> str:
        """What a correction corrects, in words."""
        return visits.corrected(self._desk, self.record, amendment)

    def amend(self, correction: Correction) -> str:
        """Correct one thing; a sentence says why when the visit does not take it."""
        visit_id, given = self._id, correction.given

        def amend(desk: Desk) -> None:
            with desk.vault.transaction():
                visits.amend(
                    desk,
                    visit_id,
                    target=given.target if given else f"Encounter/{visit_id}",
                    path=given.link_id if given else correction.what.strip(),
                    before=correction.before.strip(),
                    after=correction.after.strip(),
                    reason=correction.reason,
                    about_safety=correction.safety == "yes",
                )
                desk.vault.set_setting(f"{_FORM}{visit_id}", {})

        try:
            self._save.write(f"amend/{len(self.record.amendments)}", amend)
        except NotPossible as problem:
            return str(problem)
        self.read()
        return ""

    def keep_half_made(self, texts: Mapping[str, str]) -> None:
        """Keep what is typed so far, so that a lock or a crash loses none of it."""
        name, kept = f"{_FORM}{self._id}", dict(texts)
        self._save.write(name, lambda desk: desk.vault.set_setting(name, kept))

    def half_made(self) -> Mapping[str, str]:
        """What was typed of a correction and not recorded yet."""
        return self._desk.vault.setting(f"{_FORM}{self._id}", {})
