"""Practice: a desk over a vault that is never on disk, with invented families."""

from visit_app.records.clock import Clock
from visit_app.training.scenarios import load_scenarios, practice_practitioner
from visit_app.vault.vault import Vault
from visit_app.visits.desk import Desk
from visit_app.visits.families import save_family
from visit_app.visits.invented import invent_visits
from visit_app.visits.opening import open_desk


def open_practice(clock: Clock) -> Desk:
    """A new practice desk: every scenario's family, nothing else, nothing kept.

    Its vault knows no folder and no key: it cannot reach a real record, and `sync`
    refuses it (`Vault.is_practice`).
    """
    vault = Vault.in_memory(clock)
    vault.put(practice_practitioner())
    desk = open_desk(vault, clock)
    today = clock.today()
    for scenario in load_scenarios():
        family = save_family(desk, scenario.family(today))
        invent_visits(desk, scenario.chance(), family, scenario.earlier_visits)
    return desk
