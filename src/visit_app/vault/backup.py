"""A verified copy of the database beside it, made before anything rewrites it."""

from pathlib import Path

from visit_app.vault import recipe
from visit_app.vault.errors import Damaged
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.place import Place


def copy_before_migration(
    connection: recipe.Connection, place: Place, key: bytearray
) -> Path:
    """Copy the vault into its backups folder and check the copy; returns its path.

    Raises Damaged when the copy does not hold, DiskFull and the like.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    try:
        place.backups.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise as_vault_error(problem) from None
    copy = _free(place.backups, f"schema-{version}")
    connection.execute("VACUUM INTO ?", (str(copy),))  # encrypted with the same key
    verify(copy, key)
    return copy


def verify(copy: Path, key: bytearray) -> None:
    """Read every page of a copy and check its structure; raises Damaged."""
    if not _is_whole(copy, key):
        raise Damaged(
            "A copy of your records was made before the update, but it could not be"
            " read back, so the update was not done. Your records were not changed."
            " Have the disk checked, then open the app again.",
            detail="copy",
        )


def _is_whole(copy: Path, key: bytearray) -> bool:
    try:
        connection = recipe.connect(copy, key)
    except recipe.driver.DatabaseError:
        return False
    try:
        bad_page = connection.execute("PRAGMA cipher_integrity_check").fetchone()
        structure = connection.execute("PRAGMA integrity_check").fetchall()
    except recipe.driver.DatabaseError:
        return False
    finally:
        connection.close()
    return bad_page is None and structure == [("ok",)]


def _free(folder: Path, stem: str) -> Path:
    number = 1
    while (folder / f"{stem}-{number}.db").exists():
        number += 1
    return folder / f"{stem}-{number}.db"
