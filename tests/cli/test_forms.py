"""`questionnaire check` and `questionnaire evaluate`, which need no records."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from visit_app.resources import resource_folder

PHQ_9 = resource_folder() / "questionnaires" / "phq-9.json"
ITEMS = [
    item["linkId"]
    for item in json.loads(PHQ_9.read_text(encoding="utf-8"))["item"][0]["item"]
    if item.get("required")
]


@pytest.fixture
def response(tmp_path: Path) -> Path:
    """Every item of PHQ-9 answered with "several days": 1 point each."""
    option = {"system": "http://loinc.org", "code": "LA6569-3"}
    answers = [{"linkId": i, "answer": [{"valueCoding": option}]} for i in ITEMS]
    data = {
        "resourceType": "QuestionnaireResponse",
        "status": "in-progress",
        "item": [{"linkId": "items", "item": answers}],
    }
    path = tmp_path / "response.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_all_shipped_questionnaires_are_good(run: Run) -> None:
    files = sorted(PHQ_9.parent.glob("*.json"))
    ran = run("questionnaire", "check", *files, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.data["ok"] is True
    assert [entry["file"] for entry in ran.data["files"]] == [str(f) for f in files]


def test_every_problem_of_every_file_is_told_at_once(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    form = {
        "resourceType": "Questionnaire",
        "item": [{"type": "shoe"}, {"linkId": "a"}],
    }
    bad.write_text(json.dumps(form), encoding="utf-8")
    ran = run("questionnaire", "check", PHQ_9, bad, tmp_path / "none.json", "--json")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    good, broken, none = ran.data["files"]
    assert (good["ok"], broken["ok"], none["ok"]) == (True, False, False)
    assert len(broken["problems"]) > 1
    assert {"linkId", "reason"} == set(broken["problems"][0])
    lines = run("questionnaire", "check", bad).out.splitlines()
    assert len(lines) == len(broken["problems"])


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_evaluate_prints_what_is_enabled_and_calculated(
    run: Run, response: Path, option: tuple[str, ...]
) -> None:
    ran = run("questionnaire", "evaluate", PHQ_9, response, *option)
    assert ran.code == 0
    assert set(ran.data) == {"enabled", "disabled", "calculated", "errors"}
    assert ran.data["calculated"] == {"44261-6": [9]}
    assert "69722-7" in ran.data["enabled"]
    assert ran.data["errors"] == []


def test_wrong_answers_are_part_of_the_outcome(run: Run, response: Path) -> None:
    data = json.loads(response.read_text(encoding="utf-8"))
    data["item"][0]["item"][0]["answer"] = [{"valueString": "Secretname"}]
    response.write_text(json.dumps(data), encoding="utf-8")
    ran = run("questionnaire", "evaluate", PHQ_9, response)
    assert ran.code == 0
    assert ran.data["errors"]
    assert "Secretname" not in ran.out


@pytest.mark.parametrize(
    "content", ["", "no json", "[]", '{"resourceType": "Patient"}', "[" * 100_000]
)
def test_what_is_no_response_fails_in_one_line(
    run: Run, response: Path, content: str
) -> None:
    response.write_text(content, encoding="utf-8")
    ran = run("questionnaire", "evaluate", PHQ_9, response)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_a_questionnaire_that_cannot_be_used_fails_in_one_line(
    run: Run, response: Path, tmp_path: Path
) -> None:
    loop = tmp_path / "loop.json"
    loop.write_text(
        json.dumps(
            {
                "resourceType": "Questionnaire",
                "url": "http://example.org/loop",
                "version": "1",
                "item": [{"linkId": "a", "type": "shoe"}],
            }
        ),
        encoding="utf-8",
    )
    for form in (loop, tmp_path / "none.json"):
        ran = run("questionnaire", "evaluate", form, response)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


WITHOUT_A_VAULT = """
import sys
from visit_app.__main__ import main
code = main(sys.argv[1:])
heavy = {"sqlalchemy", "sqlcipher3", "PySide6", "reportlab"} & set(sys.modules)
sys.exit(f"imported {heavy}" if heavy else code)
"""


@pytest.mark.parametrize("broken", [False, True])
def test_neither_imports_the_database_or_the_window(
    response: Path, broken: bool
) -> None:
    if broken:
        response.write_text("no json", encoding="utf-8")
    form, given = str(PHQ_9), str(response)
    for arguments in (["check", form], ["evaluate", form, given]):
        command = [sys.executable, "-c", WITHOUT_A_VAULT, "questionnaire", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        expected = int(broken and "evaluate" in arguments)
        assert done.returncode == expected, done.stderr
        assert "imported" not in done.stderr
