from collections.abc import Iterator

import pytest

from visit_app.records import Encounter, Observation, ServiceRequest
from visit_app.records.clock import FixedClock
from visit_app.training.scenarios import load_scenarios
from visit_app.visits import Desk, refer, start
from visit_app.visits.letters import letter_context
from visit_app.visits.practice import open_practice
from visit_app.visits.visit import open_visit


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = open_practice(FixedClock())
    with made.vault:
        yield made


def test_every_scenario_has_its_family_and_its_earlier_visits(desk: Desk) -> None:
    today = desk.clock.today()
    for scenario in load_scenarios():
        family = desk.vault.family(scenario.family(today).id)
        visits = desk.vault.find(Encounter, family_id=family.id)
        assert len(visits) == scenario.earlier_visits
        assert all(visit.is_finished for visit in visits)
    assert desk.vault.find(Observation)


def test_it_is_known_for_practice(desk: Desk) -> None:
    assert desk.vault.is_practice


def test_a_letter_is_marked_on_every_page(desk: Desk) -> None:
    family = load_scenarios()[0].family(desk.clock.today())
    visit = start(desk, family.id, family.parents[0].id, type="new-birth")
    request = refer(desk, visit.id)
    assert isinstance(request, ServiceRequest)
    context = letter_context(desk, open_visit(desk, visit.id), request)
    assert context.practice


def test_beginning_again_forgets_everything() -> None:
    first = open_practice(FixedClock())
    family = load_scenarios()[0].family(first.clock.today())
    with first.vault:
        start(first, family.id, family.parents[0].id, type="new-birth")
        assert first.vault.drafts()
    second = open_practice(FixedClock())
    with second.vault:
        assert not second.vault.drafts()
