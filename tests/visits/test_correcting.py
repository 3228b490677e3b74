from visit_app.records import Absent, Encounter
from visit_app.visits import (
    Desk,
    amend,
    answer,
    answers_given,
    corrected,
    finish,
    open_visit,
)


def test_each_answer_of_a_form_is_named_and_told(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "conversation", "words-1", "tiring")
    answer(desk, visit.id, "whooley", "1", False)
    answer(desk, visit.id, "whooley", "2", Absent("asked-declined"))
    answer(desk, visit.id, "phq-9", "44260-8", "LA6569-3")
    given = answers_given(desk, open_visit(desk, visit.id))
    assert [(each.name, each.said) for each in given] == [
        ("Whooley, question 1", "No"),
        ("Whooley, question 2", "Would rather not say"),
        ("PHQ-9, question 9", "Several days"),
    ]


def test_a_correction_says_what_it_corrects(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "phq-9", "44250-9", "LA6569-3")
    (given,) = answers_given(desk, open_visit(desk, visit.id))
    finish(desk, visit.id)
    one, other = (
        amend(
            desk,
            visit.id,
            target=target,
            path=path,
            before="",
            after="Not at all",
            reason="Misheard",
            about_safety=path == given.link_id,
        )
        for target, path in (
            (given.target, given.link_id),
            (f"Encounter/{visit.id}", "First word"),
        )
    )
    record = open_visit(desk, visit.id)
    assert corrected(desk, record, one) == "PHQ-9, question 1"
    assert corrected(desk, record, other) == "First word"
    (issue,) = record.issues
    assert issue.note == "Correction. PHQ-9, question 1: Not at all"
