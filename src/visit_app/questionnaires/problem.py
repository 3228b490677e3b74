"""What is wrong with a Questionnaire, or with an answer, in words for people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a Questionnaire: the item's link_id ("" for the root)."""

    link_id: str
    reason: str

    def __str__(self) -> str:
        place = f"item {self.link_id}" if self.link_id else "the questionnaire"
        return f"{place}: {self.reason}"


class QuestionnaireError(ValueError):
    """A Questionnaire that cannot be used; `problems` holds every reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


class UnsettledError(ValueError):
    """Conditions and calculations that keep changing one another."""


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing wrong with an answer; never contains the answer itself.

    `path` is the key in the answers, `code` one of the words listed in
    docs/questionnaires.md.
    """

    path: str
    link_id: str
    code: str
    message: str
