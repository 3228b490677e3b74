"""The library behind the seam of expressions.py, and the functions put in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from visit_app.questionnaires import extensions as urls
from visit_app.records.clock import Clock


class ExpressionError(ValueError):
    """An expression that cannot be understood or worked out; holds no answer."""


@dataclass(frozen=True, slots=True)
class Library:
    """The entry points of fhirpathpy and antlr in use; neither carries types."""

    parse: Any
    evaluate: Any
    node: Any
    get_data: Any
    time_type: Any


@cache
def fhirpath() -> Library:
    """The library, imported on first use."""
    from fhirpathpy import engine
    from fhirpathpy.engine import nodes, util

    return Library(
        parse=_parser(),
        evaluate=engine.do_eval,
        node=nodes.ResourceNode.create_node,
        get_data=util.get_data,
        time_type=nodes.FP_Type,
    )


def _parser() -> Any:
    """A parse function that refuses what fhirpathpy's own lets pass."""
    import antlr4
    from antlr4.error.ErrorListener import ErrorListener
    from fhirpathpy.parser.ASTPathListener import ASTPathListener
    from fhirpathpy.parser.generated.FHIRPathLexer import FHIRPathLexer
    from fhirpathpy.parser.generated.FHIRPathParser import FHIRPathParser

    class Refuse(ErrorListener):  # type: ignore[misc]
        def syntaxError(self, *_: Any) -> None:  # noqa: N802 - antlr's name
            raise ExpressionError("the expression is not FHIRPath")

    tools: Any = (FHIRPathLexer, FHIRPathParser, ASTPathListener)

    def parse(text: str) -> Any:
        lexer = tools[0](antlr4.InputStream(text))
        parser = tools[1](antlr4.CommonTokenStream(lexer))
        for part in (lexer, parser):
            part.removeErrorListeners()
            part.addErrorListener(Refuse())
        collector = tools[2]()
        antlr4.ParseTreeWalker().walk(collector, parser.entireExpression())
        return collector.parentStack[0]

    return parse


def plain_data(found: Any) -> Any:
    """The JSON data of a node or value that an expression gave."""
    data = fhirpath().get_data(found)
    return str(data) if isinstance(data, fhirpath().time_type) else data


def functions(clock: Clock | None) -> Mapping[str, Any]:
    """Our own functions, with today() and now() told by this clock, if there is one."""
    table = dict(_FIXED_FUNCTIONS)
    if clock is not None:
        table["today"] = {"fn": lambda *_: clock.today().isoformat()}
        table["now"] = {"fn": lambda *_: clock.now().isoformat()}
    return table


def _weight(_: Any, inputs: list[Any]) -> list[Any]:
    found = (_weight_of(plain_data(entry)) for entry in inputs)
    return [weight for weight in found if weight is not None]


def _weight_of(data: Any) -> Any:
    """The points of a Coding, or of an answer that holds one."""
    if not isinstance(data, Mapping):
        return None
    coding = data.get("valueCoding", data)
    extensions = coding.get("extension", ())
    found = (e.get("valueDecimal") for e in extensions if e.get("url") in urls.ORDINAL)
    return next(found, None)


def _has_value(_: Any, inputs: list[Any]) -> bool:
    return len(inputs) == 1 and not isinstance(plain_data(inputs[0]), Mapping)


def _no_clock(*_: Any) -> Any:
    raise ExpressionError("no clock")


def _sum(_: Any, inputs: list[Any]) -> Any:
    """Nothing for nothing: the total of no answers is not 0."""
    if not inputs:
        return []
    return sum((_number(entry) for entry in inputs), Decimal(0))


def _power(_: Any, inputs: list[Any], exponent: Any) -> Any:
    if len(inputs) != 1 or exponent == []:
        return []
    base, raised = _number(inputs[0]), _number(exponent)
    if base < 0 and raised != raised.to_integral_value():
        return []
    return base**raised


def _round(_: Any, inputs: list[Any], places: Any = 0) -> Any:
    """Halves go up, as the FHIRPath text says and Python's round does not."""
    if len(inputs) != 1:
        return []
    step = Decimal(1).scaleb(-int(places))
    return _number(inputs[0]).quantize(step, rounding=ROUND_HALF_UP)


def _to_string(_: Any, inputs: list[Any]) -> Any:
    if len(inputs) != 1:
        return []
    data = plain_data(inputs[0])
    if isinstance(data, Mapping):
        return []
    return str(data).lower() if isinstance(data, bool) else str(data)


def _number(entry: Any) -> Decimal:
    data = plain_data(entry)
    if isinstance(data, bool) or not isinstance(data, int | Decimal):
        raise ExpressionError("not a number")
    return Decimal(data)


# In place of fhirpathpy's: its sum fails on answers, its power gives nothing for a
# broken exponent, its round sends halves to the even neighbour, its true is "True".
_FIXED_FUNCTIONS: Mapping[str, Any] = {
    "sum": {"fn": _sum},
    "power": {"fn": _power, "arity": {1: ["Number"]}},
    "toString": {"fn": _to_string},
    "round": {"fn": _round, "arity": {0: [], 1: ["Number"]}},
    "weight": {"fn": _weight},
    "ordinal": {"fn": _weight},
    "hasValue": {"fn": _has_value},
    "today": {"fn": _no_clock},
    "now": {"fn": _no_clock},
}
