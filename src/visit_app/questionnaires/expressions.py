"""FHIRPath behind one seam: compiled once, run against a response.

fhirpathpy does the work and is imported on first use, so that no window waits for it.
What it lets pass is refused here: text after the end, syntax errors, functions outside
the list below, and the computer's own clock. Nothing it says about a failure is passed
on, because it quotes answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from visit_app.questionnaires.fhirpath import (
    ExpressionError,
    fhirpath,
    functions,
    plain_data,
)
from visit_app.questionnaires.fhirpath_model import MODEL
from visit_app.records.clock import Clock

_FUNCTIONS = """
    abs all allFalse allTrue anyFalse anyTrue ceiling children combine contains count
    convertsToBoolean convertsToDecimal convertsToInteger convertsToString descendants
    distinct empty endsWith exclude exists exp extension first floor hasValue iif
    indexOf intersect isDistinct join last length ln log lower matches not now ofType
    ordinal power repeat replace round select single skip split sqrt startsWith subsetOf
    substring sum supersetOf tail take toBoolean toDecimal toInteger toString today trim
    truncate union upper weight where
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
# Wrong without a word in fhirpathpy: equivalence of lists, types of plain values.
REFUSED_OPERATORS = frozenset({"~", "!~", "is", "as"})
VARIABLES = frozenset(
    {"resource", "rootResource", "context", "questionnaire", "qitem", "patient", "ucum"}
)

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A parsed expression and what it speaks of.

    `link_ids` are those it looks up in the response, `named` all that it compares with
    linkId, `prefixes` the arguments of linkId.startsWith(), `starts` its first name.
    """

    tree: Tree
    functions: frozenset[str]
    operators: frozenset[str]
    variables: frozenset[str]
    link_ids: frozenset[str]
    named: frozenset[str]
    prefixes: frozenset[str]
    starts: str


@lru_cache(maxsize=1024)
def compiled(text: str) -> Compiled:
    """The expression, parsed; raises ExpressionError when it is not FHIRPath."""
    tree = _parse(text)
    nodes = tuple(_walk(tree))
    return Compiled(
        tree=tree,
        functions=frozenset(_functions(nodes)),
        operators=frozenset(_operators(nodes)),
        variables=frozenset(_variables(nodes)),
        link_ids=frozenset(_compared(_walk_response(tree), {"=", "in"})),
        named=frozenset(_compared(nodes, {"=", "in", "!="})),
        prefixes=frozenset(_prefixes(nodes)),
        starts=_starts(tree),
    )


def node(data: Any, path: str) -> Any:
    """JSON data as a FHIRPath node of this path ("QuestionnaireResponse.item").

    A resource stays as it is: only then can an expression start with its name.
    """
    if "resourceType" in data:
        return data
    return fhirpath().node(data, path)


def run(
    expression: Compiled, focus: Any, variables: Mapping[str, Any], clock: Clock | None
) -> list[Any]:
    """The nodes an expression gives; raises ExpressionError when it fails."""
    context = {
        "dataRoot": [focus],
        "vars": variables,
        "model": MODEL,
        "userInvocationTable": functions(clock),
    }
    try:
        found = fhirpath().evaluate(context, [focus], expression.tree)
    except Exception:  # noqa: BLE001 - it raises bare Exception, quoting answers
        raise ExpressionError("the expression could not be worked out") from None
    return found if isinstance(found, list) else [found]


def is_true(found: list[Any]) -> bool:
    """Whether the outcome is the single value true."""
    return len(found) == 1 and plain_data(found[0]) is True


def is_false(found: list[Any]) -> bool:
    """Whether the outcome is the single value false."""
    return len(found) == 1 and plain_data(found[0]) is False


def _parse(text: str) -> Tree:
    """Parse all of the text: fhirpathpy's own parser stops at the first mistake."""
    tree: Tree = fhirpath().parse(text)["children"][0]["children"][0]
    return tree


def _walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for child in tree.get("children", ()):
        yield from _walk(child)


def _walk_response(tree: Tree) -> Iterator[Tree]:
    """As _walk, without what looks at the definition instead of the answers."""
    if str(tree.get("text", "")).startswith(("%questionnaire", "%qitem")):
        return
    yield tree
    for child in tree.get("children", ()):
        yield from _walk_response(child)


def _functions(nodes: tuple[Tree, ...]) -> Iterator[str]:
    for entry in nodes:
        if entry["type"] == "Functn":
            yield entry["children"][0]["text"]


def _operators(nodes: tuple[Tree, ...]) -> Iterator[str]:
    for entry in nodes:
        if entry["type"].endswith("Expression"):
            yield from entry["terminalNodeText"]


def _starts(tree: Tree) -> str:
    """The name an expression begins with, such as "item" or "%resource"."""
    while tree.get("children"):
        tree = tree["children"][0]
    return str(tree.get("text", ""))


def _variables(nodes: tuple[Tree, ...]) -> Iterator[str]:
    for entry in nodes:
        if entry["type"] == "ExternalConstant":
            yield entry["children"][0]["text"].strip("`'")


def _compared(nodes: Iterable[Tree], operators: set[str]) -> Iterator[str]:
    kinds = {"EqualityExpression", "MembershipExpression"}
    for entry in nodes:
        if entry["type"] not in kinds or entry["terminalNodeText"][0] not in operators:
            continue
        sides = entry["children"]
        if any(_is_link_id(side) for side in sides):
            for side in sides:
                yield from _literals(side)


def _prefixes(nodes: tuple[Tree, ...]) -> Iterator[str]:
    for entry in nodes:
        if entry["type"] != "InvocationExpression":
            continue
        before, called = entry["children"]
        name = next(_functions(tuple(_walk(called))), "")
        if name == "startsWith" and _is_link_id(before):
            yield from _literals(called)


def _is_link_id(side: Tree) -> bool:
    return str(side.get("text", "")).removeprefix("$this.") == "linkId"


def _literals(side: Tree) -> Iterator[str]:
    for entry in _walk(side):
        if entry["type"] == "StringLiteral":
            yield entry["text"][1:-1].replace("\\'", "'")
