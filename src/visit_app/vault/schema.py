"""The first schema, as SQL. A later version is a further step in migrations.py."""

from collections.abc import Sequence

from visit_app.vault import sync_schema
from visit_app.vault.frozen import GROWING, PARTS_OF_A_VISIT, REFUSED

TABLES = (
    """CREATE TABLE record (
        number INTEGER PRIMARY KEY,
        type TEXT NOT NULL, id TEXT NOT NULL,
        family_id TEXT NOT NULL, encounter_id TEXT NOT NULL, subject_id TEXT NOT NULL,
        status TEXT NOT NULL, at TEXT NOT NULL,
        version INTEGER NOT NULL, body TEXT NOT NULL,
        UNIQUE (type, id)) STRICT""",
    """CREATE TABLE family (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        revision TEXT NOT NULL, recent TEXT NOT NULL, last_visit TEXT NOT NULL,
        parent_given_name TEXT NOT NULL, parent_family_name TEXT NOT NULL,
        babies TEXT NOT NULL, expected_date_of_delivery TEXT NOT NULL,
        postcode TEXT NOT NULL, phone TEXT NOT NULL, body TEXT NOT NULL) STRICT""",
    """CREATE TABLE family_revision (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        family_id TEXT NOT NULL, body TEXT NOT NULL) STRICT""",
    """CREATE VIRTUAL TABLE family_fts USING fts5(
        names, numbers, postcode,
        tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')""",
    # tokens of a changed name leave the index at once, not at the next merge
    "INSERT INTO family_fts(family_fts, rank) VALUES ('secure-delete', 1)",
    """CREATE TABLE outbox (
        type TEXT NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (type, id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL,
        family_id TEXT NOT NULL, about TEXT NOT NULL,
        previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    """CREATE TABLE setting (
        name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE attachment (
        sha256 TEXT PRIMARY KEY NOT NULL, content BLOB NOT NULL) STRICT""",
)

INDEXES = (
    "CREATE INDEX record_family ON record (family_id, type, at)",
    "CREATE INDEX record_encounter ON record (encounter_id, type, at)",
    "CREATE INDEX record_subject ON record (subject_id, type, at)",
    "CREATE INDEX record_status ON record (type, status, at)",
    "CREATE INDEX family_recent ON family (recent)",
    "CREATE INDEX family_revision_family ON family_revision (family_id)",
    "CREATE INDEX audit_family ON audit (family_id, sequence)",
)

_REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
_SIGNED_OFF = """EXISTS (SELECT 1 FROM record e WHERE e.type = 'Encounter'
    AND e.id = OLD.encounter_id AND e.status = 'finished')"""


def _without(row: str, names: Sequence[str]) -> str:
    paths = "".join(f", '$.{name}'" for name in names)
    return f"json_remove({row}.body{paths})" if names else f"{row}.body"


def _differs(names: Sequence[str]) -> str:
    return f"{_without('OLD', names)} IS NOT {_without('NEW', names)}"


def _shrinks(name: str) -> str:
    """An entry of the old list that is not at the same place in the new one."""
    there = f"json_extract(NEW.body, '$.{name}[' || o.key || ']')"
    list_ = f"json_each(OLD.body, '$.{name}') o"
    return f"EXISTS (SELECT 1 FROM {list_} WHERE o.value IS NOT {there})"  # noqa: S608 - names of ours


def _part(type_name: str, allowed: Sequence[str]) -> str:
    growing = GROWING.get(type_name)
    changes = f"({_differs(allowed)} OR {_shrinks(growing)})" if growing else ""
    return f"WHEN '{type_name}' THEN {changes or _differs(allowed)} AND {_SIGNED_OFF}"


def _frozen() -> str:
    """What frozen.py says, as one condition: every trigger costs when it fires."""
    parts = " ".join(_part(name, allowed) for name, allowed in PARTS_OF_A_VISIT.items())
    return f"""OLD.type IS NOT NEW.type OR OLD.id IS NOT NEW.id
        OR OLD.encounter_id IS NOT NEW.encounter_id OR CASE OLD.type
        WHEN 'Encounter' THEN OLD.status = 'finished'
        WHEN 'Amendment' THEN 1
        WHEN 'DocumentReference' THEN OLD.status = 'final'
            AND ({_differs(("issued",))} OR {_shrinks("issued")})
        WHEN 'ServiceRequest' THEN OLD.status = 'active' AND {_differs(("status",))}
        {parts} ELSE 0 END"""


def _never(table: str, event: str) -> str:
    return f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} {_REFUSE}"


TRIGGERS = (
    f"CREATE TRIGGER record_frozen BEFORE UPDATE ON record WHEN {_frozen()} {_REFUSE}",
    _never("record", "delete"),
    _never("family", "delete"),
    _never("family_revision", "update"),
    _never("family_revision", "delete"),
    _never("audit", "update"),
    _never("audit", "delete"),
    _never("attachment", "update"),
    _never("attachment", "delete"),
)

VERSION_1 = (*TABLES, *INDEXES, *TRIGGERS, *sync_schema.TABLES)
