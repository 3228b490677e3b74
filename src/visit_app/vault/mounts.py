"""Whether a folder lies on a network drive, as each system tells it."""

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path, PurePath

_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "afs",
    "ceph",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
    "fuse.glusterfs",
}
_DRIVE_REMOTE = 4  # GetDriveTypeW
_MAC_MOUNT = re.compile(r"^.* on (?P<at>.+) \((?P<type>\w+)[,)]")


def is_network(path: Path) -> bool:
    """Whether the file system under this path is on another machine."""
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
    return file_system(path, _mounts()) in _NETWORK


def file_system(path: PurePath, mounts: list[tuple[str, str]]) -> str:
    """The type of the file system of the innermost (later) mount above the path."""
    over = [(at, kind) for at, kind in mounts if path.is_relative_to(at)]
    longest = max((len(at) for at, _ in over), default=0)
    return next((kind for at, kind in reversed(over) if len(at) == longest), "")


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """(mount point, type) from /proc/self/mounts."""
    fields = (line.split() for line in text.splitlines())
    return [(_unescaped(f[1]), f[2]) for f in fields if len(f) > 2]


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """(mount point, type) from the output of mount."""
    found = (_MAC_MOUNT.match(line) for line in text.splitlines())
    return [(m["at"], m["type"]) for m in found if m]


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            command = ["/sbin/mount"]
            shown = subprocess.run(command, capture_output=True, check=True, timeout=5)  # noqa: S603 - fixed
            return mac_mounts(os.fsdecode(shown.stdout))
        return linux_mounts(os.fsdecode(Path("/proc/self/mounts").read_bytes()))
    except (OSError, subprocess.SubprocessError):
        return []  # the system does not say: the folder is taken as local


def _unescaped(text: str) -> str:
    """Spaces and the like stand as octal numbers there."""
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), text)
