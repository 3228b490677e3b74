"""A scale made ready for adding up: the weights of its items, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass

from visit_app.questionnaires.instrument import Band, Scale
from visit_app.questionnaires.questionnaire_item import QuestionnaireItem
from visit_app.records import Value


@dataclass(frozen=True, slots=True)
class ItemWeights:
    """The points of each answer to one item, with the fewest and the most."""

    link_id: str
    weights: Mapping[Value, int]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """One scale: its items, its ends, and the band name of every possible total.

    `names` is indexed by total minus `minimum`; "" where no band is published.
    """

    scale: Scale
    items: tuple[ItemWeights, ...]
    minimum: int
    maximum: int
    names: tuple[str, ...]


def plan_scale(scale: Scale, items: Mapping[str, QuestionnaireItem]) -> ScalePlan:
    """The plan of a scale whose items are among these, by link_id."""
    weighed = tuple(_weigh(items[link_id]) for link_id in scale.link_ids)
    minimum = sum(item.least for item in weighed)
    maximum = sum(item.most for item in weighed)
    names = tuple(_name(scale.bands, n) for n in range(minimum, maximum + 1))
    return ScalePlan(scale, weighed, minimum, maximum, names)


def _weigh(item: QuestionnaireItem) -> ItemWeights:
    weights = {o.value: int(o.weight or 0) for o in item.answer_option}
    return ItemWeights(
        item.link_id, weights, min(weights.values()), max(weights.values())
    )


def _name(bands: tuple[Band, ...], total: int) -> str:
    return next((b.name for b in bands if b.low <= total <= b.high), "")
