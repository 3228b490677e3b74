"""Three files, by name, up to a limit; everything else is refused unread."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from tests.visits.sample_packs import as_folder, pack

from visit_app.questionnaires.licence_pack import MANIFEST, QUESTIONNAIRE, SIGNATURE
from visit_app.vault import pack_file
from visit_app.vault.pack_file import (
    LIMIT_BYTES,
    BadPack,
    PackFiles,
    read_pack,
    sign_folder,
    write_zip,
)
from visit_app.vault.signed_file import NotSigned, SigningKey


@pytest.fixture(scope="module")
def key() -> SigningKey:
    """The organisation's key."""
    return SigningKey.generate()


@pytest.fixture(scope="module")
def files(key: SigningKey) -> PackFiles:
    """A good pack."""
    return pack(key)


def zipped(tmp_path: Path, *entries: tuple[str, bytes]) -> Path:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def three(files: PackFiles, folder: str = "") -> list[tuple[str, bytes]]:
    return [
        (f"{folder}{MANIFEST}", files.manifest),
        (f"{folder}{QUESTIONNAIRE}", files.questionnaire),
        (f"{folder}{SIGNATURE}", files.signature),
    ]


def test_a_folder_is_read(tmp_path: Path, files: PackFiles, key: SigningKey) -> None:
    found = read_pack(as_folder(files, tmp_path / "pack"))
    assert found == files
    assert found.signer() == key.public


@pytest.mark.parametrize("folder", ["", "nhft-epds/"])
def test_a_zip_is_read_with_a_folder_in_it_or_without(
    tmp_path: Path, files: PackFiles, folder: str
) -> None:
    entries = three(files, folder)
    if folder:
        entries.insert(0, (folder, b""))
    assert read_pack(zipped(tmp_path, *entries)) == files


def test_a_written_zip_is_read_again(tmp_path: Path, files: PackFiles) -> None:
    write_zip(files, tmp_path / "out.zip")
    assert read_pack(tmp_path / "out.zip") == files


