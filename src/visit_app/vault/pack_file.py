"""A licence pack as it lies on a disk: a folder or a zip of exactly three files.

Nothing is unpacked anywhere: the three files are read into memory, up to a limit, and
only under their own names. So a zip cannot write outside a folder, and cannot swell.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from visit_app.questionnaires.licence_pack import MANIFEST, QUESTIONNAIRE, SIGNATURE
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.vault.signed_file import NotSigned, PublicKey, SigningKey, signer_of

PURPOSE = "licence-pack"
LIMIT_BYTES = 2_000_000
"""Of each file; the largest Questionnaire that ships has some 60,000 bytes."""
NAMES = (MANIFEST, QUESTIONNAIRE, SIGNATURE)


class BadPack(VaultError):
    """Not a licence pack; the sentence says why."""

    sentence = "This is not a licence pack. Nothing was changed."


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The three files of a pack, as bytes."""

    manifest: bytes
    questionnaire: bytes
    signature: bytes

    def signer(self) -> PublicKey:
        """Whose valid signature it carries; raises NotSigned.

        The signature is of the manifest, and the manifest has the digest of the
        Questionnaire.
        """
        return signer_of(self.manifest, self.signature, PURPOSE)


def read_pack(path: Path) -> PackFiles:
    """The pack in this folder or zip; raises BadPack, or NotSigned without a signature.

    The names in it are checked before anything of it is read.
    """
    try:
        found = _from_folder(path) if path.is_dir() else _from_zip(path)
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        raise BadPack(f"The licence pack could not be opened: {reason}.") from None
    return _whole(found)


def sign_folder(folder: Path, key: SigningKey) -> None:
    """Put the signature beside the manifest in this folder; raises VaultError."""
    manifest = _limited_file(folder / MANIFEST)
    write_whole(folder / SIGNATURE, key.sign(manifest, PURPOSE))


def write_zip(files: PackFiles, path: Path) -> None:
    """The same pack as one file to hand out; raises OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = (files.manifest, files.questionnaire, files.signature)
        for name, content in zip(NAMES, contents, strict=True):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _whole(found: Mapping[str, bytes]) -> PackFiles:
    if SIGNATURE not in found and {MANIFEST, QUESTIONNAIRE} <= set(found):
        raise NotSigned(
            "This licence pack is not signed. It was not used and nothing was changed."
            " Ask the organisation for the signed one."
        )
    missing = [name for name in NAMES if name not in found]
    if missing:
        raise BadPack(
            f"This is not a licence pack: {missing[0]} is missing. Nothing was changed."
        )
    return PackFiles(found[MANIFEST], found[QUESTIONNAIRE], found[SIGNATURE])


def _from_folder(folder: Path) -> dict[str, bytes]:
    names = sorted(entry.name for entry in folder.iterdir())
    _check_names(names)
    return {name: _limited_file(folder / name) for name in names}


def _limited_file(path: Path) -> bytes:
    # Not through a link: it could lead to any file of this computer.
    if not stat.S_ISREG(path.lstat().st_mode):
        raise BadPack(f"{path.name} is not an ordinary file. Nothing was changed.")
    with path.open("rb") as file:
        return _limited(file.read(LIMIT_BYTES + 1), path.name)


def _from_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            folder = _common_folder(entries)
            _check_names([_inside(folder, entry) for entry in entries])
            return dict(_entries(archive, folder, entries))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        # RuntimeError: it is locked with a password
        raise BadPack(
            "This is not a licence pack: it is neither a folder nor a zip that can be"
            " read. Nothing was changed."
        ) from None


def _entries(
    archive: zipfile.ZipFile, folder: str, entries: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        name = _inside(folder, entry)
        with archive.open(entry) as file:  # never more, whatever size it claims
            yield name, _limited(file.read(LIMIT_BYTES + 1), name)


def _common_folder(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder that all of it lies in, as when a folder was zipped; or ""."""
    tops = {PurePosixPath(entry.filename).parts[:-1] for entry in entries}
    (only,) = tops if len(tops) == 1 else ((),)
    is_plain = len(only) == 1 and only[0] not in {"..", "/"}
    return f"{only[0]}/" if is_plain else ""


def _inside(folder: str, entry: zipfile.ZipInfo) -> str:
    return entry.filename.removeprefix(folder)


def _check_names(names: list[str]) -> None:
    if len(names) > len(set(names)):
        raise BadPack(
            "This is not a licence pack: a file is there twice. Nothing was changed."
        )
    if not set(names) <= set(NAMES):
        raise BadPack(
            f"A licence pack holds {', '.join(NAMES)} and nothing else. Nothing was"
            " changed."
        )


def _limited(content: bytes, name: str) -> bytes:
    if len(content) > LIMIT_BYTES:
        raise BadPack(f"{name} is too large for a licence pack. Nothing was changed.")
    return content
