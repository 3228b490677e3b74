import pytest

from visit_app.records import Encounter
from visit_app.ui.referral.presenter import ReferralPresenter, decisions, priorities
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk


@pytest.fixture
def presenter(desk: Desk, save_state: SaveState, visit: Encounter) -> ReferralPresenter:
    return ReferralPresenter(desk, save_state, visit.id, "")


def test_without_a_referral_there_is_none_in_hand(
    presenter: ReferralPresenter,
) -> None:
    assert presenter.request is None
    assert presenter.letter() is None
    assert presenter.call_first() == ""
    assert presenter.consent_gap()


def test_the_one_just_added_is_in_hand(presenter: ReferralPresenter) -> None:
    first = presenter.add()
    second = presenter.add()
    assert presenter.at == second
    presenter.withdraw()
    assert presenter.at == first
    assert [r.id for r in presenter.referrals] == [first]


def test_no_letter_before_it_is_known_to_whom(presenter: ReferralPresenter) -> None:
    presenter.add()
    assert presenter.letter() is None
    assert presenter.set("performer", "GP") == ""
    assert presenter.letter() is not None


def test_the_gap_before_printing(presenter: ReferralPresenter) -> None:
    presenter.add()
    assert "to whom" in presenter.consent_gap()
    presenter.set("performer", "GP")
    assert "Amira’s consent" in presenter.consent_gap()
    presenter.set_consent("decision", "refused")
    assert "Amira refused." in presenter.consent_gap()
    presenter.set_consent("reason_without", "Baby at risk")
    assert presenter.consent_gap() == ""


def test_what_went_out_cannot_be_changed(presenter: ReferralPresenter) -> None:
    presenter.add()
    presenter.set("performer", "GP")
    presenter.set_consent("decision", "given")
    document = presenter.letter()
    assert document is not None
    assert presenter.issue(document.id, "saved", presenter.pdf(document.id)) == ""
    assert presenter.is_issued
    assert "has gone out" in presenter.set("performer", "Somebody else")


def test_every_code_has_words() -> None:
    assert [code for code, _ in priorities()] == ["routine", "urgent", "stat"]
    assert [code for code, _ in decisions("Amira")] == ["given", "limited", "refused"]
    assert decisions("Amira")[0][1] == "Amira agrees"
