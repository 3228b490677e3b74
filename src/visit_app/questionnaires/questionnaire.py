"""A Questionnaire as the app uses it: frozen, checked, with FHIR R4 names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from visit_app.questionnaires.instrument import (
    AgeRange,
    CarryForward,
    Caution,
    Licence,
    SafetyRule,
    Scale,
)
from visit_app.questionnaires.questionnaire_item import (
    Coding,
    Constraint,
    Expression,
    QuestionnaireItem,
    is_asked,
)
from visit_app.questionnaires.scale_plan import ScalePlan, plan_scale
from visit_app.records import Value
from visit_app.records.source import Source

Answers = Mapping[str, tuple[Value, ...]]
"""What was answered, by path: the link_id, or "group[0]/link_id" in a repeating group.

Repeats one inside the other: "outer[1]/inner[0]/link_id". An item inside a question of
several answers has the number of its answer: "drugs[1]/dose".
"""


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A questionnaire with its published scoring, all of it read from the resource.

    `id` is the app's short name ("phq-9"); `data` the JSON it was read from. `layouts`
    are permitted layouts, the preferred one first ("one-per-page", "all-on-one-page");
    `modes` are permitted records.Mode values.
    """

    id: str = ""
    url: str = ""
    version: str = ""
    name: str = ""
    title: str = ""
    status: str = ""
    language: str = ""
    description: str = ""
    copyright: str = ""
    code: tuple[Coding, ...] = ()
    item: tuple[QuestionnaireItem, ...] = ()
    variable: tuple[Expression, ...] = ()
    constraint: tuple[Constraint, ...] = ()
    layouts: tuple[str, ...] = ("one-per-page",)
    modes: tuple[str, ...] = ()
    absent_reasons: tuple[str, ...] = ()
    from_paper: bool = False
    scales: tuple[Scale, ...] = ()
    safety_rules: tuple[SafetyRule, ...] = ()
    carry_forward: tuple[CarryForward, ...] = ()
    cautions: tuple[Caution, ...] = ()
    age_range: AgeRange | None = None
    licence: Licence | None = None
    sources: tuple[Source, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def canonical(self) -> str:
        """The pin that a response keeps: "url|version"."""
        return f"{self.url}|{self.version}"

    @cached_property
    def by_link_id(self) -> Mapping[str, QuestionnaireItem]:
        """Every item by its link_id, in document order."""
        every = (item for root in self.item for item in root.walk())
        return {item.link_id: item for item in every}

    @cached_property
    def parents(self) -> Mapping[str, QuestionnaireItem]:
        """The item around each item, by link_id; items of the root are not in it."""
        return {c.link_id: p for p in self.by_link_id.values() for c in p.item}

    @cached_property
    def questions(self) -> tuple[QuestionnaireItem, ...]:
        """The questions a person answers: no groups, texts, results or hidden items."""
        return tuple(i for i in self.by_link_id.values() if is_asked(i))

    @cached_property
    def rounds(self) -> int:
        """How often everything can change in turn: once for each item that can."""
        changing = sum(
            bool(i.calculated_expression or i.enable_when_expression or i.enable_when)
            for i in self.by_link_id.values()
        )
        return changing + 3

    @cached_property
    def raw_items(self) -> Mapping[str, Mapping[str, Any]]:
        """The JSON of every item by link_id, as expressions see it."""
        return dict(_raw_items(self.data))

    @cached_property
    def plans(self) -> tuple[ScalePlan, ...]:
        """The scales with the weights of their items looked up once."""
        return tuple(plan_scale(scale, self.by_link_id) for scale in self.scales)

    def scale(self, name: str) -> Scale | None:
        """The scale with this name ("total", "warmth"), None when there is none."""
        return next((scale for scale in self.scales if scale.name == name), None)


def _raw_items(around: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in around.get("item", ()):
        yield item["linkId"], item
        yield from _raw_items(item)
