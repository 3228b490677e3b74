"""Answers that need not be asked again the same day."""

from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.records import Absent, Value


def carried_forward(
    source: Questionnaire, answers: Answers, target: Questionnaire
) -> dict[str, tuple[Value, ...]]:
    """The answers of `source` that `target` takes over, by the target's link_ids.

    Only real answers that are options of the target's item: what was declined is asked
    again. Empty when the target carries nothing from that questionnaire.
    """
    pairs = [
        pair
        for carried in target.carry_forward
        if carried.questionnaire == source.url
        for pair in carried.pairs
    ]
    found = {ours: answers.get(theirs, ()) for theirs, ours in pairs}
    return {ours: v for ours, v in found.items() if _can_stand(target, ours, v)}


def _can_stand(target: Questionnaire, link_id: str, values: tuple[Value, ...]) -> bool:
    item = target.by_link_id[link_id]
    real = [value for value in values if not isinstance(value, Absent)]
    return bool(real) and all(item.option(value) is not None for value in real)
