"""Erasing a family from an open vault, to the last page of its files."""

import json
from collections.abc import Mapping

from sqlalchemy import delete, select

from visit_app.vault import erased_before
from visit_app.vault.audit import Note
from visit_app.vault.database import Database
from visit_app.vault.erasure import PAGES_WAIT, Content, content_of, erase_family
from visit_app.vault.errors import NotFound
from visit_app.vault.tables import FAMILY, SETTING


class Erasing:
    """Erases families, and takes the emptied pages out of the files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def content_of(self, family_id: str) -> Content:
        """What the vault holds of a family; raises NotFound."""
        with self._database.reading() as connection:
            here = FAMILY.c.id == family_id
            if connection.execute(select(FAMILY.c.id).where(here)).first() is None:
                raise NotFound(detail="Family")
            return content_of(connection, family_id)

    def erase(self, family_id: str, about: Mapping[str, str | int]) -> Content:
        """Delete a family and enter that in the audit: both or neither.

        Nothing of it can be read after the commit. `clear_pages` then takes the
        emptied pages away; until that is done it is remembered. Raises NotFound.
        """
        with self._database.writing() as transaction:
            content = self.content_of(family_id)
            erase_family(transaction.connection, family_id)
            proof = {"proof": content.proof, **content.counts}
            transaction.noted.append(Note("erase", family_id, about={**about, **proof}))
            return content

    def repeat(self) -> None:
        """Erase what had been erased before an earlier copy was restored."""
        again = self._to_erase_again()
        if not again:
            return
        with self._database.writing() as transaction:
            here = SETTING.c.name == erased_before.SETTING
            transaction.connection.execute(delete(SETTING).where(here))
            for family_id in again:
                content = erase_family(transaction.connection, family_id)
                about = {"reason": "restored", "proof": content.proof, **content.counts}
                transaction.noted.append(Note("erase", family_id, about=about))

    def _to_erase_again(self) -> list[str]:
        query = select(SETTING.c.value).where(SETTING.c.name == erased_before.SETTING)
        with self._database.reading() as connection:
            value = connection.execute(query).scalar()
        return list(json.loads(value)) if value else []

    @property
    def pages_wait(self) -> bool:
        """Whether pages of something erased are still to be taken out of the files."""
        with self._database.reading() as connection:
            query = select(SETTING.c.name).where(SETTING.c.name == PAGES_WAIT)
            return connection.execute(query).first() is not None

    def clear_pages(self) -> None:
        """Write the files anew without the emptied pages, if any wait for that.

        Takes about a second for 100 MB and needs that much room; raises DiskFull and
        the like, and is then done when the vault is next opened.
        """
        if self.pages_wait and self._database.compact():
            with self._database.writing() as transaction:
                here = SETTING.c.name == PAGES_WAIT
                transaction.connection.execute(delete(SETTING).where(here))
