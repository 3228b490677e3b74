"""JSON to items: every element read once, every problem of its form collected."""

import re
from collections.abc import Iterable, Mapping

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.element import Element
from visit_app.questionnaires.options import AnswerSpace, read_coding
from visit_app.questionnaires.questionnaire_item import (
    CHOICE_TYPES,
    Coding,
    Constraint,
    EnableWhen,
    Expression,
    QuestionnaireItem,
)
from visit_app.questionnaires.translations import read_translation
from visit_app.questionnaires.values import SUFFIX, plain
from visit_app.records import Value

TYPES = frozenset({"group", "display"}) | frozenset(SUFFIX) | CHOICE_TYPES
OPERATORS = frozenset({"exists", "=", "!=", ">", "<", ">=", "<="})
Spaces = Mapping[str, AnswerSpace]
_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def read_items(around: Element, spaces: Spaces) -> tuple[QuestionnaireItem, ...]:
    """The items directly inside an element."""
    items = []
    for part in around.parts("item"):
        link_id = part.text("linkId")
        if not link_id:
            part.report("an item here has no linkId")
        items.append(read_item(part.at(link_id), spaces))
    return tuple(items)


def read_item(item: Element, spaces: Spaces) -> QuestionnaireItem:
    """One item with everything inside it."""
    kind = _type(item)
    space = spaces[item.link_id]
    unit = item.extension(urls.UNIT)
    return QuestionnaireItem(
        link_id=item.link_id,
        type=kind,
        text=item.text("text"),
        prefix=item.text("prefix"),
        code=tuple(read_coding(code) for code in item.parts("code")),
        required=item.flag("required"),
        repeats=item.flag("repeats"),
        read_only=item.flag("readOnly"),
        hidden=_flag(item, urls.HIDDEN),
        max_length=item.whole("maxLength"),
        min_length=_whole(item, urls.MIN_LENGTH),
        min_occurs=_whole(item, urls.MIN_OCCURS),
        max_occurs=_whole(item, urls.MAX_OCCURS),
        max_decimal_places=_whole(item, urls.MAX_DECIMALS),
        min_value=_limit(item, urls.MIN_VALUE, kind),
        max_value=_limit(item, urls.MAX_VALUE, kind),
        regex=_regex(item),
        entry_format=_string(item, urls.ENTRY_FORMAT),
        unit=_coding_of(unit) if unit else None,
        unit_option=tuple(_coding_of(u) for u in item.extensions(urls.UNIT_OPTION)),
        item_control=_control(item),
        choice_orientation=_code(item, urls.ORIENTATION),
        answer_option=space.options,
        initial=_initial(item, space),
        enable_when=tuple(_enable_when(e, spaces) for e in item.parts("enableWhen")),
        enable_behavior=_behavior(item),
        enable_when_expression=_expression(item, urls.ENABLE_WHEN),
        calculated_expression=_expression(item, urls.CALCULATED),
        variable=read_variables(item),
        constraint=read_constraints(item),
        absent_reasons=read_codes(item, urls.ABSENT_REASON),
        translation=read_translation(item, "text"),
        item=read_items(item, spaces),
    )


def read_variables(element: Element) -> tuple[Expression, ...]:
    """The variables defined on an element, in order."""
    found = []
    for part in element.extensions(urls.VARIABLE):
        expression = _read_expression(part)
        if expression is None:
            continue
        if not _VARIABLE.fullmatch(expression.name):
            element.report("a variable needs a name of letters and digits")
        found.append(expression)
    return tuple(found)


def read_constraints(element: Element) -> tuple[Constraint, ...]:
    """The constraints on an element, in order."""
    found: Iterable[Element] = (
        e for u in urls.CONSTRAINT for e in element.extensions(u)
    )
    return tuple(c for c in map(_constraint, found) if c is not None)


def read_codes(element: Element, url: str) -> tuple[str, ...]:
    """The codes of all extensions with this address, in order."""
    return tuple(str(part.value("Code") or "") for part in element.extensions(url))


def _type(item: Element) -> str:
    kind = item.text("type")
    if kind not in TYPES:
        item.report(f"item type “{kind}” is not supported")
        return "text"
    return kind


