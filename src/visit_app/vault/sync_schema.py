"""The tables of sync as SQL: part of the first schema."""

TABLES = (
    """CREATE TABLE sync_value (
        name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE TABLE sync_roster (number INTEGER PRIMARY KEY, raw BLOB NOT NULL) STRICT",
    """CREATE TABLE sync_segment (
        device TEXT NOT NULL, number INTEGER NOT NULL, raw BLOB NOT NULL,
        PRIMARY KEY (device, number)) STRICT""",
    """CREATE TABLE sync_head (
        device TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL,
        digest BLOB NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sync_family_key (
        tag BLOB NOT NULL, key_id BLOB NOT NULL, epoch INTEGER NOT NULL,
        key BLOB NOT NULL, PRIMARY KEY (tag, key_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sync_change (
        number INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL,
        family_id TEXT NOT NULL, encounter_id TEXT NOT NULL, revision TEXT NOT NULL,
        at TEXT NOT NULL, sent INTEGER NOT NULL, body BLOB NOT NULL) STRICT""",
    "CREATE TABLE sync_sealed (number INTEGER PRIMARY KEY, raw BLOB NOT NULL,"
    " about TEXT NOT NULL) STRICT",
    "CREATE INDEX sync_change_record ON sync_change (id, type)",
    "CREATE INDEX sync_change_revision ON sync_change (revision)",
    "CREATE INDEX sync_change_family ON sync_change (family_id)",
    "CREATE INDEX sync_change_unsent ON sync_change (number) WHERE sent = 0",
    "CREATE INDEX sync_change_own ON sync_change (encounter_id, sent) WHERE sent > 0",
)
