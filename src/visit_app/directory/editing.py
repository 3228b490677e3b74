"""Changing the directory: who and when, and every old version kept. Pure."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from visit_app.directory.directory import Directory
from visit_app.directory.healthcare_service import HealthcareService


def add(
    directory: Directory, service: HealthcareService, *, by: str, at: datetime
) -> Directory:
    """A new entry; raises ValueError without a name, or when its id is taken."""
    if any(known.id == service.id for known in directory.services):
        raise ValueError("This entry is in the directory already. Change it instead.")
    return _with(directory, replace(service, version=0), "added", by, at)


def change(
    directory: Directory, service_id: str, *, by: str, at: datetime, **fields: Any
) -> Directory:
    """Other fields for an entry; nothing is added when none of them differs.

    Raises KeyError when there is no such entry, ValueError without a name.
    """
    known = directory.service(service_id)
    changed = replace(known, **fields)
    if changed == known:
        return directory
    return _with(directory, changed, "changed", by, at)


def confirm(
    directory: Directory, service_id: str, *, by: str, at: datetime, on: date
) -> Directory:
    """Somebody asked the service on this day, and the entry is right."""
    known = directory.service(service_id)
    return _with(directory, replace(known, checked_on=on), "checked", by, at)


def retire(
    directory: Directory, service_id: str, *, by: str, at: datetime, reason: str
) -> Directory:
    """Mark an entry as closed; it stays in the list, with the reason.

    Raises KeyError when there is no such entry, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Write why it is closed: the reason stays with the entry.")
    known = directory.service(service_id)
    closed = replace(known, active=False, retired_reason=reason.strip())
    return _with(directory, closed, "retired", by, at)


def _with(
    directory: Directory, service: HealthcareService, verb: str, by: str, at: datetime
) -> Directory:
    if not service.name.strip():
        raise ValueError("A service needs a name.")
    made = replace(
        service, version=service.version + 1, change=verb, author=by, recorded=at
    )
    return replace(directory, services=(*directory.services, made))
