"""What is said of a family that goes from team to team. Plain Python."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from visit_app.records.dates import spoken_date
from visit_app.ui.text import tr, tr_plural
from visit_app.visits import Agreement, HandOver, Holding
from visit_app.visits.hand_over_mark import of_mark


def holding_words(holding: Holding) -> str:
    """What a file holds: "2 parents or carers, 1 baby, 4 visits, 1 letter."."""
    counts = (
        (holding.parents, "{n} parent or carer", "{n} parents or carers"),
        (holding.babies, "{n} baby", "{n} babies"),
        (holding.visits, "{n} visit", "{n} visits"),
        (holding.letters, "{n} letter", "{n} letters"),
    )
    parts = [tr_plural(one, many, n) for n, one, many in counts if n]
    return f"{', '.join(parts)}." if parts else tr("Their names, and no visit yet.")


def unfinished(holding: Holding, *, sending: bool) -> Iterator[str]:
    """What is not finished in it, and what to do about that; the weightiest first."""
    if holding.open_concerns:
        what = tr_plural(
            "{n} concern is open: nobody has written down who took it on.",
            "{n} concerns are open: nobody has written down who took them on.",
            holding.open_concerns,
        )
        then = tr("Do that first, or tell whoever takes the family by telephone.")
        asked = tr("It opens with the visit. Ask who sent the file about it today.")
        yield f"{what} {then if sending else asked}"
    if holding.drafts:
        what = tr_plural(
            "{n} visit is not signed off.",
            "{n} visits are not signed off.",
            holding.drafts,
        )
        then = tr("What is written goes as it is. Sign off first if you can.")
        asked = tr("What is written comes as it is, for you to finish.")
        yield f"{what} {then if sending else asked}"


def handed_words(done: HandOver, today: date) -> str:
    """For the family's page: "Handed over to Corby on 27 November; file written."."""
    if not done.team:
        return tr("Handed over to another team; file written.")
    day = day_words(done, today)
    return tr("Handed over to {team} on {day}; file written.", team=done.team, day=day)


def taken_words(done: HandOver, today: date) -> str:
    """For the family's page: "Taken over from Priya Nair, Kettering; written on …"."""
    if not sender(done):
        return tr("Taken over from another team.")
    day = day_words(done, today)
    return tr("Taken over from {who}; written on {day}.", who=sender(done), day=day)


def taker(done: HandOver) -> str:
    """Who takes it: "Corby health visiting, Joanne Reid, 01632 960011"."""
    return ", ".join(part for part in (done.team, done.person, done.phone) if part)


def sender(done: HandOver) -> str:
    """Who hands it over: "Priya Nair, Kettering, 01632 960077"."""
    parts = (done.sender, done.organization, done.sender_phone)
    return ", ".join(part for part in parts if part)


def agreement_words(done: HandOver) -> str:
    """What the parent said to it."""
    if done.agreement == Agreement.AGREED:
        return tr("The parent agreed.")
    if done.agreement == Agreement.TOLD:
        return tr("The parent was told. Lawful basis: {why}", why=done.reason)
    return tr("The parent was not asked: {why}", why=done.reason)


def mark_words(kept: Any) -> str:
    """A mark as one of two versions of a detail: "Corby, Joanne Reid, 27 November"."""
    done = of_mark(kept)
    if done is None:
        return tr("It is here")
    try:
        day = spoken_date(datetime.fromisoformat(done.on).astimezone().date())
    except (OverflowError, ValueError):
        day = ""
    return ", ".join(part for part in (taker(done), day) if part) or tr("Another team")


def day_words(done: HandOver, today: date) -> str:
    """The day of it, as spoken; as it was written where that cannot be read."""
    try:
        day = datetime.fromisoformat(done.on).astimezone().date()
    except (OverflowError, ValueError):
        return done.on
    return spoken_date(day, today)


def code_spoken(code: str) -> str:
    """A code as it is read out, group by group."""
    return " ".join(
        tr("Group {n}: {letters}.", n=n, letters=" ".join(group))
        for n, group in enumerate(code.split("-"), 1)
    )
