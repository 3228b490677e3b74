"""What the first screen says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.ui.desks import CHLOE, add_hassan

from visit_app import visits
from visit_app.records import Encounter, Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.ui.today.presenter import TodayPresenter
from visit_app.vault.errors import DiskFull, NotWritten, ReadOnly, VaultError
from visit_app.vault.journal import Behind
from visit_app.vault.second_copy import SecondCopy
from visit_app.visits import Desk


@pytest.fixture
def begun(desk: Desk) -> Encounter:
    """A visit that stopped at the fourth question of the PHQ-9."""
    add_hassan(desk)
    visit = visits.start(
        desk, "hassan", "amira", type="6-8-weeks", instruments=("phq-9",)
    )
    questions = desk.catalogue.get("phq-9").questions
    first = questions[0]
    code = first.answer_option[1].value
    visits.answer(desk, visit.id, "phq-9", first.link_id, code)
    return visits.describe(desk, visit.id, step=f"phq-9/{questions[3].link_id}")


def test_the_day(desk: Desk) -> None:
    today = TodayPresenter(desk)
    assert today.title == "Monday 23 November"
    assert today.subtitle() == "No visit is half finished."
    assert today.clock_doubt() == ""
    assert today.recent(surnames=False) == ()


def test_a_draft_says_where_it_stopped(desk: Desk, begun: Encounter) -> None:
    today = TodayPresenter(desk)
    (card,) = today.resumed(surnames=False)
    assert card.title == "Carry on with Amira H."
    assert card.text == (
        "6 to 8 week review. You stopped at PHQ-9, question 4 of 9, at "
        f"{begun.period_start.astimezone():%H:%M}. Every answer before it is saved."
    )
    assert today.resumed(surnames=True)[0].title == "Carry on with Amira Hassan"
    assert today.subtitle() == "One visit is half finished."


def test_every_open_concern_is_named_the_longest_open_first(
    desk: Desk, clock: FixedClock
) -> None:
    """None is left out for want of room: nobody has taken it on yet."""
    add_hassan(desk)
    raised = []
    for _ in range(5):
        visit = visits.start(desk, "hassan", "amira")
        raised.append(f"safety-{visits.raise_concern(desk, visit.id).id}")
        clock.forward(minutes=1)
    waiting = TodayPresenter(desk).waiting(surnames=False)
    assert [w.key for w in waiting if w.key.startswith("safety")] == raised


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("", "at the beginning"),
        ("summary", "at “Summary and plan”"),
        ("phq-9/gone", "at “PHQ-9”"),
        ("conversation/joy", "at “"),
    ],
)
def test_other_places(desk: Desk, begun: Encounter, step: str, words: str) -> None:
    visits.describe(desk, begun.id, step=step)
    assert words in TodayPresenter(desk).resumed(surnames=False)[0].text


def test_an_older_draft_says_the_day(
    desk: Desk, begun: Encounter, clock: FixedClock
) -> None:
    clock.forward(days=3)
    text = TodayPresenter(desk).resumed(surnames=False)[0].text
    assert "on 23 November at " in text


def test_more_drafts_than_shown(desk: Desk) -> None:
    add_hassan(desk)
    for _ in range(5):
        visits.start(desk, "hassan", "amira")
    today = TodayPresenter(desk)
    assert len(today.resumed(surnames=False)) == 3
    assert today.more_drafts() == 2
    assert today.subtitle() == "5 visits are half finished."


def test_a_clock_that_cannot_be_right(desk: Desk, clock: FixedClock) -> None:
    add_hassan(desk)
    visits.start(desk, "hassan", "amira")
    clock.moment = datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert "Check the date and time" in TodayPresenter(desk).clock_doubt()


def test_due_rows(desk: Desk) -> None:
    add_hassan(desk)
    visits.save_family(desk, CHLOE)
    for name, days in (("Grace", 16), ("Fatima", 11)):
        born = desk.clock.today() - timedelta(days)
        baby = Patient(id=f"{name}b", role="baby", given_name="Theo", birth_date=born)
        mother = Patient(id=name, given_name=name, family_name="Obi")
        family = Family(id=name, parents=(mother,), babies=(baby,))
        visits.save_family(desk, family)
    today = TodayPresenter(desk)
    found = today.due_contacts()
    rows = today.due_rows(found, surnames=False)
    assert [(r.title, r.contact, r.chip, r.group, r.late) for r in rows] == [
        ("Grace O. and Theo", "New birth visit", "2 days late", "Late", True),
        (
            "Fatima O. and Theo",
            "New birth visit",
            "By Thu 26 Nov",
            "In the next 7 days",
            False,
        ),
        ("Amira H. and Idris", "6 to 8 week review", "By 5 December", "Later", False),
        ("Chloe B.", "Antenatal contact", "By 10 February", "Later", False),
    ]
    assert all(row.can_start for row in rows)
    assert all("To ask: Whooley, GAD-2" in row.besides for row in rows)
    assert len(today.due_contacts(2)) == 3  # one more, to know that there are more


def test_what_was_missed_and_what_is_still_to_ask(
    desk: Desk, clock: FixedClock
) -> None:
    clock.moment = datetime(2026, 10, 8, 9, tzinfo=UTC)
    add_hassan(desk)
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    today = TodayPresenter(desk)
    (row,) = today.due_rows(today.due_contacts(), surnames=False)
    assert row.contact == "6 to 8 week review"
    assert row.besides == (
        "To ask: Whooley, GAD-2. Missed: Antenatal contact, New birth visit"
    )
    visit = visits.start(desk, "hassan", "amira", type="6-8-weeks")
    for question in desk.catalogue.get("whooley").questions:
        visits.answer(desk, visit.id, "whooley", question.link_id, False)
    visits.finish(desk, visit.id)
    today = TodayPresenter(desk)
    (row,) = today.due_rows(today.due_contacts(), surnames=False)
    assert row.chip == "Questions still open"
    assert row.besides.startswith("To ask: GAD-2. Missed:")


def test_recent_families(desk: Desk, clock: FixedClock) -> None:
    visits.save_family(desk, CHLOE)
    clock.forward(minutes=1)
    add_hassan(desk)
    visits.start(desk, "hassan", "amira")
    recent = TodayPresenter(desk).recent(surnames=False)
    assert [(r.title, r.words) for r in recent] == [
        ("Amira H. and Idris", "Idris is 6 weeks 2 days. Seen today"),
        ("Chloe B.", "28 weeks pregnant. Not visited yet"),
    ]


def test_what_waits(desk: Desk, begun: Encounter) -> None:
    for contact in desk.pathway.contacts:
        if contact.setting:
            desk.vault.set_setting(contact.setting, "01632 960000")
    desk.vault.set_setting("crisis/agreed-on", "2026-11-20")
    today = TodayPresenter(desk)
    assert today.waiting(surnames=False) == ()
    visits.raise_concern(desk, begun.id)
    request = visits.refer(desk, begun.id, performer="Talking Therapies")
    visits.write_letter(desk, request.id)
    FamilyEditPresenter(desk, SaveState(desk), "hassan").set("amira", "phone", "1")
    new = FamilyEditPresenter(desk, SaveState(desk))
    new.set(new.form.people[0].id, "given_name", "K")
    found = today.waiting(surnames=False)
    assert [(w.text, w.place) for w in found] == [
        (
            "Amira H. and Idris: write down who has taken this on.",
            Place.visit(begun.id),
        ),
        (
            "Amira H. and Idris: a letter is not printed yet.",
            Place.visit(begun.id, f"referral/{request.id}"),
        ),
        (
            "Amira H. and Idris: changed details are not saved yet.",
            Place.family_edit("hassan"),
        ),
        ("A new family is half written.", Place.family_edit()),
    ]


def test_local_numbers_for_a_crisis_are_asked_for(desk: Desk) -> None:
    (waiting,) = TodayPresenter(desk).waiting(surnames=False)
    assert "999 and 111 are shown" in waiting.text
    assert waiting.place == Place.settings("contacts")
    assert date(2026, 11, 23) == desk.clock.today()


def test_numbers_that_nobody_confirmed_are_asked_about(desk: Desk) -> None:
    for contact in desk.pathway.contacts:
        if contact.required:
            desk.vault.set_setting(contact.setting, "01632 960000")
    (waiting,) = TodayPresenter(desk).waiting(surnames=False)
    assert "Nobody has confirmed" in waiting.text
    desk.vault.set_setting("crisis/agreed-on", "2026-11-20")
    assert TodayPresenter(desk).waiting(surnames=False) == ()


@pytest.mark.parametrize(
    ("problem", "remedy"),
    [
        (DiskFull(), "Make room on it before you lock"),
        (ReadOnly(), "Make a backup before you lock, and call support"),
        (NotWritten(), "have the disk checked"),
    ],
)
def test_a_second_copy_that_cannot_be_written(
    desk: Desk,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    problem: VaultError,
    remedy: str,
) -> None:
    presenter = TodayPresenter(desk)
    assert presenter.second_copy_doubt() == ""
    behind = Behind(clock.now() - timedelta(minutes=20), problem)
    monkeypatch.setattr(SecondCopy, "behind", behind)
    words = presenter.second_copy_doubt()
    since = f"{behind.since.astimezone():%H:%M}"
    assert f"What you save is safe, but since {since} it stands in one place" in words
    assert remedy in words


def test_what_an_earlier_session_left_in_one_place(
    desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = Behind(clock.now() - timedelta(minutes=20), None)
    monkeypatch.setattr(SecondCopy, "behind", behind)
    words = TodayPresenter(desk).second_copy_doubt()
    made = f"today at {behind.since.astimezone():%H:%M}"
    assert f"since the last backup, {made}, stands in one place only" in words
