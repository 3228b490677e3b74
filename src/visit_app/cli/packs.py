"""`pack`: licence packs, for the laptop and for the organisation that makes them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure, bytes_of
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.visits import InstalledPack

KEY_FILE, PUBLIC_FILE = "signing-key.pem", "signing-key.pub"


def install(session: Session) -> int:
    """Install the pack in a folder or zip."""
    from visit_app.visits import install_pack, look_at_pack

    with session.desk() as desk:
        offered = look_at_pack(desk, Path(session.options.path))
        install_pack(desk, offered, trust=session.options.trust)
    told = {
        "installed": offered.manifest.name,
        "version": offered.manifest.version,
        "instrument": offered.title,
        "organisation": offered.manifest.organisation,
        "key": offered.key.fingerprint,
    }
    _tell(
        session,
        told,
        f"Installed: {offered.manifest.name} {offered.manifest.version}."
        f" {offered.title} now shows its items.",
    )
    return 0


def list_packs(session: Session) -> int:
    """List the packs on this laptop."""
    from visit_app.visits import installed_packs

    with session.desk() as desk:
        found = installed_packs(desk)
    if session.json:
        show([_fields(pack) for pack in found])
    else:
        say(*(_line(pack) for pack in found))
        if not found:
            say("No licence pack is installed.")
    return 0


def remove(session: Session) -> int:
    """Take a pack away; its instrument is entered by item number again."""
    from visit_app.visits import remove_pack

    name = session.options.name
    with session.desk() as desk:
        remove_pack(desk, name)
    _tell(session, {"removed": name}, f"Removed: {name}.")
    return 0


def make_keys(session: Session) -> int:
    """Make the organisation's key pair in a folder."""
    from visit_app.vault.signed_file import SigningKey

    folder = Path(session.options.folder)
    if (folder / KEY_FILE).exists() or (folder / PUBLIC_FILE).exists():
        raise Failure("There is a key in this folder already. Nothing was changed.")
    key = SigningKey.generate()
    pem = key.to_pem(session.passphrase(new=True))
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / KEY_FILE, pem)
    _write(folder / PUBLIC_FILE, f"{key.public.to_text()}\n".encode())
    told = {
        "secretKey": str(folder / KEY_FILE),
        "publicKey": str(folder / PUBLIC_FILE),
        "fingerprint": key.public.fingerprint,
    }
    _tell(session, told, f"Fingerprint: {key.public.fingerprint}")
    return 0


def make(session: Session) -> int:
    """Begin a pack: a folder with the texts to fill in."""
    from visit_app.questionnaires.licence_pack import (
        FORMAT,
        FORMAT_VERSION,
        MANIFEST,
        QUESTIONNAIRE,
        TO_FILL_IN,
        template,
    )

    options = session.options
    shipped = _score_entry(options.instrument)
    folder = Path(options.folder)
    if folder.exists() and any(folder.iterdir()):
        raise Failure("This folder is not empty. Nothing was changed.")
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "format": FORMAT,
        "formatVersion": FORMAT_VERSION,
        "name": options.name,
        "version": options.pack_version,
        "organisation": f"{TO_FILL_IN}: name of the organisation",
        "permission": f"{TO_FILL_IN}: who allowed it, when, for whom",
        "instrument": shipped["url"],
    }
    form = template(shipped, options.name, options.pack_version)
    _write_json(folder / MANIFEST, manifest)
    _write_json(folder / QUESTIONNAIRE, form)
    told = {"folder": str(folder), "instrument": shipped["url"]}
    _tell(session, told, f"Made in {folder}: fill in the texts, then sign it.")
    return 0


def sign(session: Session) -> int:
    """Check a pack, and put the signature into its folder."""
    from visit_app.vault.pack_file import read_pack, sign_folder, write_zip
    from visit_app.vault.signed_file import SigningKey

    options, folder = session.options, Path(session.options.folder)
    with _refusals():
        _with_digest(folder)
    key = SigningKey.from_pem(
        bytes_of(Path(options.key), "signing key"), session.passphrase()
    )
    sign_folder(folder, key)
    if options.zip:
        write_zip(read_pack(folder), Path(options.zip))
    told = {
        "signed": str(folder),
        "zip": options.zip or None,
        "fingerprint": key.public.fingerprint,
    }
    _tell(session, told, f"Signed. Fingerprint of the key: {key.public.fingerprint}")
    return 0


def _with_digest(folder: Path) -> None:
    """Check the pack in this folder and write the Questionnaire's digest into it."""
    from visit_app.questionnaires.licence_pack import (
        MANIFEST,
        QUESTIONNAIRE,
        check_pack,
        check_usable,
        read_manifest,
        read_object,
    )

    content = bytes_of(folder / QUESTIONNAIRE, QUESTIONNAIRE)
    digest = sha256(content).hexdigest()
    written = read_object(bytes_of(folder / MANIFEST, MANIFEST), MANIFEST)
    fields = {**written, "questionnaireSha256": digest}
    manifest = read_manifest(json.dumps(fields).encode())
    shipped = _score_entry(manifest.instrument)
    check_usable(check_pack(manifest, content, {shipped["version"]: shipped}))
    _write_json(folder / MANIFEST, manifest.to_json())


def _score_entry(name: str) -> dict[str, Any]:
    """The shipped Questionnaire of this name or address, which has no wording."""
    from visit_app.questionnaires import Catalogue
    from visit_app.questionnaires.licence_pack import is_score_entry
    from visit_app.resources import resource_folder

    catalogue = Catalogue.load(resource_folder() / "questionnaires")
    entries = {
        known: form
        for short in catalogue.names
        for form in [catalogue.files[short][catalogue.versions(short)[0]]]
        if is_score_entry(form)
        for known in (short, form["url"])
    }
    if name not in entries:
        names = ", ".join(k for k in entries if "/" not in k)
        raise Failure(f"Licence packs are for {names}. Nothing was changed.")
    return dict(entries[name])


def _fields(pack: "InstalledPack") -> dict[str, Any]:
    manifest = pack.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "organisation": manifest.organisation,
        "permission": manifest.permission,
        "expires": manifest.expires.isoformat() if manifest.expires else None,
        "instrument": manifest.instrument,
        "title": pack.title,
        "key": pack.fingerprint,
        "installed": pack.installed,
        "by": pack.by,
        "inUse": pack.in_use,
        "problem": pack.problem,
    }


def _line(pack: "InstalledPack") -> str:
    manifest = pack.manifest
    state = "in use" if pack.in_use else f"not in use: {pack.problem}"
    return (
        f"{manifest.name} {manifest.version}: {pack.title},"
        f" {manifest.organisation}; {state}"
    )


def _tell(session: Session, data: dict[str, Any], line: str) -> None:
    if session.json:
        show(data)
    else:
        say(line)


@contextmanager
def _refusals() -> Iterator[None]:
    from visit_app.questionnaires.licence_pack import PackRefused

    try:
        yield
    except PackRefused as refusal:
        raise Failure(str(refusal)) from None


def _write(path: Path, content: bytes) -> None:
    from visit_app.vault.durable import write_whole

    write_whole(path, content)


def _write_json(path: Path, data: dict[str, Any]) -> None:
    _write(path, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
