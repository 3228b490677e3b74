"""Signs ticked from the checklist: kept, read by the pathway, red ones at once."""

import pytest

from visit_app.records import Encounter, IssueCode, ResponseStatus
from visit_app.visits import (
    Desk,
    NotPossible,
    answer,
    choose,
    finish,
    letter_context,
    mitigate,
    open_visit,
    outcome,
    record_text,
    tick_flag,
    ticked_flags,
)

LIST = "mbrrace-flags"


def tick(desk: Desk, visit: Encounter, flag: str, *, on: bool = True) -> None:
    tick_flag(desk, visit.id, LIST, flag, on=on)


def ticked(desk: Desk, visit: Encounter) -> tuple[str, ...]:
    return ticked_flags(open_visit(desk, visit.id), desk.pathway.checklist(LIST))


def rules(desk: Desk, visit: Encounter) -> set[str]:
    found = outcome(desk, open_visit(desk, visit.id))
    suggested = {s.rule_id for s in found.suggestions}
    return suggested | {u.rule_id for u in found.urgent}


@pytest.mark.parametrize(
    "flag",
    [
        "recent-change",
        "violent-self-harm",
        "estrangement",
        "psychosis",
        "rapid-change",
        "guilt-hopelessness",
    ],
)
def test_each_red_flag_opens_a_concern_at_once(
    desk: Desk, visit: Encounter, flag: str
) -> None:
    tick(desk, visit, flag)
    (issue,) = open_visit(desk, visit.id).open_issues
    words = {f.id: f.text for f in desk.pathway.checklist(LIST).flags()}
    assert issue.code == IssueCode.RED_FLAG
    assert (issue.evidence, issue.said) == (f"{LIST}/{flag}", words[flag])
    assert "red-flag" in rules(desk, visit)
    assert ("psychosis" in rules(desk, visit)) == (flag == "psychosis")


@pytest.mark.parametrize("flag", ["own-history", "family-history", "insomnia"])
def test_an_amber_flag_is_recorded_and_opens_no_concern(
    desk: Desk, visit: Encounter, flag: str
) -> None:
    tick(desk, visit, flag)
    assert ticked(desk, visit) == (flag,)
    assert open_visit(desk, visit.id).issues == ()
    assert "amber-flag" in rules(desk, visit)
    assert "red-flag" not in rules(desk, visit)


def test_it_is_pinned_to_the_version_of_the_list(desk: Desk, visit: Encounter) -> None:
    kept = tick_flag(desk, visit.id, LIST, "insomnia", on=True)
    assert kept.questionnaire == desk.pathway.checklist(LIST).canonical
    assert (kept.author, kept.authored) == ("Priya Nair", desk.clock.now())


def test_a_tick_taken_back_leaves_the_concern_open(
    desk: Desk, visit: Encounter
) -> None:
    tick(desk, visit, "psychosis")
    tick(desk, visit, "psychosis", on=False)
    assert ticked(desk, visit) == ()
    assert len(open_visit(desk, visit.id).open_issues) == 1
    tick(desk, visit, "psychosis")
    assert len(open_visit(desk, visit.id).issues) == 1


def test_an_amber_tick_taken_back_asks_for_nothing(
    desk: Desk, visit: Encounter
) -> None:
    tick(desk, visit, "insomnia")
    tick(desk, visit, "insomnia", on=False)
    assert "amber-flag" not in rules(desk, visit)


def test_a_list_is_no_questionnaire(desk: Desk, visit: Encounter) -> None:
    tick(desk, visit, "insomnia")
    record = open_visit(desk, visit.id)
    assert record.responses == {}
    choose(desk, visit.id, "phq-9")
    answer(desk, visit.id, "phq-9", "44250-9", "LA6569-3")
    record = open_visit(desk, visit.id)
    assert set(record.responses) == {"phq-9"}
    assert set(letter_context(desk, record).responses) == {"phq-9"}
    assert record_text(desk, visit.id)


def test_signing_off_freezes_it_too(desk: Desk, visit: Encounter) -> None:
    tick(desk, visit, "psychosis")
    with pytest.raises(NotPossible):
        finish(desk, visit.id)
    (issue,) = open_visit(desk, visit.id).issues
    mitigate(desk, issue.id, "accepted", person="Dr Shah", at="11:00")
    finish(desk, visit.id)
    kept = open_visit(desk, visit.id).checklists[LIST]
    assert kept.status == ResponseStatus.COMPLETED
    with pytest.raises(NotPossible, match="signed off"):
        tick(desk, visit, "insomnia")


def test_an_unknown_sign_is_refused(desk: Desk, visit: Encounter) -> None:
    with pytest.raises(KeyError):
        tick(desk, visit, "unheard-of")
    assert ticked(desk, visit) == ()
