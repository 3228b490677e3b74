"""The questionnaires at hand, by name and version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visit_app.questionnaires.load import load
from visit_app.questionnaires.problem import Problem, QuestionnaireError
from visit_app.questionnaires.questionnaire import Questionnaire


@dataclass(frozen=True)
class Catalogue:
    """Every version of every questionnaire of one or several folders.

    Files are read when the catalogue is loaded; a questionnaire is checked and built
    when it is first asked for, so that opening the app waits for none of them.
    """

    files: Mapping[str, Mapping[str, Mapping[str, Any]]]
    _built: dict[tuple[str, str], Questionnaire] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def load(cls, *folders: Path) -> "Catalogue":
        """Read all JSON files of these folders; a later folder wins over an earlier.

        Raises QuestionnaireError naming the file when one cannot be read, or lacks the
        id, url or version it is kept under.
        """
        files: dict[str, dict[str, Mapping[str, Any]]] = {}
        for folder in folders:
            for path in sorted(folder.glob("*.json")):
                data = _read(path)
                files.setdefault(data["id"], {})[data["version"]] = data
        return cls(files)

    @property
    def names(self) -> tuple[str, ...]:
        """The short names ("phq-9"), in alphabetical order."""
        return tuple(sorted(self.files))

    def versions(self, name: str) -> tuple[str, ...]:
        """The versions kept of a questionnaire, newest first."""
        found = self.files[self._name(name)]
        return tuple(sorted(found, key=_version_key, reverse=True))

    def get(self, name: str, version: str | None = None) -> Questionnaire:
        """A questionnaire by short name, url or "url|version"; newest unless told.

        A version with the wording of a licence pack ("1.0.0+nhft-epds.1") that is not
        here is read by the score entry it was made for (1.0.0): the same items, answers
        and points. Raises KeyError when it is not here, QuestionnaireError when it has
        problems.
        """
        found, _, pinned = name.partition("|")
        short = self._name(found)
        key = (short, self._at_hand(short, version or pinned))
        if key not in self._built:
            self._built[key] = load(self.files[short][key[1]])
        return self._built[key]

    def joined(self, *forms: Mapping[str, Any]) -> "Catalogue":
        """This catalogue with more questionnaires, given as JSON."""
        files = {name: dict(versions) for name, versions in self.files.items()}
        for form in forms:
            files.setdefault(form["id"], {})[form["version"]] = form
        return Catalogue(files)

    def _at_hand(self, short: str, version: str) -> str:
        if not version:
            return self.versions(short)[0]
        base = version.partition("+")[0]
        return version if version in self.files[short] else base

    def _name(self, name: str) -> str:
        if name in self.files:
            return name
        for short, versions in self.files.items():
            if any(data["url"] == name for data in versions.values()):
                return short
        raise KeyError(name)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise _unusable(path, "the file cannot be read as JSON") from None
    if not isinstance(data, Mapping):
        raise _unusable(path, "the file does not hold a JSON object")
    for name in ("id", "url", "version"):
        if not isinstance(data.get(name), str) or not data[name]:
            raise _unusable(path, f"{name} is needed to keep it under")
    return data


def _unusable(path: Path, reason: str) -> QuestionnaireError:
    return QuestionnaireError((Problem("", f"{path.name}: {reason}"),))


def _version_key(version: str) -> tuple[object, ...]:
    """Newer is greater: 1.10.0 than 1.9.0, than 1.10.0-draft; 1.10.0+pack than that."""
    plain, _, pack = version.partition("+")
    number, _, draft = plain.partition("-")
    parts = [(int(p), "") if p.isdecimal() else (-1, p) for p in number.split(".")]
    return parts, not draft, draft, pack
