"""The key file and its copy: read with suspicion, written in one step."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from visit_app.vault import escrow
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import Damaged, NewerVersion
from visit_app.vault.escrow import EscrowSlot
from visit_app.vault.place import Place
from visit_app.vault.slot import BadSlot, Slot, SlotType, from_json

MAKING = "making-"
"""How the folder of a backup is called until all of it is there."""
FORMAT = 2
FIRST_FORMAT = 1  # still written where it says everything: older versions can read it


@dataclass(frozen=True, slots=True)
class SlotFile:
    """All slots of one vault; `generation` grows with every change.

    `check` is derived from the data key: a slot is only ever added for that key.
    `escrow` is the organisation's slot, where its policy asks for one.
    """

    vault_id: str
    generation: int
    check: str
    slots: tuple[Slot, ...]
    escrow: EscrowSlot | None = None

    def of(self, type: SlotType) -> tuple[Slot, ...]:
        """The slots of one type."""
        return tuple(slot for slot in self.slots if slot.type == type)

    def with_slot(self, slot: Slot) -> "SlotFile":
        """A copy in which this slot is the only one of its type, a generation on."""
        others = tuple(s for s in self.slots if s.type != slot.type)
        return replace(self, generation=self.generation + 1, slots=(*others, slot))

    def without(self, type: SlotType) -> "SlotFile":
        """A copy in which no slot of this type is left, a generation on."""
        others = tuple(s for s in self.slots if s.type != type)
        return replace(self, generation=self.generation + 1, slots=others)

    def with_escrow(self, slot: EscrowSlot | None) -> "SlotFile":
        """A copy with this slot of the organisation, or none, a generation on."""
        return replace(self, generation=self.generation + 1, escrow=slot)

    def to_bytes(self) -> bytes:
        """The file's content."""
        further = self.escrow or self.of("keychain")
        slots = [slot.to_json() for slot in self.slots]
        if self.escrow:
            slots.append(self.escrow.to_json())
        data = {
            "format": FORMAT if further else FIRST_FORMAT,
            "vault": self.vault_id,
            "generation": self.generation,
            "check": self.check,
            "slots": slots,
        }
        return json.dumps(data, indent=1, sort_keys=True).encode()


def read_candidates(place: Place) -> tuple[SlotFile, ...]:
    """The key file, then its copy where that may say something else, then a backup's.

    Of file and copy the older one is left aside, by its generation: it may still hold a
    passphrase that was changed. Raises Damaged when none can be read.
    """
    first, second = read_one(place.slots), read_one(place.slots_copy)
    kept = _in_newest_backup(place, first, second)
    if first is None and second is None and not kept:
        raise Damaged(
            "The key file of your records is missing or damaged, and so is its copy."
            " The records themselves were not changed. Put keyslots.json back from a"
            " backup into the folder of your records, then try again.",
            detail="keyslots",
        )
    newest = max((file.generation for file in (first, second) if file), default=0)
    there = [file for file in (first, second) if file and file.generation == newest]
    return (*(there[:1] if first == second else there), *kept)


def _in_newest_backup(place: Place, *there: SlotFile | None) -> tuple[SlotFile, ...]:
    """The newest key file of a backup, where it says something else and is no older.

    One of a backup that is being made, or of another vault, is none of ours.
    """
    paths = sorted(place.backups.glob("*/keyslots.json"), reverse=True)
    whole = (path for path in paths if not path.parent.name.startswith(MAKING))
    ours = {file.vault_id for file in there if file}
    kept = [f for f in map(read_one, whole) if f and (not ours or f.vault_id in ours)]
    found = max(kept, key=lambda file: file.generation, default=None)
    least = max((file.generation for file in there if file), default=0)
    if found is None or found in there or found.generation < least:
        return ()
    return (found,)


def write_both(place: Place, file: SlotFile) -> None:
    """Write the key file, then its copy; each in one step."""
    write_whole(place.slots, file.to_bytes())
    write_whole(place.slots_copy, file.to_bytes())


def read_one(path: Path) -> SlotFile | None:
    """The key file at this path, or None when it cannot be read or is not one."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None  # its copy may still be readable
    return parse(data)


def parse(data: Any) -> SlotFile | None:
    """The key file's content, or None when it is not one; raises NewerVersion."""
    try:
        if data["format"] > FORMAT:
            raise NewerVersion(detail="keyslots")
        file = SlotFile(
            str(data["vault"]),
            int(data["generation"]),
            str(data["check"]),
            tuple(from_json(slot) for slot in data["slots"] if not _is_escrow(slot)),
            _escrow_of(data["slots"]),
        )
    except (KeyError, TypeError, ValueError, BadSlot):
        return None
    return file if _is_whole(file) else None


def _is_whole(file: SlotFile) -> bool:
    """A passphrase or code is there, and every slot is of this vault."""
    owned = [slot for slot in file.slots if slot.type != "keychain"]
    ids = {slot.vault_id for slot in file.slots}
    if file.escrow:
        ids.add(file.escrow.vault_id)
    return bool(owned) and ids == {file.vault_id}


def _escrow_of(slots: list[Any]) -> EscrowSlot | None:
    found = [escrow.from_json(slot) for slot in slots if _is_escrow(slot)]
    if len(found) > 1:
        raise BadSlot("two organisations")
    return found[0] if found else None


def _is_escrow(slot: Any) -> bool:
    return bool(slot["header"]["type"] == escrow.TYPE)
