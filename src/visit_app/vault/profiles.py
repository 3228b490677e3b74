"""Who keeps records on this laptop: one vault each, side by side in the data folder.

The first practitioner's vault lies in the data folder itself, as it does where there is
only one; each further one in a folder under `practitioners`, named at random. No key is
shared. The display name is read before unlocking, so it is what the practitioner chose
to show there: initials or a first name.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.vault.place import FURTHER, holds_vault

FIRST = "first"
FILE_NAME = "profile.json"
LONGEST_NAME = 40


class BadName(VaultError):
    """The display name cannot be used."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One practitioner of this laptop; `name` is "" until one was chosen."""

    id: str
    folder: Path
    name: str = ""


def profiles(root: Path) -> tuple[Profile, ...]:
    """Everybody who has records here: the first practitioner, then the rest by name."""
    first = [_profile(FIRST, root)] if holds_vault(root) else []
    rest = [_profile(f.name, f) for f in _folders(root) if holds_vault(f)]
    return (*first, *sorted(rest, key=lambda p: (p.name.casefold(), p.id)))


def find(root: Path, who: str) -> Profile | None:
    """The practitioner with this id or display name, however it is capitalised.

    Raises BadName when two have that name.
    """
    wanted = who.strip().casefold()
    known = profiles(root)
    found = [p for p in known if p.id == wanted]
    found = found or [p for p in known if p.name.casefold() == wanted]
    if len(found) > 1:
        ids = ", ".join(p.id for p in found)
        raise BadName(
            f"Two practitioners of this laptop have that name. Nothing was changed. Say"
            f" which one by its id: {ids}.",
            detail="practitioner",
        )
    return found[0] if found else None


def new_folder(root: Path) -> Path:
    """Where the vault of one more practitioner goes: the first one's is the root."""
    return root / FURTHER / secrets.token_hex(8) if profiles(root) else root


def set_name(profile_folder: Path, name: str) -> None:
    """Keep a display name; raises BadName, DiskFull and the like."""
    shown = " ".join(name.split())
    if len(shown) > LONGEST_NAME or not shown.isprintable():
        raise BadName(
            f"A name on the unlock page has at most {LONGEST_NAME} characters. Nothing"
            " was changed. Initials or a first name are enough.",
            detail="practitioner",
        )
    content = json.dumps({"format": 1, "name": shown}, ensure_ascii=False)
    write_whole(profile_folder / FILE_NAME, content.encode())


def initials(name: str) -> str:
    """What is shown unless somebody chooses otherwise: "Sarah O'Brien" is "SO"."""
    return "".join(word[0] for word in name.split()[:3]).upper()


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(p for p in (root / FURTHER).iterdir() if p.is_dir())
    except OSError:
        return []


def _profile(profile_id: str, folder: Path) -> Profile:
    try:
        name = json.loads((folder / FILE_NAME).read_bytes())["name"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        name = ""
    text = name if isinstance(name, str) and name.isprintable() else ""
    return Profile(profile_id, folder, " ".join(text.split())[:LONGEST_NAME])
