"""Folders that cannot hold a vault: network shares and folders that a cloud copies.

WAL needs memory shared by all who use the file, which a network share does not give;
a cloud client copies the file while it is being written, and away from the laptop.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from visit_app.vault.errors import UnsuitableFolder
from visit_app.vault.mounts import is_network

_CLOUD_FOLDERS: tuple[tuple[str, str], ...] = (
    (r"onedrive\b.*", "OneDrive"),
    (r"dropbox\b.*", "Dropbox"),
    (r"google ?drive\b.*|googledrive-.*|my drive", "Google Drive"),
    (r"icloud ?drive\b.*|mobile documents|com~apple~clouddocs", "iCloud Drive"),
    (r"cloudstorage", "a cloud service"),
    (r"box( sync)?|box-box", "Box"),
    (r"nextcloud\b.*|owncloud\b.*", "Nextcloud"),
    (r"pclouddrive|pcloud drive|mega|sync\.com|tresorit.*", "a cloud service"),
)
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def check_suitable(folder: Path) -> None:
    """Raises UnsuitableFolder, with the reason, for a folder that must not be used."""
    for path in dict.fromkeys((folder.absolute(), folder.resolve())):
        if is_unc(str(folder)) or is_unc(str(path)) or is_network(path):
            raise UnsuitableFolder(
                "This folder is on a network drive. Records can only be kept on the"
                " laptop itself, because a network drive can lose what was just saved."
                " Nothing was changed. Choose a folder on this laptop.",
                detail="network",
            )
        service = cloud_service(path, os.environ)
        if service:
            raise UnsuitableFolder(
                f"This folder is copied to {service}. Records must stay on this laptop,"
                " and copying them while they are in use can damage them. Nothing was"
                " changed. Choose a folder outside it.",
                detail="cloud",
            )


def is_unc(path: str) -> bool:
    r"""Written as \\server\share; on Windows also //server/share."""
    if path.startswith(("\\\\?\\UNC\\", "//?/UNC/")):
        return True
    slashes = ("\\\\", "//") if sys.platform == "win32" else ("\\\\",)
    return path.startswith(slashes) and not path.startswith(("\\\\?\\", "\\\\.\\"))


def cloud_service(path: PurePath, environment: Mapping[str, str]) -> str:
    """The service that copies this folder elsewhere, or an empty string."""
    for name in _CLOUD_VARIABLES:
        root = environment.get(name)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for part in path.parts:
        for pattern, service in _CLOUD_FOLDERS:
            if re.fullmatch(pattern, part.casefold()):
                return service
    return ""
