"""Statements given to the engine directly say and keep what others do."""

import pytest
from sqlalchemy import bindparam, select, update

from visit_app.vault import family_store, record_store
from visit_app.vault.errors import Immutable
from visit_app.vault.limits import number_in_sql
from visit_app.vault.statement import Statement
from visit_app.vault.tables import RECORD
from visit_app.vault.vault import Vault

_NUMBERS = (
    select(RECORD.c.type)
    .where(RECORD.c.type == bindparam("t"), RECORD.c.status != "none")
    .limit(number_in_sql(1))
)
_STATUS = (
    update(RECORD)
    .where(RECORD.c.type == bindparam("t"))
    .values(status=bindparam("status"))
)


def test_values_go_where_their_names_stand(vault: Vault) -> None:
    with vault._database.reading() as connection:
        rows = Statement(_NUMBERS).read(connection, {"t": "Practitioner"}).fetchall()
    assert rows == [("Practitioner",)]


def test_what_is_written_is_kept_for_the_journal(vault: Vault) -> None:
    change = Statement(_STATUS)
    with vault._database.writing() as transaction:
        change.write(transaction, {"t": "Practitioner", "status": "here"})
        (written,) = transaction.written
    assert (written.sql, written.values) == (change.sql, ("here", "Practitioner"))


def test_a_value_that_is_missing_is_noticed(vault: Vault) -> None:
    with vault._database.reading() as connection, pytest.raises(KeyError):
        Statement(_NUMBERS).read(connection, {})


def test_refusals_of_the_engine_are_vault_errors(vault: Vault) -> None:
    never = Statement(RECORD.delete())
    with pytest.raises(Immutable), vault._database.writing() as transaction:
        never.write(transaction, {})


def test_no_number_of_rows_is_bound_in_what_goes_with_each_key() -> None:
    """SQLite would compile the statement anew each time (limits.py)."""
    for limit in (1, 20, -1):
        found = (
            record_store._found_by(("status",), limit),
            family_store._found(limit, matching=True),
            family_store._found(limit, matching=False),
        )
        for statement in found:
            assert f"LIMIT {limit}" in statement.sql
            assert "LIMIT ?" not in statement.sql
