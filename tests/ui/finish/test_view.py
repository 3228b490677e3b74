"""Finish: gaps, signing off, refused while a concern is open, corrections after."""

import pytest
from tests.ui.visit.room import Disk, Room

from visit_app.records import Encounter
from visit_app.ui.finish.amendment_form import AmendmentForm
from visit_app.ui.finish.presenter import FinishPresenter
from visit_app.ui.kit.button import Button
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.visits import answer, finish, mitigate, raise_concern


def signed(room: Room) -> bool:
    return room.desk.vault.get(Encounter, room.visit_id).is_finished


def test_a_gap_leads_to_its_step(room: Room) -> None:
    room.open("finish")
    assert "Not recorded yet" in room.words()
    room.press("gap-0")
    assert room.step == "before"


def test_signing_off_with_gaps_is_the_practitioners_decision(room: Room) -> None:
    room.open("finish")
    room.press("next")
    assert signed(room)
    assert "Signed off" in room.words()
    assert "Priya Nair, 23 November 2026" in room.words()
    assert room.screen.isAncestorOf(room.focus())


def test_it_is_refused_while_a_concern_is_open(room: Room) -> None:
    concern = raise_concern(room.desk, room.visit_id)
    room.open("finish")
    sign = room.find("next", Button)
    assert "who has taken this on" in sign.not_ready
    room.press("next")
    assert not signed(room)
    mitigate(room.desk, concern.id, "accepted", person="Dr Shah", at="11:05")
    room.screen.refresh()
    room.press("next")
    assert signed(room)


def test_recording_who_took_it_on_makes_it_ready(room: Room) -> None:
    raise_concern(room.desk, room.visit_id)
    room.open("finish")
    assert room.panel is not None
    room.panel.record_button.click()
    room.type("handed-said", "She would not look up")
    room.type("handed-phoned", "Dr Shah")
    room.press("handed-now")
    room.press("handed-same")
    room.press("handed-safeguarding-no")
    room.type("handed-why", "Idris is with his aunt")
    room.press("handed-record")
    assert room.find("next", Button).not_ready == ""
    room.press("next")
    assert signed(room)


def test_it_is_not_signed_off_while_the_disk_is_full(room: Room, disk: Disk) -> None:
    room.open("finish")
    disk.full = True
    room.press("next")
    assert not signed(room)
    assert room.screen.tick.text() == "Not saved: disk is full"
    assert "23 November" not in room.words()
    disk.full = False
    room.press("next")
    assert signed(room)
    assert "23 November" in room.words()


def test_afterwards_it_leads_to_the_family(room: Room) -> None:
    finish(room.desk, room.visit_id)
    room.open("finish")
    room.press("next")
    assert room.went[-1] == Place.family("hassan")


# --- corrections -----------------------------------------------------------------


@pytest.fixture
def correcting(room: Room) -> Room:
    finish(room.desk, room.visit_id)
    room.open()
    room.press("correct")
    return room


def fill(room: Room, *, safety: str = "no", **fields: str) -> None:
    for name, text in fields.items():
        room.type(f"amend-{name}", text)
    if safety:
        room.press(f"amend-safety-{safety}")
    room.press("amend-record")


def test_a_correction_shows_both(correcting: Room) -> None:
    assert correcting.focus().objectName() == "amend-what"
    fill(
        correcting,
        what="First word",
        before="tiring",
        after="tying",
        reason="Misheard.",
    )
    (made,) = correcting.record.amendments
    assert (made.path, made.before, made.after) == ("First word", "tiring", "tying")
    for part in ("First word", "Before: tiring", "Now: tying", "Misheard.", "Priya"):
        assert part in correcting.words()
    correcting.rebuild()
    assert "Now: tying" in correcting.words()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("what", "Write what is corrected."),
        ("after", "Write what it should say."),
        ("reason", "Write why: the reason stays with it."),
    ],
)
def test_what_a_correction_still_needs_is_said_at_its_field(
    correcting: Room, missing: str, sentence: str
) -> None:
    told = {"what": "First word", "after": "tying", "reason": "Misheard"}
    fill(correcting, **{name: text for name, text in told.items() if name != missing})
    assert correcting.record.amendments == ()
    assert sentence in correcting.all_text()
    assert correcting.focus().objectName() == f"amend-{missing}"
    correcting.type(f"amend-{missing}", "t")
    assert sentence not in correcting.all_text()