def test_signing_a_folder_makes_it_whole(
    tmp_path: Path, files: PackFiles, key: SigningKey
) -> None:
    folder = as_folder(files, tmp_path / "pack")
    (folder / SIGNATURE).unlink()
    with pytest.raises(NotSigned, match="is not signed"):
        read_pack(folder)
    sign_folder(folder, key)
    assert read_pack(folder).signer() == key.public


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "../../home/evil",
        "/etc/passwd",
        "C:\\evil",
        "a/b/manifest.json",
        "manifest.json/../evil",
        "MANIFEST.JSON",
        "extra.txt",
        "__MACOSX/._manifest.json",
    ],
)
def test_a_zip_with_another_name_in_it_is_refused(
    tmp_path: Path, files: PackFiles, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    path = zipped(tmp_path, *three(files), (name, b"x"))
    with pytest.raises(BadPack, match="nothing else"):
        read_pack(path)
    assert sorted(tmp_path.rglob("*")) == [*before, path]


@pytest.mark.parametrize("folder", ["../", "/", "a/b/", "../../"])
def test_a_zip_that_lies_elsewhere_is_refused(
    tmp_path: Path, files: PackFiles, folder: str
) -> None:
    with pytest.raises(BadPack):
        read_pack(zipped(tmp_path, *three(files, folder)))


def test_a_name_that_is_there_twice_is_refused(
    tmp_path: Path, files: PackFiles
) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(tmp_path, *three(files), (MANIFEST, b"{}"))
    with pytest.raises(BadPack, match="twice"):
        read_pack(path)


def test_a_bomb_is_read_up_to_the_limit_only(tmp_path: Path, files: PackFiles) -> None:
    bomb = (QUESTIONNAIRE, bytes(5_000_000))
    first, _, last = three(files)
    path = zipped(tmp_path, first, bomb, last)
    assert path.stat().st_size < 100_000
    with pytest.raises(BadPack, match="too large"):
        read_pack(path)


def test_a_size_that_is_a_lie_does_not_help(tmp_path: Path, files: PackFiles) -> None:
    """The directory of the zip claims 10 bytes for what swells to 5 million."""
    first, _, last = three(files)
    path = zipped(tmp_path, first, (QUESTIONNAIRE, bytes(5_000_000)), last)
    data = path.read_bytes()
    claimed = (5_000_000).to_bytes(4, "little")
    assert data.count(claimed) == 2  # in the entry and in the directory
    path.write_bytes(data.replace(claimed, (10).to_bytes(4, "little")))
    with pytest.raises(BadPack):
        read_pack(path)


def test_a_large_file_in_a_folder_is_refused(tmp_path: Path, files: PackFiles) -> None:
    folder = as_folder(files, tmp_path / "pack")
    (folder / QUESTIONNAIRE).write_bytes(bytes(LIMIT_BYTES + 1))
    with pytest.raises(BadPack, match="too large"):
        read_pack(folder)


def test_a_damaged_zip_is_refused(tmp_path: Path, files: PackFiles) -> None:
    path = zipped(tmp_path, *three(files))
    whole = path.read_bytes()
    for content in (b"", b"no zip", whole[: len(whole) // 2], whole[:-30]):
        path.write_bytes(content)
        with pytest.raises(BadPack, match="neither a folder nor a zip"):
            read_pack(path)
    middle = len(whole) // 3
    changed = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
    path.write_bytes(changed)
    with pytest.raises(BadPack):
        read_pack(path)


def test_a_locked_zip_is_refused(tmp_path: Path, files: PackFiles) -> None:
    path = zipped(tmp_path, *three(files))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1  # "encrypted"
            place = data.find(mark, place + 1)
    path.write_bytes(bytes(data))
    with pytest.raises(BadPack, match="neither a folder nor a zip"):
        read_pack(path)


@pytest.mark.parametrize("missing", [MANIFEST, QUESTIONNAIRE])
def test_a_missing_file_is_named(
    tmp_path: Path, files: PackFiles, missing: str
) -> None:
    folder = as_folder(files, tmp_path / "pack")
    (folder / missing).unlink()
    with pytest.raises(BadPack, match=f"{missing} is missing"):
        read_pack(folder)


def test_another_file_in_the_folder_is_refused(
    tmp_path: Path, files: PackFiles
) -> None:
    folder = as_folder(files, tmp_path / "pack")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadPack, match="nothing else"):
        read_pack(folder)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="could not be opened"):
        read_pack(tmp_path / "none")


def test_a_folder_in_the_place_of_a_file_is_refused(
    tmp_path: Path, files: PackFiles
) -> None:
    folder = as_folder(files, tmp_path / "pack")
    (folder / QUESTIONNAIRE).unlink()
    (folder / QUESTIONNAIRE).mkdir()
    with pytest.raises(BadPack, match="not an ordinary file"):
        read_pack(folder)


def test_a_link_is_not_followed(
    tmp_path: Path, files: PackFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = as_folder(files, tmp_path / "pack")
    real = Path.lstat

    def as_link(path: Path) -> os.stat_result:
        found = real(path)
        if path.name != QUESTIONNAIRE:
            return found
        return os.stat_result((stat.S_IFLNK | 0o777, *found[1:10]))

    monkeypatch.setattr(Path, "lstat", as_link)
    with pytest.raises(BadPack, match="not an ordinary file"):
        read_pack(folder)


def test_a_disk_that_does_not_answer_is_said(
    tmp_path: Path, files: PackFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = as_folder(files, tmp_path / "pack")

    def refuse(content: bytes, name: str) -> bytes:
        raise OSError

    monkeypatch.setattr(pack_file, "_limited", refuse)
    with pytest.raises(BadPack, match="it cannot be read"):
        read_pack(folder)


def test_a_signature_of_another_manifest_is_refused(
    files: PackFiles, key: SigningKey
) -> None:
    other = pack(key, version="2")
    mixed = PackFiles(files.manifest, files.questionnaire, other.signature)
    with pytest.raises(NotSigned):
        mixed.signer()


def test_the_signature_in_a_zip_of_memory_is_the_files_own(files: PackFiles) -> None:
    """Two packs of the same content are byte for byte the same zip."""
    made = []
    for _ in range(2):
        target = io.BytesIO()
        write_zip(files, target)  # type: ignore[arg-type]
        made.append(target.getvalue())
    assert made[0] == made[1]
