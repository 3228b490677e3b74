"""Which row of a table each family, person, visit or referral belongs to.

One function for each measure: it gives the row of everything that is counted, each
thing exactly once, so that the rows of a table add up to its total.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from visit_app.conversation import PromptState, state
from visit_app.exports.books import Books
from visit_app.exports.measures import Measure
from visit_app.exports.seen import Seen, Visit
from visit_app.questionnaires import Questionnaire
from visit_app.records import Encounter, Family, Patient
from visit_app.records.dates import whole_years
from visit_app.schedule import ProgrammeContact

NOT_RECORDED = "not-recorded"
ELSEWHERE = "elsewhere"
IN_TIME, NOT_IN_TIME, UNDATED = "in-time", "not-in-time", "undated"
NO_BAND = "no-name"
FULLER = ("phq-9", "epds", "gad-7")

Rows = Iterator[str]
Count = Callable[[Seen, Measure, Books], Rows]


def rows_of(seen: Seen, measure: Measure, books: Books) -> Rows:
    """The row of everything in this family that the measure counts."""
    count = COUNTS.get(measure.id, _scores)
    return count(seen, measure, books)


# --- who ---------------------------------------------------------------------------


def _families(seen: Seen, measure: Measure, books: Books) -> Rows:
    if seen.encounters:
        yield measure.rows[0].id


def _people(
    of: Callable[[Patient, Books], str], seen: Seen, measure: Measure, books: Books
) -> Rows:
    known = {row.id for row in measure.rows}
    for person in seen.people():
        row = of(person, books)
        yield row if row in known else measure.rows[-1].id


def _role(person: Patient, _: Books) -> str:
    return person.role


def _ethnic_group(person: Patient, books: Books) -> str:
    return books.people.group("ethnic-category", person.ethnic_category)


def _sex(person: Patient, _: Books) -> str:
    return person.sex


def _age(person: Patient, books: Books) -> str:
    if person.birth_date is None:
        return NOT_RECORDED
    years = whole_years(person.birth_date, books.period.last)
    if years < 18:
        return "under-18"
    return "18-25" if years <= 25 else "26-and-over"


def _interpreter(seen: Seen, measure: Measure, books: Books) -> Rows:
    known = {row.id for row in measure.rows}
    for encounter in seen.encounters:
        here = encounter.interpreter
        yield here if here in known else NOT_RECORDED


# --- asked -------------------------------------------------------------------------


def _contacts(seen: Seen, measure: Measure, books: Books) -> Rows:
    reviews = {c.code: c for c in books.programme.contacts if not c.optional}
    for encounter in seen.encounters:
        review = reviews.get(encounter.type)
        if review is not None:
            yield f"{review.code}/{_in_time(review, encounter, seen.family)}"


def _in_time(review: ProgrammeContact, encounter: Encounter, family: Family) -> str:
    expected = (family.expected_date_of_delivery,)
    born = tuple(baby.birth_date for baby in family.babies)
    anchors = [day for day in (born if review.anchor == "birth" else expected) if day]
    if not anchors:
        return UNDATED
    on = encounter.period_start.astimezone().date()
    inside = any(
        review.opens.after(day) <= on <= review.by.after(day) for day in anchors
    )
    return IN_TIME if inside else NOT_IN_TIME


def _conversation(seen: Seen, measure: Measure, books: Books) -> Rows:
    prompts = [prompt for prompt in books.guide.prompts() if prompt.official]
    for visit in seen.visits():
        found = visit.response(books.guide.url)
        answers = found.answers if found else {}
        states = [state(prompt, answers) for prompt in prompts]
        answered = states.count(PromptState.ANSWERED)
        if answered:
            yield "all" if answered == len(prompts) else "some"
        elif PromptState.DECLINED in states:
            yield "declined"
        else:
            yield "left" if PromptState.LEFT in states else "not-begun"


def _whooley(seen: Seen, measure: Measure, books: Books) -> Rows:
    url = books.catalogue.get("whooley").url
    for visit in seen.visits():
        found = visit.response(url)
        given = [found.first(i) for i in measure.settings["items"]] if found else []
        if found is None or not found.answers:
            yield "not-asked"
        elif not all(isinstance(answer, bool) for answer in given):
            yield "incomplete"
        else:
            yield _said_yes(visit, books) if any(given) else "negative"


def _gad_2(seen: Seen, measure: Measure, books: Books) -> Rows:
    form = books.catalogue.get("gad-2")
    for visit in seen.visits():
        found = visit.result(form.id)
        if found is None:
            yield "not-asked"
        elif found.value is None:
            yield "incomplete"
        else:
            named = _band(form, found.value)
            yield _said_yes(visit, books) if named == "positive" else "negative"


def _said_yes(visit: Visit, books: Books) -> str:
    forms = (visit.response(books.catalogue.get(name).url) for name in FULLER)
    fuller = any(form is not None and form.answers for form in forms)
    return "positive-more" if fuller or visit.referred else "positive"


# --- scores ------------------------------------------------------------------------


def _scores(seen: Seen, measure: Measure, books: Books) -> Rows:
    """The row of the first or the last sum of each person who has two."""
    form = books.catalogue.get(measure.settings["form"])
    for first, last in seen.results(form.id):
        value = (first if measure.settings["which"] == "first" else last).value
        if value is not None:
            yield score_row(measure, form, value)


def score_row(measure: Measure, form: Questionnaire, value: int) -> str:
    """The row of a sum: its published name, or the cut-offs it lies between."""
    if "cut_offs" in measure.settings:
        return str(sum(value >= cut for cut in measure.settings["cut_offs"]))
    return _band(form, value)


def _band(form: Questionnaire, value: int) -> str:
    scale = form.scale("total")
    bands = scale.bands if scale else ()
    return next((b.name for b in bands if b.low <= value <= b.high), NO_BAND)


def _two_mors(seen: Seen, measure: Measure, books: Books) -> Rows:
    for _ in seen.results(measure.settings["form"]):
        yield measure.rows[0].id


# --- after -------------------------------------------------------------------------


def _urgency(seen: Seen, measure: Measure, books: Books) -> Rows:
    known = {row.id for row in measure.rows}
    for request in seen.referrals:
        if request.status == "active":
            yield request.priority if request.priority in known else NOT_RECORDED


def _services(seen: Seen, measure: Measure, books: Books) -> Rows:
    for request in seen.referrals:
        if request.status == "active":
            known = request.performer_id in books.services
            yield request.performer_id if known else ELSEWHERE


def _consent(seen: Seen, measure: Measure, books: Books) -> Rows:
    known = {row.id for row in measure.rows}
    for request in seen.referrals:
        if request.status != "revoked":
            said = request.consent.decision
            yield said if said in known else NOT_RECORDED


def _safety(seen: Seen, measure: Measure, books: Books) -> Rows:
    known = {row.id for row in measure.rows}
    for issue in seen.issues:
        yield issue.code if issue.code in known else measure.rows[-1].id


COUNTS: Mapping[str, Count] = {
    "families": _families,
    "people-by-role": partial(_people, _role),
    "people-by-ethnic-group": partial(_people, _ethnic_group),
    "people-by-sex": partial(_people, _sex),
    "people-by-age": partial(_people, _age),
    "interpreter": _interpreter,
    "contacts": _contacts,
    "conversation": _conversation,
    "whooley": _whooley,
    "gad-2": _gad_2,
    "mors-sf": _two_mors,
    "referrals-by-urgency": _urgency,
    "referrals-by-service": _services,
    "consent": _consent,
    "safety": _safety,
}
"""The measures that are no score before and after."""
