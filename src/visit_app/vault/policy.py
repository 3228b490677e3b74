"""What an organisation has settled for its laptops: read from JSON, field by field.

Nothing in it is guessed: a name that is not known is refused, so that a slip of the pen
never leaves a setting out. docs/policy.md describes the file.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from visit_app.vault.errors import NewerVersion, VaultError
from visit_app.vault.escrow import EscrowKey

FORMAT = 1
LARGEST_FILE = 2_000_000  # bytes; a whole service map has about 50 thousand
EXPORTS = (
    "letter-pdf",  # a referral letter saved as PDF
    "letter-print",  # a referral letter printed
    "record-text",  # a visit as text, to paste into the main record
    "fhir",  # records as a FHIR bundle
    "counts",  # counts without names
    "services",  # the service directory as a file
    "family-file",  # a whole family, sealed for another team
    "lists",  # families and visits listed by the command line
)
_LOCK_MINUTES = range(1, 61)
_GUESSES_LOG10 = range(10, 21)
_TEXT = 300  # characters, the most for a name, a path or a number


class BadPolicy(VaultError):
    """The file is no policy; `reason` says which field is wrong, for its author."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"This is not a policy that can be used: {reason} Nothing was changed."
            " Ask the organisation that made it.",
            detail="policy",
        )
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is settled; None, "" or empty: the practitioner decides."""

    organisation: str
    serial: int
    issued: date
    lock_after_minutes: int | None = None
    backup_places: tuple[str, ...] = ()
    exports: tuple[str, ...] | None = None
    contacts: Mapping[str, str] = field(default_factory=dict)
    contacts_confirmed_on: date | None = None
    services: Mapping[str, Any] | None = None
    escrow_key: EscrowKey | None = None
    keychain: bool = True
    screenshots: bool = True
    passphrase_guesses_log10: int | None = None
    successor_keys: tuple[str, ...] = ()

    def allows(self, export: str) -> bool:
        """Whether this kind of export may leave the laptop."""
        return self.exports is None or export in self.exports

    def allows_backup_in(self, folder: Path) -> bool:
        """Whether backups may go to this folder, links and dots followed."""
        where = folder.resolve()
        places = [Path(place).resolve() for place in self.backup_places]
        return not places or any(where.is_relative_to(place) for place in places)


def read(content: bytes) -> Policy:
    """The policy in these bytes; raises BadPolicy, NewerVersion."""
    data = _object(content)
    if isinstance(data.get("format"), int) and data["format"] > FORMAT:
        raise NewerVersion(detail="policy")
    unknown = sorted(data.keys() - _READERS.keys() - {"format"})
    if unknown:
        raise BadPolicy(f"“{unknown[0]}” is not a setting that a policy has.")
    for name in ("format", "organisation", "serial", "issued"):
        if name not in data:
            raise BadPolicy(f"“{name}” is missing.")
    if data["format"] != FORMAT:
        raise BadPolicy("“format” has to be 1.")
    return Policy(**{n: _read(n, data[n]) for n in data if n != "format"})


def _object(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST_FILE:
        raise BadPolicy("it is too large.")
    try:
        data = json.loads(content, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError):
        raise BadPolicy("it is not JSON, or names a setting twice.") from None
    if not isinstance(data, Mapping):
        raise BadPolicy("it is not a JSON object.")
    return data


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _read(name: str, value: Any) -> Any:
    reader, wanted = _READERS[name]
    try:
        return reader(value)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise BadPolicy(f"“{name}” has to be {wanted}.") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _TEXT:
        raise ValueError
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(each) for each in value)


def _number(allowed: range) -> Callable[[Any], int]:
    def read_number(value: Any) -> int:
        if type(value) is not int or value not in allowed:
            raise ValueError
        return value

    return read_number


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _exports(value: Any) -> tuple[str, ...]:
    found = _texts(value)
    if not set(found) <= set(EXPORTS):
        raise ValueError
    return found


def _contacts(value: Any) -> dict[str, str]:
    return {_text(name): _text(number) for name, number in value.items()}


def _services(value: Any) -> Mapping[str, Any]:
    """The content itself is judged by whoever knows directories (visits.governed)."""
    if not isinstance(value, Mapping) or not isinstance(value["services"], list):
        raise TypeError
    return value


_READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "organisation": (_text, "the name of the organisation"),
    "serial": (_number(range(1, 2**53)), "a whole number from 1 on"),
    "issued": (date.fromisoformat, "a date such as 2026-11-26"),
    "lock_after_minutes": (_number(_LOCK_MINUTES), "a whole number from 1 to 60"),
    "backup_places": (_texts, "a list of folders"),
    "exports": (_exports, f"a list of some of {', '.join(EXPORTS)}"),
    "contacts": (_contacts, "an object of contacts and their numbers"),
    "contacts_confirmed_on": (date.fromisoformat, "a date such as 2026-11-26"),
    "services": (_services, "a service directory as the app saves it"),
    "escrow_key": (EscrowKey.from_text, "a public key as `escrow new-key` prints it"),
    "keychain": (_truth, "true or false"),
    "screenshots": (_truth, "true or false"),
    "passphrase_guesses_log10": (
        _number(_GUESSES_LOG10),
        "a whole number from 10 to 20",
    ),
    "successor_keys": (_texts, "a list of fingerprints"),
}
