"""Everything a developer does with visit_app; the first call sets it all up.

    python3 packaging/dev.py run [-- ARGUMENTS]   start the app
    python3 packaging/dev.py test [--slow] [...]  run the tests; the rest goes to pytest
    python3 packaging/dev.py check                lint, format, types, import contracts
    python3 packaging/dev.py bench [...]          measure, and compare with the targets
    python3 packaging/dev.py lock [--upgrade]     write the two lock files anew

Works from any folder. The libraries go into `.venv`, pinned and hashed; pytest's
paths count from the top of the repository. On Windows: `py packaging\\dev.py run`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PIP = PYTHON.with_name("pip.exe" if WINDOWS else "pip")
STAMP = VENV / "visit_app_set_up.json"
RUN_LOCK = ROOT / "packaging" / "requirements.lock"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"
SOURCES = ("src", "tests", "packaging")
UV = "uv==0.13.9"  # writes the locks; a release that changes their form is a choice

# Debian's names. What Qt needs to run at all, then what it needs to show a window.
QT_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 "
    "libxcb-shape0 libxcb-xkb1 libxcb-randr0 libxcb-sync1 libxcb-xfixes0 "
    "libxkbcommon-x11-0 libx11-xcb1"
)
QT_OBJECTS = (
    "lib/libQt6Widgets.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Svg.so.6",
)
OFFSCREEN_OBJECTS = (*QT_OBJECTS, "plugins/platforms/libqoffscreen.so")
WINDOW_OBJECTS = (*OFFSCREEN_OBJECTS, "plugins/platforms/libqxcb.so")

NO_DISPLAY = """There is no display here, so visit_app cannot open its window.
  On a computer with a screen: run the same command inside the desktop session.
  Over SSH: connect with `ssh -X` and run it again.
  Without any screen: `xvfb-run python3 packaging/dev.py run` (Debian package xvfb).
To see that everything works here: python3 packaging/dev.py test"""


def say(text: str) -> None:
    """Print at once, so that progress is seen while a step still works."""
    print(text, flush=True)


def fail(text: str, code: int = 1) -> NoReturn:
    """Leave with a plain sentence about what to do."""
    print(text, file=sys.stderr, flush=True)
    sys.exit(code)


def environment() -> dict[str, str]:
    """The caller's environment without what would pull in foreign modules.

    What Python compiles is kept: without, each of the hundred processes that tests
    start, and each worker of pytest, compiles everything again.
    """
    unwanted = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def call(command: list[str], **more: str) -> int:
    """Run a command at the top of the repository; its exit code."""
    return subprocess.call(command, cwd=ROOT, env=environment() | more)


# --- system packages ---------------------------------------------------------


def install_system_packages(packages: list[str], why: str) -> None:
    """Install with apt when root; otherwise print the exact line and leave."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        fail(f"{why}\nInstall it with this system's package manager, then try again.")
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo {' '.join(install)}"
        fail(f"{why}\nRun this line, then the same command again:\n\n  {line}\n")
    say(f"{why}\nInstalling what is missing with apt.")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call(["apt-get", "update"], **quiet)  # one broken mirror must not stop the rest
    if call(install, **quiet) != 0:
        fail("apt could not install it; the reason stands above.")


