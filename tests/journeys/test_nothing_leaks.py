"""A whole visit leaves nothing of it anywhere but in the vault and the saved letter."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.laptop import AMIRA, IDRIS, PASSPHRASE, PRIYA, prepare
from tests.journeys.whole_visit import (
    DOCTOR,
    FEAR,
    JOY,
    JUDGEMENT,
    REASON,
    SEEN,
    WISHES,
)

TREE = Path(__file__).parents[2]
ENTERED = (
    *(AMIRA.given_name, AMIRA.family_name, AMIRA.nhs_number, IDRIS.given_name),
    *("14 March 1995", "1995-03-14", "NN16 0AA", PRIYA.name, PRIYA.phone),
    *(JOY, FEAR, SEEN, JUDGEMENT, REASON, WISHES, DOCTOR, PASSPHRASE),
)
PLACES = (
    *("TMPDIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"),
    *("XDG_DATA_HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"),
    "USERPROFILE",
)


@dataclass(frozen=True)
class Journey:
    """What a visit left behind: its output, its report, and where it could write."""

    output: bytes
    report: dict[str, Any]
    home: Path
    letter: Path


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """The visit in a process whose every folder is under one roof."""
    home = tmp_path_factory.mktemp("home")
    letter = tmp_path_factory.mktemp("handed-over") / "letter.pdf"
    prepare(home / "data", AMIRA)
    made = {name: home / name.casefold() for name in PLACES} | {"HOME": home}
    for folder in made.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.journeys.leaks", home / "data", letter],
        cwd=TREE,
        env={**os.environ, **{name: str(path) for name, path in made.items()}},
        capture_output=True,
        check=False,
    )
    (line,) = [x for x in ran.stdout.splitlines() if x.startswith(b"REPORT ")] or [b""]
    assert line, ran.stderr.decode()
    report = json.loads(line.removeprefix(b"REPORT "))
    return Journey(ran.stdout + ran.stderr, report, home, letter)


def forms(text: str) -> tuple[bytes, ...]:
    """A text as it may lie in a file."""
    escaped = json.dumps(text)[1:-1].encode()
    return (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), escaped)


def found_in(content: bytes) -> list[str]:
    return [text for text in ENTERED if any(form in content for form in forms(text))]


def test_the_search_finds_what_is_there(journey: Journey) -> None:
    assert found_in("the visit of Amira Hassan".encode("utf-16-le")) == [
        "Amira",
        "Hassan",
    ]
    assert journey.letter.read_bytes().startswith(b"%PDF")  # the journey was whole


def test_no_file_holds_what_was_entered(journey: Journey) -> None:
    files = [path for path in journey.home.rglob("*") if path.is_file()]
    names = {path.relative_to(journey.home).as_posix() for path in files}
    assert "data/vault.db" in names
    assert [n for n in names if n.startswith("data/journal/")]
    assert [n for n in names if n.startswith("data/backups/")]
    leaks = {str(path): found_in(path.read_bytes()) for path in files}
    assert {name: found for name, found in leaks.items() if found} == {}
    assert not [name for name in names if found_in(name.encode())]


def test_nothing_of_it_is_said_in_logs_or_tracebacks(journey: Journey) -> None:
    assert b"a mistake in the app" in journey.output  # one was made, and logged
    assert b"ValueError" in journey.output
    assert found_in(journey.output) == []


def test_no_window_was_ever_named_after_anybody(journey: Journey) -> None:
    titles = journey.report["titles"]
    assert "Visit" in titles
    assert found_in(json.dumps(titles).encode()) == []
    assert not [title for title in titles if "hassan" in title.casefold()]


def test_qt_kept_no_settings_and_no_recent_files(journey: Journey) -> None:
    assert journey.report["settings"] == {}


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_every_file_that_was_open_is_a_known_one(journey: Journey) -> None:
    """No temporary file, not even one that was deleted while it was open."""
    files = [f for f in journey.report["files"] if f.startswith("/")]
    data = str(journey.home / "data")
    assert [f for f in files if f.startswith(data)]
    known = (data, *known_places(journey.home))
    under_home = [f for f in files if f.startswith(str(journey.home))]
    assert [f for f in under_home if not f.startswith(known)] == []
    deleted = [f for f in files if f.endswith("(deleted)") and "memfd" not in f]
    assert [f for f in deleted if not f.startswith((data, "/dev/", "/SYSV"))] == []
    assert found_in("\n".join(files).encode()) == []


def known_places(home: Path) -> tuple[str, ...]:
    """The list of fonts of the system, and the count of wrong attempts."""
    fonts, attempts = "xdg_cache_home/fontconfig", "xdg_state_home/visit-app/attempts"
    return str(home / fonts), str(home / attempts)
