"""What to do when something cannot wait: steps and numbers, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.records.source import Source
from visit_app.screening.reading import stated_source

AGREED_ON = "crisis/agreed-on"  # the setting that keeps the date of local agreement
AGREED_BY = "crisis/agreed-by"  # and who said that the numbers are right


@dataclass(frozen=True, slots=True)
class SafetyStep:
    """One numbered step; `call` shows the numbers, `record` asks who took it on."""

    id: str
    title: str
    text: str
    source: Source
    call: bool = False
    record: bool = False


@dataclass(frozen=True, slots=True)
class Protocol:
    """The steps of one kind of urgent outcome, in order.

    Where several concerns are open, one whose protocol is `first` is shown before the
    others. `label` says whose steps these are.
    """

    id: str
    title: str
    steps: tuple[SafetyStep, ...]
    label: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisContact:
    """Whom to phone: a fixed `number`, or the setting that holds the local one.

    `suggestion` is offered for the setting and never shown as a fact.
    """

    id: str
    label: str
    text: str
    source: Source
    number: str = ""
    setting: str = ""
    required: bool = False
    suggestion: str = ""


def missing(
    contacts: tuple[CrisisContact, ...], settings: Mapping[str, str]
) -> tuple[CrisisContact, ...]:
    """The required local contacts nobody has filled in yet."""
    return tuple(c for c in contacts if c.required and not settings.get(c.setting, ""))


def numbers(
    contacts: tuple[CrisisContact, ...], settings: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Label and number of everybody who can be phoned: local first, 999 and 111 last.

    While a local number is not filled in, it is left out: nothing unconfirmed is shown.
    """
    local = [(c.label, settings.get(c.setting, "")) for c in contacts if c.setting]
    fixed = [(c.label, c.number) for c in contacts if not c.setting]
    return tuple((label, number) for label, number in (*local, *fixed) if number)


def read_protocol(data: Mapping[str, Any], file: Mapping[str, Any]) -> Protocol:
    """The steps of one protocol from JSON."""
    steps = tuple(
        SafetyStep(
            step["id"],
            step["title"],
            step["text"],
            stated_source(step, file),
            step.get("call", False),
            step.get("record", False),
        )
        for step in data["steps"]
    )
    label = data.get("label", file.get("label", ""))
    return Protocol(data["id"], data["title"], steps, label, data.get("first", False))


def read_contact(data: Mapping[str, Any], file: Mapping[str, Any]) -> CrisisContact:
    """One contact from JSON; raises ValueError unless it has a number or a setting."""
    if bool(data.get("number")) == bool(data.get("setting")):
        raise ValueError(f"The contact {data['id']} needs a number or a setting.")
    plain = ("id", "label", "text", "number", "setting", "required", "suggestion")
    return CrisisContact(
        source=stated_source(data, file), **{k: data[k] for k in plain if k in data}
    )
