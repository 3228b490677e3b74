"""Conditions as stated, held against a family: each rule is one small function."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from visit_app.directory.healthcare_service import Eligibility
from visit_app.directory.need import Need, Reason, Speaks
from visit_app.directory.wording import called, say
from visit_app.records.dates import (
    FULL_TERM_DAYS,
    age_text,
    gestation_days,
    spoken_date,
    whole_months,
    whole_years,
)

FOR, AGAINST, ASK = Speaks.FOR, Speaks.AGAINST, Speaks.ASK
Answer = tuple[Speaks, str]
Rule = Callable[[Eligibility, Need, date], Answer]


def reason(stated: Eligibility, need: Need, today: date) -> Reason:
    """What one condition says about this family.

    A condition nobody has verified never speaks against a service: it is to be asked.
    """
    rule = _ask if lacks(stated) else RULES.get(stated.rule, _ask)
    speaks, text = rule(stated, need, today)
    if stated.confirm_locally:
        speaks = ASK if speaks == AGAINST else speaks
        text = say("reasons.confirm", text=text)
    return Reason(speaks, text, stated.source)


def lacks(stated: Eligibility) -> tuple[str, ...]:
    """The names of the numbers this condition needs and does not have."""
    needed = NUMBERS.get(stated.rule, ())
    return tuple(name for name in needed if name not in stated.values)


def _ask(stated: Eligibility, need: Need, today: date) -> Answer:
    return ASK, stated.text


def _open(stated: Eligibility, need: Need, today: date) -> Answer:
    return FOR, stated.text


def _mothers(stated: Eligibility, need: Need, today: date) -> Answer:
    if need.is_mother:
        return FOR, say("reasons.mother")
    role = called("roles", (need.subject.role,))
    return AGAINST, say("reasons.not_mother", name=need.name, role=role)


def _young(stated: Eligibility, need: Need, today: date) -> Answer:
    """Age now, and where a limit is stated the age at the last period."""
    born = need.subject.birth_date
    if not need.is_mother:
        return ASK, stated.text
    if born is None:
        return ASK, say("reasons.young_unknown", stated=stated.text)
    values = {
        "stated": stated.text,
        "name": need.name,
        "age": whole_years(born, today),
    }
    if "usual_to" not in stated.values:
        return ASK, say("reasons.young_no_limit", **values)
    age = whole_years(born, _last_period(need, today))
    if age <= stated.values["usual_to"]:
        return FOR, say("reasons.young_yes", **values)
    if age <= stated.values.get("some_to", stated.values["usual_to"]):
        return ASK, say("reasons.young_perhaps", **values)
    return AGAINST, say("reasons.young_no", **values)


def _last_period(need: Need, today: date) -> date:
    youngest = need.youngest()
    term = need.family.due or (youngest.birth_date if youngest else None)
    return term - timedelta(FULL_TERM_DAYS) if term else today


def _child(stated: Eligibility, need: Need, today: date) -> Answer:
    youngest, due = need.youngest(), need.family.due
    if due and due >= today:
        date_text = spoken_date(due)
        return FOR, say("reasons.child_unborn", stated=stated.text, date=date_text)
    if youngest is None or youngest.birth_date is None:
        return ASK, say("reasons.child_unknown", stated=stated.text)
    months = whole_months(youngest.birth_date, today)
    limit = stated.values["months"]
    speaks, key = FOR, "child_yes"
    if months >= limit:
        perhaps = months < stated.values.get("perhaps_to", limit)
        speaks, key = (ASK, "child_perhaps") if perhaps else (AGAINST, "child_no")
    return speaks, say(
        f"reasons.{key}",
        stated=stated.text,
        name=youngest.given_name or say("reasons.baby"),
        age=age_text(youngest.birth_date, today),
    )


def _early(stated: Eligibility, need: Need, today: date) -> Answer:
    due = need.family.due
    if due is None:
        key = "early_born" if need.youngest() else "early_unknown"
        speaks = AGAINST if need.youngest() else ASK
        return speaks, say(f"reasons.{key}", stated=stated.text)
    weeks = gestation_days(due, today) // 7
    early = weeks < stated.values["before_weeks"]
    key = "early_yes" if early else "early_no"
    text = say(f"reasons.{key}", stated=stated.text, weeks=weeks)
    return FOR if early else AGAINST, text


RULES: Mapping[str, Rule] = {
    "ask": _ask,
    "everyone": _open,
    "self-referral": _open,
    "professional": _open,
    "mothers": _mothers,
    "young-mothers": _young,
    "child-age": _child,
    "early-pregnancy": _early,
}
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "child-age": ("months",),
    "early-pregnancy": ("before_weeks",),
}
