"""The names pathways use are those of the questionnaires that ship."""

from tests.questionnaires.forms import shipped

from visit_app.conversation import load_guide
from visit_app.schedule import load_programme
from visit_app.screening import load_pathway
from visit_app.screening.gather import BEFORE, CONVERSATION
from visit_app.screening.parsing import NEVER_LOOKED_AT
from visit_app.screening.rule import inputs_of

CATALOGUE = shipped()
PATHWAY = load_pathway()


def looked_at(kind: str) -> set[str]:
    names = {name for rule in PATHWAY.rules for name in inputs_of(rule)}
    return {n.removeprefix(f"{kind}:") for n in names if n.startswith(f"{kind}:")}


def test_every_answer_a_rule_looks_at_can_be_given() -> None:
    for name in looked_at("answer") | NEVER_LOOKED_AT:
        questionnaire, _, link_id = name.partition("/")
        questionnaire = questionnaire.removesuffix(BEFORE)
        assert link_id in CATALOGUE.get(questionnaire).by_link_id


def test_every_score_a_rule_looks_at_can_be_taken() -> None:
    assert looked_at("score")
    for name in looked_at("score"):
        total = CATALOGUE.get(name).scale("total")
        assert total is not None
    for rule in PATHWAY.rules:
        assert set(rule.context) <= set(CATALOGUE.names)


def test_everything_offered_exists() -> None:
    guide = load_guide()
    for rule in PATHWAY.rules:
        for offer in rule.offers:
            if offer.kind == "questionnaire":
                assert offer.name in CATALOGUE.names
            if offer.kind == "checklist":
                assert PATHWAY.checklist(offer.name)
            if offer.kind == "conversation":
                assert guide.prompt(offer.name)
            if offer.kind == "services":
                assert offer.name in {"pmh", "pir", "infant-feeding"}
    assert guide.name == CONVERSATION


def test_every_screening_of_a_programme_can_be_asked() -> None:
    for contact in load_programme().contacts:
        assert set(contact.screening) <= set(CATALOGUE.names)
