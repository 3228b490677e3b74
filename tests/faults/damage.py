"""Flips bits in a vault's files and cuts them short, and sees what becomes of it.

    python tests/faults/damage.py FLIPS CUTS SEED

Each time a whole folder is copied, one file in it is damaged, and the vault is unlocked
as the app does: opened, every page read, restored when that fails. Prints one line of
JSON. Nothing may be wrong without being said.
"""

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.vault.prepared import LAST, PASSPHRASE, Kept, prepare, rows_of

from visit_app.vault import recovering, swapping
from visit_app.vault.errors import VaultError
from visit_app.vault.keyslots import unlock

FILES = {
    "vault": "vault.db",
    "log": "vault.db-wal",
    "key file": "keyslots.json",
    "journal": "journal/*.journal",
    "snapshot": "backups/*/vault.db",
    "snapshot's key file": "backups/*/keyslots.json",
    "snapshot's description": "backups/*/snapshot.json",
}


@dataclass
class Outcomes:
    """What became of the damaged vaults; `wrong` lists what must never happen."""

    opened: int = 0
    put_back_from_journal: int = 0
    restored_complete: int = 0
    restored_with_loss_named: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Originals:
    """One vault as it lies after a power cut, and the same after it was closed."""

    stopped: Kept
    closed: Kept
    records: dict[int, Any]

    @classmethod
    def make(cls, folder: Path) -> "Originals":
        stopped = prepare(folder)
        closed = stopped.copy_to(folder / "closed")
        closed.open().close()
        return cls(stopped, closed, {LAST: _records(closed)})


def run(folder: Path, flips: int, cuts: int, seed: int) -> Outcomes:
    """Damage so many copies, and count."""
    originals, outcomes = Originals.make(folder / "made"), Outcomes()
    chance = random.Random(seed)
    for number in range(flips + cuts):
        harm = _flip if number < flips else _cut
        copy = chance.choice((originals.stopped, originals.closed))
        kept = copy.copy_to(folder / "damaged")
        what = _damaged(kept, harm, chance)
        try:
            _survive(kept, originals, outcomes, what)
        except VaultError as error:
            outcomes.wrong.append(f"{what}: {type(error).__name__} {error.detail}")
        except Exception as error:  # noqa: BLE001 - a crash is what is looked for
            outcomes.wrong.append(f"{what}: crash {error!r}")
        shutil.rmtree(kept.folder)
    return outcomes


def _damaged(
    kept: Kept, harm: Callable[[Path, random.Random], None], chance: random.Random
) -> str:
    name = chance.choice([n for n, p in FILES.items() if list(kept.folder.glob(p))])
    path = chance.choice(sorted(kept.folder.glob(FILES[name])))
    harm(path, chance)
    return f"{name} {harm.__name__.lstrip('_')}"


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    used = len(content.rstrip(b"\0")) or 1
    content[chance.randrange(used)] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _cut(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content.rstrip(b"\0")) or 1)])


def _survive(kept: Kept, originals: Originals, outcomes: Outcomes, what: str) -> None:
    if "key file" in what:
        with unlock(kept.folder, PASSPHRASE, kept.clock) as key:
            assert bytes(key.reveal()) == kept.key
    try:
        with kept.open() as vault:
            vault.check()
            put_back = vault.arrival.put_back.entries
    except VaultError:
        _restore(kept, originals, outcomes, what)
        return
    if put_back:
        outcomes.put_back_from_journal += 1
    else:
        outcomes.opened += 1
    _expect(kept, originals, LAST, outcomes, what)


def _restore(kept: Kept, originals: Originals, outcomes: Outcomes, what: str) -> None:
    before = kept.place.database.read_bytes()
    prepared = recovering.prepare(kept.folder, kept.data_key())
    aside = swapping.confirm(prepared, kept.clock)
    if (aside / "vault.db").read_bytes() != before:
        outcomes.wrong.append(f"{what}: what was set aside is another file")
    if prepared.complete:
        outcomes.restored_complete += 1
    else:
        outcomes.restored_with_loss_named += 1
    _expect(kept, originals, LAST if prepared.complete else None, outcomes, what)


def _expect(
    kept: Kept, originals: Originals, last: int | None, outcomes: Outcomes, what: str
) -> None:
    """Everything is as it was; after a loss that was named, up to some answer."""
    with kept.open() as vault:
        vault.check()
        # a flipped head in a description is no head any more, and the audit says so
        told = "description" in what
        if not vault.verify_audit().holds and last is not None and not told:
            outcomes.wrong.append(f"{what}: audit")
    found = _records(kept)
    if last is not None and found != originals.records[last]:
        outcomes.wrong.append(f"{what}: content")
    if last is None and found.keys() != originals.records[LAST].keys():
        outcomes.wrong.append(f"{what}: content after a loss")


def _records(kept: Kept) -> dict[str, Any]:
    """What a practitioner wrote: the audit grows with every opening."""
    tables = ("record", "family", "family_revision", "attachment")
    rows = rows_of(kept)
    return {name: rows[name] for name in tables}


if __name__ == "__main__":
    flips, cuts, seed = map(int, sys.argv[1:4])
    place = Path(tempfile.mkdtemp())
    try:
        print(json.dumps(asdict(run(place, flips, cuts, seed))))  # noqa: T201
    finally:
        shutil.rmtree(place)
