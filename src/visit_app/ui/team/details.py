"""A detail with two versions, in words for the person who decides. Plain Python."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from visit_app.records import Family
from visit_app.records.dates import parse_date, spoken_date
from visit_app.records.family import HANDED_OVER, TAKEN_OVER
from visit_app.records.nhs_number import check, display
from visit_app.records.postcode import postcode
from visit_app.sync.conflicts import Conflict, text_of, value_of
from visit_app.sync.merge import Version
from visit_app.ui.another_team.words import mark_words
from visit_app.ui.family_edit.form import DATES, EXPECTED, YES_NO
from visit_app.ui.names import family_title
from visit_app.ui.text import tr

MARKS = (HANDED_OVER, TAKEN_OVER)  # chosen between, never typed


@dataclass(frozen=True, slots=True)
class Side:
    """One version: `text` is what is kept, `label` what people read."""

    text: str
    label: str
    note: str
    mine: bool
    who: str


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be decided: the sides, and whether a third value can be typed."""

    conflict: Conflict
    title: str
    before: str
    sides: tuple[Side, ...]
    typed_label: str
    keep_label: str

    @property
    def id(self) -> str:
        """As the command line names it."""
        return self.conflict.id


class NotReadable(ValueError):
    """What was typed as a third value cannot be one; str() says why."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the people of the team are, whose laptop this is, and the day."""

    names: Mapping[str, str]
    own: str
    today: date

    def question(
        self, conflict: Conflict, family: Family | None, before: str | None
    ) -> Question:
        """The conflict in words; `before` is the value's text before both."""
        name = field_name(conflict)
        found = (self._side(conflict, v) for v in one_each(conflict.versions))
        sides = tuple(sorted(found, key=lambda side: not side.mine))
        whose = _whose(conflict, family)
        title = tr("{whose}: {question}", whose=whose, question=_asked(conflict, name))
        label = (
            ""
            if _is_presence(conflict) or name in (*YES_NO, *MARKS)
            else _labels().get(name, tr("What is right"))
        )
        return Question(
            conflict, title, _before(conflict, before), sides, label, _noun(name)
        )

    def _side(self, conflict: Conflict, version: Version) -> Side:
        mine = version.author == self.own
        who = self.names.get(version.author, tr("A colleague"))
        told = tr("You") if mine else who
        note = tr("{who}. {when}.", who=told, when=self._when(version.recorded))
        return Side(version.text, label_of(conflict, version), note, mine, who)

    def _when(self, recorded: str) -> str:
        try:
            local = datetime.fromisoformat(recorded).astimezone()
        except ValueError:
            return tr("At an unknown time")
        day = spoken_date(local.date(), self.today, weekday=True)
        return tr("{day}, {time}", day=day, time=f"{local:%H:%M}")


def settled_words(detail: str, family: Family | None) -> str:
    """Which choice a colleague made: `detail` is kind/record/path, as sync notes it."""
    kind, record_id, path = (*detail.split("/", 2), "", "", "")[:3]
    about = Conflict(kind, record_id, "", path, ())
    return tr(
        "{whose}: {question} A colleague has chosen. Both versions are in the history.",
        whose=_whose(about, family),
        question=_asked(about, field_name(about)),
    )


def one_each(versions: Sequence[Version]) -> tuple[Version, ...]:
    """One version for each value: the newest that says it."""
    newest: dict[str, Version] = {}
    for version in sorted(versions):
        newest[version.text] = version
    return tuple(newest.values())


def field_name(conflict: Conflict) -> str:
    """The name of the field: the last part of its path."""
    return conflict.path.rsplit("/", 1)[-1]


def label_of(conflict: Conflict, version: Version) -> str:
    """A version as people read it."""
    value = value_of(version)
    if _is_presence(conflict):
        return tr("Belongs to the family") if value else tr("Was taken out")
    return value_words(field_name(conflict), value)


