"""Another parent's words: only where they agreed, and only theirs."""

from dataclasses import replace

from tests.letters.sample_letters import FULL, PLAIN, REFERRAL, VISIT, text

from visit_app.letters import sections
from visit_app.letters.sections.others import others
from visit_app.records import FamilyRole

HER_VISIT = replace(FULL, service_request=None)


def test_without_a_choice_there_is_nothing() -> None:
    assert others(PLAIN) == ()
    assert "others" not in {section.id for section in sections(PLAIN)}


def test_who_agreed_stands_before_the_words_and_the_results() -> None:
    first, *told = others(replace(PLAIN, others=(HER_VISIT,)))
    assert first == (
        "Amira (the mother) agreed that this is told here."
        " From the visit on 23 November 2026:"
    )
    assert any("“tiring”" in line for line in told)
    assert any(line.startswith("PHQ-9 on") for line in told)


def test_somebody_without_a_known_role_is_told_by_name() -> None:
    other = replace(HER_VISIT.subject, role=FamilyRole.OTHER)
    told = others(replace(PLAIN, others=(replace(HER_VISIT, subject=other),)))
    assert told[0].startswith("Amira agreed that this is told here.")


def test_a_visit_without_words_or_results_says_so() -> None:
    bare = replace(HER_VISIT, responses={}, observations=())
    assert others(replace(PLAIN, others=(bare,)))[1:] == ("Nothing was recorded.",)


def test_what_is_told_only_of_somebody_seen_alone_stays_out() -> None:
    marked = replace(FULL.observations[0], code="domestic-abuse", title="MARKER")
    seen = replace(VISIT, seen_alone=True)
    other = replace(HER_VISIT, encounter=seen, observations=(marked,))
    assert "MARKER" not in "\n".join(others(replace(PLAIN, others=(other,))))


def test_it_is_a_section_of_its_own() -> None:
    asked = replace(PLAIN, others=(HER_VISIT,), service_request=REFERRAL)
    assert "agreed that this is told here" in text(asked, "others")
