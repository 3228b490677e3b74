from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.conversation import (
    Answers,
    PromptState,
    load_guide,
    next_prompt,
    next_words,
    noticed,
    own_words,
    reason_left,
    state,
    support,
)
from visit_app.records import Absent, Value

GUIDE = load_guide()
WORDS, JOY, FEAR = (p for p in GUIDE.prompts() if p.official)

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=5),
    st.builds(Absent, st.sampled_from(["asked-declined", "not-asked", "new-code"])),
    st.integers(),
)
ANSWERS = st.dictionaries(
    st.sampled_from(GUIDE.link_ids()), st.lists(VALUES, max_size=2).map(tuple)
)


def test_nothing_written_is_still_to_ask() -> None:
    assert state(WORDS, {}) == PromptState.TO_ASK
    assert state(WORDS, {"words-1": ("  ",)}) == PromptState.TO_ASK
    assert own_words(GUIDE, {}) == ()


def test_one_word_of_three_is_an_answer() -> None:
    assert state(WORDS, {"words-3": ("scary",)}) == PromptState.ANSWERED


def test_words_count_although_the_prompt_was_left_before() -> None:
    answers: Answers = {"joy": (Absent("not-asked", "asleep"),), "joy-more": ("him",)}
    assert state(JOY, answers) == PromptState.ANSWERED


def test_left_and_declined_are_told_apart() -> None:
    left: Answers = {"fear": (Absent("not-asked", "his mother came in"),)}
    declined: Answers = {"fear": (Absent("asked-declined"),)}
    assert state(FEAR, left) == PromptState.LEFT
    assert reason_left(FEAR, left) == "his mother came in"
    assert state(FEAR, declined) == PromptState.DECLINED
    assert reason_left(FEAR, declined) == ""
    assert reason_left(FEAR, {}) == ""


def test_a_reason_of_a_newer_version_counts_as_left() -> None:
    assert state(FEAR, {"fear": (Absent("masked"),)}) == PromptState.LEFT


def test_the_button_names_what_comes_next() -> None:
    labels = [next_words(GUIDE, p.id) for p in GUIDE.prompts()]
    assert labels == [
        "Next: joy",
        "Next: fear",
        "Next: what you noticed",
        "Next: what happens next",
        "",
    ]


def test_each_prompt_leads_to_the_next() -> None:
    screens = list(GUIDE.prompts())
    for before, after in pairwise(screens):
        assert next_prompt(GUIDE, before.id) == after
    assert next_prompt(GUIDE, screens[-1].id) is None
    with pytest.raises(KeyError):
        next_prompt(GUIDE, "unheard-of")


def test_her_words_as_she_said_them() -> None:
    answers: Answers = {
        "words-1": ("tiring",),
        "words-3": (" a bit scary ",),
        "words-more": ("at night",),
        "fear": (Absent("asked-declined"),),
        "strengths": ("Soothes Idris quickly.",),
    }
    words, fear = own_words(GUIDE, answers)
    assert words.quotes == ("tiring", "a bit scary")
    assert words.more == "at night"
    assert words.text == WORDS.text
    assert (fear.state, fear.quotes) == (PromptState.DECLINED, ())


def test_what_was_noticed_is_not_among_her_words() -> None:
    answers: Answers = {"strengths": ("Soothes Idris.",), "support": ("Drop-in.",)}
    assert own_words(GUIDE, answers) == ()
    assert noticed(GUIDE, answers) == (("Strengths", "Soothes Idris."),)
    assert support(GUIDE, answers) == (("Support", "Drop-in."),)


@given(ANSWERS)
def test_every_prompt_is_said_or_still_to_ask(answers: Answers) -> None:
    said = {entry.prompt_id: entry for entry in own_words(GUIDE, answers)}
    for prompt in (WORDS, JOY, FEAR):
        found = state(prompt, answers)
        assert (prompt.id in said) == (found != PromptState.TO_ASK)
        if found == PromptState.ANSWERED:
            entry = said[prompt.id]
            assert entry.quotes or entry.more
