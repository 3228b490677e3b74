"""Questionnaires as data: enabled items, validation and scoring, each rule once."""

from visit_app.questionnaires.carrying import carried_forward
from visit_app.questionnaires.catalogue import Catalogue
from visit_app.questionnaires.engine import Progress, State, state
from visit_app.questionnaires.load import load, problems
from visit_app.questionnaires.problem import (
    AnswerProblem,
    Problem,
    QuestionnaireError,
    UnsettledError,
)
from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.questionnaires.questionnaire_item import (
    AnswerOption,
    Coding,
    EnableWhen,
    QuestionnaireItem,
)
from visit_app.questionnaires.response import (
    Reading,
    from_fhir,
    record_to_fhir,
    to_fhir,
)
from visit_app.questionnaires.scoring import Score, points, score, subscale

__all__ = [
    "AnswerOption",
    "AnswerProblem",
    "Answers",
    "Catalogue",
    "Coding",
    "EnableWhen",
    "Problem",
    "Progress",
    "Questionnaire",
    "QuestionnaireError",
    "QuestionnaireItem",
    "Reading",
    "Score",
    "State",
    "UnsettledError",
    "carried_forward",
    "from_fhir",
    "load",
    "points",
    "problems",
    "record_to_fhir",
    "score",
    "state",
    "subscale",
    "to_fhir",
]