def qt_libraries(objects: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The system libraries that Qt's files load: paths found, names missing."""
    folders = sorted(VENV.glob("lib/python*/site-packages/PySide6/Qt"))
    files = [str(folders[-1] / name) for name in objects] if folders else []
    ldd = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
    found, missing = set(), set()
    for line in ldd.stdout.splitlines():
        name, arrow, target = line.strip().partition(" => ")
        if arrow and target == "not found":
            missing.add(name)
        elif arrow:
            found.add(target.split(" (")[0])
    return sorted(found), sorted(missing)


def ensure_qt_libraries(objects: tuple[str, ...], stamp: dict[str, object]) -> None:
    """Look once what Qt loads, and install what the system lacks (Linux only)."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return
    known = stamp.get(objects[-1])
    if isinstance(known, list) and all(map(os.path.exists, known)):
        return
    missing = qt_libraries(objects)[1]
    if missing:
        why = f"Qt needs system libraries that are not here: {', '.join(missing)}."
        install_system_packages(QT_PACKAGES.split(), why)
    found, missing = qt_libraries(objects)
    if missing:
        fail(f"Still missing after the installation: {', '.join(missing)}.")
    write_stamp(stamp | {objects[-1]: found})


# --- the virtual environment -------------------------------------------------


def python_version() -> str:
    """Major and minor version of the Python that runs this file, as "3.11"."""
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def read_stamp() -> dict[str, object]:
    """What earlier calls have set up; empty when there is nothing or it is torn."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, object]) -> None:
    """Remember what is set up; written last, so a broken-off step is done again."""
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def fingerprint(lock: Path) -> str:
    """Changes when the lock, the Python version or the kind of machine changes."""
    about = f"{python_version()} {sys.platform} {platform.machine()}".encode()
    return hashlib.sha256(lock.read_bytes() + about).hexdigest()


def venv_fits() -> bool:
    """Whether `.venv` is whole, still has its Python, and is of this version."""
    try:
        settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    whole = PYTHON.exists() and PIP.exists()  # pip comes last
    return whole and f"version = {python_version()}." in settings


def make_venv(packages: list[str]) -> None:
    """Make `.venv`; `packages` come along when Debian's venv package is missing."""
    if importlib.util.find_spec("ensurepip") is None:
        why = f"This Python {python_version()} cannot make virtual environments."
        install_system_packages([f"python{python_version()}-venv", *packages], why)
    if Path(sys.prefix) == VENV:
        fail(f"{VENV} is damaged: run this with the system's Python, not with its own.")
    say(f"Making {VENV} with Python {platform.python_version()}")
    if call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        fail("The virtual environment could not be made; the reason stands above.")


def install(lock: Path) -> None:
    """Install exactly what the lock names, every file checked against its hash."""
    say(f"Installing the libraries of {lock.name} (the first time about 150 MB)")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    strict = ["--no-input", "--require-hashes", "--only-binary", ":all:"]
    if call([*pip, *strict, "-r", str(lock)]) != 0:
        fail(
            "The libraries could not be installed; the reason stands above.\n"
            "If the network was away: the same command goes on from here."
        )


def link_sources() -> None:
    """Make `import visit_app` find `src`: a relative path, so the folder may move."""
    packages = next(
        path
        for path in (
            VENV / "Lib" / "site-packages",
            *VENV.glob("lib/python*/*-packages"),
        )
        if path.is_dir()
    )
    up = os.path.relpath(ROOT / "src", packages)
    (packages / "visit_app_source.pth").write_text(up + "\n", encoding="ascii")


def set_up(lock: Path, qt_objects: tuple[str, ...] = ()) -> None:
    """Bring `.venv` and the system to what the lock asks for; nothing if they are."""
    on_linux = sys.platform.startswith("linux")
    if not venv_fits():
        make_venv(QT_PACKAGES.split() if qt_objects and on_linux else [])
    stamp = read_stamp()
    if stamp.get(lock.name) != fingerprint(lock):
        started = time.monotonic()
        install(lock)
        link_sources()
        # The development lock holds the other one whole: tests/packaging proves it.
        locks = {lock, RUN_LOCK}
        stamp = {each.name: fingerprint(each) for each in locks}
        write_stamp(stamp)
        say(f"Installed in {time.monotonic() - started:.0f} s")
    if qt_objects:
        ensure_qt_libraries(qt_objects, stamp)


# --- the verbs ---------------------------------------------------------------


def without_value_options(arguments: list[str]) -> list[str]:
    """The app's arguments less `--data DIR`, whose value is no subcommand."""
    if "--data" not in arguments:
        return [each for each in arguments if not each.startswith("--data=")]
    at = arguments.index("--data")
    return without_value_options(arguments[:at] + arguments[at + 2 :])


def has_display() -> bool:
    """Whether a window can be opened here; Windows and macOS always say yes."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def run(arguments: list[str]) -> int:
    """Start the app in the caller's folder, with the caller's arguments."""
    app_arguments = arguments[1:] if arguments[:1] == ["--"] else arguments
    rest = without_value_options(app_arguments)
    opens_window = not rest
    uses_qt = opens_window or "--self-test" in rest
    in_window = not os.environ.get("QT_QPA_PLATFORM") and opens_window
    objects = WINDOW_OBJECTS if in_window else OFFSCREEN_OBJECTS
    set_up(RUN_LOCK, objects if uses_qt else ())
    if opens_window and not has_display():
        fail(NO_DISPLAY)
    command = [str(PYTHON), "-m", "visit_app", *app_arguments]
    sys.stdout.flush()
    if not WINDOWS:  # there exec returns to the shell while the app still runs
        os.execve(command[0], command, environment())  # noqa: S606  # no shell wanted
    return subprocess.call(command, env=environment())


def test(arguments: list[str]) -> int:
    """Run the tests without a screen; the slow ones only with `--slow`.

    The whole suite runs on every core; what the caller chooses runs in one process.
    """
    set_up(DEV_LOCK, OFFSCREEN_OBJECTS)
    hours = ["-o", "faulthandler_timeout=7200"]
    chosen = hours if "--slow" in arguments else ["-m", "not slow"]
    chosen += [] if arguments else ["-n", "auto", "--dist", "worksteal"]
    rest = [each for each in arguments if each != "--slow"]
    platform_name = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    pytest = [str(PYTHON), "-m", "pytest", *chosen, *rest]
    return call(pytest, QT_QPA_PLATFORM=platform_name)


def check(arguments: list[str]) -> int:
    """Run every static check, also after one has failed; 1 if any did."""
    if arguments:
        fail("check takes no arguments.", 2)
    set_up(DEV_LOCK)
    tool = [str(PYTHON), "-m"]
    contracts = "from importlinter.cli import lint_imports_command as main; main()"
    steps = {
        "ruff check": [*tool, "ruff", "check", *SOURCES],
        "ruff format": [*tool, "ruff", "format", "--check", *SOURCES],
        "mypy --strict": [*tool, "mypy", "--strict", *SOURCES],
        "import contracts": [str(PYTHON), "-c", contracts],
    }
    outcome = {}
    for name, command in steps.items():
        say(f"--- {name}")
        outcome[name] = call(command, PYTHONUTF8="1") == 0  # lint-imports draws boxes
    for name, good in outcome.items():
        say(f"{'ok    ' if good else 'FAILED'} {name}")
    return 0 if all(outcome.values()) else 1


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    script = ROOT / "tests" / "bench" / "run.py"
    if not script.exists():
        fail("There are no benchmarks yet: tests/bench/run.py does not exist.")
    set_up(DEV_LOCK, OFFSCREEN_OBJECTS)
    platform_name = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return call([str(PYTHON), str(script), *arguments], QT_QPA_PLATFORM=platform_name)


def lock(arguments: list[str]) -> int:
    """Write both lock files for every platform; `--upgrade` takes newer versions."""
    if any(each != "--upgrade" for each in arguments):
        fail("lock takes only --upgrade.", 2)
    if not venv_fits():
        make_venv([])
    with tempfile.TemporaryDirectory() as folder:
        say("Fetching uv")
        pip = [str(PYTHON), "-m", "pip", "install", "-q", "--target", folder, UV]
        if call(pip) != 0:
            fail("uv could not be installed; the reason stands above.")
        uv = Path(folder) / "bin" / ("uv.exe" if WINDOWS else "uv")
        compile_lock = [
            *[str(uv), "pip", "compile", "pyproject.toml", "--universal", "--quiet"],
            *["--python-version", "3.11", "--generate-hashes", "--system-certs"],
            *["--no-emit-index-url", "--no-emit-find-links", "--strip-extras"],
            *["--custom-compile-command", "python3 packaging/dev.py lock", *arguments],
        ]
        say(f"Writing {RUN_LOCK.name} and {DEV_LOCK.name}")
        run_lock, dev_lock = (
            str(each.relative_to(ROOT)) for each in (RUN_LOCK, DEV_LOCK)
        )
        extra = ["--extra", "dev", "-c", run_lock]
        return call([*compile_lock, "-o", run_lock]) or call(
            [*compile_lock, *extra, "-o", dev_lock]
        )


VERBS = {"run": run, "test": test, "check": check, "bench": bench, "lock": lock}


def main(arguments: list[str]) -> int:
    """Do what the first argument says; 2 when it says nothing known."""
    if sys.version_info < (3, 11):  # noqa: UP036  # it may be started by any Python
        fail(f"visit_app needs Python 3.11 or later; this is {python_version()}.")
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        say(__doc__ or "")
        return 0
    if not arguments or arguments[0] not in VERBS:
        fail(__doc__ or "", 2)
    try:
        return VERBS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        fail("\nStopped. The same command goes on from here.", 130)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
