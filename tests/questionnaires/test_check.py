"""Every problem of a file at once."""

import json
from pathlib import Path

from tests.questionnaires.forms import form, item

from visit_app.questionnaires.check import lines, report
from visit_app.resources import resource_folder


def test_the_shipped_files_have_no_problems() -> None:
    paths = sorted((resource_folder() / "questionnaires").glob("*.json"))
    outcome = report(paths)
    assert outcome["ok"]
    assert len(outcome["files"]) == len(paths) == 8
    assert lines(outcome)[-1].endswith("whooley.json: no problems")


def test_every_problem_of_every_file(tmp_path: Path) -> None:
    broken, text, gone = (tmp_path / name for name in ("a.json", "b.json", "c.json"))
    data = form(item("x", "url"), item("y", "choice"), url="u", version="1")
    broken.write_text(json.dumps(data), encoding="utf-8")
    text.write_text("not JSON", encoding="utf-8")
    outcome = report([broken, text, gone])
    assert not outcome["ok"]
    first, second, third = outcome["files"]
    assert first["questionnaire"] == "u|1"
    assert [p["linkId"] for p in first["problems"]] == ["x", "y"]
    assert "not JSON" in second["problems"][0]["reason"]
    assert third["problems"][0]["reason"] == "the file cannot be opened"
    assert json.loads(json.dumps(outcome)) == outcome
    assert lines(outcome)[0] == (f"{broken}: item x: item type “url” is not supported")
    assert len(lines(outcome)) == 4


def test_other_files(tmp_path: Path) -> None:
    latin, listed = tmp_path / "l.json", tmp_path / "m.json"
    latin.write_bytes('{"title": "é"}'.encode("latin-1"))
    listed.write_text("[]", encoding="utf-8")
    reasons = [f["problems"][0]["reason"] for f in report([latin, listed])["files"]]
    assert "not JSON in UTF-8" in reasons[0]
    assert reasons[1] == "the file does not hold a JSON object"
