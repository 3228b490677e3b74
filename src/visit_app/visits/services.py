"""The service directory as this laptop keeps it: shipped entries and local versions.

Only what was changed, added or imported is kept in the vault. A newer app therefore
brings its newer entries, and a local version stands above them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from visit_app import directory as services
from visit_app.directory import Directory, HealthcareService, Merged
from visit_app.directory.file import NOT_ONE
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.permits import require

SETTING = "directory"
LARGEST_FILE = 5_000_000  # bytes; the shipped directory has about 25 thousand


def directory(desk: Desk) -> Directory:
    """Every entry in every version: the shipped ones and those kept on this laptop."""
    shipped = services.load_directory()
    kept = desk.vault.setting(SETTING, None)
    if kept is None:
        return shipped
    return services.merge(shipped, services.read(json.dumps(kept))).directory


def add_service(desk: Desk, service: HealthcareService) -> Directory:
    """A new entry; raises NotPossible without a name, or when its id is taken."""
    with _refusals():
        by, at = desk.practitioner.name, desk.clock.now()
        return _keep(desk, services.add(directory(desk), service, by=by, at=at), "add")


def change_service(desk: Desk, service_id: str, **fields: Any) -> Directory:
    """Other fields for an entry, as a new version; the same fields change nothing.

    Raises NotPossible without a name, or when there is no such entry.
    """
    with _refusals():
        known, by, at = directory(desk), desk.practitioner.name, desk.clock.now()
        changed = services.change(known, service_id, by=by, at=at, **fields)
        return known if changed == known else _keep(desk, changed, "change")


def confirm_service(desk: Desk, service_id: str, *, owner: str = "") -> Directory:
    """Somebody asked the service today and the entry is right; `owner` keeps it so."""
    with _refusals():
        known, by, at = directory(desk), desk.practitioner.name, desk.clock.now()
        today = desk.clock.today()
        entry = known.service(service_id)
        if owner.strip() and owner.strip() != entry.owner:
            known = services.change(
                known, service_id, by=by, at=at, owner=owner.strip()
            )
        checked = services.confirm(known, service_id, by=by, at=at, on=today)
        return _keep(desk, checked, "confirm")


def retire_service(desk: Desk, service_id: str, reason: str) -> Directory:
    """Mark an entry as closed; it stays in the list. Raises NotPossible unreasoned."""
    with _refusals():
        known, by, at = directory(desk), desk.practitioner.name, desk.clock.now()
        closed = services.retire(known, service_id, by=by, at=at, reason=reason)
        return _keep(desk, closed, "retire")


def export_directory(desk: Desk) -> bytes:
    """The whole directory as a file (JSON, UTF-8), every version in it.

    Raises NotPossible when the organisation's policy does not allow it.
    """
    require(desk, "services")
    desk.vault.note("export", what="directory")
    return services.write(directory(desk)).encode()


def import_directory(desk: Desk, content: bytes) -> Merged:
    """Take in what a colleague saved; nothing of ours is lost.

    Raises NotPossible that names every problem of the file; then nothing is taken.
    """
    with _refusals():
        known = directory(desk)
        merged = services.merge(known, _new_to(known, services.read(_text(content))))
        if merged.directory != known:
            _keep(desk, merged.directory, "import")
        return merged


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise ValueError("This file is too large for a service directory.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(NOT_ONE) from None


def _new_to(ours: Directory, theirs: Directory) -> Directory:
    """Without what merely was shipped to them with another version of the app."""
    known = {service.id for service in ours.services}
    taken = [s for s in theirs.services if s.recorded or s.id not in known]
    return replace(theirs, services=tuple(taken))


def _keep(desk: Desk, changed: Directory, verb: str) -> Directory:
    shipped = services.load_directory().services
    local = tuple(s for s in changed.services if s not in shipped)
    kept = json.loads(services.write(replace(changed, services=local)))
    with desk.vault.transaction():
        desk.vault.set_setting(SETTING, kept)
        desk.vault.note("directory", verb=verb, versions=len(local))
    return changed


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the directory refuses into the words of a verb."""
    try:
        yield
    except KeyError:
        raise NotPossible("This service is not in the directory any more.") from None
    except RecursionError:  # brackets within brackets without end
        raise NotPossible(NOT_ONE) from None
    except ValueError as problem:
        raise NotPossible(str(problem)) from None
