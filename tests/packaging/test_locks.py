"""The lock files: complete, hashed, the same for running and developing."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {
    name: ROOT / "packaging" / name
    for name in ("requirements.lock", "requirements-dev.lock")
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]+)?"
    r"(?P<hashes>(?: \\\n +--hash=sha256:[0-9a-f]{64})+)\n",
    re.MULTILINE,
)


def pins(name: str) -> dict[str, tuple[Version, str, frozenset[str]]]:
    """Version, marker and hashes of every package in a lock file."""
    text = LOCKS[name].read_text(encoding="utf-8")
    return {
        canonicalize_name(found["name"]): (
            Version(found["version"]),
            (found["marker"] or "").strip(" ;"),
            frozenset(found["hashes"].split()) - {"\\"},
        )
        for found in PIN.finditer(text)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_hashed_pin_or_a_comment(name: str) -> None:
    rest = PIN.sub("", LOCKS[name].read_text(encoding="utf-8"))
    assert [
        each for each in rest.splitlines() if not each.lstrip().startswith("#")
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_stands_in_a_lock(name: str) -> None:
    text = LOCKS[name].read_text(encoding="utf-8")
    assert not re.search(
        r"://|index-url|find-links|trusted-host|^-", text, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependencies"]),
        ("requirements-dev.lock", PROJECT["optional-dependencies"]["dev"]),
    ],
    ids=["run", "dev", "dev-extra"],
)
def test_the_locks_hold_what_pyproject_asks_for(lock: str, wanted: list[str]) -> None:
    locked = pins(lock)
    unmet = [
        line
        for line in wanted
        for asked in [Requirement(line)]
        for pin in [locked.get(canonicalize_name(asked.name))]
        if pin is None or pin[0] not in asked.specifier
    ]
    assert not unmet, "run: python3 packaging/dev.py lock"


def test_the_development_lock_holds_the_other_one_whole() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_what_only_windows_needs_is_locked_for_windows_only() -> None:
    assert pins("requirements-dev.lock")["colorama"][1] == "sys_platform == 'win32'"


def test_the_notice_names_every_library_the_app_runs_on() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    table = notice.partition("5. LIBRARIES")[2].partition("6. TOOLS")[0]
    named = {
        canonicalize_name(line.split()[0])
        for line in table.splitlines()
        if line.strip()
    }
    assert set(pins("requirements.lock")) - named == set()


# Debian's accessibility library: a driven journey runs one script under the system's
# own Python, which alone has it; pytest never imports that script.
SYSTEM_ONLY = {"pyatspi"}


def imported_libraries(room: str) -> Iterator[str]:
    """Top-level names that the files of a room import, the standard library aside."""
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            tops = {name.partition(".")[0] for name in names}
            ours = {"visit_app", "tests"} | SYSTEM_ONLY
            yield from tops - sys.stdlib_module_names - ours


@pytest.mark.parametrize(
    ("room", "declared"),
    [
        ("src", PROJECT["dependencies"]),
        (
            "tests",
            PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
        ),
    ],
    ids=["src", "tests"],
)
def test_every_imported_library_is_declared(room: str, declared: list[str]) -> None:
    known = {canonicalize_name(Requirement(line).name) for line in declared}
    known.add(canonicalize_name("shiboken6"))  # one release with PySide6, never apart
    origin = packages_distributions()
    undeclared = {
        name
        for name in imported_libraries(room)
        if not known & {canonicalize_name(each) for each in origin.get(name, [])}
    }
    assert not undeclared, "add them to pyproject.toml, then: packaging/dev.py lock"
