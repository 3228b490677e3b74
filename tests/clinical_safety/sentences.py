"""Every sentence in resources with its source: docs/clinical-safety/README.md."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visit_app.resources import resource_folder

FOLDERS = (
    *("pathways", "guides", "programmes", "questionnaires"),
    *("services", "letters", "codes", "training", "exports"),
)

HOW_CHECKED = ("verified", "second-hand", "calculated", "own", "unverified")

# What is not said to anybody: addresses, where things come from, machine words.
NOT_SAID = frozenset(
    {
        *("source", "address", "verified", "attribution", "copyright", "licence"),
        *("quote", "url", "system", "version", "expression", "requirements", "prsb"),
        *("inputs", "offers", "when", "anchor", "owner", "name", "date", "checked_on"),
    }
)
STATED_LISTS = frozenset({"inside", "partly"})  # codes that state something together
NAMES = ("id", "code", "linkId", "link_id", "key", "url")
FHIR_SAID = frozenset({"text", "note", "title", "name", "human", "description"})


@dataclass(frozen=True)
class Provenance:
    """Where a sentence comes from, handed down from the object around it."""

    source: str = ""
    verified: str = ""


@dataclass(frozen=True)
class Sentence:
    """A text a person may read, with the file and the names on the way to it."""

    file: str
    place: str
    text: str
    source: str
    verified: str
    private: bool

    @property
    def row(self) -> str:
        """The row that stands for it in unverified.md."""
        return f"| {self.file} | {self.place} | {self.text} |"


def every_file() -> list[Path]:
    """Every JSON file that holds clinical sentences."""
    root = resource_folder()
    return [path for name in FOLDERS for path in sorted((root / name).rglob("*.json"))]


def every_sentence() -> list[Sentence]:
    """Every sentence of every file."""
    root = resource_folder()
    return [
        sentence
        for path in every_file()
        for sentence in sentences(
            json.loads(path.read_text(encoding="utf-8")),
            path.relative_to(root).as_posix(),
        )
    ]


def sentences(data: Any, file: str) -> Iterator[Sentence]:
    """The sentences of one parsed file."""
    fhir = isinstance(data, dict) and "resourceType" in data
    for place, key, text, given, private in _walk(data, (), Provenance(), fhir, False):
        if _is_said(key, text, fhir):
            yield Sentence(
                file, "/".join(place), text, given.source, given.verified, private
            )


def _is_said(key: str, text: str, fhir: bool) -> bool:
    if fhir and key.startswith("value"):
        return False  # the value of an extension is read under its url
    return key not in NOT_SAID and " " in text.strip()


def _walk(
    node: Any, place: tuple[str, ...], given: Provenance, fhir: bool, private: bool
) -> Iterator[tuple[tuple[str, ...], str, str, Provenance, bool]]:
    if isinstance(node, list):
        for part in node:
            yield from _walk(part, place, given, fhir, private)
        return
    given = _fhir_provenance(node, given) if fhir else _plain_provenance(node, given)
    private = private or node.get("private") is True
    here = (*place, *_named(node))
    for key, value in node.items():
        if fhir and _is_source(node):
            return
        for said_as, text, origin in _texts(node, key, value, given, fhir):
            name = (*here, said_as) if _generic(node) else here
            yield name, said_as, text, origin, private
        if isinstance(value, dict | list):
            inner = (*here, key) if _generic(node) and isinstance(value, dict) else here
            parts = [p for p in _parts(value) if isinstance(p, dict | list)]
            if key not in NOT_SAID:
                yield from _walk(parts, inner, given, fhir, private)


def _parts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(
    node: dict[str, Any], key: str, value: Any, given: Provenance, fhir: bool
) -> Iterator[tuple[str, str, Provenance]]:
    own = Provenance(
        str(node.get(f"{key}_source", given.source)),
        str(node.get(f"{key}_verified", given.verified)),
    )
    if key.endswith(("_source", "_verified")):
        return
    listed = key in STATED_LISTS or f"{key}_source" in node
    if listed and isinstance(value, list) and value:
        yield key, f"{key}: {', '.join(value)}", own
        return
    if fhir and key == "valueString":
        if node.get("url") in FHIR_SAID:
            yield str(node["url"]), value, own
        return
    for part in _parts(value):
        if isinstance(part, str):
            yield key, part, own


def _named(node: dict[str, Any]) -> tuple[str, ...]:
    for key in NAMES:
        value = node.get(key)
        if isinstance(value, str) and " " not in value:
            return (value.rsplit("/", 1)[-1],)
    return ()


def _generic(node: dict[str, Any]) -> bool:
    """An object without a name: its keys name what is in it."""
    return not _named(node)


def _plain_provenance(node: dict[str, Any], given: Provenance) -> Provenance:
    return Provenance(
        str(node.get("source", given.source)), str(node.get("verified", given.verified))
    )


def _fhir_provenance(node: dict[str, Any], given: Provenance) -> Provenance:
    """The `source` extension of an element; of several the least certain counts."""
    found = [_read(part) for part in node.get("extension", ()) if _is_source(part)]
    if not found:
        return given
    return max(found, key=lambda p: (HOW_CHECKED.index(p.verified), p.source))


def _is_source(node: dict[str, Any]) -> bool:
    return str(node.get("url", "")).rsplit("/", 1)[-1] == "source"


def _read(part: dict[str, Any]) -> Provenance:
    values = {
        sub["url"]: next(v for k, v in sub.items() if k.startswith("value"))
        for sub in part["extension"]
    }
    return Provenance(values["text"], values["verified"])
