"""Does the resource's own expression give the sum that its scale describes?"""

from collections.abc import Iterator

from visit_app.questionnaires.engine import state
from visit_app.questionnaires.problem import Problem, UnsettledError
from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.questionnaires.scale_plan import ItemWeights, ScalePlan
from visit_app.records import Value


def disagreements(questionnaire: Questionnaire) -> Iterator[Problem]:
    """One problem for each scale whose calculatedExpression gives something else.

    Probed with the fewest points, the most, each item raised by itself, and each item
    left out, which is enough to tell a plain sum of exactly these items.
    """
    for plan in questionnaire.plans:
        if not all(_agrees(questionnaire, plan, p) for p in _probes(plan)):
            yield Problem(
                plan.scale.total_link_id,
                f"scale {plan.scale.name}: the calculatedExpression does not give the "
                "sum of its items, and nothing while one is missing",
            )


def _probes(plan: ScalePlan) -> Iterator[Answers]:
    low = {item.link_id: (_with(item, item.least),) for item in plan.items}
    high = {item.link_id: (_with(item, item.most),) for item in plan.items}
    yield low
    yield high
    for link_id in low:
        yield low | {link_id: high[link_id]}
        yield {other: value for other, value in high.items() if other != link_id}


def _with(item: ItemWeights, points: int) -> Value:
    return next(value for value, weight in item.weights.items() if weight == points)


def _agrees(questionnaire: Questionnaire, plan: ScalePlan, answers: Answers) -> bool:
    expected: tuple[Value, ...] = ()
    if len(answers) == len(plan.items):
        expected = (sum(i.weights[answers[i.link_id][0]] for i in plan.items),)
    try:
        calculated = state(questionnaire, answers).calculated
    except UnsettledError:
        return False
    return calculated.get(plan.scale.total_link_id, ()) == expected
