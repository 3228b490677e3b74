"""Which folders can hold a vault: on this laptop's own disk, copied by nobody.

SQLite's WAL does not work on a network share, and a cloud service that copies the
files while they are in use tears them apart.
"""

import sys
from pathlib import Path, PurePath

from visit_app.vault.errors import UnsuitableFolder

# Folder names the services give their synced folder, by the service's name.
SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "cloudstorage": "a cloud service",
}
NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "9p",
        "fuse.sshfs",
        "davfs",
        "ncpfs",
    }
)
_MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4  # GetDriveTypeW: DRIVE_REMOTE


def check_suitable(folder: Path) -> None:
    """Raises UnsuitableFolder, with the reason, for a share or a synced folder."""
    whole = Path(folder).absolute()
    if is_network_path(str(folder)) or is_network_path(str(whole)) or _mounted(whole):
        raise UnsuitableFolder(
            "This folder is on a network share, where records can be torn apart when"
            " the connection drops. Nothing was saved there. Choose a folder on this"
            " laptop’s own disk."
        )
    service = synced_by(whole) or synced_by(whole.resolve())
    if service:
        raise UnsuitableFolder(
            f"This folder is copied by {service}, which can damage records while they"
            " are in use. Nothing was saved there. Choose a folder on this laptop that"
            " is not copied to the internet."
        )


def synced_by(folder: PurePath) -> str:
    """The service whose synced folder this is, or lies in; empty when there is none."""
    for part in folder.parts:
        name = part.casefold()
        for known, service in SYNCED.items():
            if name == known or name.startswith((f"{known} -", f"{known}-")):
                return service
    return ""


def is_network_path(text: str) -> bool:
    r"""Whether a path is written as a share: \\server\share or //server/share."""
    return text.startswith(("\\\\", "//")) and not text.startswith(
        ("\\\\?\\", "\\\\.\\")
    )


def network_mount(folder: PurePath, mounts: str) -> bool:
    """Whether the mount the folder lies on is a network's; `mounts` as in /proc."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, fields[2]
    return kind in NETWORK_FILE_SYSTEMS


def _mounted(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
        return bool(kind == _DRIVE_REMOTE)
    if not _MOUNTS.exists():
        return False
    return network_mount(folder, _MOUNTS.read_text(encoding="utf-8", errors="replace"))
