"""`questionnaire check` and `questionnaire evaluate`: they need no records."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import say, show
from visit_app.cli.session import Session


def check(session: Session) -> int:
    """Say everything wrong with these files."""
    from visit_app.questionnaires.check import lines, report

    outcome = report(Path(name) for name in session.options.files)
    if session.json:
        show(outcome)
    else:
        say(*lines(outcome))
    wrong = sum(not entry["ok"] for entry in outcome["files"])
    if wrong:
        count = len(outcome["files"])
        raise Failure(f"{wrong} of {count} files cannot be used.")
    return 0


def work_out(session: Session) -> int:
    """Print which items are enabled, what is calculated, and what is wrong."""
    from visit_app.questionnaires.evaluate import evaluate

    form = _object(Path(session.options.questionnaire), "questionnaire")
    response = _object(Path(session.options.response), "response")
    show(evaluate(form, response, session.clock))
    return 0


def _object(path: Path, what: str) -> Mapping[str, Any]:
    try:
        data = json.loads(bytes_of(path, what).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Failure(f"The {what} is not JSON in UTF-8.") from None
    expected = "Questionnaire" if what == "questionnaire" else "QuestionnaireResponse"
    is_it = isinstance(data, Mapping) and data.get("resourceType", expected) == expected
    if not is_it:
        raise Failure(f"The {what} is not a FHIR {expected}.")
    return dict(data)