def test_a_correction_says_whether_it_is_about_safety(correcting: Room) -> None:
    asked = "Say whether it is about self-harm"
    fill(correcting, safety="", what="One", after="1", reason="a")
    assert correcting.record.amendments == ()
    assert asked in correcting.all_text()
    assert correcting.focus().objectName() == "amend-safety-yes"
    correcting.press("amend-safety-no")
    assert asked not in correcting.all_text()
    correcting.press("amend-record")
    assert len(correcting.record.amendments) == 1
    assert correcting.panel is None


def test_a_correction_about_self_harm_opens_the_safety_steps(correcting: Room) -> None:
    what = "PHQ-9, question 9"
    fill(correcting, safety="yes", what=what, after="Several days", reason="Misread")
    assert correcting.panel is not None
    (issue,) = correcting.record.open_issues
    assert issue.note == "Correction. PHQ-9, question 9: Several days"


def test_a_corrected_self_harm_answer_opens_the_safety_steps_by_itself(
    room: Room,
) -> None:
    """Which answer it is, is chosen from those given: nobody has to say more."""
    answer(room.desk, room.visit_id, "phq-9", "44260-8", "LA6568-5")
    finish(room.desk, room.visit_id)
    room.open()
    room.press("correct")
    form = room.screen.findChild(AmendmentForm)
    assert form is not None
    assert room.focus() is form.which.combo
    chosen = form.which.combo.findText("PHQ-9, question 9")
    form.which.combo.setCurrentIndex(chosen)
    form.which.combo.activated.emit(chosen)
    assert form.before.value() == "Not at all"
    fill(room, safety="no", after="Several days", reason="Misheard")
    (issue,) = room.record.open_issues
    assert (issue.code, issue.said) == ("self-harm-answer", "Several days")
    assert room.panel is not None
    (made,) = room.record.amendments
    assert made.path == "44260-8"
    assert "PHQ-9, question 9" in room.words()
    assert "44260-8" not in room.words()


def test_what_is_typed_stays_when_an_answer_is_chosen(room: Room) -> None:
    answer(room.desk, room.visit_id, "whooley", "1", True)
    finish(room.desk, room.visit_id)
    room.open()
    room.press("correct")
    form = room.screen.findChild(AmendmentForm)
    assert form is not None
    form.what.set_value("The date")
    form.before.set_value("Monday")
    for row, told in ((1, "Whooley, question 1"), (0, "The date")):
        form.which.combo.setCurrentIndex(row)
        form.which.combo.activated.emit(row)
        assert (form.told().what, form.told().before) == (told, "Monday")


def test_a_half_typed_correction_outlives_a_crash(correcting: Room) -> None:
    told = {"what": "One", "before": "2", "after": "1", "reason": "Mish"}
    for name, text in told.items():
        correcting.type(f"amend-{name}", text)
    correcting.press("amend-safety-no")
    correcting.rebuild()
    form = correcting.screen.findChild(AmendmentForm)
    assert form is not None
    assert form.isVisibleTo(correcting.screen)
    assert form.half_typed() == {**told, "safety": "no"}
    correcting.press("amend-record")
    assert len(correcting.record.amendments) == 1
    correcting.rebuild()
    assert "Which answer" not in correcting.words()
    assert (
        FinishPresenter(
            correcting.desk, SaveState(correcting.desk), correcting.visit_id
        ).half_made()
        == {}
    )


def test_two_corrections_stand_below_each_other(correcting: Room) -> None:
    fill(correcting, what="One", after="1", reason="a")
    correcting.press("correct")
    fill(correcting, what="Two", after="2", reason="b")
    words = correcting.words()
    assert words.index("Now: 1") < words.index("Now: 2")
