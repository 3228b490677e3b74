"""The first schema, as SQL. A later version is a further step in migrations.py."""

from visit_app.vault.frozen import GROWING, PARTS_OF_A_VISIT

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
        type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
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

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'immutable'); END"
_SIGNED_OFF = """EXISTS (SELECT 1 FROM record e WHERE e.type = 'Encounter'
    AND e.id = OLD.encounter_id AND e.status = 'finished')"""


def _without(row: str, names: tuple[str, ...]) -> str:
    paths = "".join(f", '$.{name}'" for name in names)
    return f"json_remove({row}.body{paths})" if names else f"{row}.body"


def _differs(names: tuple[str, ...]) -> str:
    return f"{_without('OLD', names)} IS NOT {_without('NEW', names)}"


def _shrinks(name: str) -> str:
    """An entry of the old list that is not at the same place in the new one."""
    return f"""EXISTS (SELECT 1 FROM json_each(OLD.body, '$.{name}') o
        WHERE o.value IS NOT json_extract(NEW.body, '$.{name}[' || o.key || ']'))"""  # noqa: S608 - a constant


def _part(type_name: str, allowed: tuple[str, ...]) -> str:
    changes = _differs(allowed)
    if type_name in GROWING:
        changes = f"({changes} OR {_shrinks(GROWING[type_name])})"
    return f"""CREATE TRIGGER record_frozen_{type_name} BEFORE UPDATE ON record
        WHEN OLD.type = '{type_name}' AND {_SIGNED_OFF} AND {changes} {_REFUSE}"""


def _never(table: str, event: str) -> str:
    return f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} {_REFUSE}"


TRIGGERS = (
    f"""CREATE TRIGGER record_frozen_Encounter BEFORE UPDATE ON record
        WHEN OLD.type = 'Encounter' AND OLD.status = 'finished' {_REFUSE}""",
    f"""CREATE TRIGGER record_frozen_Amendment BEFORE UPDATE ON record
        WHEN OLD.type = 'Amendment' {_REFUSE}""",
    f"""CREATE TRIGGER record_frozen_DocumentReference BEFORE UPDATE ON record
        WHEN OLD.type = 'DocumentReference' AND OLD.status = 'final'
        AND ({_differs(("issued",))} OR {_shrinks("issued")}) {_REFUSE}""",
    f"""CREATE TRIGGER record_frozen_ServiceRequest BEFORE UPDATE ON record
        WHEN OLD.type = 'ServiceRequest' AND OLD.status = 'active'
        AND {_differs(("status",))} {_REFUSE}""",
    f"""CREATE TRIGGER record_same BEFORE UPDATE ON record
        WHEN OLD.type IS NOT NEW.type OR OLD.id IS NOT NEW.id
        OR OLD.encounter_id IS NOT NEW.encounter_id {_REFUSE}""",
    *(_part(name, allowed) for name, allowed in PARTS_OF_A_VISIT.items()),
    _never("record", "delete"),
    _never("family", "delete"),
    _never("family_revision", "update"),
    _never("family_revision", "delete"),
    _never("audit", "update"),
    _never("audit", "delete"),
    _never("attachment", "update"),
    _never("attachment", "delete"),
)

VERSION_1 = (*TABLES, *INDEXES, *TRIGGERS)