def _constraint(part: Element) -> Constraint | None:
    expression = part.inner("expression", "String")
    if expression is None:
        inner = part.inner("expression", "Expression")
        expression = inner.get("expression") if isinstance(inner, Mapping) else None
    human = part.inner("human", "String")
    if not isinstance(expression, str) or not isinstance(human, str):
        part.report("a constraint lacks its expression or its message")
        return None
    key = str(part.inner("key", "Id") or "")
    severity = str(part.inner("severity", "Code") or "error")
    return Constraint(key, severity, human, expression)


def _expression(item: Element, url: str) -> Expression | None:
    found = item.extensions(url)
    if len(found) > 1 and len({str(e.data) for e in found}) > 1:
        item.report(f"more than one {url.rsplit('-', maxsplit=1)[-1]} stands here")
    return _read_expression(found[0]) if found else None


def _read_expression(part: Element) -> Expression | None:
    raw = part.value("Expression")
    if not isinstance(raw, Mapping):
        part.report("an expression extension has no valueExpression")
        return None
    inner = Element(raw, part.link_id, part.problems)
    if inner.text("language") != "text/fhirpath":
        part.report(f"expressions in {inner.text('language')} are not supported")
        return None
    return Expression(inner.text("expression"), inner.text("name"))


def _flag(item: Element, url: str) -> bool:
    part = item.extension(url)
    return part is not None and part.value("Boolean") is True


def _whole(item: Element, url: str) -> int | None:
    part = item.extension(url)
    return part.whole("valueInteger") if part else None


def _string(item: Element, url: str) -> str:
    part = item.extension(url)
    return part.text("valueString") if part else ""


def _code(item: Element, url: str) -> str:
    part = item.extension(url)
    return part.text("valueCode") if part else ""


def _coding_of(part: Element) -> Coding:
    raw = part.part("valueCoding")
    if raw is None:
        part.report("a unit extension has no valueCoding")
        return Coding()
    return read_coding(raw)


def _control(item: Element) -> str:
    part = item.extension(urls.ITEM_CONTROL)
    concept = part.part("valueCodeableConcept") if part else None
    codes = [c.text("code") for c in concept.parts("coding")] if concept else []
    known = [code for code in codes if code in urls.CONTROLS]
    return known[0] if known else ""


def _limit(item: Element, addresses: tuple[str, ...], kind: str) -> Value | None:
    part = next((e for url in addresses for e in item.extensions(url)), None)
    if part is None:
        return None
    found = part.choice()
    suffix = SUFFIX.get(kind, "")
    value = plain(*found) if found and found[0] == suffix else None
    if value is None:
        item.report("a limit (minValue, maxValue) does not fit the item's type")
    return value


def _regex(item: Element) -> str:
    pattern = _string(item, urls.REGEX)
    try:
        re.compile(pattern)
    except re.error:
        item.report("the regex cannot be understood")
        return ""
    return pattern


def _initial(item: Element, space: AnswerSpace) -> tuple[Value, ...]:
    chosen = tuple(o.value for o in space.options if o.initial_selected)
    given = [_value(part, "value", space) for part in item.parts("initial")]
    if any(value is None for value in given):
        item.report("an initial value does not fit the item")
    return tuple(value for value in given if value is not None) or chosen


def _value(part: Element, prefix: str, space: AnswerSpace) -> Value | None:
    found = part.choice(prefix)
    return space.value(*found) if found else None


def _enable_when(part: Element, spaces: Spaces) -> EnableWhen:
    question, operator = part.text("question"), part.text("operator")
    if operator not in OPERATORS:
        part.report(f"enableWhen operator “{operator}” is not supported")
    # Whether exists or compared, the answer has to be of the type it is compared with.
    space = AnswerSpace("boolean") if operator == "exists" else spaces.get(question)
    if space is None:
        named = f"“{question}”, which is not in the questionnaire"
        part.report(f"enableWhen names {named if question else 'no question'}")
        return EnableWhen(question, operator, False)
    answer = _value(part, "answer", space)
    if answer is None:
        part.report(f"the answer[x] of enableWhen does not fit “{question}”")
    return EnableWhen(question, operator, False if answer is None else answer)


def _behavior(item: Element) -> str:
    behavior = item.text("enableBehavior")
    if len(item.parts("enableWhen")) > 1 and not behavior:
        item.report("enableBehavior is needed when there is more than one enableWhen")
    if behavior not in {"", "all", "any"}:
        item.report(f"enableBehavior “{behavior}” is not supported")
    return behavior or "all"
