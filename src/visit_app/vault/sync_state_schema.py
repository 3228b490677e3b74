"""The fifth schema: a state that a record and its change have in common is kept once.

A record that came from a colleague says itself what change it came in, until there is
more to say; a change holds its state only while the record is another (change_rows.py).
A family's changes are looked for when it is erased alone: then all of them are gone
through, instead of an index that each change pays for.
"""

STEP = (
    "DROP INDEX sync_change_family",
    "ALTER TABLE record ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
)
