from tests.screening.sample_scores import sample_score

from visit_app.screening import Findings, Offer, assess, load_pathway, score_words

PATHWAY = load_pathway()


FULL = Findings(
    subject_role="mother",
    answers={
        "whooley/1": True,
        "whooley/2": False,
        "avoidance/avoidance": True,
        "history/severe-illness": False,
        "history/specialist-care": True,
        "history/family": True,
        "phq-9/44260-8": 1,
    },
    said={
        "whooley/1": "Feeling down, depressed or hopeless: yes",
        "phq-9/44260-8": "PHQ-9, question 9: several days",
    },
    scores={
        "gad-2": sample_score("GAD-2", 4, 4, 6),
        "gad-7": sample_score("GAD-7", 8, 14, 21),
        "phq-9": sample_score("PHQ-9", 10, 10, 27, "Moderate"),
    },
    safety_answers=("phq-9/44260-8",),
    flags=frozenset({"mbrrace-flags/insomnia"}),
    baby_age_days=12,
    concerned=True,
    seen_alone=True,
    interpreter="none",
    needs=("Little rest.",),
)


def test_why_names_the_answers_and_the_scores_beside_them() -> None:
    suggestion = assess(FULL, PATHWAY).suggestion("cg192-whooley")
    assert suggestion is not None
    assert [reason.words for reason in suggestion.because] == [
        "Feeling down, depressed or hopeless: yes",
        "PHQ-9: 10 of 27, moderate",
    ]
    assert suggestion.label == "Summary, based on NICE CG192"
    assert not suggestion.confirm_locally


def test_an_interval_is_shown_as_one() -> None:
    suggestion = assess(FULL, PATHWAY).suggestion("cg192-gad-2")
    assert suggestion is not None
    assert [reason.words for reason in suggestion.because] == [
        "GAD-2: 4 of 6",
        "GAD-7: between 8 and 14 of 21",
    ]


def test_what_is_answered_in_full_is_not_offered_again() -> None:
    outcome = assess(FULL, PATHWAY)
    depression = outcome.suggestion("cg192-whooley")
    anxiety = outcome.suggestion("cg192-gad-2")
    assert depression is not None
    assert anxiety is not None
    assert Offer("questionnaire", "phq-9") not in depression.offers
    assert Offer("questionnaire", "epds") in depression.offers
    assert Offer("questionnaire", "gad-7") in anxiety.offers  # an answer is missing


def test_two_subscales_are_said_one_by_one() -> None:
    warmth = sample_score("Warmth", 30, 30, 35)
    invasion = sample_score("Invasion", 5, 10, 35)
    whole = sample_score("MORS-SF", 0, 0, 0, parts=(warmth, invasion))
    assert score_words(whole) == "Warmth: 30 of 35; Invasion: between 5 and 10 of 35"


def test_an_urgent_outcome_says_what_was_answered() -> None:
    (urgent,) = assess(FULL, PATHWAY).urgent
    assert urgent.rule_id == "self-harm-answer"
    assert [r.words for r in urgent.because] == ["PHQ-9, question 9: several days"]
    assert urgent.protocol.id == "pause"


def test_nothing_known_suggests_nothing() -> None:
    outcome = assess(Findings(subject_role=""), PATHWAY)
    assert outcome.suggestions == ()
    assert outcome.urgent == ()


def test_a_private_rule_is_silent_whatever_its_condition_says() -> None:
    assert PATHWAY.rule("ask-alone").private
    together = Findings(subject_role="mother", seen_alone=False, interpreter="none")
    assert assess(together, PATHWAY).suggestion("ask-alone") is None


def test_the_same_findings_give_the_same_outcome() -> None:
    assert assess(FULL, load_pathway()) == assess(FULL, PATHWAY)
