from dataclasses import replace

import pytest
from tests.letters.sample_letters import FULL, PLAIN, REFERRAL, VISIT

from visit_app.letters import compose
from visit_app.letters.wording import headings


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
