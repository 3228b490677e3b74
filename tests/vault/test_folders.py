from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from visit_app.vault import folders
from visit_app.vault.errors import UnsuitableFolder


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("C:/Users/priya/OneDrive/records", "OneDrive"),
        ("C:/Users/priya/OneDrive - NHS Trust/records", "OneDrive"),
        ("C:/Users/priya/Dropbox (Personal)/x", "Dropbox"),
        ("G:/My Drive/x", "Google Drive"),
        ("C:/Users/priya/Google Drive/x", "Google Drive"),
        ("C:/Users/priya/iCloudDrive/x", "iCloud Drive"),
        ("C:/Users/priya/Box/x", "Box"),
        ("C:/Users/priya/Nextcloud/x", "Nextcloud"),
        ("C:/Users/priya/AppData/Local/visit_app", ""),
        ("C:/Users/onedriver/AppData/Local/visit_app", ""),
        ("C:/Toolbox/records", ""),
    ],
)
def test_windows_folders(path: str, service: str) -> None:
    assert folders.cloud_service(PureWindowsPath(path), {}) == service


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/Users/p/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        (
            "/Users/p/Library/CloudStorage/GoogleDrive-p@example.org/x",
            "a cloud service",
        ),
        ("/home/p/Dropbox/x", "Dropbox"),
        ("/home/p/.local/share/visit_app", ""),
    ],
)
def test_other_folders(path: str, service: str) -> None:
    assert folders.cloud_service(PurePosixPath(path), {}) == service


def test_the_folder_windows_names_as_onedrive() -> None:
    path = PureWindowsPath("D:/Trust files/records")
    environment = {"OneDriveCommercial": "D:\\Trust files"}

    assert folders.cloud_service(path, environment) == "OneDrive"
    assert folders.cloud_service(path, {"OneDrive": ""}) == ""


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\server\share\records", True),
        (r"\\?\UNC\server\share", True),
        (r"\\?\C:\records", False),
        (r"C:\records", False),
        ("/home/p", False),
    ],
)
def test_shares_by_their_name(path: str, unc: bool) -> None:
    assert folders.is_unc(path) is unc


def test_a_share_is_refused_with_the_reason() -> None:
    with pytest.raises(UnsuitableFolder, match="network drive"):
        folders.check_suitable(Path("\\\\server\\share\\records"))


def test_a_synced_folder_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnsuitableFolder, match="copied to Dropbox"):
        folders.check_suitable(tmp_path / "Dropbox" / "records")


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "records").symlink_to(tmp_path / "Dropbox", target_is_directory=True)

    with pytest.raises(UnsuitableFolder, match="Dropbox"):
        folders.check_suitable(tmp_path / "records")


def test_a_mounted_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "is_network", lambda path: True)
    with pytest.raises(UnsuitableFolder, match="network drive"):
        folders.check_suitable(tmp_path)


def test_a_local_folder_is_fine_whether_it_is_there_or_not(tmp_path: Path) -> None:
    folders.check_suitable(tmp_path)
    folders.check_suitable(tmp_path / "not" / "yet")
