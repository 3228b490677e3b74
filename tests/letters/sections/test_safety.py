from dataclasses import replace

import pytest
from tests.letters.sample_letters import CONCERN, FULL, ITEM_9, NOON, PLAIN, text

from visit_app.letters import compose
from visit_app.records import Mitigation


def test_safety_stands_first_with_the_answer_in_words() -> None:
    letter = compose(FULL)
    assert letter.sections[0].id == "safety"
    assert letter.sections[0].paragraphs == (
        f"On 23 November 2026, Amira answered “Several days” to: “{ITEM_9}” (PHQ-9).",
        "Dr Osei was told at 10:58 (recorded on 23 November 2026).",
        "Dr Osei accepted responsibility at 11:05 (recorded on 23 November 2026).",
    )


def test_without_a_concern_there_is_no_safety_section() -> None:
    assert text(PLAIN, "safety") == ""


def test_that_nobody_took_it_on_is_said() -> None:
    told = replace(CONCERN, mitigation=CONCERN.mitigation[:1])
    nobody = "Nobody is recorded as having accepted responsibility."
    assert nobody in text(replace(PLAIN, issues=(told,)), "safety")
    assert nobody not in text(FULL, "safety")


def test_an_item_whose_wording_is_not_shipped_is_told_without_it() -> None:
    epds = replace(CONCERN, evidence="epds/10", said="2")
    assert "gave a safety answer in EPDS: “2”" in text(
        replace(PLAIN, issues=(epds,)), "safety"
    )
    unknown = replace(CONCERN, evidence="local/1", said="2")
    assert "gave a safety answer: “2”" in text(
        replace(PLAIN, issues=(unknown,)), "safety"
    )


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        ("red-flag", "Estranged from the baby", "a red flag: Estranged from the baby"),
        ("red-flag", "", "a safety concern was recorded."),
        ("practitioner-concern", "", "I was worried about Amira."),
        ("from-a-newer-version", "Something", "concern was recorded: Something"),
    ],
)
def test_each_kind_of_concern_has_its_sentence(
    code: str, said: str, expected: str
) -> None:
    issue = replace(CONCERN, code=code, said=said, note="Very quiet today.")
    told = text(replace(PLAIN, issues=(issue,)), "safety")
    assert expected in told
    assert "My note: Very quiet today." in told


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            {"action": "safeguarding", "note": "No child at risk today."},
            "Safeguarding was considered on 23 November 2026. No child at risk today.",
        ),
        (
            {"action": "step-done", "person": "Yusuf", "note": "Stays tonight."},
            "Done on 23 November 2026. With Yusuf. Stays tonight.",
        ),
        (
            {"action": "no-action", "note": "She misread the question."},
            "No further action was taken (on 23 November 2026). "
            "She misread the question.",
        ),
        (
            {"action": "accepted", "at": "11:20"},
            "Somebody whose name is not recorded accepted responsibility at 11:20",
        ),
        ({"action": "newer", "note": "Seen."}, "Done on 23 November 2026. Seen."),
    ],
)
def test_each_step_taken_is_told(step: dict[str, str], expected: str) -> None:
    taken = Mitigation(id="m", recorded=NOON, **step)
    issue = replace(CONCERN, mitigation=(taken,))
    assert expected in text(replace(PLAIN, issues=(issue,)), "safety")
