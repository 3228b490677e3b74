"""The service directory as a person uses it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, add_hassan

from visit_app import visits
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.referral.presenter import ReferralPresenter
from visit_app.ui.services.detail_page import DetailPage
from visit_app.ui.services.form_page import FormPage
from visit_app.ui.services.list_page import ListPage
from visit_app.ui.services.view import ServicesScreen
from visit_app.vault.errors import DiskFull

Open = Callable[..., ServicesScreen]


def words(widget: QWidget) -> str:
    """What stands on the widget, seen or to be scrolled to."""
    kinds = (Text, Chip)
    found = [w for kind in kinds for w in widget.findChildren(kind)]
    return "\n".join(w.text() for w in found if w.isVisibleTo(widget))


def the_list(screen: ServicesScreen) -> ListPage:
    assert isinstance(screen.page, ListPage)
    return screen.page


def the_detail(screen: ServicesScreen) -> DetailPage:
    assert isinstance(screen.page, DetailPage)
    return screen.page


def the_form(screen: ServicesScreen) -> FormPage:
    assert isinstance(screen.page, FormPage)
    return screen.page


def follow(screen: ServicesScreen, trip: Trip) -> None:
    """Go where the screen asked to go last, as the navigator does."""
    assert trip.last is not None
    assert screen.move_to(trip.last)


def press(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Space)


# --- the list ------------------------------------------------------------------------


def test_every_service_is_listed_closed_ones_too(opened: Open, trip: Trip) -> None:
    page = the_list(opened())
    names = [s.name for s in visits.directory(trip.desk).current()]
    shown = [row.accessibleName() for row in page.rows]
    assert len(shown) == len(names) == 21
    assert all(s.startswith(n) for n, s in zip(names, shown, strict=True))
    norpip = next(row for row in page.rows if row.service_id == "norpip")
    assert "Closed" in norpip.accessibleName()


def test_provider_level_and_theme_stand_in_words(opened: Open) -> None:
    page = the_list(opened())
    row = next(row for row in page.rows if row.service_id == "spmhs")
    assert "NHFT. Moderate to severe need." in row.accessibleName()
    assert "the parent-infant relationship" in row.accessibleName()
    assert "spmhs" not in words(page)


def test_what_does_not_exist_here_is_said(opened: Open) -> None:
    assert "There is no specialist parent-infant relationship" in words(opened())


def test_an_entry_says_who_has_not_checked_it_and_for_how_long(
    opened: Open, trip: Trip
) -> None:
    visits.confirm_service(trip.desk, "fnp")
    row = next(r for r in the_list(opened()).rows if r.service_id == "fnp")
    other = next(r for r in the_list(opened()).rows if r.service_id == "spmhs")
    assert "checked" not in row.accessibleName()
    assert "Not checked by anyone yet" in other.accessibleName()
    long_ago = trip.desk.clock.today() - timedelta(days=190)
    visits.change_service(trip.desk, "fnp", checked_on=long_ago)
    row = next(r for r in the_list(opened()).rows if r.service_id == "fnp")
    assert "Not checked for 6 months" in row.accessibleName()


def test_searching_leaves_what_holds_every_word(opened: Open) -> None:
    page = the_list(opened())
    QTest.keyClicks(page.field.input, "family action")
    shown = [row.service_id for row in page.rows if row.isVisibleTo(page)]
    assert shown == ["flourishing-babies", "supportive-steps"]
    QTest.keyClicks(page.field.input, "zzz")
    assert "No service holds these words" in words(page)


def test_the_words_searched_for_are_there_after_a_lock(opened: Open) -> None:
    screen = opened()
    QTest.keyClicks(the_list(screen).field.input, "nhft")
    again = opened(query=screen.place.query)
    shown = [r.service_id for r in the_list(again).rows if r.isVisibleTo(again)]
    assert shown == ["infant-feeding-team", "mmhs", "spmhs"]


def test_a_row_opens_its_service_and_coming_back_finds_the_row(
    opened: Open, trip: Trip
) -> None:
    screen = opened()
    row = the_list(screen).rows[4]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    press(row)
    assert trip.last == replace(Place.services(), step=f"see:{row.service_id}")
    follow(screen, trip)
    press(the_detail(screen).all)
    follow(screen, trip)
    assert screen.focusWidget() is the_list(screen).rows[4]


# --- one service ---------------------------------------------------------------------


def test_a_service_shows_conditions_quotes_with_line_and_versions(opened: Open) -> None:
    shown = words(opened("see:home-start"))
    assert "Usually for a family with a child under 5 that agrees to it." in shown
    assert "(confirm locally)" in shown
    assert "“Strong Start and Home Start”" in shown
    assert "line 486" in shown
    assert "Version 1 came with the app." in shown


def test_checked_today_with_the_owner(opened: Open, trip: Trip) -> None:
    screen = opened("see:fnp")
    page = the_detail(screen)
    QTest.keyClicks(page.owner.input, "S. Lowe")
    press(page.confirm)
    entry = visits.directory(trip.desk).service("fnp")
    assert (entry.owner, entry.checked_on) == ("S. Lowe", trip.desk.clock.today())
    assert "Checked on 23 November 2026." in words(screen)
    assert "checked by Priya Nair, 23 November 2026" in words(screen)
    assert screen.focusWidget() is the_detail(screen).confirm


def test_closing_asks_why_and_can_be_undone(opened: Open, trip: Trip) -> None:
    screen = opened("see:strong-start")
    page = the_detail(screen)
    press(page.close_it)
    assert screen.focusWidget() is page.reason.input
    press(page.mark)
    assert "Write why it is closed" in page.reason.error
    assert visits.directory(trip.desk).service("strong-start").active
    QTest.keyClicks(page.reason.input, "Funding ended in May.")
    press(page.mark)
    assert "Closed. Funding ended in May." in words(screen)
    press(the_detail(screen).open_again)
    assert visits.directory(trip.desk).service("strong-start").active
    assert "Closed because was: Funding ended in May." in words(screen)


def test_a_half_typed_owner_and_reason_survive_a_lock(opened: Open) -> None:
    screen = opened("see:fnp")
    QTest.keyClicks(the_detail(screen).owner.input, "S. Lo")
    the_detail(screen).ask_why()
    QTest.keyClicks(the_detail(screen).reason.input, "Because")
    again = opened("see:fnp")
    again.put_back(screen.half_typed())
    assert the_detail(again).owner.value() == "S. Lo"
    assert the_detail(again).reason.value() == "Because"
    assert the_detail(again).closing_open


def test_a_place_of_a_service_that_is_gone_shows_the_list(opened: Open) -> None:
    assert isinstance(opened("see:nothing").page, ListPage)


# --- the form ------------------------------------------------------------------------


def test_a_change_is_saved_with_what_stood_there_before(
    opened: Open, trip: Trip
) -> None:
    screen = opened("see:fnp")
    press(the_detail(screen).edit)
    follow(screen, trip)
    form = the_form(screen)
    assert screen.focusWidget() is form.fields["name"].input
    name = form.fields["provided_by"].input
    assert isinstance(name, QLineEdit)
    name.selectAll()
    QTest.keyClicks(name, "NHFT")
    press(form.level.options[0])
    press(form.save)
    follow(screen, trip)
    entry = visits.directory(trip.desk).service("fnp")
    assert entry.provided_by == "NHFT"
    assert set(entry.level) == {"universal", "mild-to-moderate"}
    before = visits.directory(trip.desk).history("fnp")[0]
    assert entry.eligibility == before.eligibility  # their rules too
    assert "Provider was: NHS" in words(screen)


def test_a_new_service_needs_a_name_and_its_condition_is_to_be_confirmed(
    opened: Open, trip: Trip
) -> None:
    screen = opened()
    press(the_list(screen).add_one)
    follow(screen, trip)
    form = the_form(screen)
    QTest.keyClicks(form.fields["conditions"].input, "For families in Corby.")
    press(form.save)
    assert form.fields["name"].error == "A service needs a name."
    assert len(visits.directory(trip.desk).current()) == 21
    QTest.keyClicks(form.fields["name"].input, "Buggy walk")
    press(form.save)
    follow(screen, trip)
    shown = words(screen)
    assert "For families in Corby. (confirm locally)" in shown
    assert "Version 1: added by Priya Nair" in shown
    assert len(visits.directory(trip.desk).current()) == 22


def test_a_form_is_kept_at_each_keystroke_until_it_is_left(
    opened: Open, trip: Trip
) -> None:
    form = the_form(opened("edit:fnp"))
    QTest.keyClicks(form.fields["telecom"].input, "01632 960")
    box = form.theme_group.findChildren(QCheckBox)[2]
    press(box)
    again = the_form(opened("edit:fnp"))
    assert again.fields["telecom"].value() == "01632 960"
    assert again.theme_group.codes() == ["pmh", "pir", "infant-feeding"]
    seen = the_detail(opened("see:fnp"))
    assert seen.edit.text() == "Carry on with the changes"
    assert visits.directory(trip.desk).service("fnp").telecom == ""
    press(again.drop)
    assert the_form(opened("edit:fnp")).fields["telecom"].value() == ""


def test_the_referral_offers_what_was_changed_here(trip: Trip) -> None:
    add_hassan(trip.desk)
    visit = visits.start(trip.desk, "hassan", "amira")
    visits.retire_service(trip.desk, "strong-start", "Funding ended.")
    visits.confirm_service(trip.desk, "fnp")
    context = trip.context()
    presenter = ReferralPresenter(trip.desk, context.save_state, visit.id, "")
    offers = {o.service.id: o for o in presenter.services().offers}
    assert not offers["strong-start"].service.active
    assert offers["fnp"].stale == ""


def test_a_full_disk_says_so_and_nothing_is_half_kept(
    opened: Open, trip: Trip, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = opened("see:fnp")

    def refuse(name: str, value: object) -> None:
        raise DiskFull()

    with monkeypatch.context() as patched:
        patched.setattr(trip.desk.vault, "set_setting", refuse)
        press(the_detail(screen).confirm)
        assert the_detail(screen).problem.isVisibleTo(screen)
        assert screen.has_unsaved
    assert len(visits.directory(trip.desk).history("fnp")) == 1
    assert screen.context.save_state.retry()
    assert len(visits.directory(trip.desk).history("fnp")) == 2


# --- files ---------------------------------------------------------------------------


def test_the_directory_goes_to_a_file_and_comes_back(
    opened: Open, trip: Trip, tmp_path: Path
) -> None:
    visits.change_service(trip.desk, "fnp", telecom="01632 960001")
    file = tmp_path / "services.json"
    screen = opened()
    screen.save_to(str(file))
    assert the_list(screen).said.isVisibleTo(screen)
    trip.desk.vault.set_setting("directory", None)
    screen = opened()
    screen.take_from(str(file))
    assert "1 service changed." in words(screen)
    assert visits.directory(trip.desk).service("fnp").telecom == "01632 960001"
    screen.take_from(str(file))
    assert "Everything in this file was here already." in words(screen)


def test_a_file_that_is_no_directory_is_refused_in_words(
    opened: Open, trip: Trip, tmp_path: Path
) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps({"services": [{"id": "x"}]}), encoding="utf-8")
    screen = opened()
    screen.take_from(str(file))
    assert "Entry 1: it has no name." in words(screen)
    screen.take_from(str(tmp_path / "missing.json"))
    assert "could not be read" in words(screen)
    screen.save_to(str(tmp_path / "no folder" / "services.json"))
    assert "could not be saved there" in words(screen)
    assert len(visits.directory(trip.desk).current()) == 21


@pytest.mark.parametrize("button", ["take", "give"])
def test_a_file_is_asked_for_without_stopping_the_app(
    opened: Open, button: str
) -> None:
    screen = opened()
    press(getattr(the_list(screen), button))
    dialog = screen.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.isVisible()
    dialog.reject()


# --- the keyboard --------------------------------------------------------------------


@pytest.mark.parametrize("step", ["", "see:fnp", "see:norpip", "edit:fnp", "edit:new"])
def test_every_control_has_a_name_and_is_reached_by_tab(
    opened: Open, step: str
) -> None:
    screen = opened(step)
    takes = [
        w
        for w in screen.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(screen)
    ]
    for control in takes:
        named: QWidget | None = control
        while named is not None and not named.objectName():
            named = named.parentWidget()
        assert named is not None
        assert control.accessibleName() or control.property("text")
    seen = set()
    for _ in range(len(takes) + 3):
        seen.add(screen.focusWidget())
        screen.focusNextChild()
    assert set(takes) <= seen


def test_in_a_narrow_window_the_words_take_the_whole_row(
    opened: Open, qtbot: QtBot
) -> None:
    screen = opened()
    screen.resize(760, 690)
    screen.reflowed(Width.MEDIUM)
    row = the_list(screen).rows[0]
    words_of_it = [text for text in row.findChildren(Text) if text.text()]

    def wide() -> bool:
        return all(text.width() > row.width() * 0.7 for text in words_of_it)

    qtbot.waitUntil(wide)
