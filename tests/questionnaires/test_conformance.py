"""The peer's outcomes, and the written list of what we do otherwise and why."""

import re
from collections.abc import Mapping
from typing import Any

from tests.questionnaires.forms import CASES, ROOT, needs_cases, read

from visit_app.questionnaires import QuestionnaireError
from visit_app.questionnaires.evaluate import evaluate
from visit_app.records.clock import FixedClock

pytestmark = needs_cases
DOCUMENT = ROOT / "docs" / "questionnaires.md"


def written_list(name: str) -> list[list[str]]:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert found is not None
    rows = [line.strip("| ").split(" | ") for line in found[1].splitlines()]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def outcome(case: Mapping[str, Any]) -> dict[str, Any]:
    form = read(CASES / case["questionnaire"])
    response = read(CASES / case["response"]) if case["response"] else None
    return evaluate(form, response, FixedClock())


def difference(case: Mapping[str, Any]) -> str:
    try:
        ours = outcome(case)
    except QuestionnaireError as refusal:
        return f"refused: {refusal}"
    told = [
        f"{name}: {changes}"
        for name in ("enabled", "disabled")
        if (changes := _changes(ours[name], case[name]))
    ]
    if ours["calculated"] != case["calculated"]:
        told.append(f"calculated: {ours['calculated']} for {case['calculated']}")
    return "; ".join(told)


def _changes(ours: list[str], theirs: list[str]) -> str:
    added = [f"+{link_id}" for link_id in ours if link_id not in theirs]
    return " ".join(
        added + [f"-{link_id}" for link_id in theirs if link_id not in ours]
    )


def test_our_own_forms_agree_with_the_peer_in_60_of_60() -> None:
    cases = read(CASES / "expected" / "own-shape.json")
    assert len(cases) == 60
    assert {case["id"]: difference(case) for case in cases if difference(case)} == {}


def test_their_order_is_the_document_order() -> None:
    case = read(CASES / "expected" / "own-shape.json")[0]
    assert outcome(case)["enabled"] == case["enabled"]


def test_every_difference_on_forms_of_others_is_written_down() -> None:
    cases = read(CASES / "expected" / "third-party.json")
    assert len(cases) == 42
    found: dict[tuple[str, str], set[str]] = {}
    for case in cases:
        if told := difference(case):
            number = case["id"].rpartition("#")[2]
            found.setdefault((case["questionnaire"], told), set()).add(number)
    written = written_list("peer differences")
    assert set(found) == {(form, told) for form, _, told, _ in written}
    assert {cases for _, cases, _, _ in written} == {"all"}
    assert all(len(numbers) == 3 for numbers in found.values())
    assert all(why for *_, why in written)


VALIDATION = CASES / "hl7-fhir-test-cases" / "validator"


def validated(case: Mapping[str, Any]) -> str:
    path = VALIDATION / case["supporting"][0]
    if not path.exists():
        return "no Questionnaire"
    try:
        errors = evaluate(read(path), read(VALIDATION / case["file"]), FixedClock())
    except QuestionnaireError as refusal:
        return f"refused: {refusal}"
    return "invalid" if errors["errors"] else "valid"


def test_every_difference_on_validation_cases_is_written_down() -> None:
    cases = read(VALIDATION / "questionnaire" / "brianpos" / "manifest.json")
    found = {}
    for case in cases["test-cases"]:
        counts = case["dotnet-brianpos"]
        theirs = "invalid" if counts["fatalCount"] + counts["errorCount"] else "valid"
        ours = validated(case)
        if ours != theirs:
            found[case["name"]] = f"{ours} (theirs: {theirs})"
    written = {name: ours for name, ours, _ in written_list("validation differences")}
    assert found == written
    assert len(cases["test-cases"]) == 74
    assert len(cases["test-cases"]) - len(found) == 41
