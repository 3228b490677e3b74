"""The answers of a visit, named and told as a correction of them needs it."""

from collections.abc import Iterator
from dataclasses import dataclass

from visit_app.questionnaires import Questionnaire
from visit_app.records import Absent, Amendment, QuestionnaireResponse, Value
from visit_app.visits.answers import form_of, said
from visit_app.visits.desk import Desk
from visit_app.visits.visit import CONVERSATION, VisitRecord

OF_AN_ANSWER = QuestionnaireResponse.__name__


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that can be corrected; `said` is what was answered, as words."""

    response_id: str
    link_id: str
    name: str  # "PHQ-9, question 9"
    said: str

    @property
    def target(self) -> str:
        """How an Amendment names the response."""
        return f"{OF_AN_ANSWER}/{self.response_id}"


def answers_given(desk: Desk, record: VisitRecord) -> tuple[Given, ...]:
    """Every answer to a form of this visit, in the order of the forms."""
    return tuple(_given(desk, record))


def _given(desk: Desk, record: VisitRecord) -> Iterator[Given]:
    for name, response in record.responses.items():
        if name == CONVERSATION:
            continue
        form = form_of(desk, response)
        for number, item in enumerate(form.questions, start=1):
            value = response.first(item.link_id)
            if value is not None:
                called = f"{form.title}, question {number}"
                words = _words(form, item.link_id, value)
                yield Given(response.id, item.link_id, called, words)


def _words(form: Questionnaire, link_id: str, value: Value) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Absent):
        return "Would rather not say" if value.is_declined else "Not asked"
    option = form.by_link_id[link_id].option(value)
    return said(form, option) if option else str(value)


def corrected(desk: Desk, record: VisitRecord, amendment: Amendment) -> str:
    """What a correction corrects: "PHQ-9, question 9", or the practitioner's words."""
    for given in _given(desk, record):
        if (given.target, given.link_id) == (amendment.target, amendment.path):
            return given.name
    return amendment.path
