"""Records that do not open, or that shall be as they were: prepared, then confirmed.

Plain Python, no Qt; everything here reads whole files, so it runs in the background.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visit_app.ui.records_folder import Opened, RecordsFolder

if TYPE_CHECKING:
    from visit_app.vault.data_key import DataKey
    from visit_app.vault.recovering import Prepared
    from visit_app.vault.snapshot import Snapshot


@dataclass(frozen=True)
class Mending:
    """Restored records that wait to be confirmed, and the key that opens them."""

    prepared: "Prepared"
    key: "DataKey"

    def close(self) -> None:
        """Do not restore: everything stays as it is, and the key is wiped."""
        forget(self)


def look(records: RecordsFolder, secret: str, more: Path | None = None) -> Mending:
    """Prepare the newest state there is, here or in one more folder.

    Raises WrongSecret, SlowDown, and Damaged when nothing can be restored.
    """
    from visit_app.vault.backup_key import key_of, of_these_records
    from visit_app.vault.recovering import prepare
    from visit_app.vault.second_place import every_vault_in

    others = every_vault_in(more) if more is not None else ()
    others = of_these_records(others, records.folder)
    key = key_of(records.folder, secret, records.clock, others)
    try:
        return Mending(prepare(records.folder, key, more=others), key)
    except BaseException:
        key.wipe()
        raise


def look_at(records: RecordsFolder, secret: str, chosen: "Snapshot") -> Mending:
    """Prepare one backup exactly as it was made; raises as `look` does."""
    from visit_app.vault.backup_key import key_of
    from visit_app.vault.recovering import prepare_from

    key = key_of(records.folder, secret, records.clock, (chosen,))
    try:
        return Mending(prepare_from(records.folder, key, chosen), key)
    except BaseException:
        key.wipe()
        raise


def confirm(records: RecordsFolder, mending: Mending) -> Opened:
    """Put them in place, set aside what was there, and open them."""
    from visit_app.vault import swapping

    with mending.key as key:
        swapping.confirm(mending.prepared, records.clock)
        return records.opened(key)


def forget(mending: Mending) -> None:
    """Do not restore: everything stays as it is."""
    from visit_app.vault import swapping

    mending.key.wipe()
    swapping.forget(mending.prepared)


def write_report(records: RecordsFolder, path: Path) -> None:
    """Write the report for support, without personal data; raises OSError."""
    import json

    from visit_app.vault.support import report

    told = report(records.folder, records.clock)
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
