"""The tables as SQLAlchemy Core sees them; migrations.py makes them.

Records that sync separately have no foreign keys between them: a response may arrive
before its encounter.
"""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.sql.schema import UniqueConstraint

METADATA = MetaData()


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=primary_key, nullable=False)


RECORD = Table(
    "record",
    METADATA,
    Column("number", Integer, primary_key=True),
    _text("type"),
    _text("id"),
    _text("family_id"),
    _text("encounter_id"),
    _text("subject_id"),
    _text("status"),
    _text("at"),  # UTC, microseconds, so that text order is time order
    Column("version", Integer, nullable=False),  # grows with every change
    _text("body"),
    # JSON: the change it came in, while that is all that is known (change_rows.py)
    Column("origin", Text, nullable=False, server_default=""),
    UniqueConstraint("type", "id"),
)

FAMILY = Table(
    "family",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("revision"),
    _text("recent"),  # the later of last save and last visit
    _text("last_visit"),  # empty before the first
    _text("parent_given_name"),
    _text("parent_family_name"),
    _text("babies"),  # JSON: [[name, birth date or ""], ...]
    _text("expected_date_of_delivery"),
    _text("postcode"),
    _text("phone"),
    _text("body"),
)

FAMILY_REVISION = Table(
    "family_revision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("family_id"),
    _text("body"),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    _text("type", primary_key=True),
    _text("id", primary_key=True),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    _text("at"),
    _text("action"),
    _text("family_id"),
    _text("about"),  # JSON: ids and counts, never content
    _text("previous"),
    _text("hash"),
)

AUDIT_KEY = Table(
    "audit_key",
    METADATA,
    _text("public", primary_key=True),
    Column("private", LargeBinary, nullable=False),
)

AUDIT_HEAD = Table(
    "audit_head",
    METADATA,
    Column("one", Integer, primary_key=True),
    _text("body"),  # JSON: the newest signed head
)

SETTING = Table(
    "setting",
    METADATA,
    _text("name", primary_key=True),
    _text("value"),
)

ATTACHMENT = Table(
    "attachment",
    METADATA,
    _text("sha256", primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# What sync keeps (sync_tables.py). Segments and the roster stay byte for byte.

SYNC_VALUE = Table(
    "sync_value",
    METADATA,
    _text("name", primary_key=True),
    _text("value"),  # JSON; the laptop's own keys are among them
)

SYNC_ROSTER = Table(
    "sync_roster",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

SYNC_SEGMENT = Table(
    "sync_segment",
    METADATA,
    _text("device", primary_key=True),
    Column("number", Integer, primary_key=True, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

SYNC_HEAD = Table(
    "sync_head",
    METADATA,
    _text("device", primary_key=True),
    Column("number", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)

SYNC_FAMILY_KEY = Table(
    "sync_family_key",
    METADATA,
    Column("tag", LargeBinary, primary_key=True, nullable=False),
    Column("key_id", LargeBinary, primary_key=True, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),
)

SYNC_CHANGE = Table(
    "sync_change",
    METADATA,
    Column("number", Integer, primary_key=True),
    _text("type"),
    _text("id"),
    _text("family_id"),
    _text("encounter_id"),
    _text("revision"),
    _text("at"),
    Column("sent", Integer, nullable=False),  # own segment; 0 unsent, -1 a colleague's
    Column("body", LargeBinary, nullable=False),  # its JSON, compressed
)

SYNC_SEALED = Table(
    "sync_sealed",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    _text("about"),  # JSON: what is in it
)
