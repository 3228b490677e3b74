"""Writing a small file so that it is there, whole, after a power cut."""

import os
import secrets
import shutil
from pathlib import Path

from visit_app.vault.os_errors import as_vault_error


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file in one step; raises VaultError and leaves the old one."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        write_synced(part, content)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise as_vault_error(problem) from None
    replace_whole(part, path)


def replace_whole(source: Path, target: Path) -> None:
    """Move a finished file over another in one step; raises VaultError."""
    try:
        os.replace(source, target)
        sync_folder(target.parent)
    except OSError as problem:
        raise as_vault_error(problem) from None


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file, readable by its owner only, and wait for the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def copy_synced(source: Path, target: Path) -> None:
    """Copy a file and wait until the copy is on disk; raises OSError."""
    shutil.copyfile(source, target)
    wait_for(target)


def wait_for(path: Path) -> None:
    """Wait until all of a file is on disk; raises OSError."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's own entries are on disk, where the system allows it."""
    if os.name == "nt":  # Windows has no handle to a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
