"""Where a database says how far it has come: one row (journal.py)."""

STEP = (
    """CREATE TABLE journal (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        position INTEGER NOT NULL, head BLOB NOT NULL) STRICT""",
    "INSERT INTO journal VALUES (1, 0, zeroblob(32))",
)
