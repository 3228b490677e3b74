"""What is to be borne in mind with an instrument, as sentences to show."""

from collections.abc import Iterator

from visit_app.questionnaires import Questionnaire
from visit_app.records.source import Source
from visit_app.ui.text import tr


def before_asking(form: Questionnaire, role: str) -> tuple[str, ...]:
    """For the page on which it is asked of a person of this family role."""
    return tuple(_before_asking(form, role))


def beside_result(form: Questionnaire, role: str, total: int | None) -> tuple[str, ...]:
    """For its result; `total` is None while there is none."""
    cautions = (
        marked(tr(caution.note), caution.source)
        for caution in form.cautions
        if caution.holds(role, total)
    )
    return (*cautions, *_age(form))


def marked(words: str, *sources: Source) -> str:
    """The sentence, with "(confirm locally)" where a source of it was not read."""
    unsure = words and any(source.confirm_locally for source in sources)
    return f"{words} {confirm_locally()}" if unsure else words


def confirm_locally() -> str:
    """The mark of a sentence no source was read for."""
    return tr("(confirm locally)")


def _before_asking(form: Questionnaire, role: str) -> Iterator[str]:
    for caution in form.cautions:
        if caution.for_roles and caution.holds(role, caution.when_total):
            yield marked(tr(caution.note), caution.source)
    yield from _age(form)


def wording_is_unread(form: Questionnaire) -> bool:
    """Whether no source could be read for the questions themselves."""
    return any(source.confirm_locally for source in form.sources)


def wording_mark() -> str:
    """Beside a question whose wording no source was read for."""
    return tr("The wording of this question: no source was read (confirm locally).")


def _age(form: Questionnaire) -> Iterator[str]:
    if form.age_range is not None:
        yield marked(tr(form.age_range.note), form.age_range.source)
