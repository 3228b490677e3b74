"""What loads, what does not, and that all of it is told."""

import json
import subprocess
import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.questionnaires.forms import (
    CASES,
    SDC,
    Json,
    form,
    item,
    needs_cases,
    read,
    told,
)

from visit_app.questionnaires import Problem, load, problems


def test_every_problem_is_told_at_once_in_document_order() -> None:
    data = form(item("b", "url"), item("c", "choice"), item("a", "x"), status="?")
    places = [problem.link_id for problem in problems(data)]
    assert places == ["", "b", "c", "a"]
    assert str(problems(data)[0]).startswith("the questionnaire: ")
    assert problems(data)[1] == Problem("b", "item type “url” is not supported")


def test_unknown_extensions_are_kept_and_ignored() -> None:
    data = form(item("a", extension=[{"url": "https://x.example", "valueString": "x"}]))
    assert load(data).data is data


def test_what_is_contained_is_not_looked_into() -> None:
    inside = {"resourceType": "Library", "modifierExtension": [{"url": "x"}]}
    assert told(form(item("a"), contained=[inside])) == []


def test_the_patient_may_be_launched() -> None:
    for name in ({"valueCoding": {"code": "patient"}}, {"valueId": "patient"}):
        parts = [{"url": "name", **name}]
        context = {"url": f"{SDC}launchContext", "extension": parts}
        assert told(form(item("a"), extension=[context])) == []


_NAMES = """
    linkId type item text extension url valueCode valueString enableWhen question
    operator answerOption valueCoding code display contained id answerValueSet initial
    status resourceType _text valueExpression
"""
NAMES = _NAMES.split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(["item", "extension", "contained"]), JSON), JSON)
def test_no_json_makes_it_fail_otherwise(around: Json, inside: Any) -> None:
    data = {
        **form(item("a"), {"linkId": "b", "type": "choice", "item": inside}),
        **around,
    }
    assert all(problem.reason for problem in problems(data))


@needs_cases
def test_every_form_of_others_loads_or_says_why() -> None:
    rows = (CASES / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    forms = [row.split("\t")[:2] for row in rows if "\tQuestionnaire\t" in row]
    assert len(forms) == 195
    usable = 0
    for folder, path in forms:
        found = problems(read(CASES / folder / path))
        usable += not found
        assert all(problem.reason for problem in found)
    assert usable == 77


def test_importing_the_room_imports_neither_fhirpath_nor_antlr() -> None:
    program = (
        "import sys, json, visit_app.questionnaires, visit_app.questionnaires.check\n"
        "slow = [m for m in sys.modules if 'fhirpathpy' in m or 'antlr' in m]\n"
        "print(json.dumps(slow))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert json.loads(outcome.stdout) == []
