from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.letters.sample_letters import FULL, NOON, PLAIN, REFERRAL, of

from visit_app.letters import LetterContext, compose, draft_text, merged, recompose
from visit_app.letters.merge import FOLLOWS_THE_RECORD
from visit_app.records import Amendment, Consent, LetterSection

CORRECTION = Amendment(id="m", after="Several days", recorded=NOON, **of())


def edited(sections: Sequence[LetterSection], id: str) -> tuple[LetterSection, ...]:
    """The sections, with this one edited from what it is."""
    return tuple(
        replace(s, paragraphs=("Mine.",), edited=True, composed=s.paragraphs)
        if s.id == id
        else s
        for s in sections
    )


def by_id(context: LetterContext, old: Sequence[LetterSection]) -> dict[str, str]:
    letter = recompose(context, old)
    return {section.id: "\n".join(section.paragraphs) for section in letter.sections}


def test_an_edited_section_is_kept_and_the_others_follow_the_record() -> None:
    mine = LetterSection(id="reason", heading="Why", paragraphs=("Mine.",), edited=True)
    stale = LetterSection(id="wishes", heading="Old", paragraphs=("Old.",))
    letter = recompose(PLAIN, [mine, stale])
    found = {section.id: section for section in letter.sections}
    assert found["reason"] == mine
    assert found["wishes"].paragraphs == ("Someone to talk to in the evenings.",)
    assert [s.id for s in letter.sections] == [s.id for s in compose(PLAIN).sections]


def test_an_edit_of_what_the_person_typed_stays_and_is_said_to_be_stale() -> None:
    old = edited(compose(PLAIN).sections, "reason")
    assert merged(PLAIN, old).stale == frozenset()
    changed = replace(PLAIN, service_request=replace(REFERRAL, reason="Another."))
    found = merged(changed, old)
    assert found.stale == {"reason"}
    assert found.overtaken == ()
    assert by_id(changed, old)["reason"] == "Mine."


def test_an_edit_of_the_urgency_holds_until_the_urgency_changes() -> None:
    old = edited(compose(PLAIN).sections, "urgency")
    assert by_id(PLAIN, old)["urgency"] == "Mine."
    urgent = replace(PLAIN, service_request=replace(REFERRAL, priority="urgent"))
    found = merged(urgent, old)
    assert by_id(urgent, old) == by_id(urgent, ())
    assert [s.paragraphs for s in found.overtaken] == [("Mine.",)]
    assert found.stale == frozenset()


@pytest.mark.parametrize("id", sorted(FOLLOWS_THE_RECORD - {"urgency"}))
def test_an_edit_of_a_fact_goes_when_the_record_no_longer_gives_it(id: str) -> None:
    whole = replace(
        FULL,
        amendments=(CORRECTION,),
        others=(replace(FULL, service_request=None),),
    )
    old = edited(compose(whole).sections, id)
    assert by_id(whole, old)[id] == "Mine."
    bare = replace(
        FULL,
        issues=(),
        watch=(),
        others=(),
        observations=(),
        responses={},
        amendments=(),
        subject=replace(FULL.subject, phone="", safe_to_leave_message=None),
        service_request=replace(FULL.request, consent=Consent()),
        impression=None,
    )
    found = merged(bare, old)
    assert "Mine." not in str(found.sections)
    assert [s.id for s in found.overtaken] == [id]


def test_an_edit_kept_without_what_it_was_made_from_does_not_hold_for_a_fact() -> None:
    old = [LetterSection(id="safety", paragraphs=("All is well.",), edited=True)]
    assert "All is well." not in str(merged(FULL, old).sections)
    assert "All is well." in str(merged(FULL, old).overtaken)


def test_an_unedited_section_the_record_no_longer_gives_goes() -> None:
    gone = LetterSection(id="plan", paragraphs=("Old.",))
    assert "plan" not in by_id(PLAIN, [gone])


def test_an_edited_section_the_record_no_longer_gives_stays_in_its_place() -> None:
    mine = LetterSection(id="plan", paragraphs=("Kept.",), edited=True)
    ids = list(by_id(PLAIN, [LetterSection(id="reason"), mine]))
    assert ids[ids.index("reason") + 1] == "plan"


def test_nothing_is_ever_put_before_safety() -> None:
    mine = LetterSection(id="mine", paragraphs=("Kept.",), edited=True)
    assert list(by_id(FULL, [mine]))[:2] == ["safety", "mine"]


def test_a_section_that_was_emptied_stays_empty_and_is_not_printed() -> None:
    emptied = LetterSection(id="wishes", heading="Wishes", edited=True)
    letter = recompose(PLAIN, [emptied])
    assert emptied in letter.sections
    assert emptied not in letter.printed_sections
    assert "Wishes" not in draft_text(letter)


def test_composing_again_without_edits_changes_nothing() -> None:
    assert recompose(FULL, compose(FULL).sections) == compose(FULL)
