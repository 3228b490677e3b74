"""Licence packs on this laptop: installed once, checked again each time they are used.

A pack is kept in the vault as it was signed. What is wrong with one, an expired one
included, takes it out of use: the instrument is then entered by item number again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from visit_app.questionnaires import Catalogue
from visit_app.questionnaires.licence_pack import (
    Manifest,
    PackRefused,
    check_pack,
    check_usable,
    is_score_entry,
    read_manifest,
)
from visit_app.records.dates import spoken_date
from visit_app.vault.errors import VaultError
from visit_app.vault.pack_file import PackFiles, read_pack
from visit_app.vault.policy_in_vault import in_vault
from visit_app.vault.signed_file import PublicKey
from visit_app.vault.vault import Vault
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible

INSTALLED, TRUSTED = "packs", "packs/trusted-keys"


class UnknownKey(NotPossible):
    """Nobody has said yet that this key is the organisation's; `key` is the key."""

    def __init__(self, key: PublicKey, organisation: str) -> None:
        super().__init__(
            f"This licence pack is signed in the name of {organisation} with a key that"
            f" is not trusted here yet: {key.fingerprint}. Ask the organisation for the"
            " fingerprint of its key, by phone for instance. Only when both are the"
            " same, trust it. Nothing was changed."
        )
        self.key, self.organisation = key, organisation


