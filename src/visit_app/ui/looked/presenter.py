"""Who looked at a family: the lines of the page. Plain Python."""

from dataclasses import dataclass
from datetime import date

from visit_app import visits
from visit_app.records.dates import spoken_date
from visit_app.ui.text import tr
from visit_app.visits import Desk, Happening


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was done, when and by whom."""

    what: str
    when: str


class LookedPresenter:
    """Reads what the audit holds of one family."""

    def __init__(self, desk: Desk, family_id: str) -> None:
        self._desk, self._family_id = desk, family_id
        self.title = desk.vault.family(family_id).title or tr("Family without a name")

    def lines(self) -> tuple[Line, ...]:
        """Newest first."""
        today = self._desk.clock.today()
        return tuple(
            Line(_what(each), _when(each, today))
            for each in visits.account(self._desk, self._family_id)
        )


def _what(happened: Happening) -> str:
    who = happened.who or tr("Your team")
    return _sentence(happened).format(who=who)


def _sentence(happened: Happening) -> str:
    if happened.what == "family-file":
        if happened.action == "export":
            return tr("{who} handed the family over to another team, as a file")
        return tr("{who} took the family over from another team’s file")
    if happened.action == "export" and happened.what == "fhir":
        return tr("{who} saved the whole record as a FHIR file")
    if happened.action == "export" and happened.what != "letter":
        return tr("{who} made a list of all families or visits")
    return {
        "view": tr("{who} looked at the record"),
        "add": tr("{who} added to the record"),
        "change": tr("{who} changed the record"),
        "finish": tr("{who} signed a visit off"),
        "amend": tr("{who} added a correction"),
        "print": tr("{who} printed a letter"),
        "export": tr("{who} saved a letter as a file"),
        "sync": tr("{who} sent changes to this laptop"),
    }.get(happened.action, tr("{who} did something else with it"))


def _when(happened: Happening, today: date) -> str:
    since, until = happened.since.astimezone(), happened.until.astimezone()
    day = spoken_date(since.date())
    first, last = f"{since:%H:%M}", f"{until:%H:%M}"
    if since.date() == today:
        day = tr("Today")
    if first == last:
        return tr("{day} at {time}", day=day, time=first)
    return tr("{day}, {first} to {last}", day=day, first=first, last=last)
