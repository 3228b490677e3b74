"""Checks of the app's own extensions: scales that add up, rules that can apply."""

from collections.abc import Iterator

from visit_app.questionnaires.agreement import disagreements
from visit_app.questionnaires.expression_checks import uses_weights
from visit_app.questionnaires.instrument import SafetyRule, Scale
from visit_app.questionnaires.problem import Problem
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import QuestionnaireItem
from visit_app.questionnaires.scale_plan import plan_scale


def check_scales(questionnaire: Questionnaire) -> list[Problem]:
    """Every problem with weights, scales, safety rules and what else is the app's."""
    found = [*_names(questionnaire), *_other(questionnaire), *_weights(questionnaire)]
    for scale in questionnaire.scales:
        found += _scale(questionnaire, scale)
    for rule in questionnaire.safety_rules:
        found += _safety(questionnaire, rule)
    if not found:
        found += disagreements(questionnaire)
    return found


def _names(questionnaire: Questionnaire) -> Iterator[Problem]:
    names = [scale.name for scale in questionnaire.scales]
    if len(set(names)) < len(names):
        yield Problem("", "two scales have the same name")


def _weights(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A form that asks for weights: each item weighs all of its options, or none."""
    if not uses_weights(questionnaire):
        return
    items = [i for i in questionnaire.by_link_id.values() if i.answer_option]
    weighed = [i for i in items if any(o.weight is not None for o in i.answer_option)]
    if not weighed:
        yield Problem("", "a score is worked out, but no answer option has a weight")
    for item in weighed:
        for option in item.answer_option:
            if option.weight is None:
                yield Problem(item.link_id, f"“{option.display}” has no weight")


def _scale(questionnaire: Questionnaire, scale: Scale) -> Iterator[Problem]:
    name = f"scale {scale.name}"
    total = questionnaire.by_link_id.get(scale.total_link_id)
    if total is None or total.calculated_expression is None or total.type != "integer":
        yield Problem(
            scale.total_link_id, f"{name}: its total is not a calculated integer item"
        )
    if not scale.link_ids or len(set(scale.link_ids)) < len(scale.link_ids):
        yield Problem("", f"{name}: needs items, each named once")
    reasons = [r for i in scale.link_ids for r in _scored(questionnaire, name, i)]
    yield from reasons
    if not reasons and scale.link_ids:
        yield from (Problem("", f"{name}: {r}") for r in _bands(questionnaire, scale))


def _scored(questionnaire: Questionnaire, name: str, link_id: str) -> Iterator[Problem]:
    item = questionnaire.by_link_id.get(link_id)
    if item is None:
        yield Problem(link_id, f"{name}: is not in the questionnaire")
        return
    if item.type != "choice" or item.repeats:
        yield Problem(link_id, f"{name}: is not a choice of one answer")
    if _is_conditional(questionnaire, item):
        yield Problem(link_id, f"{name}: a scored item cannot depend on a condition")
    for option in item.answer_option:
        if option.coding is None:
            yield Problem(link_id, f"{name}: “{option.display}” has no code")
        if option.weight is None:
            yield Problem(link_id, f"{name}: “{option.display}” has no weight")
        elif option.weight != int(option.weight):
            yield Problem(link_id, f"{name}: “{option.display}” has a broken weight")


def _is_conditional(questionnaire: Questionnaire, item: QuestionnaireItem) -> bool:
    around: QuestionnaireItem | None = item
    while around is not None:
        if around.enable_when or around.enable_when_expression:
            return True
        if around.repeats and around.type == "group":
            return True
        around = questionnaire.parents.get(around.link_id)
    return False


def _bands(questionnaire: Questionnaire, scale: Scale) -> Iterator[str]:
    plan = plan_scale(scale, questionnaire.by_link_id)
    before = plan.minimum - 1
    for band in scale.bands:
        if band.low <= before or band.high < band.low or band.high > plan.maximum:
            yield f"the band “{band.name}” overlaps another or leaves the scale"
        before = band.high
    for cut_off in scale.cut_offs:
        if not plan.minimum < cut_off.at_least <= plan.maximum:
            yield f"the cut-off {cut_off.at_least} is outside the scale"


def _safety(questionnaire: Questionnaire, rule: SafetyRule) -> Iterator[Problem]:
    item = questionnaire.by_link_id.get(rule.link_id)
    weights = [o.weight for o in item.answer_option] if item else []
    known = [weight for weight in weights if weight is not None]
    if not known or len(known) < len(weights) or max(known) <= rule.above:
        yield Problem(rule.link_id, "the safety rule can never apply to this item")


def _other(questionnaire: Questionnaire) -> Iterator[Problem]:
    known = questionnaire.by_link_id
    named = [(link, "a caution") for c in questionnaire.cautions for link in c.link_ids]
    for carried in questionnaire.carry_forward:
        named += [(ours, "carry-forward") for _, ours in carried.pairs]
    for link_id, what in named:
        if link_id not in known:
            yield Problem("", f"{what} names “{link_id}”, which is not here")