def value_words(name: str, value: Any) -> str:
    """A value of a field as people read it."""
    if name in MARKS:
        return mark_words(value)
    if value in (None, "", [], {}):
        return tr("Nothing")
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if name == "nhs_number":
        return display(str(value))
    if name in DATES:
        return _date_words(str(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def typed_text(conflict: Conflict, typed: str, today: date) -> str:
    """The text of a third value as typed; raises NotReadable."""
    name, text = field_name(conflict), typed.strip()
    if not text:
        raise NotReadable(tr("Type what is right, or choose one of the versions."))
    if name in DATES:
        try:
            day = parse_date(text, today, ahead=name == EXPECTED)
        except ValueError as problem:
            raise NotReadable(str(problem)) from None
        return text_of(day.isoformat())
    if name == "nhs_number":
        number = check(text)
        if not number.valid:
            raise NotReadable(tr("This number does not add up. Check the last digits."))
        return text_of(number.digits)
    return text_of(postcode(text) if name == "postcode" else text)


def difference(one: str, other: str) -> tuple[int, int] | None:
    """Where `one` differs from `other`: start and length; None when nowhere."""
    if one == other:
        return None
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    room = min(len(one), len(other)) - start
    while end < room and one[len(one) - 1 - end] == other[len(other) - 1 - end]:
        end += 1
    length = len(one) - start - end
    return (start, length) if length else None


def _whose(conflict: Conflict, family: Family | None) -> str:
    if family is None:
        return tr("A family")
    parts = conflict.path.split("/")
    people = {person.id: person for person in family.people()}
    if conflict.kind == "Family" and len(parts) > 1 and parts[1] in people:
        name = people[parts[1]].discreet_name
        return name or tr("Somebody without a name")
    return family_title(family, surnames=False)


def _is_presence(conflict: Conflict) -> bool:
    """Whether the question is if somebody or something belongs there at all."""
    return conflict.kind == "Family" and conflict.path.count("/") == 1


def _before(conflict: Conflict, text: str | None) -> str:
    history = tr("Whichever you keep, both stay in the history.")
    if text is None or _is_presence(conflict):
        return history
    version = Version(0, "", text, "", "")
    was = label_of(conflict, version)
    return f"{tr('It was {value} before.', value=was)} {history}"


def _date_words(text: str) -> str:
    try:
        return spoken_date(date.fromisoformat(text))
    except ValueError:
        return text


def _asked(conflict: Conflict, name: str) -> str:
    if _is_presence(conflict):
        return tr("does this person belong to the family?")
    return _questions().get(name) or tr("which is right?")


def _noun(name: str) -> str:
    """What the button keeps: "Keep my number"."""
    nouns = {
        "phone": tr("number"),
        "nhs_number": tr("number"),
        "birth_date": tr("date"),
        EXPECTED: tr("date"),
        "communication_checked_on": tr("date"),
        "given_name": tr("name"),
        "family_name": tr("name"),
        "address": tr("address"),
        "postcode": tr("postcode"),
        "note": tr("note"),
        "contact_note": tr("note"),
    }
    return nouns.get(name, tr("version"))


def _labels() -> dict[str, str]:
    return {
        "phone": tr("The right phone number"),
        "nhs_number": tr("The right NHS number"),
        "birth_date": tr("The right date of birth"),
        EXPECTED: tr("The right due date"),
        "given_name": tr("The right first name"),
        "family_name": tr("The right family name"),
        "address": tr("The right address"),
        "postcode": tr("The right postcode"),
    }


def _questions() -> dict[str, str]:
    return {
        "phone": tr("which phone number is right?"),
        "nhs_number": tr("which NHS number is right?"),
        "birth_date": tr("which date of birth is right?"),
        EXPECTED: tr("when is the baby due?"),
        "given_name": tr("which first name is right?"),
        "family_name": tr("which family name is right?"),
        "address": tr("which address is right?"),
        "postcode": tr("which postcode is right?"),
        "general_practice": tr("which GP practice is right?"),
        "language": tr("which language is right?"),
        "interpreter_needed": tr("is an interpreter needed?"),
        "safe_to_leave_message": tr("is it safe to leave a message?"),
        "contact_note": tr("how is this person reached safely?"),
        "note": tr("which note on access and contact is right?"),
        "lives": tr("where does this person live?"),
        "role": tr("how does this person belong to the family?"),
        "practitioner": tr("who looks after this family?"),
        HANDED_OVER: tr("is this family with another team?"),
        TAKEN_OVER: tr("from which team did this family come?"),
    }
