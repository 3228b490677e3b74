"""The services on the referral step: reasons, the judgement beside them, the check."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from tests.ui.visit.room import Room

from visit_app.records import ServiceRequest
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.referral.check_card import CheckCard
from visit_app.ui.referral.letter_pane import LetterPane
from visit_app.ui.referral.view import ReferralPage
from visit_app.visits import finish, judge, raise_concern, refer

NO_SPECIALIST = "There is no specialist parent-infant relationship service"


@pytest.fixture
def drafted(room: Room) -> Room:
    made = refer(room.desk, room.visit_id, priority="routine")
    room.open(f"referral/{made.id}")
    return room


def request(room: Room) -> ServiceRequest:
    (found,) = room.record.referrals
    return found


def reasons(room: Room, service: str) -> str:
    options = room.find("services", OptionGroup).options
    found = next(o for o in options if o.code == service)
    return found.accessibleDescription()


def at(room: Room) -> str:
    here = room.focus()
    assert isinstance(here, QAbstractButton)
    return here.text()


# --- looking before there is a referral ------------------------------------------


def test_one_looks_at_the_services_before_referring(room: Room) -> None:
    room.open("referral")
    room.press("look")
    assert room.step == "referral/looking/"
    assert room.record.referrals == ()
    assert len(room.find("services", OptionGroup).options) == 20
    assert "Partnership (NorPIP): closed. Closed in 2021." in room.words()
    assert NO_SPECIALIST in room.all_text()


def test_looking_for_a_theme_names_it_and_records_nothing(room: Room) -> None:
    room.open("referral/looking/pir")
    assert "What there is for the parent-infant relationship." in room.words()
    assert "Supports the parent-infant relationship." in reasons(room, "home-start")
    away = reasons(room, "talking-therapies")
    assert "Not described as support for the parent-infant relationship." in away
    assert room.record.impression.theme == ()


def test_taking_one_makes_the_referral(room: Room) -> None:
    room.open("referral/looking/pir")
    room.find("services", OptionGroup).answer("")
    options = room.find("services", OptionGroup).options
    next(o for o in options if o.code == "flourishing-babies").click()
    made = request(room)
    assert room.step == f"referral/{made.id}"
    assert made.performer == "Flourishing Babies, Family Action"
    assert room.find("performer", QLineEdit).text() == made.performer
    assert room.find("priority", OptionGroup).isAncestorOf(room.focus())


def test_a_referral_that_waits_for_a_service_is_taken(drafted: Room) -> None:
    drafted.open("referral/looking/")
    drafted.find("services", OptionGroup).options[0].click()
    assert request(drafted).performer_id == "circle-of-security"


def test_a_letter_goes_to_the_next_name_and_chooses_nothing(room: Room) -> None:
    room.open("referral/looking/")
    group = room.find("services", OptionGroup)
    group.focus_first()
    room.key("t")
    assert at(room) == "Talking Therapies"
    room.key("t")
    assert at(room) == "Tiny Steps"
    room.key("z")
    assert at(room) == "Tiny Steps"
    room.key(Qt.Key.Key_Down)
    assert group.code() is None
    assert room.record.referrals == ()


# --- the judgement beside them ---------------------------------------------------


def test_what_is_said_of_all_stands_once(room: Room) -> None:
    room.open("referral/looking/")
    assert room.words().count("NN16") == 1
    assert room.words().count("Nobody has checked this entry yet") == 1
    assert "NN16" not in reasons(room, "fnp")


def test_another_judgement_gives_other_reasons(drafted: Room) -> None:
    drafted.press("choose-service")
    assert "For mild to moderate need: your judgement." in reasons(drafted, "fnp")
    assert "Not judged yet." in drafted.words()
    drafted.press("judge-need")
    drafted.find("level", OptionGroup).answer("2")
    assert "you judged moderate to severe" in reasons(drafted, "fnp")
    drafted.press("chip-pmh")
    assert "About perinatal mental health." in drafted.words()
    assert NO_SPECIALIST not in drafted.all_text()
    drafted.press("judge-need")
    assert not drafted.all_named("level")


def test_signed_off_the_judgement_stands_as_it_is(room: Room) -> None:
    judge(room.desk, room.visit_id, level="unclear")
    finish(room.desk, room.visit_id)
    made = refer(room.desk, room.visit_id)
    room.open(f"referral/{made.id}")
    assert "Unclear." in room.words()
    assert not room.all_named("judge-need")
    assert {"level", "level-reason", "theme"}.isdisjoint(lacks(room))
    assert "recipient" in lacks(room)


# --- the check before the letter -------------------------------------------------


def lacks(room: Room) -> list[str]:
    room.settle()
    card = room.screen.findChild(CheckCard)
    assert isinstance(card, CheckCard)
    if card.more.text() != "Show fewer" and card.more.isVisibleTo(card):
        card.more.click()
        room.settle()
    found = card.findChildren(Button)
    names = (b.objectName() for b in found if b.isVisibleTo(room.screen))
    codes = [n.removeprefix("check-") for n in names if n.startswith("check-")]
    return [code for code in codes if code != "more"]


def test_what_lacks_is_counted_and_the_first_are_shown(drafted: Room) -> None:
    assert "things are not in the record yet" in drafted.words()
    found = lacks(drafted)
    assert {"decision", "recipient", "level", "theme", "reason"} <= set(found)
    assert "Show fewer" in drafted.all_text()
    drafted.press("check-more")
    assert "Show fewer" not in drafted.all_text()


def test_what_is_put_right_is_lacking_no_more(drafted: Room) -> None:
    drafted.type("reason", "Low since the birth.")
    judge(drafted.desk, drafted.visit_id, level="unclear", level_reason="x")
    drafted.type("performer", "GP")
    found = lacks(drafted)
    assert {"reason", "level", "recipient"}.isdisjoint(found)
    assert "theme" in found


def test_a_service_asks_for_more_once_it_is_chosen(drafted: Room) -> None:
    before = set(lacks(drafted))
    drafted.press("choose-service")
    options = drafted.find("services", OptionGroup).options
    next(o for o in options if o.code == "spmhs").click()
    more = set(lacks(drafted)) - before
    assert {"wishes", "interpreter", "copy-to-home", "gp"} <= more


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("recipient", "performer"),
        ("reason", "reason"),
        ("level", ""),
        ("theme", "chip-pmh"),
        ("decision", ""),
    ],
)
def test_each_has_a_jump(drafted: Room, code: str, field: str) -> None:
    assert code in lacks(drafted)
    drafted.press(f"check-{code}")
    groups = {"level": "level", "decision": "consent"}
    if code in groups:
        group = drafted.find(groups[code], OptionGroup)
        assert group.isAncestorOf(drafted.focus())
    else:
        assert drafted.focus().objectName() == field


def test_a_jump_to_the_family_comes_back_here(drafted: Room) -> None:
    assert "phone" in lacks(drafted)
    drafted.press("check-phone")
    assert drafted.went[-1] == Place.family_edit(
        "hassan",
        "amira",
        entry="phone",
        encounter_id=drafted.visit_id,
    )


def test_a_concern_is_held_against_the_urgency(drafted: Room) -> None:
    assert "concern" not in lacks(drafted)
    raise_concern(drafted.desk, drafted.visit_id)
    drafted.rebuild()
    assert lacks(drafted)[:2] == ["concern", "responsible"]
    drafted.press("check-responsible")
    assert drafted.step == "summary"


def test_it_informs_and_stands_in_nobody_s_way(drafted: Room) -> None:
    drafted.type("performer", "GP")
    consent = drafted.find("consent", OptionGroup).options
    next(o for o in consent if o.code == "given").click()
    assert lacks(drafted)
    assert drafted.find("letter-save", Button).not_ready == ""


# --- the letter beside the form, or below it -------------------------------------


def test_the_letter_stays_in_sight_beside_the_form(drafted: Room) -> None:
    pane, page = the_pane(drafted)
    assert not page.content.isAncestorOf(pane)
    assert pane.scroller.isVisible()
    drafted.narrow()
    drafted.settle()
    assert page.content.isAncestorOf(pane)
    assert not pane.scroller.isVisible()
    assert pane.pages.isVisible()
    drafted.screen.reflowed(Width.WIDE)
    drafted.settle()
    assert not page.content.isAncestorOf(pane)
    assert pane.scroller.isAncestorOf(pane.pages)


def the_pane(room: Room) -> tuple[LetterPane, Page]:
    room.settle()
    shown = room.screen.findChild(ReferralPage)
    assert isinstance(shown, ReferralPage)
    assert shown.pane is not None
    return shown.pane, shown.page


def test_coming_back_begins_at_what_is_not_given_yet(room: Room) -> None:
    made = refer(room.desk, room.visit_id, performer="GP", priority="routine")
    room.open(f"referral/{made.id}")
    assert room.focus().objectName() == "reason"
    room.key("Low since the birth.")
    room.rebuild()
    room.screen.shown()
    assert room.find("consent", OptionGroup).isAncestorOf(room.focus())
