"""Handing a family over to a colleague or the whole team. Plain Python."""

from dataclasses import dataclass

from visit_app.sync import shared_families
from visit_app.sync.laptop import Laptop
from visit_app.sync.status import status
from visit_app.ui.family.in_team import people_of
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr

WHOLE_TEAM = "whole-team"
ANOTHER_TEAM = "another-team"


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who can look after the family; `now` says who does."""

    code: str
    name: str
    note: str
    now: bool


class HandOverPresenter:
    """Who there is, and who looks after the family."""

    def __init__(self, laptop: Laptop, save_state: SaveState, family_id: str) -> None:
        self._laptop, self._save, self._id = laptop, save_state, family_id
        self.family = laptop.vault.family(family_id)

    @property
    def title(self) -> str:
        """Whom it is about."""
        return self.family.title or tr("Family without a name")

    def takers(self) -> tuple[Taker, ...]:
        """Everybody in the team, then the whole team, then another one."""
        own = self._laptop.practitioner.id
        now = shared_families.in_hands_of(self.family)
        people = [
            Taker(code, name, tr("You") if code == own else "", code == now)
            for code, name in people_of(status(self._laptop))
        ]
        note = tr("Nobody in particular: it stands on everybody’s list.")
        whole = Taker(WHOLE_TEAM, tr("The whole team"), note, not now)
        note = tr("Its store and keys are its own: one sealed file, and a code.")
        another = Taker(ANOTHER_TEAM, tr("Another team"), note, now=False)
        return (*people, whole, another)

    def hand_over(self, code: str) -> str:
        """From now on this one looks after the family; why not, or ""."""
        family_id = self._id
        who = shared_families.WHOLE_TEAM if code == WHOLE_TEAM else code
        done = self._save.write(
            f"hand-over/{family_id}",
            lambda desk: shared_families.hand_over(
                Laptop(desk.vault, desk.clock), family_id, who
            ),
        )
        return "" if done is not None else self._save.news.sentence
