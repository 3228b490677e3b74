"""The form of one service as values, and the half-made forms kept in the vault."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from visit_app.directory import Eligibility, HealthcareService
from visit_app.visits import Desk

NEW = "new"
_SETTING = "form/services"  # forms that are not saved yet, by the service's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What can be typed about a service; `conditions` has one condition a line."""

    name: str = ""
    provided_by: str = ""
    level: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    conditions: str = ""
    telecom: str = ""
    address: str = ""
    comment: str = ""
    owner: str = ""

    @classmethod
    def of(cls, service: HealthcareService) -> Self:
        """The form filled in from an entry."""
        stated = "\n".join(condition.text for condition in service.eligibility)
        plain = {f.name: getattr(service, f.name) for f in fields(cls) if _plain(f)}
        return cls(conditions=stated, **plain)

    def values(self, known: HealthcareService) -> dict[str, Any]:
        """The fields of the changed entry.

        A condition left as it was keeps its rule and source; a new one is asked, and
        says "confirm locally" until somebody verifies it.
        """
        stated = {condition.text: condition for condition in known.eligibility}
        lines = [line.strip() for line in self.conditions.splitlines() if line.strip()]
        values = asdict(self)
        del values["conditions"]
        made = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
        made["eligibility"] = tuple(
            stated.get(line, Eligibility(rule="ask", text=line)) for line in lines
        )
        return made


def _plain(field: Any) -> bool:
    return bool(field.name != "conditions")


def read(desk: Desk, key: str) -> Entry | None:
    """The form kept for a service's id or NEW, None when there is none."""
    data = _all(desk).get(key)
    if data is None:
        return None
    lists = {name: tuple(data[name]) for name in ("level", "theme")}
    return Entry(**{**data, **lists})


def write(desk: Desk, key: str, entry: Entry) -> None:
    """Keep the form."""
    desk.vault.set_setting(_SETTING, {**_all(desk), key: asdict(entry)})


def forget(desk: Desk, key: str) -> None:
    """The form is saved, or not wanted."""
    kept = _all(desk)
    if key in kept:
        desk.vault.set_setting(_SETTING, {k: v for k, v in kept.items() if k != key})


def _all(desk: Desk) -> Mapping[str, Any]:
    return desk.vault.setting(_SETTING, dict[str, Any]())
