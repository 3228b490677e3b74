"""The trigger that keeps what was signed off, without a function in it.

SQLite takes a statement whose trigger calls a function, or raises ABORT, for one that
may have to be undone half way, and copies each page it changes first: 50 µs of each
answer. json_each is a table, not a function. FAIL undoes nothing of its own, and
nothing needs to be: the trigger speaks up before its row is touched.
"""

from collections.abc import Sequence

from visit_app.vault.frozen import GROWING, PARTS_OF_A_VISIT, REFUSED

_SIGNED_OFF = """EXISTS (SELECT 1 FROM record e WHERE e.type = 'Encounter'
    AND e.id = OLD.encounter_id AND e.status = 'finished')"""


def _others(row: str, names: Sequence[str]) -> str:
    return " AND ".join(f"{row}.key <> '{name}'" for name in names)


def _differs(names: Sequence[str]) -> str:
    """Whether a field besides these is another one, has come or has gone.

    A field that stands there twice is compared each time.
    """
    if not names:
        return "OLD.body IS NOT NEW.body"
    return f"""(EXISTS (SELECT 1 FROM json_each(OLD.body) o
            LEFT JOIN json_each(NEW.body) n ON n.key = o.key
            WHERE {_others("o", names)}
            AND (n.type IS NOT o.type OR n.value IS NOT o.value))
        OR EXISTS (SELECT 1 FROM json_each(NEW.body) n
            LEFT JOIN json_each(OLD.body) o ON o.key = n.key
            WHERE {_others("n", names)} AND o.key IS NULL))"""  # noqa: S608 - names of ours


def _shrinks(name: str) -> str:
    """Whether an entry of the old list is not at the same place in each list now there,
    or something is there that is no list.
    """
    there = """EXISTS (SELECT 1 FROM json_each(l.value) e
                WHERE e.key = o.key AND e.type IS o.type AND e.value IS o.value)"""
    return f"""EXISTS (SELECT 1 FROM json_each(OLD.body, '$.{name}') o
            LEFT JOIN json_each(NEW.body) l ON l.key = '{name}'
            WHERE l.type IS NOT 'array' OR NOT {there})
        OR EXISTS (SELECT 1 FROM json_each(NEW.body) l
            WHERE l.key = '{name}' AND l.type <> 'array')"""  # noqa: S608 - names of ours


def _changes(type_name: str, allowed: Sequence[str]) -> str:
    growing = GROWING.get(type_name)
    differs = _differs(allowed)
    return f"({differs} OR {_shrinks(growing)})" if growing else differs


def _part(type_name: str, allowed: Sequence[str]) -> str:
    return f"WHEN '{type_name}' THEN {_changes(type_name, allowed)} AND {_SIGNED_OFF}"


def _frozen() -> str:
    """What frozen.py says, as one condition: every trigger costs when it fires."""
    parts = " ".join(_part(name, allowed) for name, allowed in PARTS_OF_A_VISIT.items())
    letter = _changes("DocumentReference", ("issued",))
    referral = _changes("ServiceRequest", ("status",))
    return f"""OLD.type IS NOT NEW.type OR OLD.id IS NOT NEW.id
        OR OLD.encounter_id IS NOT NEW.encounter_id OR CASE OLD.type
        WHEN 'Encounter' THEN OLD.status = 'finished'
        WHEN 'Amendment' THEN 1
        WHEN 'DocumentReference' THEN OLD.status = 'final' AND {letter}
        WHEN 'ServiceRequest' THEN OLD.status = 'active' AND {referral}
        {parts} ELSE 0 END"""


STEP = (
    "DROP TRIGGER record_frozen",
    f"""CREATE TRIGGER record_frozen BEFORE UPDATE ON record WHEN {_frozen()}
        BEGIN SELECT RAISE(FAIL, '{REFUSED}'); END""",
)
