"""Indexes of sync's changes, as they are asked for: a row costs what each index costs.

Revisions are looked for among what is unsent alone. Own visits in the store are counted
from the index, without reading the changes.
"""

STEP = (
    "DROP INDEX sync_change_revision",
    "DROP INDEX sync_change_own",
    """CREATE INDEX sync_change_own ON sync_change (encounter_id, type, sent)
        WHERE sent > 0""",
)
