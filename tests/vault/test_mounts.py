import sys
from pathlib import Path, PurePosixPath

import pytest

from visit_app.vault.mounts import (
    _mounts,
    file_system,
    is_network,
    linux_mounts,
    mac_mounts,
)

LINUX = r"""
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
//server/home /home/priya/My\040share cifs rw 0 0
server:/export /mnt nfs4 rw 0 0
/dev/sdb1 /mnt/stick ext4 rw 0 0
overmounted /mnt/stick fuse.sshfs rw 0 0
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//priya@server/Team%20share on /Volumes/Team share (smbfs, nodev, nosuid)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/priya/.local/share", "ext4"),
        ("/home/priya/My share/records", "cifs"),
        ("/mnt/a", "nfs4"),
        ("/mnt/stick/a", "fuse.sshfs"),
        ("/mntx", "ext4"),
    ],
)
def test_linux(path: str, kind: str) -> None:
    assert file_system(PurePosixPath(path), linux_mounts(LINUX)) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/Users/priya", "apfs"),
        ("/Volumes/Team share/records", "smbfs"),
        ("/System/Volumes/Data/home/x", "autofs"),
    ],
)
def test_mac(path: str, kind: str) -> None:
    assert file_system(PurePosixPath(path), mac_mounts(MAC)) == kind


def test_nothing_known_is_taken_as_local() -> None:
    assert file_system(PurePosixPath("/home"), []) == ""


@pytest.mark.parametrize(("kind", "network"), [("cifs", True), ("ext4", False)])
def test_this_computer_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, network: bool
) -> None:
    mounts = [("/", "ext4"), (str(tmp_path), kind)]
    monkeypatch.setattr("visit_app.vault.mounts._mounts", lambda: mounts)
    assert is_network(tmp_path / "records") is network


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/mounts")
def test_the_system_tells_what_its_folders_are() -> None:
    assert file_system(PurePosixPath("/proc"), _mounts()) == "proc"


def test_what_the_system_cannot_say_is_taken_as_local(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: Path) -> bytes:
        raise OSError(2, "No such file")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert not is_network(Path("/mnt"))
