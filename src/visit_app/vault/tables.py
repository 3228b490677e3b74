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
