"""One JSON object of a Questionnaire: its types checked, its place known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from visit_app.questionnaires.problem import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Element:
    """A JSON object, the link_id it belongs to, where its problems are collected."""

    data: Mapping[str, Any]
    link_id: str
    problems: list[Problem]

    def report(self, reason: str) -> None:
        """Note a problem of this element."""
        self.problems.append(Problem(self.link_id, reason))

    def at(self, link_id: str) -> "Element":
        """The same object, its problems reported for another link_id."""
        return replace(self, link_id=link_id)

    def text(self, name: str, default: str = "") -> str:
        """A string property."""
        value = self.data.get(name, default)
        return value if isinstance(value, str) else self._wrong(name, "text", default)

    def flag(self, name: str) -> bool:
        """A boolean property, false when absent."""
        value = self.data.get(name, False)
        return value if isinstance(value, bool) else self._wrong(name, "boolean", False)

    def whole(self, name: str) -> int | None:
        """An integer property, None when absent."""
        value = self.data.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self._wrong(name, "integer", None)
        return None

    def part(self, name: str) -> "Element | None":
        """An object property, None when absent."""
        value = self.data.get(name)
        if value is None or isinstance(value, Mapping):
            return None if value is None else replace(self, data=value)
        self._wrong(name, "object", None)
        return None

    def parts(self, name: str) -> "tuple[Element, ...]":
        """A property that is a list of objects, empty when absent."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self._wrong(name, "list", ())
            return ()
        good = [entry for entry in value if isinstance(entry, Mapping)]
        if len(good) < len(value):
            self._wrong(name, "list of objects", None)
        return tuple(replace(self, data=entry) for entry in good)

    def extensions(self, url: str) -> "tuple[Element, ...]":
        """The extensions with this address, in order."""
        return tuple(e for e in self.parts("extension") if e.data.get("url") == url)

    def extension(self, url: str) -> "Element | None":
        """The one extension with this address, None when absent."""
        found = self.extensions(url)
        if len(found) > 1:
            self.report(f"the extension {_short(url)} stands here more than once")
        return found[0] if found else None

    def choice(self, prefix: str = "value") -> tuple[str, Any] | None:
        """The `value[x]`: its type ("Coding") and raw value, None when absent."""
        found = [
            (name.removeprefix(prefix), value)
            for name, value in self.data.items()
            if name.startswith(prefix) and name[len(prefix) : len(prefix) + 1].isupper()
        ]
        if len(found) > 1:
            self.report(f"{prefix}[x] stands here more than once")
        return found[0] if found else None

    def value(self, suffix: str) -> Any:
        """The raw `value<suffix>` of an extension, None when absent."""
        return self.data.get(f"value{suffix}")

    def inner(self, name: str, suffix: str) -> Any:
        """The raw `value<suffix>` of an extension inside this one, None when absent."""
        found = self.extension(name)
        return found.value(suffix) if found else None

    def _wrong(self, name: str, kind: str, default: T) -> T:
        self.report(f"{name} is not {_article(kind)}")
        return default


def _article(kind: str) -> str:
    if kind == "text":
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _short(url: str) -> str:
    return url.rsplit("/", maxsplit=1)[-1]
