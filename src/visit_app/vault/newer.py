"""What the present vault holds beyond a restored one, as far as it can be read."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from visit_app.vault import erased_before, recipe, replay
from visit_app.vault.errors import DiskFull, ReadOnly, VaultError
from visit_app.vault.journal import State
from visit_app.vault.os_errors import as_vault_errors
from visit_app.vault.place import Place
from visit_app.vault.recipe import Connection, driver
from visit_app.vault.sql_errors import translated

_RECORDS = "SELECT type, id, version, family_id, encounter_id, at FROM record"
_REVISIONS = "SELECT id, family_id FROM family_revision"
_VISIT = "SELECT family_id, at FROM record WHERE type = 'Encounter' AND id = ?"
_TITLE = "SELECT parent_given_name, parent_family_name FROM family WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Newer:
    """A visit, or a family's details, that the present vault has in a newer state.

    `kind` is "visit", "family" or "other"; `title` is the first name and initial of the
    family, for the practitioner's own screen only.
    """

    kind: str
    id: str
    family_id: str
    at: datetime | None
    title: str


@dataclass(frozen=True, slots=True)
class Present:
    """What could be read of the present vault; None for what could not."""

    state: State | None = None
    newer: tuple[Newer, ...] | None = None
    erased: frozenset[str] = frozenset()  # families


def look(place: Place, restored: Path, key: bytearray) -> Present:
    """Compare the vault in its place with a restored database.

    A copy is looked at: opening the vault itself could change it. Raises DiskFull and
    ReadOnly: they say nothing about the vault, and what it erased would not be known.
    """
    copy = Place(place.restoring / "looked-at")
    try:
        with as_vault_errors(), translated():
            copy.folder.mkdir()
            shutil.copyfile(place.database, copy.database)
            for mine, its in zip(place.log()[:1], copy.log()[:1], strict=True):
                if mine.exists():
                    shutil.copyfile(mine, its)
            return _compared(copy.database, restored, key)
    except (DiskFull, ReadOnly):
        raise
    except VaultError:
        return Present()
    finally:
        shutil.rmtree(copy.folder, ignore_errors=True)


def _compared(present: Path, restored: Path, key: bytearray) -> Present:
    one = recipe.connect(present, key)
    try:
        state, erased = replay.state_of(one), erased_before.families(one)
        two = recipe.connect_to_read(restored, key)
        try:
            return Present(state, tuple(_newer(one, two)), erased)
        except driver.Error:
            return Present(state, None, erased)  # a page of it cannot be read
        finally:
            two.close()
    finally:
        one.close()


def _newer(present: Connection, restored: Connection) -> Iterable[Newer]:
    visits: dict[str, None] = {}
    families: dict[str, None] = {}
    others: dict[tuple[str, str], None] = {}
    had = {(t, i): v for t, i, v, *_ in restored.execute(_RECORDS)}
    for kind, id_, version, family, visit, at in present.execute(_RECORDS):
        del family, at
        if had.get((kind, id_)) == version:
            continue
        if kind == "Encounter" or visit:
            visits[visit or id_] = None
        else:
            others[kind, id_] = None
    known = {id_ for id_, _ in restored.execute(_REVISIONS)}
    for id_, family in present.execute(_REVISIONS):
        if id_ not in known:
            families[family] = None
    yield from (_visit(present, id_) for id_ in visits)
    for family in families:
        yield Newer("family", family, family, None, _title(present, family))
    yield from (Newer("other", f"{k}/{i}", "", None, "") for k, i in others)


def _visit(present: Connection, visit_id: str) -> Newer:
    row = present.execute(_VISIT, (visit_id,)).fetchone()
    family, at = row or ("", "")
    moment = datetime.fromisoformat(at) if at else None
    return Newer("visit", visit_id, family, moment, _title(present, family))


def _title(present: Connection, family_id: str) -> str:
    row = present.execute(_TITLE, (family_id,)).fetchone()
    given, name = row or ("", "")
    return f"{given} {name[:1]}.".strip() if name else given


def counted(newer: Iterable[Newer]) -> Mapping[str, int]:
    """How many of each kind."""
    counts: dict[str, Any] = {"visit": 0, "family": 0, "other": 0}
    for each in newer:
        counts[each.kind] += 1
    return counts
