"""Every text in the code that reaches a person: through tr, tr_plural or a refusal."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "visit_app"
SAYS = {"tr": 1, "tr_plural": 2, "NotPossible": 1}  # and how many of its arguments


@dataclass(frozen=True)
class ScreenText:
    """A text with the file it stands in."""

    file: str
    text: str


@cache
def screen_texts() -> tuple[ScreenText, ...]:
    """The texts of every module; of a text with blanks its fixed parts."""
    return tuple(
        ScreenText(path.relative_to(SOURCE).as_posix(), text)
        for path in sorted(SOURCE.rglob("*.py"))
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")))
    )


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for said in node.args[: SAYS.get(_name(node.func), 0)]:
                yield from _constants(said)
        elif isinstance(node, ast.AnnAssign) and _name(node.target) == "REFUSALS":
            yield from _constants(node)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
