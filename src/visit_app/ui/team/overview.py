"""What the page of the team shows, from the state of sync. Plain Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from visit_app.sync.joining import JoinRequest
from visit_app.sync.roster import DECIDING, Role
from visit_app.sync.status import Colleague, Status
from visit_app.ui.courier.state import News, Phase
from visit_app.ui.courier.words import moment
from visit_app.ui.text import tr, tr_plural


@dataclass(frozen=True, slots=True)
class Line:
    """A place, what is there, and how that stands; `kind` is that of a chip."""

    icon: str
    title: str
    note: str
    chip: str = ""
    kind: str = "ok"


@dataclass(frozen=True, slots=True)
class Asking:
    """A laptop that asks to be let in."""

    device: str
    name: str
    laptop: str
    when: str


def subtitle(news: News) -> str:
    """The line under the title."""
    n = news.to_decide
    if n:
        return tr_plural(
            "One thing to decide. Nothing is lost while it waits.",
            "{n} things to decide. Nothing is lost while they wait.",
            n,
        )
    if news.phase is Phase.RUNNING:
        return tr("Sending and receiving.")
    if news.offline or news.held:
        return tr("Offline, as on most visits. Everything goes on when you are back.")
    return tr("Nothing waits for you here.")


def trouble(news: News) -> str:
    """Why sync does not get on, when somebody has to do something about it."""
    return news.problem if news.problem and not news.offline else ""


def held_words(news: News) -> str:
    """Why sync waits by itself, said calmly; "" when it does not."""
    return {
        "metered": tr(
            "This connection is paid by the amount, so sync waits. Check now uses it."
        ),
        "captive": tr(
            "The network here wants a sign-in first: open a web page and sign in."
        ),
        "offline": tr("No network just now. Sync goes on by itself when there is."),
    }.get(news.held, news.problem if news.offline else "")


def lines(news: News, status: Status, today: date) -> tuple[Line, ...]:
    """On this laptop, in the team store, from the team."""
    return (
        _here(status),
        _in_store(news, status, today),
        _from_team(news, status, today),
    )


def _here(status: Status) -> Line:
    note = tr("Encrypted. No visit was finished here yet.")
    if status.visits_total:
        note = tr_plural(
            "{n} visit finished here. Encrypted.",
            "{n} visits finished here. Encrypted.",
            status.visits_total,
        )
    return Line("laptop", tr("On this laptop"), note, tr("All saved"))


def _in_store(news: News, status: Status, today: date) -> Line:
    if status.verified_at is None:
        note = tr("Not reached yet.")
    elif not status.visits_total:
        when = moment(status.verified_at, today)
        note = tr("Read back and compared {when}.", when=when)
    else:
        note = tr_plural(
            "{stored} of {n} visit. Read back and compared {when}.",
            "{stored} of {n} visits. Read back and compared {when}.",
            status.visits_total,
            stored=status.visits_stored,
            when=moment(status.verified_at, today),
        )
    if status.visits_stored and status.seen_by:
        seen = tr_plural(
            "All of them were read by {n} colleague’s laptop.",
            "All of them were read by {n} colleagues’ laptops.",
            status.seen_by,
        )
        note = f"{note} {seen}"
    chip, kind = _store_chip(news, status)
    icon = "cloud-check" if status.verified_at else "cloud"
    return Line(icon, tr("In the team store"), note, chip, kind)


def _store_chip(news: News, status: Status) -> tuple[str, str]:
    if status.waiting.visits:
        return tr("{n} waiting", n=status.waiting.visits), "warn"
    if status.waiting.records:
        n = status.waiting.records
        return tr_plural("{n} change waiting", "{n} changes waiting", n), "warn"
    if status.verified_at is None:
        return tr("Waiting"), "warn"
    if news.offline or news.held:
        return tr("Offline"), "plain"
    return tr("All there"), "ok"


def _from_team(news: News, status: Status, today: date) -> Line:
    others = [c for c in status.colleagues if _is_person(c) and not c.is_self]
    count = tr_plural("{n} colleague.", "{n} colleagues.", len(others))
    heard = [(c.last_heard, c.name) for c in others if c.last_heard is not None]
    note = count if others else tr("You are the only one so far.")
    if heard:
        at, name = max(heard)
        last = tr("Last heard from {name} {when}.", name=name, when=moment(at, today))
        note = f"{note} {last}"
    if status.quarantined or status.conditions:
        return Line("users", tr("From your team"), note, tr("See below"), "warn")
    chip = (tr("Offline"), "plain") if news.offline or news.held else _fresh(status)
    return Line("users", tr("From your team"), note, *chip)


def _fresh(status: Status) -> tuple[str, str]:
    if status.verified_at is None:
        return tr("Waiting"), "warn"
    return tr("Up to date"), "ok"


def _is_person(one: Colleague) -> bool:
    return not one.is_removed and one.role is not Role.RECOVERY


def team_lines(status: Status, today: date) -> tuple[Line, ...]:
    """Every laptop of the team: whose, what it may do, when it was heard from."""
    ordered = sorted(status.colleagues, key=lambda c: (c.is_removed, not c.is_self))
    return tuple(_member(one, status, today) for one in ordered)


def _member(one: Colleague, status: Status, today: date) -> Line:
    return Line(
        "key" if one.role is Role.RECOVERY else "laptop",
        laptop_title(one),
        ". ".join(_about(one, status, today)) + ".",
        tr("Removed") if one.is_removed else "",
        "plain",
    )


def laptop_title(one: Colleague) -> str:
    """Whose laptop it is: "Asha Patel, ward laptop", "You, this laptop"."""
    name = tr("You") if one.is_self else one.name
    here = one.laptop or (tr("this laptop") if one.is_self else tr("laptop"))
    return f"{name}, {here}"


def _about(one: Colleague, status: Status, today: date) -> Iterator[str]:
    yield role_words(one.role)
    if one.is_self or one.role is Role.RECOVERY:
        return
    if one.last_heard is None:
        yield tr("Not heard from yet")
    else:
        yield tr("Last heard {when}", when=moment(one.last_heard, today))
    if status.visits_stored and not one.is_removed:
        yield tr(
            "It has read {seen} of {n} of your visits",
            seen=one.visits_seen,
            n=status.visits_stored,
        )


def role_words(role: Role) -> str:
    """What a laptop may do, in words."""
    return {
        Role.LEAD: tr("Team lead: lets in and removes"),
        Role.MEMBER: tr("Member"),
        Role.READER: tr("Reads only"),
        Role.RECOVERY: tr("Kept by the organisation"),
    }[role]


def may_decide(status: Status) -> bool:
    """Whether this laptop may let others in and remove them."""
    return status.own_role in DECIDING


def asking(requests: Iterable[JoinRequest]) -> tuple[Asking, ...]:
    """The laptops that ask to be let in."""
    return tuple(Asking(r.device, r.name, r.laptop, r.recorded) for r in requests)
