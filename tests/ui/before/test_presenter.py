from visit_app.records import Encounter
from visit_app.ui.before.presenter import BeforePresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk, answer


def test_everybody_who_can_be_asked(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = BeforePresenter(desk, save_state, visit.id)
    assert [(p.id, p.role) for p in presenter.people()] == [
        ("amira", "Mother"),
        ("yonis", "Father"),
    ]
    assert presenter.subject_name == "Amira"


def test_yes_no_or_not_recorded(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = BeforePresenter(desk, save_state, visit.id)
    assert presenter.yes_no("seen_alone") is None
    presenter.set_yes_no("seen_alone", "no")
    assert presenter.yes_no("seen_alone") == "no"
    assert BeforePresenter(desk, save_state, visit.id).yes_no("seen_alone") == "no"


def test_why_another_person_cannot_be_asked_now(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = BeforePresenter(desk, save_state, visit.id)
    assert presenter.ask("yonis") == ""
    assert presenter.subject_name == "Yonis"
    answer(desk, visit.id, "whooley", "1", True)
    assert "second visit" in presenter.ask("amira")


def test_the_choices_of_every_set_have_words(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = BeforePresenter(desk, save_state, visit.id)
    for name in ("type", "present", "place", "interpreter"):
        assert all(c.code and c.display for c in presenter.codes(name))
