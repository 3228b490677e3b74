"""The items of a Questionnaire: frozen, with FHIR R4 names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from visit_app.records import Value

CHOICE_TYPES = frozenset({"choice", "open-choice"})
TEXT_TYPES = frozenset({"string", "text"})


@dataclass(frozen=True, slots=True)
class Coding:
    """A code, with a note on where the code was verified ("" when nobody has)."""

    system: str = ""
    code: str = ""
    display: str = ""
    version: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """A permitted answer: `value` is what is kept, `weight` its published points.

    `suffix` is the FHIR type ("Coding", "Integer", "String", "Date", "Time").
    """

    value: Value
    suffix: str
    display: str
    coding: Coding | None = None
    weight: int | float | None = None
    prefix: str = ""
    exclusive: bool = False
    initial_selected: bool = False
    translation: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnableWhen:
    """A condition: the answers to `question` compared with `answer`."""

    question: str
    operator: str
    answer: Value


@dataclass(frozen=True, slots=True)
class Expression:
    """A FHIRPath expression; `name` is set where it defines a variable."""

    expression: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A targetConstraint: must not be false; `human` says what is wrong if it is."""

    key: str
    severity: str
    human: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireItem:
    """A group, a display or a question, with the items inside it."""

    link_id: str
    type: str
    text: str = ""
    prefix: str = ""
    code: tuple[Coding, ...] = ()
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    hidden: bool = False
    max_length: int | None = None
    min_length: int | None = None
    min_occurs: int | None = None
    max_occurs: int | None = None
    max_decimal_places: int | None = None
    min_value: Value | None = None
    max_value: Value | None = None
    regex: str = ""
    entry_format: str = ""
    unit: Coding | None = None
    unit_option: tuple[Coding, ...] = ()
    item_control: str = ""
    choice_orientation: str = ""
    answer_option: tuple[AnswerOption, ...] = ()
    initial: tuple[Value, ...] = ()
    enable_when: tuple[EnableWhen, ...] = ()
    enable_behavior: str = "all"
    enable_when_expression: Expression | None = None
    calculated_expression: Expression | None = None
    variable: tuple[Expression, ...] = ()
    constraint: tuple[Constraint, ...] = ()
    absent_reasons: tuple[str, ...] = ()
    translation: Mapping[str, str] = field(default_factory=dict)
    item: "tuple[QuestionnaireItem, ...]" = ()

    @property
    def is_question(self) -> bool:
        """Whether it can have answers."""
        return self.type not in {"group", "display"}

    def option(self, value: Value | None) -> AnswerOption | None:
        """The option kept as this value, None when there is none."""
        for option in self.answer_option:
            if option.value == value and type(option.value) is type(value):
                return option
        return None

    def words(self, language: str = "") -> str:
        """The text in this language, or as first written."""
        return self.translation.get(language, self.text)

    def walk(self) -> "Iterator[QuestionnaireItem]":
        """This item and all items inside it, in document order."""
        yield self
        for child in self.item:
            yield from child.walk()


def is_asked(item: QuestionnaireItem) -> bool:
    """Whether a person answers this item: not a result, not hidden, not read only."""
    computed = item.calculated_expression is not None or item.read_only
    return item.is_question and not computed and not item.hidden
