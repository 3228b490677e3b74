"""The 3-step guide as data: resources/guides/three-steps.json."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.records.source import Source, source_of
from visit_app.resources import read_json

THREE_STEPS = "guides/three-steps.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One place to write in; `size` is word, line or text (several lines).

    `more` marks the place for anything else that was said.
    """

    link_id: str
    label: str
    size: str = "text"
    help: str = ""
    short: str = ""  # its label in a summary
    more: bool = False

    def label_for(self, name: str) -> str:
        """The label, speaking of the parent by first name: "in Amira’s own words"."""
        return self.label.format(whose=f"{name}’s" if name else "their")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence about the guide, for the practitioner."""

    id: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One screen of the conversation.

    `text` is verbatim from the guide when `official`; `purpose` and `follow_up` are
    quotes too, empty where the guide's wording is not known.
    """

    id: str
    title: str
    text: str
    official: bool
    fields: tuple[Field, ...]
    source: Source
    purpose: str = ""
    follow_up: str = ""
    note: str = ""

    @property
    def link_id(self) -> str:
        """The first field's, where "not asked" and "would rather not say" are kept."""
        return self.fields[0].link_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the three steps; `fields` belong to every screen of it (notes)."""

    id: str
    number: int
    title: str
    prompts: tuple[Prompt, ...]
    source: Source
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The whole guide; responses are pinned to `canonical`."""

    name: str
    url: str
    version: str
    title: str
    attribution: str
    steps: tuple[Step, ...]
    unborn: Note
    notes: tuple[Note, ...] = ()

    @property
    def canonical(self) -> str:
        """The address with its version, as a response keeps it."""
        return f"{self.url}|{self.version}"

    def prompts(self) -> Iterator[Prompt]:
        """Every screen, in order."""
        for step in self.steps:
            yield from step.prompts

    def prompt(self, prompt_id: str) -> Prompt:
        """The screen of this id; raises KeyError when there is none."""
        for prompt in self.prompts():
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)

    def step_of(self, prompt_id: str) -> Step:
        """The step this screen belongs to; raises KeyError when there is none."""
        for step in self.steps:
            if any(prompt.id == prompt_id for prompt in step.prompts):
                return step
        raise KeyError(prompt_id)

    def link_ids(self) -> tuple[str, ...]:
        """Every place to write in, in order."""
        places = [f for prompt in self.prompts() for f in prompt.fields]
        places += [f for step in self.steps for f in step.fields]
        return tuple(place.link_id for place in places)


def load_guide(name: str = THREE_STEPS) -> Guide:
    """The guide that ships with the app."""
    return read_guide(read_json(name))


def read_guide(data: Mapping[str, Any]) -> Guide:
    """A guide from parsed JSON; raises ValueError when it cannot be followed."""
    guide = Guide(
        name=data["name"],
        url=data["url"],
        version=data["version"],
        title=data["title"],
        attribution=data["attribution"],
        steps=tuple(_step(part) for part in data["steps"]),
        unborn=_note(data["unborn"]),
        notes=tuple(_note(part) for part in data.get("notes", ())),
    )
    _check(guide)
    return guide


def _check(guide: Guide) -> None:
    links = guide.link_ids()
    twice = sorted({link for link in links if links.count(link) > 1})
    if twice:
        raise ValueError(f"The guide uses a link_id twice: {', '.join(twice)}.")
    ids = [prompt.id for prompt in guide.prompts()]
    if len(set(ids)) < len(ids):
        raise ValueError("The guide uses a prompt's id twice.")


def _step(data: Mapping[str, Any]) -> Step:
    return Step(
        id=data["id"],
        number=data["number"],
        title=data["title"],
        prompts=tuple(_prompt(part) for part in data["prompts"]),
        source=source_of(data),
        fields=tuple(_field(part) for part in data.get("fields", ())),
    )


def _prompt(data: Mapping[str, Any]) -> Prompt:
    if not data["fields"]:
        raise ValueError(f"The prompt {data['id']} has no field to write in.")
    plain = ("id", "title", "text", "official", "purpose", "follow_up", "note")
    return Prompt(
        fields=tuple(_field(part) for part in data["fields"]),
        source=source_of(data),
        **{key: data[key] for key in plain if key in data},
    )


def _field(data: Mapping[str, Any]) -> Field:
    plain = ("link_id", "label", "size", "help", "short", "more")
    return Field(**{key: data[key] for key in plain if key in data})


def _note(data: Mapping[str, Any]) -> Note:
    return Note(id=data["id"], text=data["text"], source=source_of(data))
