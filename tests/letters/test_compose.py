from dataclasses import replace

import pytest
from tests.letters.sample_letters import FULL, PLAIN, REFERRAL, VISIT

from visit_app.letters import compose, draft_text, recompose
from visit_app.letters.wording import headings
from visit_app.records import LetterSection


def test_the_sections_stand_in_the_order_of_the_letter() -> None:
    ids = [section.id for section in compose(FULL).sections]
    assert ids == [id for id in headings() if id in ids]
    assert ids[:5] == ["safety", "urgency", "reason", "words", "noticed"]


def test_a_plain_referral_states_nothing_about_what_was_not_recorded() -> None:
    ids = {section.id for section in compose(PLAIN).sections}
    assert ids == {"urgency", "reason", "wishes", "consent", "contact", "gp"}


def test_a_letter_needs_a_referral() -> None:
    with pytest.raises(ValueError, match="say first to whom"):
        compose(replace(PLAIN, service_request=None))


@pytest.mark.parametrize("which", ["service_request", "encounter"])
def test_referral_and_visit_have_to_be_the_same_persons(which: str) -> None:
    other = {
        "service_request": replace(REFERRAL, subject_id="yusuf"),
        "encounter": replace(VISIT, subject_id="yusuf"),
    }[which]
    with pytest.raises(ValueError, match="another person"):
        compose(replace(PLAIN, **{which: other}))  # type: ignore[arg-type]


def test_an_edited_section_is_kept_and_the_others_follow_the_record() -> None:
    edited = LetterSection(
        id="reason", heading="Why", paragraphs=("Mine.",), edited=True
    )
    stale = LetterSection(id="wishes", heading="Old", paragraphs=("Old.",))
    letter = recompose(PLAIN, [edited, stale])
    by_id = {section.id: section for section in letter.sections}
    assert by_id["reason"] == edited
    assert by_id["wishes"].paragraphs == ("Someone to talk to in the evenings.",)
    assert [s.id for s in letter.sections] == [s.id for s in compose(PLAIN).sections]


def test_an_unedited_section_the_record_no_longer_gives_goes() -> None:
    gone = LetterSection(id="plan", paragraphs=("Old.",))
    assert "plan" not in [s.id for s in recompose(PLAIN, [gone]).sections]


def test_an_edited_section_the_record_no_longer_gives_stays_in_its_place() -> None:
    edited = LetterSection(id="plan", paragraphs=("Kept.",), edited=True)
    old = [LetterSection(id="reason"), edited]
    ids = [section.id for section in recompose(PLAIN, old).sections]
    assert ids[ids.index("reason") + 1] == "plan"


def test_nothing_is_ever_put_before_safety() -> None:
    edited = LetterSection(id="mine", paragraphs=("Kept.",), edited=True)
    ids = [section.id for section in recompose(FULL, [edited]).sections]
    assert ids[:2] == ["safety", "mine"]


def test_a_section_that_was_emptied_stays_empty_and_is_not_printed() -> None:
    emptied = LetterSection(id="wishes", heading="Wishes", edited=True)
    letter = recompose(PLAIN, [emptied])
    assert emptied in letter.sections
    assert emptied not in letter.printed_sections
    assert "Wishes" not in draft_text(letter)


def test_composing_again_without_edits_changes_nothing() -> None:
    assert recompose(FULL, compose(FULL).sections) == compose(FULL)
