"""What is typed to start or join a team, and what is wrong with it. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from visit_app.sync.address import parse_address
from visit_app.sync.credentials import Credentials, credentials_from_text
from visit_app.sync.errors import Misconfigured, StoreError
from visit_app.ui.strength import passphrase_problem
from visit_app.ui.text import tr
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError

Problems = dict[str, str]
"""What is wrong, by the name of the field; "" for what belongs to none."""


@dataclass(frozen=True, slots=True)
class StartForm:
    """A new team, as typed."""

    name: str = ""
    place: str = ""
    secrets: str = ""
    laptop: str = ""
    passphrase: str = ""
    again: str = ""
    file: str = ""

    def problems(self) -> Problems:
        """What is missing or cannot be."""
        found: Problems = {}
        if not self.name.strip():
            found["name"] = tr("Give the team a name, as colleagues call it.")
        found |= place_problems(self.place, self.secrets)
        if problem := passphrase_problem(self.passphrase, self.again, (self.name,)):
            matches = self.passphrase and "match" in problem
            found["again" if matches else "passphrase"] = problem
        if problem := file_problem(self.file, self.place):
            found["file"] = problem
        return found


@dataclass(frozen=True, slots=True)
class JoinForm:
    """A wish to join, as typed."""

    place: str = ""
    secrets: str = ""
    laptop: str = ""

    def problems(self) -> Problems:
        """What is missing or cannot be."""
        return place_problems(self.place, self.secrets)


def place_problems(place: str, secrets: str) -> Problems:
    """What is wrong with an address and what opens it."""
    try:
        address = parse_address(place)
    except Misconfigured as problem:
        return {"place": str(problem)}
    try:
        credentials_from_text(address.scheme, secrets)
    except Misconfigured as problem:
        return {"secrets": str(problem)}
    return {}


def credentials_of(place: str, secrets: str) -> Credentials:
    """The credentials typed for this place; raises Misconfigured."""
    scheme = parse_address(place).scheme
    return credentials_from_text(scheme, secrets if scheme != "folder" else "")


def file_problem(file: str, place: str) -> str:
    """Why the recovery key cannot go there; "" when it can."""
    path = Path(file.strip())
    if not file.strip():
        return tr("Choose where the recovery key is saved. It is never kept here.")
    if not path.is_absolute() or not path.parent.is_dir():
        return tr("That folder is not there. Choose one that is.")
    if path.exists():
        return tr("There is a file of this name. It is not replaced: choose another.")
    if place.strip() and path.is_relative_to(place.strip()):
        return tr("Not beside the team's records: whoever runs that place has both.")
    return ""


def keeper(file: str) -> Callable[[bytes], None]:
    """Writes the recovery key to the file, whole; raises Misconfigured."""

    def keep(content: bytes) -> None:
        try:
            write_whole(Path(file.strip()), content)
        except (OSError, VaultError):
            raise NotKept from None

    return keep


class NotKept(Misconfigured):
    """The recovery key could not be written, so no team was started."""

    def __init__(self) -> None:
        super().__init__(
            tr("The recovery key could not be saved there. Choose another place.")
        )


def sorted_out(problem: Exception) -> Problems:
    """The field a failure belongs to, with its sentence."""
    if isinstance(problem, NotKept):
        return {"file": str(problem)}
    if isinstance(problem, StoreError):
        return {"place": str(problem)}
    return {"": str(problem)}
