"""Words the app does not use (docs/look.md "Writing"): it claims nothing."""

import re

import pytest
from tests.clinical_safety.screen_texts import screen_texts
from tests.clinical_safety.sentences import every_sentence

from visit_app.screening import load_pathway

SENTENCES = every_sentence()

BANNED = {
    "likely": r"\b(un)?likely\b",
    "triage": r"\btriag",
    "risk level": r"\brisk levels?\b|\b(high|low|medium)[- ]risk\b",
    "diagnosis": r"\bdiagnos",
    "detect": r"\bdetect",
    "recommended": r"\brecommend",
    "probability": r"\bprobab",
    "please": r"\bplease\b",
    "exclamation mark": r"!",
    "NHS logo": r"\bNHS logo\b",
}


@pytest.mark.parametrize("word", BANNED)
def test_no_sentence_uses_a_word_that_is_not_ours(word: str) -> None:
    pattern = re.compile(BANNED[word], re.IGNORECASE)
    used = sorted({s.row for s in SENTENCES if pattern.search(s.text)})
    assert not used, "\n".join([f"“{word}” is used in:", *used])


@pytest.mark.parametrize("word", BANNED)
def test_no_text_on_a_screen_uses_a_word_that_is_not_ours(word: str) -> None:
    pattern = re.compile(BANNED[word], re.IGNORECASE)
    used = sorted(
        {f"{t.file}: {t.text}" for t in screen_texts() if pattern.search(t.text)}
    )
    assert not used, "\n".join([f"“{word}” is used in:", *used])


def test_no_text_in_the_code_names_domestic_abuse() -> None:
    """It stands in resources alone, where it can be private."""
    named = [
        t for t in screen_texts() if re.search(r"domestic|abuse|violen", t.text, re.I)
    ]
    assert named == []


@pytest.mark.parametrize(
    "text",
    [
        "Emergency",  # tr
        "{n} answers are missing, so there is no total.",  # tr_plural, its second text
        "This letter has gone out, so it stays as it was.",  # NotPossible
        "Record first what was said about sharing this.",  # a table of refusals
        " has answers. They stay in the visit.",  # after a blank
    ],
)
def test_every_way_of_saying_something_is_looked_at(text: str) -> None:
    assert text in {t.text for t in screen_texts()}


@pytest.mark.parametrize(
    "words", ["It is Likely.", "A high-risk family", "Triage now", "Well done!"]
)
def test_the_patterns_find_what_they_look_for(words: str) -> None:
    assert any(re.search(p, words, re.IGNORECASE) for p in BANNED.values())


def test_domestic_abuse_is_named_only_where_seen_alone_is_recorded() -> None:
    named = [s for s in SENTENCES if re.search(r"domestic|abuse", s.text, re.I)]
    assert named
    open_to_all = sorted({s.row for s in named if not s.private})
    assert not open_to_all, "\n".join(['These need "private": true:', *open_to_all])


def test_no_rule_sets_a_level_or_makes_a_referral() -> None:
    """The practitioner decides, or the app would be a medical device (MHRA)."""
    for rule in load_pathway().rules:
        words = rule.text.lower()
        assert "mild to moderate" not in words
        assert "moderate to severe" not in words
        assert not words.startswith("refer ")
        assert {offer.kind for offer in rule.offers} <= {
            *("questionnaire", "services", "checklist", "conversation")
        }


def test_mors_sf_has_no_cut_off() -> None:
    """None is published."""
    pathway = load_pathway()
    for rule in pathway.rules:
        assert "score:mors-sf" not in repr(rule.when)
