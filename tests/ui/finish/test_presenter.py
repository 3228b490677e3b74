from visit_app.records import Encounter
from visit_app.ui.finish.presenter import Correction, FinishPresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk, raise_concern


def test_who_signs_and_who_signed(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = FinishPresenter(desk, save_state, visit.id)
    assert presenter.signature == "Priya Nair"
    assert presenter.sign_off() == ""
    assert presenter.visit.is_finished
    assert presenter.signature.startswith("Priya Nair, 23 November 2026")


def test_what_blocks_is_a_sentence(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = FinishPresenter(desk, save_state, visit.id)
    assert presenter.blocked == ""
    raise_concern(desk, visit.id)
    presenter.read()
    assert presenter.blocked == presenter.missing()[0].text
    assert "One thing comes first" in presenter.sign_off()
    assert not presenter.visit.is_finished


def test_a_correction_of_a_visit_in_progress_is_refused(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = FinishPresenter(desk, save_state, visit.id)
    assert "not finished" in presenter.amend(
        Correction(what="a", before="b", after="c", reason="d", safety="no")
    )
    assert presenter.amendments() == ()


def test_what_a_correction_needs_is_told_by_field() -> None:
    whole = Correction(what="One", after="1", reason="Misheard", safety="no")
    assert whole.wanted() == {}
    assert set(Correction(after=" ").wanted()) == {"what", "after", "reason", "safety"}
