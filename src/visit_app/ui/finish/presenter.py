"""Finish: what is missing, signing off, and corrections afterwards. Plain Python."""

from collections.abc import Mapping

from visit_app import visits
from visit_app.records import Amendment, Encounter
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk, Missing, NotPossible


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

    def wanted(
        self, what: str, after: str, reason: str, safety: str
    ) -> Mapping[str, str]:
        """What a correction still needs: sentences by the names of its fields."""
        asked = {
            "what": (what, tr("Write what is corrected.")),
            "after": (after, tr("Write what it should say.")),
            "reason": (reason, tr("Write why: the reason stays with it.")),
            "safety": (
                safety,
                tr("Say whether it is about self-harm, or worries you now."),
            ),
        }
        return {name: say for name, (told, say) in asked.items() if not told.strip()}

    def amend(
        self, what: str, before: str, after: str, reason: str, *, safety: str
    ) -> str:
        """Correct one thing; a sentence says why when the visit does not take it.

        `safety` is "yes" or "no".
        """
        visit_id = self._id
        try:
            self._save.write(
                f"amend/{len(self.record.amendments)}",
                lambda desk: visits.amend(
                    desk,
                    visit_id,
                    target=f"Encounter/{visit_id}",
                    path=what.strip(),
                    before=before.strip(),
                    after=after.strip(),
                    reason=reason,
                    about_safety=safety == "yes",
                ),
            )
        except NotPossible as problem:
            return str(problem)
        self.read()
        return ""
