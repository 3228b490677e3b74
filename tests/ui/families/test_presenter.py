"""The list of families as plain data."""

from tests.ui.desks import CHLOE, add_hassan

from visit_app import visits
from visit_app.ui.families.presenter import MOST, FamiliesPresenter
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk


def titles(desk: Desk, words: str, *, surnames: bool = False) -> list[str]:
    found = FamiliesPresenter(desk).find(words, surnames=surnames)
    return [family.title for family in found]


def test_names_numbers_and_postcodes_are_found(desk: Desk) -> None:
    add_hassan(desk)
    visits.save_family(desk, CHLOE)
    assert titles(desk, "") == ["Chloe B.", "Amira H. and Idris"]
    assert titles(desk, "", surnames=True)[0] == "Chloe Byrne"
    for words in ("idr", "HASS", "999 000", "nn16 0", "am has"):
        assert titles(desk, words) == ["Amira Hassan and Idris"]
    assert titles(desk, "zzz") == []


def test_a_row_says_all_of_it(desk: Desk) -> None:
    add_hassan(desk)
    visits.start(desk, "hassan", "amira")
    (row,) = FamiliesPresenter(desk).find("", surnames=False)
    assert row.spoken == (
        "Amira H. and Idris, Idris is 6 weeks 2 days, NN16 0AA, Seen 23 November"
    )


def test_words_over_the_list(desk: Desk) -> None:
    presenter = FamiliesPresenter(desk)
    assert "Ctrl+N" in presenter.words(2, "", surnames=False)
    assert "Ctrl+N" not in presenter.words(2, "", surnames=True)
    assert presenter.words(1, "a", surnames=False) == "1 family"
    assert "Type more" in presenter.words(MOST, "a", surnames=False)


def test_a_new_family_half_written(desk: Desk) -> None:
    assert not FamiliesPresenter(desk).has_new_form
    form = FamilyEditPresenter(desk, SaveState(desk))
    form.set(form.form.people[0].id, "given_name", "K")
    assert FamiliesPresenter(desk).has_new_form
