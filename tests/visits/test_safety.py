from visit_app.records import DetectedIssue, Encounter
from visit_app.records.clock import FixedClock
from visit_app.visits import (
    Desk,
    answer,
    describe_concern,
    mitigate,
    most_pressing,
    open_visit,
    raise_concern,
    tick_flag,
)
from visit_app.visits.safety import in_words

HARM = "44260-8"


def test_the_practitioner_can_raise_one(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    issue = raise_concern(desk, visit.id, note="She looked frightened")
    kept = desk.vault.get(DetectedIssue, issue.id)
    assert (kept.code, kept.note) == ("practitioner-concern", "She looked frightened")
    assert kept.identified == clock.now()
    assert (kept.family_id, kept.subject_id) == ("hassan", "amira")


def test_raising_it_again_brings_it_up_to_date(desk: Desk, visit: Encounter) -> None:
    first = raise_concern(desk, visit.id, evidence="flag", note="One")
    second = raise_concern(desk, visit.id, evidence="flag", said="Yes")
    assert first.id == second.id
    assert (second.note, second.said) == ("One", "Yes")
    assert len(open_visit(desk, visit.id).issues) == 1


def test_steps_and_calls_are_kept_and_leave_it_open(
    desk: Desk, visit: Encounter
) -> None:
    issue = raise_concern(desk, visit.id)
    mitigate(desk, issue.id, "step-done", note="stay")
    mitigate(desk, issue.id, "told", person="Dr Shah", at="11:00")
    mitigate(desk, issue.id, "safeguarding", note="Considered, no concern")
    kept = desk.vault.get(DetectedIssue, issue.id)
    assert [m.action for m in kept.mitigation] == ["step-done", "told", "safeguarding"]
    assert kept.mitigation[1].author == "Priya Nair"
    assert kept.is_open
    assert open_visit(desk, visit.id).open_issues == (kept,)


def test_it_closes_when_somebody_takes_it_on(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    issue = raise_concern(desk, visit.id)
    clock.forward(minutes=9)
    closed = mitigate(desk, issue.id, "accepted", person="Dr Shah, GP", at="11:05")
    assert not closed.is_open
    (step,) = closed.mitigation
    assert (step.person, step.at) == ("Dr Shah, GP", "11:05")
    assert step.recorded == clock.now()
    assert open_visit(desk, visit.id).open_issues == ()


def test_it_closes_with_the_reason_why_nobody_needed_to(
    desk: Desk, visit: Encounter
) -> None:
    issue = raise_concern(desk, visit.id)
    assert not mitigate(desk, issue.id, "no-action", note="Misheard").is_open


def test_an_answer_after_it_was_closed_opens_a_new_one(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "phq-9", HARM, "LA6569-3")
    (issue,) = open_visit(desk, visit.id).issues
    mitigate(desk, issue.id, "accepted", person="Dr Shah", at="11:05")
    answer(desk, visit.id, "phq-9", HARM, "LA6571-9")
    record = open_visit(desk, visit.id)
    assert len(record.issues) == 2
    (new,) = record.open_issues
    assert new.id != issue.id
    assert new.said == "Nearly every day"


def test_in_words_steps_stand_by_their_titles_and_a_tick_taken_back_is_left_out(
    desk: Desk, visit: Encounter
) -> None:
    issue = raise_concern(desk, visit.id)
    first, second, *_ = desk.pathway.protocol("pause").steps
    for note in (first.id, second.id, f"{second.id}:off"):
        issue = mitigate(desk, issue.id, "step-done", note=note)
    issue = mitigate(desk, issue.id, "accepted", person="Dr Ellis")
    read = [(step.action, step.note) for step in in_words(desk, issue).mitigation]
    assert read == [("step-done", first.title), ("accepted", "")]


def test_what_was_seen_can_be_written_down_afterwards(
    desk: Desk, visit: Encounter
) -> None:
    issue = raise_concern(desk, visit.id)
    describe_concern(desk, issue.id, "She would not look up")
    describe_concern(desk, issue.id, "She would not look up")
    assert desk.vault.get(DetectedIssue, issue.id).note == "She would not look up"


def test_signs_of_psychosis_come_before_an_older_concern(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    first = raise_concern(desk, visit.id)
    clock.forward(minutes=1)
    tick_flag(desk, visit.id, "mbrrace-flags", "rapid-change", on=True)
    clock.forward(minutes=1)
    tick_flag(desk, visit.id, "mbrrace-flags", "psychosis", on=True)
    shown = most_pressing(desk, open_visit(desk, visit.id).issues)
    assert shown is not None
    assert shown.evidence == "mbrrace-flags/psychosis"
    mitigate(desk, shown.id, "accepted", person="Crisis team", at="11:00")
    shown = most_pressing(desk, open_visit(desk, visit.id).issues)
    assert shown is not None
    assert shown.id == first.id
    assert most_pressing(desk, ()) is None


def test_the_steps_of_psychosis_are_told_by_their_own_titles(
    desk: Desk, visit: Encounter
) -> None:
    tick_flag(desk, visit.id, "mbrrace-flags", "psychosis", on=True)
    (issue,) = open_visit(desk, visit.id).issues
    mitigate(desk, issue.id, "step-done", note="stay")
    mitigate(desk, issue.id, "step-done", note="family")
    told = in_words(desk, desk.vault.get(DetectedIssue, issue.id))
    assert [m.note for m in told.mitigation] == [
        "Somebody stays with her",
        "Tell the family how",
    ]