@dataclass(frozen=True, slots=True)
class OfferedPack:
    """A pack that may be installed: read into memory, checked, signed by `key`."""

    files: PackFiles
    manifest: Manifest
    key: PublicKey
    title: str  # of the instrument


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack on this laptop; `problem` says why it is not in use, empty when it is."""

    manifest: Manifest
    title: str
    fingerprint: str
    installed: str  # an ISO 8601 moment
    by: str
    problem: str = ""

    @property
    def in_use(self) -> bool:
        """Whether the instrument shows its items."""
        return not self.problem


def look_at_pack(desk: Desk, path: Path) -> OfferedPack:
    """The pack in this folder or zip; raises VaultError or NotPossible."""
    files = read_pack(path)
    offered = _offered(files, desk.catalogue, desk.clock.today())
    with _refusals():
        check_usable(_form(files, offered.manifest, desk.catalogue))
    return offered


def install_pack(desk: Desk, offered: OfferedPack, *, trust: str = "") -> Desk:
    """Keep this pack and use it from now on; the desk with its forms.

    `trust` is the fingerprint of the key as the person was told it; it is needed for a
    key that is not trusted yet, and pins it. Raises UnknownKey, NotPossible.
    """
    manifest, key = offered.manifest, offered.key
    known = _kept(desk.vault)
    _check_beside(manifest, known)
    by, at = desk.practitioner.name, desk.clock.now().isoformat()
    trusted = _trusted(desk.vault)
    if not _is_trusted(desk.vault, key):
        if not key.is_known_as(trust):
            raise UnknownKey(key, manifest.organisation)
        about = {"organisation": manifest.organisation, "since": at, "by": by}
        trusted = {**trusted, key.to_text(): about}
    entry = {
        "manifest": offered.files.manifest.decode("utf-8"),
        "questionnaire": offered.files.questionnaire.decode("utf-8"),
        "signature": offered.files.signature.decode("utf-8"),
        "installed": at,
        "by": by,
    }
    with desk.vault.transaction():
        desk.vault.set_setting(TRUSTED, trusted)
        desk.vault.set_setting(INSTALLED, {**known, manifest.name: entry})
        desk.vault.note("install-pack", pack=f"{manifest.name}/{manifest.version}")
    return with_packs(desk)


def remove_pack(desk: Desk, name: str) -> Desk:
    """Take a pack and its wording away; the desk without it. Raises NotPossible.

    Answers given with it are read by the score entry: same items, answers and points.
    """
    known = _kept(desk.vault)
    if name not in known:
        raise NotPossible(
            f"There is no licence pack named {name}. Nothing was changed."
        )
    rest = {kept: entry for kept, entry in known.items() if kept != name}
    with desk.vault.transaction():
        desk.vault.set_setting(INSTALLED, rest)
        desk.vault.note("remove-pack", pack=name)
    return with_packs(desk)


def installed_packs(desk: Desk) -> tuple[InstalledPack, ...]:
    """Every pack on this laptop by name, with what keeps it from being used."""
    today, shipped = desk.clock.today(), _shipped(desk.catalogue)
    kept = sorted(_kept(desk.vault).items())
    return tuple(_installed(desk, name, e, shipped, today) for name, e in kept)


def with_packs(desk: Desk) -> Desk:
    """The desk with the wording of every pack that may be used, and of no other."""
    shipped = _shipped(desk.catalogue)
    forms = list(_forms(desk, shipped))
    catalogue = shipped.joined(*forms) if forms else shipped
    return replace(desk, catalogue=catalogue)


def _forms(desk: Desk, shipped: Catalogue) -> Iterator[Mapping[str, Any]]:
    today = desk.clock.today()
    for entry in _kept(desk.vault).values():
        try:
            offered = _offered(_files(entry), shipped, today)
        except (VaultError, NotPossible):
            continue  # installed_packs says why
        if _is_trusted(desk.vault, offered.key):
            yield _form(offered.files, offered.manifest, shipped)


def _installed(
    desk: Desk, name: str, entry: Mapping[str, str], shipped: Catalogue, today: date
) -> InstalledPack:
    files, manifest = _files(entry), _manifest(name, entry)
    problem, fingerprint = "", ""
    try:
        offered = _offered(files, shipped, today)
        fingerprint = offered.key.fingerprint
        if not _is_trusted(desk.vault, offered.key):
            problem = "Its key is not trusted any more."
    except (VaultError, NotPossible) as refusal:
        problem = str(refusal)
    title = next((f["title"] for f in _of(shipped, manifest.instrument)), name)
    at, by = entry["installed"], entry["by"]
    return InstalledPack(manifest, title, fingerprint, at, by, problem)


def _offered(files: PackFiles, catalogue: Catalogue, today: date) -> OfferedPack:
    """The pack in these files when it may be used today."""
    key = files.signer()
    with _refusals():
        manifest = read_manifest(files.manifest)
        form = _form(files, manifest, catalogue)
    if manifest.is_expired(today):
        raise NotPossible(
            f"This licence pack was valid until {_day(manifest.expires)}."
            " It is not used. Ask the organisation for a new one."
        )
    return OfferedPack(files, manifest, key, str(form["title"]))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PackRefused as refusal:
        raise NotPossible(f"{refusal} The licence pack is not used.") from None


def _form(files: PackFiles, manifest: Manifest, catalogue: Catalogue) -> dict[str, Any]:
    entries = _of(catalogue, manifest.instrument)
    if not any(is_score_entry(form) for form in entries):
        raise PackRefused(
            "This pack is for an instrument that this app does not take by score entry:"
            f" {manifest.instrument}."
        )
    shipped = {form["version"]: form for form in entries if is_score_entry(form)}
    return check_pack(manifest, files.questionnaire, shipped)


def _of(catalogue: Catalogue, url: str) -> list[Mapping[str, Any]]:
    """Every version that ships of the Questionnaire of this address."""
    return [
        form
        for versions in catalogue.files.values()
        for version, form in versions.items()
        if form["url"] == url and "+" not in version
    ]


def _shipped(catalogue: Catalogue) -> Catalogue:
    """The catalogue without the wording of any pack."""
    if not any("+" in v for versions in catalogue.files.values() for v in versions):
        return catalogue
    files = {
        name: {v: form for v, form in versions.items() if "+" not in v}
        for name, versions in catalogue.files.items()
    }
    return Catalogue(files)


def _check_beside(manifest: Manifest, known: Mapping[str, Mapping[str, str]]) -> None:
    for name, entry in known.items():
        other = _manifest(name, entry)
        if name != manifest.name and other.instrument == manifest.instrument:
            raise NotPossible(
                f"The licence pack {name} has the wording of this instrument already."
                " Remove it first. Nothing was changed."
            )
        older = _number(manifest.version) < _number(other.version)
        if name == manifest.name and older:
            raise NotPossible(
                f"Version {other.version} of this licence pack is installed, which is"
                " newer. Nothing was changed."
            )


def _manifest(name: str, entry: Mapping[str, str]) -> Manifest:
    """The manifest of an installed pack; bare when only another version reads it."""
    try:
        return read_manifest(entry["manifest"].encode("utf-8"))
    except PackRefused:
        return Manifest(name, "0", "", "", "", "")


def _day(day: date | None) -> str:
    return spoken_date(day) if day else ""


def _number(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


def _kept(vault: Vault) -> dict[str, dict[str, str]]:
    return vault.setting(INSTALLED, {})


def _trusted(vault: Vault) -> dict[str, dict[str, str]]:
    return vault.setting(TRUSTED, {})


def _is_trusted(vault: Vault, key: PublicKey) -> bool:
    """Pinned here, or the key that signed the organisation's policy in force."""
    policy = in_vault(vault)
    signs_policy = policy is not None and policy.current.key == key
    return signs_policy or key.to_text() in _trusted(vault)


def _files(entry: Mapping[str, str]) -> PackFiles:
    names = ("manifest", "questionnaire", "signature")
    return PackFiles(*(entry[name].encode("utf-8") for name in names))
