from dataclasses import replace

import pytest
from tests.letters.sample_letters import NOON, PLAIN, VISIT, asking, text

from visit_app.records import Consent


@pytest.mark.parametrize(
    ("priority", "expected"),
    [
        ("routine", "This is a routine referral."),
        ("urgent", "This is an urgent referral. No phone call is recorded."),
        ("stat", "does not replace it. No phone call is recorded."),
        ("", "The urgency is not recorded."),
        ("asap", "Urgency: asap"),
    ],
)
def test_the_urgency_and_a_call_that_is_missing(priority: str, expected: str) -> None:
    assert text(asking(priority=priority), "urgency").endswith(expected)


@pytest.mark.parametrize(
    ("whom", "at", "expected"),
    [
        ("Dr Osei", "10:58", "I phoned Dr Osei (10:58)."),
        ("Dr Osei", "", "I phoned Dr Osei."),
        ("", "10:58", "I phoned your service (10:58)."),
    ],
)
def test_the_phone_call_that_was_made(whom: str, at: str, expected: str) -> None:
    context = asking(priority="urgent", phoned_whom=whom, phoned_at=at)
    assert text(context, "urgency") == f"This is an urgent referral. {expected}"


def test_the_reason_or_that_there_is_none() -> None:
    assert text(asking(reason="One.\n\nTwo."), "reason") == "One.\nTwo."
    assert text(asking(reason=" "), "reason") == "The reason is not recorded."


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (Consent(decision="given"), "Amira agrees to this referral and to this letter"),
        (
            Consent(decision="limited", limits="Not to the school."),
            "with limits.\nLimits: Not to the school.",
        ),
        (
            Consent(decision="refused", reason_without="Risk to life."),
            "does not agree to this referral.\nThe referral goes ahead because: Risk",
        ),
        (Consent(decision="refused"), "Why the referral goes ahead is not recorded."),
        (Consent(), "Consent to this referral is not recorded."),
        (Consent(decision="given", recorded=NOON), "Recorded on 23 November 2026."),
        (
            Consent(decision="given", given_how="written", recorded=NOON),
            "Consent was written, on 23 November 2026.",
        ),
    ],
)
def test_consent_is_told_as_it_was_given(consent: Consent, expected: str) -> None:
    assert expected in text(asking(consent=consent), "consent")


def test_limits_are_told_whatever_the_decision() -> None:
    limited = Consent(decision="given", limits="Not to the school.")
    assert "Limits: Not to the school." in text(asking(consent=limited), "consent")


def test_what_was_agreed_about_sharing_is_told() -> None:
    visit = replace(VISIT, sharing_explained=True, sharing_note="Not to her mother.")
    told = text(replace(PLAIN, encounter=visit), "consent")
    assert "What is recorded and shared was explained." in told
    assert "Agreed about sharing: Not to her mother." in told
    assert "explained" not in text(PLAIN, "consent")
