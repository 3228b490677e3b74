"""A list of signs the practitioner can open at any time: resources/pathways."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.records.source import Source
from visit_app.screening.reading import stated_source


@dataclass(frozen=True, slots=True)
class Flag:
    """One sign to tick; `detail` lists what it can look like."""

    id: str
    text: str
    source: Source
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """Flags of one colour, and what they ask for."""

    id: str
    title: str
    text: str
    source: Source
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list; a ticked flag is named "<checklist id>/<flag id>" in Findings."""

    id: str
    url: str
    version: str
    title: str
    intro: str
    groups: tuple[FlagGroup, ...]

    @property
    def canonical(self) -> str:
        """The address with its version, as a response keeps it."""
        return f"{self.url}|{self.version}"

    def flags(self, group: str = "") -> Iterator[Flag]:
        """The flags of one group, or of all of them."""
        for part in self.groups:
            if group in {"", part.id}:
                yield from part.flags

    def name(self, flag: Flag) -> str:
        """How findings and conditions name a flag of this list."""
        return f"{self.id}/{flag.id}"


def read_checklist(data: Mapping[str, Any]) -> Checklist:
    """A checklist from parsed JSON."""
    return Checklist(
        id=data["id"],
        url=data["url"],
        version=data["version"],
        title=data["title"],
        intro=data["intro"],
        groups=tuple(_group(part, data) for part in data["groups"]),
    )


def _group(data: Mapping[str, Any], whole: Mapping[str, Any]) -> FlagGroup:
    flags = tuple(
        Flag(
            part["id"],
            part["text"],
            stated_source(part, data, whole),
            tuple(part.get("detail", ())),
        )
        for part in data["flags"]
    )
    source = stated_source(data, whole)
    return FlagGroup(data["id"], data["title"], data["text"], source, flags)
