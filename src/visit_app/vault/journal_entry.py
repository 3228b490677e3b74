"""One entry of the journal: a committed transaction, as bytes and back.

The statements are kept with their values, so that running them again on the state
before gives the state after, in every table, without knowing what any of them means.
"""

import base64
import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from visit_app.vault.compressed import squeeze, unsqueeze

START = bytes(32)  # the head of a vault in which nothing has been journaled yet
_LONG_BYTES = 16 * 1024
_MARK = b"+"  # no JSON list and no compressed text begins so
_APART = struct.Struct(">cI")  # the mark, how long the compressed JSON is
_FIXED = struct.Struct(">Q32sdHB")  # position, previous head, time, schema, void


@dataclass(frozen=True, slots=True)
class Written:
    """A statement that changed something: its values, once or for each of many rows."""

    sql: str
    many: bool
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A transaction: where it stands in the chain, when it was, what it wrote.

    `head` names the state after it and goes into the database with it. `void` says that
    the entry beside it, with the same `previous`, did not come to be.
    """

    position: int
    previous: bytes
    head: bytes
    at: datetime
    schema: int
    void: bool
    packed: bytes

    def written(self) -> list[Written]:
        """The statements, in order."""
        text, apart = _unpacked(self.packed)
        rows = json.loads(text, object_hook=lambda found: _bytes_back(found, apart))
        return [Written(sql, many, values) for sql, many, values in rows]


def pack(written: Iterable[Written]) -> bytes:
    """The statements as JSON; compressed when they are many, long bytes behind them.

    For one answer, starting the compressor would cost more than sealing and writing it.
    A segment is sealed: nothing makes it shorter.
    """
    apart: list[bytes] = []
    rows = [[each.sql, each.many, each.values] for each in written]
    text = json.dumps(
        rows,
        ensure_ascii=False,
        separators=(",", ":"),
        default=lambda value: _in_text(bytes(value), apart),
    )
    content = text.encode()
    if apart:
        squeezed = squeeze(content)
        return b"".join([_APART.pack(_MARK, len(squeezed)), squeezed, *apart])
    return content if len(content) < _LONG_BYTES else squeeze(content)


def plain(
    position: int,
    previous: bytes,
    at: datetime,
    schema: int,
    packed: bytes,
    *,
    void: bool = False,
) -> bytes:
    """What is sealed of an entry."""
    return _FIXED.pack(position, previous, at.timestamp(), schema, void) + packed


def parse(content: bytes, frame: bytes) -> Entry:
    """The entry of an opened frame; raises ValueError when it is none."""
    try:
        position, previous, at, schema, void = _FIXED.unpack_from(content)
        moment = datetime.fromtimestamp(at, UTC)
    except (struct.error, OverflowError, OSError):
        raise ValueError("not an entry") from None
    packed = content[_FIXED.size :]
    head = head_after(previous, frame)
    return Entry(position, previous, head, moment, schema, bool(void), packed)


def head_after(previous: bytes, frame: bytes) -> bytes:
    """The head once this frame is entered: it stands for everything up to there."""
    return sha256(previous + frame).digest()


def _unpacked(packed: bytes) -> tuple[bytes, bytes]:
    """The JSON, and the bytes that lie behind it."""
    if packed.startswith(_MARK):
        end = _APART.size + _APART.unpack_from(packed)[1]
        return unsqueeze(packed[_APART.size : end]), packed[end:]
    return (packed if packed.startswith(b"[") else unsqueeze(packed)), b""


def _in_text(value: bytes, apart: list[bytes]) -> dict[str, Any]:
    if len(value) < _LONG_BYTES:
        return {"b64": base64.b64encode(value).decode()}
    start = sum(map(len, apart))
    apart.append(value)
    return {"apart": [start, len(value)]}


def _bytes_back(found: dict[str, Any], apart: bytes) -> Any:
    if "apart" in found:
        start, size = found["apart"]
        return apart[start : start + size]
    return base64.b64decode(found["b64"])
