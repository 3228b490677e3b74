"""The directory of local services: every entry in every version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from visit_app.directory.healthcare_service import HealthcareService, Quote
from visit_app.records.codec import from_json
from visit_app.records.source import UNVERIFIED
from visit_app.resources import read_json

NORTH_NORTHAMPTONSHIRE = "services/north-northamptonshire.json"
_SHIPPED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The place served, by postcode districts: wholly inside it, or only partly."""

    id: str
    name: str
    inside: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    source: str = ""
    verified: str = UNVERIFIED
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What does not exist here; said until an active service of this `kind` does."""

    theme: str
    kind: str
    text: str
    quote: tuple[Quote, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """An area, what is missing in it, and the versions of each service."""

    id: str
    title: str
    version: str
    source: str
    area: Area
    gaps: tuple[Gap, ...] = ()
    services: tuple[HealthcareService, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def current(self) -> tuple[HealthcareService, ...]:
        """The newest version of each entry, closed ones too, A to Z."""
        newest: dict[str, HealthcareService] = {}
        for service in sorted(self.services, key=age_order):
            newest[service.id] = service
        return tuple(sorted(newest.values(), key=lambda s: (s.name.casefold(), s.id)))

    def service(self, service_id: str) -> HealthcareService:
        """The newest version of one entry; raises KeyError when there is none."""
        return self.history(service_id)[-1]

    def history(self, service_id: str) -> tuple[HealthcareService, ...]:
        """Every version of one entry, oldest first; raises KeyError."""
        found = [s for s in self.services if s.id == service_id]
        if not found:
            raise KeyError(service_id)
        return tuple(sorted(found, key=age_order))


def age_order(service: HealthcareService) -> tuple[int, datetime, str]:
    """By version; two of the same number (made on two laptops) by when and who."""
    return service.version, service.recorded or _SHIPPED, service.author


@cache
def load_directory(name: str = NORTH_NORTHAMPTONSHIRE) -> Directory:
    """The directory that ships with the app, read once."""
    return from_json(Directory, read_json(name))
