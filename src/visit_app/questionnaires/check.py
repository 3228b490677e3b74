"""Everything wrong with questionnaire files, at once: for `questionnaire check`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from visit_app.questionnaires.load import problems
from visit_app.questionnaires.problem import Problem


def report(paths: Iterable[Path]) -> dict[str, Any]:
    """What `questionnaire check --json` prints.

    {"ok": bool, "files": [{"file", "questionnaire", "ok",
    "problems": [{"linkId", "reason"}]}]}; linkId is "" for the questionnaire itself.
    """
    files = [_file(path) for path in paths]
    return {"ok": all(entry["ok"] for entry in files), "files": files}


def lines(outcome: Mapping[str, Any]) -> list[str]:
    """The same report for people, one line a problem."""
    found: list[str] = []
    for entry in outcome["files"]:
        if entry["ok"]:
            found.append(f"{entry['file']}: no problems")
        for problem in entry["problems"]:
            told = Problem(problem["linkId"], problem["reason"])
            found.append(f"{entry['file']}: {told}")
    return found


def _file(path: Path) -> dict[str, Any]:
    named, found = _problems(path)
    return {
        "file": str(path),
        "questionnaire": named,
        "ok": not found,
        "problems": [{"linkId": p.link_id, "reason": p.reason} for p in found],
    }


def _problems(path: Path) -> tuple[str, tuple[Problem, ...]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return "", (Problem("", "the file cannot be opened"),)
    except ValueError as problem:
        return "", (Problem("", f"the file is not JSON in UTF-8: {problem}"),)
    if not isinstance(data, Mapping):
        return "", (Problem("", "the file does not hold a JSON object"),)
    return f"{data.get('url', '')}|{data.get('version', '')}", problems(data)
