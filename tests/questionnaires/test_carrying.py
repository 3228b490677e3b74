"""GAD-2 answers given today need not be asked again for the GAD-7."""

from tests.questionnaires.forms import shipped

from visit_app.questionnaires import Answers, carried_forward, score
from visit_app.records import Absent

GAD_2: Answers = {"69725-0": ("LA6570-1",), "68509-9": ("LA6571-9",), "total": (5,)}


def test_gad_2_answers_go_into_gad_7() -> None:
    gad_2, gad_7 = shipped().get("gad-2"), shipped().get("gad-7")
    carried = carried_forward(gad_2, GAD_2, gad_7)
    assert carried == {"69725-0": ("LA6570-1",), "68509-9": ("LA6571-9",)}
    found = score(gad_7, carried)
    assert found is not None
    assert (found.total, found.low, found.high) == (None, 5, 20)


def test_nothing_else_is_carried() -> None:
    gad_2, gad_7 = shipped().get("gad-2"), shipped().get("gad-7")
    assert carried_forward(gad_7, GAD_2, gad_2) == {}
    assert carried_forward(shipped().get("phq-9"), GAD_2, gad_7) == {}


def test_what_was_declined_or_is_no_option_is_asked_again() -> None:
    gad_2, gad_7 = shipped().get("gad-2"), shipped().get("gad-7")
    answers: Answers = {"69725-0": (Absent("asked-declined"),), "68509-9": ("x",)}
    assert carried_forward(gad_2, answers, gad_7) == {}
    assert carried_forward(gad_2, {}, gad_7) == {}
