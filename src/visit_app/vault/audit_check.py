"""Whether the audit is whole: nothing removed, changed, reordered, inserted or cut off.

Only numbers, hashes and signatures are looked at; nothing of an entry is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, select

from visit_app.vault import audit_head
from visit_app.vault.audit import GAP, OPENING, RESTORE, START, UNLOCK, entry_hash
from visit_app.vault.audit_head import AuditHead
from visit_app.vault.tables import AUDIT, AUDIT_KEY

MOST_PROBLEMS = 100
_AT_ONCE = 2000

Entry: TypeAlias = tuple[Any, ...]  # the columns of one entry, as stored

Kind = Literal[
    "changed", "missing", "out-of-order", "unsigned", "forged", "foreign", "cut", "gap"
]


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold, at which entry, and by which head if one says so."""

    kind: Kind
    sequence: int
    head: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole audit found.

    `heads` are the names of the heads that the chain was compared with; `restores` the
    entries that say an earlier copy was put back, which explains an end that is gone.
    """

    entries: int
    newest: AuditHead | None
    problems: tuple[Problem, ...]
    heads: tuple[str, ...]
    restores: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class _Restore:
    """An earlier copy was put back: `base` is the last entry that came with it."""

    sequence: int
    base: int
    at: str


@dataclass
class _Chain:
    """What is known after walking along the entries."""

    asked: frozenset[int]
    hashes: dict[int, str] = field(default_factory=dict)  # of the entries heads name
    problems: list[Problem] = field(default_factory=list)
    restores: list[_Restore] = field(default_factory=list)
    count: int = 0
    last: tuple[int, str] = (0, START)
    opened_at: int = 1  # the first entry of the session
    opening: bool = False

    def take(self, row: Entry) -> None:
        sequence, previous = row[0], row[5]
        before, digest = self.last
        if sequence != before + 1:
            self.problems.append(Problem("missing", before + 1))
        elif previous != digest:
            self.problems.append(Problem("out-of-order", sequence))
        if entry_hash(row[:6]) != row[6]:
            self.problems.append(Problem("changed", sequence))
        self._note(sequence, row)
        self.count += 1
        self.last = (sequence, row[6])

    def _note(self, sequence: int, row: Entry) -> None:
        action = row[2]
        if action in OPENING and not self.opening:
            self.opened_at = sequence
        self.opening = action in OPENING and action != UNLOCK  # which comes last
        if action == RESTORE:
            self.restores.append(_Restore(sequence, self.opened_at - 1, row[1]))
        if action == GAP:
            self.problems.append(Problem("gap", sequence))
        if sequence in self.asked:
            self.hashes[sequence] = row[6]

    def explains(self, problem: Problem, head: AuditHead | None) -> bool:
        """Whether a restore that the chain names is the reason."""
        if problem.kind == "gap":
            return any(r.base < problem.sequence <= r.sequence for r in self.restores)
        if problem.kind not in ("cut", "changed") or head is None:
            return False
        return any(r.base < head.sequence and head.at <= r.at for r in self.restores)


def verify(connection: Connection, heads: Mapping[str, AuditHead]) -> Verdict:
    """Walk along the whole chain and compare it with its own head and with these.

    A head from elsewhere must be signed by this vault's key and name an entry that is
    there. An end that is gone, and a gap the app noticed itself, count as explained
    when a later entry says that an earlier copy was restored.
    """
    newest = audit_head.stored(connection)
    keys = set(connection.execute(select(AUDIT_KEY.c.public)).scalars())
    chain = _Chain(frozenset(head.sequence for head in heads.values()))
    for row in _rows(connection):
        chain.take(row)
    problems = [*chain.problems, *_end(chain, newest, keys)]
    for name, head in heads.items():
        problems += _compared(chain, name, head, keys)
    problems = [p for p in problems if not chain.explains(p, heads.get(p.head))]
    return Verdict(
        chain.count,
        newest,
        tuple(problems[:MOST_PROBLEMS]),
        tuple(heads),
        tuple(restore.sequence for restore in chain.restores),
    )


def _rows(connection: Connection) -> Iterator[Entry]:
    query = select(AUDIT).order_by(AUDIT.c.sequence)
    found = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
    return (tuple(row) for row in found)


def _end(chain: _Chain, newest: AuditHead | None, keys: set[str]) -> Iterator[Problem]:
    """Whether the chain ends where its own newest head says."""
    sequence, digest = chain.last
    if newest is None:
        if sequence:
            yield Problem("unsigned", sequence)
    elif not newest.is_genuine:
        yield Problem("forged", newest.sequence)
    elif newest.key not in keys:
        yield Problem("foreign", newest.sequence)
    elif newest.sequence > sequence:
        yield Problem("cut", sequence + 1)
    elif newest.sequence < sequence:
        yield Problem("unsigned", newest.sequence + 1)
    elif newest.hash != digest:
        yield Problem("changed", sequence)


def _compared(
    chain: _Chain, name: str, head: AuditHead, keys: set[str]
) -> Iterator[Problem]:
    if not head.is_genuine:
        yield Problem("forged", head.sequence, name)
    elif head.key not in keys:
        yield Problem("foreign", head.sequence, name)
    elif head.sequence not in chain.hashes:
        yield Problem("cut", min(chain.last[0] + 1, head.sequence), name)
    elif chain.hashes[head.sequence] != head.hash:
        yield Problem("changed", head.sequence, name)
