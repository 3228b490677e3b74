"""The check of every page, whatever its connection has seen before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.vault.sample_records import AMIRA, HASSAN

from visit_app.vault.vault import Created


def test_families_another_connection_wrote_are_no_damage(created: Created) -> None:
    vault = created.vault
    vault.save_family(HASSAN, "Priya Nair")
    with vault._database.reading() as connection, ThreadPoolExecutor(1) as other:
        # This one has seen the index of names; meanwhile another one writes it.
        connection.exec_driver_sql("SELECT * FROM family_fts WHERE names MATCH 'amira'")
        for number in range(3):
            parent = replace(AMIRA, id=f"p{number}", family_name=f"Byrne{number}")
            family = replace(HASSAN, id=f"f{number}", parents=(parent,), babies=())
            other.submit(vault.save_family, family, "Priya Nair").result()
    vault.check()
