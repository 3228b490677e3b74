"""What a command prints: JSON for programs, lines for people, one line for errors."""

import io
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any


def use_utf8() -> None:
    """Write names as they are, whatever the console's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def show(data: Any) -> None:
    """Print JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def say(*lines: str) -> None:
    """Print lines for people."""
    for line in lines:
        print(line)


def say_error(sentence: str) -> None:
    """Print one line on stderr."""
    print(f"visit-app: {' '.join(sentence.split())}", file=sys.stderr)


def note(sentence: str) -> None:
    """Print a remark on stderr, where it does not disturb what is read from stdout."""
    print(" ".join(sentence.split()), file=sys.stderr)


def counted(n: int, one: str, several: str) -> str:
    """The words for one of something, or for so many: "{n} records wait"."""
    return one if n == 1 else several.format(n=n)


def plain(value: Any) -> Any:
    """A record as JSON values with every field, those left empty too; dates are ISO."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {f.name: getattr(value, f.name) for f in fields(value)}
        extra = named.pop("extra", {})
        return {**extra, **{name: plain(part) for name, part in named.items()}}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, str) else value
