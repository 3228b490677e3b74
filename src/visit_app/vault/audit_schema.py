"""The second schema: the newest signed head of the audit, and the key that signs."""

from visit_app.vault.frozen import REFUSED

_REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"

STEP = (
    """CREATE TABLE audit_key (
        public TEXT PRIMARY KEY NOT NULL, private BLOB NOT NULL) STRICT""",
    # one row, moved on with every entry, so that it costs no room
    """CREATE TABLE audit_head (
        one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT""",
    f"CREATE TRIGGER audit_key_no_update BEFORE UPDATE ON audit_key {_REFUSE}",
    f"CREATE TRIGGER audit_key_no_delete BEFORE DELETE ON audit_key {_REFUSE}",
    f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head {_REFUSE}",
)
