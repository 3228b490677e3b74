"""docs/questionnaires.md says what the code does."""

import ast
import re
from pathlib import Path

from tests.questionnaires.forms import ROOT, shipped

from visit_app.questionnaires import extensions, problem

DOCUMENT = (ROOT / "docs" / "questionnaires.md").read_text(encoding="utf-8")
ROOM = Path(problem.__file__).parent
CODES = re.compile(r"[a-z]+(-[a-z]+)*")


def test_every_extension_of_ours_is_described() -> None:
    ours = [
        value.removeprefix(extensions.OWN)
        for value in vars(extensions).values()
        if isinstance(value, str) and value.startswith(extensions.OWN)
    ]
    names = [name for name in ours if name]
    assert len(names) == 13
    assert [name for name in names if f"| `{name}` |" not in DOCUMENT] == []


def test_every_instrument_is_listed_with_its_total() -> None:
    for name in shipped().names:
        (row,) = re.findall(rf"^\| `{name}` \|.*$", DOCUMENT, re.MULTILINE)
        for scale in shipped().get(name).scales:
            assert f"`{scale.total_link_id}`" in row


def test_every_code_of_an_answer_problem_is_listed() -> None:
    (listed,) = re.findall(r"^Codes of `errors`: .*$", DOCUMENT, re.MULTILINE)
    written = set(re.findall(r"`([a-z-]+)`", listed)) - {"errors", "evaluate"}
    yielded = set()
    for node in ast.walk(ast.parse((ROOM / "validation.py").read_text("utf-8"))):
        if isinstance(node, ast.Tuple) and node.elts:
            yielded.add(getattr(node.elts[0], "value", None))
    codes = {code for code in yielded if CODES.fullmatch(str(code))}
    assert len(codes) > 12
    elsewhere = {"unknown-item", "misplaced", "required", "calculation"}
    assert written == codes | elsewhere
