"""Published sums: the total, or the interval it lies in while an answer is missing.

Pure arithmetic over the weights of the options. The rule itself (which items, all of
them needed) is the resource's calculatedExpression; loading checks that both agree.
"""

from dataclasses import dataclass, replace

from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.questionnaires.questionnaire_item import QuestionnaireItem
from visit_app.questionnaires.scale_plan import ScalePlan
from visit_app.records import Value

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Score:
    """A scale's outcome for some answers.

    `total` is None while an item is missing or declined; it then lies between `low`
    and `high`, both included. `terms` are (link_id, points) of the items answered, in
    order; `missing` the link_ids of the others. `band` is the published name for the
    total ("" while it is not known, or where none is published); `low_band` and
    `high_band` those of the ends of the interval. `minimum` and `maximum` are the ends
    of the scale. `subscales` are filled in for the instrument's own score only.
    """

    name: str
    title: str
    total: int | None
    low: int
    high: int
    minimum: int
    maximum: int
    missing: tuple[str, ...]
    terms: tuple[tuple[str, int], ...]
    band: str
    low_band: str
    high_band: str
    source: str
    subscales: "tuple[Score, ...]" = ()

    def reaches(self, points: int) -> bool | None:
        """Whether the total is at least so many points; None while it could be both."""
        if self.low >= points:
            return True
        return False if self.high < points else None


def score(questionnaire: Questionnaire, answers: Answers) -> Score | None:
    """The instrument's score with its subscales; None when it has no scale at all.

    An instrument of subscales without a total gives a Score named "" whose total is
    None and whose interval is empty.
    """
    plans = questionnaire.plans
    if not plans:
        return None
    scores = tuple(_add_up(plan, answers) for plan in plans)
    own = next((s for s in scores if s.name == TOTAL), None)
    if own is not None and len(scores) == 1:
        return own
    others = tuple(s for s in scores if s is not own)
    return _with_subscales(questionnaire, own, others)


def subscale(questionnaire: Questionnaire, answers: Answers, name: str) -> Score:
    """The score of one scale by its name; raises KeyError for an unknown name."""
    for plan in questionnaire.plans:
        if plan.scale.name == name:
            return _add_up(plan, answers)
    raise KeyError(name)


def points(item: QuestionnaireItem, value: Value | None) -> int | float | None:
    """The published points of an answer, None when it has none."""
    option = item.option(value)
    return option.weight if option else None


def _add_up(plan: ScalePlan, answers: Answers) -> Score:
    low = high = 0
    terms: list[tuple[str, int]] = []
    missing: list[str] = []
    for item in plan.items:
        given = answers.get(item.link_id)
        weight = item.weights.get(given[0]) if given else None
        if weight is None:
            missing.append(item.link_id)
            low += item.least
            high += item.most
        else:
            terms.append((item.link_id, weight))
            low += weight
            high += weight
    return _outcome(plan, low, high, tuple(missing), tuple(terms))


def _outcome(
    plan: ScalePlan,
    low: int,
    high: int,
    missing: tuple[str, ...],
    terms: tuple[tuple[str, int], ...],
) -> Score:
    low_band = plan.names[low - plan.minimum]
    return Score(
        plan.scale.name,
        plan.scale.title,
        None if missing else low,
        low,
        high,
        plan.minimum,
        plan.maximum,
        missing,
        terms,
        "" if missing else low_band,
        low_band,
        plan.names[high - plan.minimum],
        plan.scale.source.text,
    )


def _with_subscales(
    questionnaire: Questionnaire, own: Score | None, others: tuple[Score, ...]
) -> Score:
    if own is None:
        missing = tuple(dict.fromkeys(link for s in others for link in s.missing))
        source = others[0].source
        title = questionnaire.title
        return Score(
            "", title, None, 0, 0, 0, 0, missing, (), "", "", "", source, others
        )
    return replace(own, subscales=others)
