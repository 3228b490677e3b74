"""What is inside a segment: a control part for laptops, and blocks of records.

The records of a family are one block, closed with that family's own key inside the
segment, which is closed with the team's: deleting the family's key erases them from
every copy of the segment.
"""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from visit_app.sync.change import Change, Outgoing, canonical
from visit_app.sync.compression import squeeze, unsqueeze
from visit_app.sync.errors import Untrusted
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.keys import derive, seal, unseal

DEEPEST = 64  # lists and objects in one another; our records have six
NO_FAMILY = bytes(16)
NO_KEY = bytes(16)
_BLOCK = struct.Struct(">16s16sII")
_KEYED = b"visit_app/block-key/1"


@dataclass(frozen=True, slots=True)
class Head:
    """How far a feed goes: the number and SHA-256 of its last segment; 0 for none."""

    number: int = 0
    digest: bytes = bytes(32)


@dataclass(frozen=True, slots=True)
class Control:
    """What a laptop tells the others.

    `heads`: how far it has read each feed, those that moved since it last said so.
    `missing`: segments it waits for. `end`: this feed is closed. `erase`: ids of
    families to be erased; `erased`: those it has erased. `audit`: the signed head of
    its audit (vault.audit_head). `at`: its clock, for display.
    """

    heads: Mapping[str, Head] = field(default_factory=dict)
    missing: tuple[tuple[str, int], ...] = ()
    end: bool = False
    erase: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    audit: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The records of one family, still closed; `tag` and `key_id` are 16 bytes."""

    tag: bytes
    key_id: bytes
    epoch: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """The payload of a segment, opened as far as the team's key goes."""

    control: Control
    blocks: tuple[Block, ...] = ()


def pack(parcel: Parcel) -> bytes:
    """The payload: length and zstd of the control part, then the blocks."""
    control = squeeze(canonical(_control_json(parcel.control)).encode())
    parts = [len(control).to_bytes(4, "big"), control]
    for block in parcel.blocks:
        size = len(block.data)
        parts += [_BLOCK.pack(block.tag, block.key_id, block.epoch, size), block.data]
    return b"".join(parts)


def unpack(payload: bytes) -> Parcel:
    """The parcel in a payload; raises Untrusted."""
    end = 4 + int.from_bytes(payload[:4], "big")
    if len(payload) < end:
        raise Untrusted("A parcel's content is cut short.")
    control = _control(parse(unsqueeze(payload[4:end])))
    return Parcel(control, tuple(_blocks(payload, end)))


def close_block(
    changes: Iterable[Change | Outgoing], key: FamilyKey | None, context: bytes
) -> Block:
    """A block of changes of one family; without a key, of what belongs to none.

    `context` is the segment's team, device and number: a key closes one block of it.
    """
    lines = "\n".join(change.line for change in changes)
    data = squeeze(lines.encode())
    if key is None:
        return Block(NO_FAMILY, NO_KEY, 0, data)
    own = derive(key.key, context, _KEYED + key.tag)
    return Block(key.tag, key.key_id, key.epoch, seal(own, data, context))


def open_block(block: Block, key: FamilyKey | None, context: bytes) -> list[Change]:
    """The changes in a block; raises Untrusted."""
    data = block.data
    if key is not None:
        own = derive(key.key, context, _KEYED + key.tag)
        data = unseal(own, data, context)
    lines = unsqueeze(data).split(b"\n")
    return [Change.from_json(parse(line)) for line in lines if line]


def parse(data: bytes) -> Any:
    """The JSON value in bytes; raises Untrusted for anything out of the ordinary."""
    try:
        value = _STRICT.decode(data.decode("utf-8"))
        if b"\\u" in data:
            canonical(value).encode("utf-8")  # half a surrogate pair fails here
        if data.count(b"[") + data.count(b"{") > DEEPEST:
            _check_depth(value)
    except (ValueError, RecursionError):
        raise Untrusted("A parcel's content is not valid.") from None
    return value


def _check_depth(value: Any) -> None:
    """Raise ValueError for what merging, which takes it apart, could not follow."""
    layer, depth = [value], 0
    while layer:
        depth += 1
        if depth > DEEPEST:
            raise ValueError(depth)
        layer = [inner for one in layer for inner in _inside(one)]


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_STRICT = json.JSONDecoder(parse_constant=_refuse)


def _blocks(payload: bytes, start: int) -> Iterable[Block]:
    while start < len(payload):
        if len(payload) < start + _BLOCK.size:
            raise Untrusted("A parcel's content is cut short.")
        tag, key_id, epoch, size = _BLOCK.unpack_from(payload, start)
        start += _BLOCK.size
        data = payload[start : start + size]
        if len(data) != size:
            raise Untrusted("A parcel's content is cut short.")
        yield Block(tag, key_id, epoch, data)
        start += size


def _control_json(control: Control) -> dict[str, Any]:
    full = {
        "heads": {d: [h.number, h.digest.hex()] for d, h in control.heads.items()},
        "missing": [list(pair) for pair in control.missing],
        "end": control.end,
        "erase": list(control.erase),
        "erased": list(control.erased),
        "audit": dict(control.audit),
        "at": control.at,
    }
    return {name: value for name, value in full.items() if value}


def _control(data: Any) -> Control:
    try:
        return Control(
            heads={d: _head(h) for d, h in data.get("heads", {}).items()},
            missing=tuple((str(d), int(n)) for d, n in data.get("missing", [])),
            end=bool(data.get("end", False)),
            erase=tuple(str(family) for family in data.get("erase", [])),
            erased=tuple(str(family) for family in data.get("erased", [])),
            audit=dict(data.get("audit", {})),
            at=str(data.get("at", "")),
        )
    except (AttributeError, IndexError, TypeError, ValueError):
        raise Untrusted("A parcel's control part is not valid.") from None


def _head(data: Any) -> Head:
    number, digest = int(data[0]), bytes.fromhex(data[1])
    if number < 0 or len(digest) != 32:
        raise ValueError(number)
    return Head(number, digest)
