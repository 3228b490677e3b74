"""packaging/dev.py: sets up once, then gets out of the way, and says what is wrong."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="system libraries and displays are a matter of Linux",
)


def load(path: Path) -> ModuleType:
    """dev.py as a module of its own; its folders follow from where the file lies."""
    spec = importlib.util.spec_from_file_location("dev_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


APP = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd()}))
sys.exit(int(sys.argv[-1]) if sys.argv[-1].isdigit() else 0)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with dev.py, both locks, and an app that repeats what it is told."""
    root = tmp_path / "a folder with spaces, łódź"
    (root / "packaging").mkdir(parents=True)
    for name in ("dev.py", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / "packaging" / name, root / "packaging")
    package = root / "src" / "visit_app"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(APP, encoding="utf-8")
    return root


class Recorder:
    """Stands where `call` was: notes each command, and succeeds or fails as told."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **more: str) -> int:
        self.commands.append(command)
        return self.code

    def mentions(self, word: str) -> list[list[str]]:
        return [each for each in self.commands if word in each]


@pytest.fixture(scope="session")
def bare_venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real `.venv` but for pip: nothing in these tests installs from a network."""
    made = tmp_path_factory.mktemp("bare") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made], check=True)
    return made


@pytest.fixture
def dev(checkout: Path, bare_venv: Path) -> ModuleType:
    """dev.py of the checkout, its `.venv` made and nothing installed yet."""
    module = load(checkout / "packaging" / "dev.py")
    shutil.copytree(bare_venv, module.VENV, symlinks=True)
    module.PIP.touch()
    return module


# --- set-up happens once -------------------------------------------------------


def test_libraries_are_installed_from_the_lock_with_hashes(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    dev.set_up(dev.RUN_LOCK)
    (install,) = calls.commands
    assert {"--require-hashes", "--only-binary", str(dev.RUN_LOCK)} <= set(install)


def test_the_second_time_nothing_is_installed(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "call", Recorder())
    dev.set_up(dev.DEV_LOCK)
    again = Recorder()
    monkeypatch.setattr(dev, "call", again)
    dev.set_up(dev.DEV_LOCK)
    dev.set_up(dev.RUN_LOCK)  # the development lock holds it
    assert again.commands == []


def test_a_changed_lock_is_installed_again(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    dev.set_up(dev.RUN_LOCK)
    with dev.RUN_LOCK.open("a", encoding="utf-8") as lock:
        lock.write("# newer\n")
    dev.set_up(dev.RUN_LOCK)
    assert len(calls.commands) == 2


def test_another_python_version_makes_the_venv_anew(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dev.venv_fits()
    monkeypatch.setattr(dev, "python_version", lambda: "3.99")
    assert not dev.venv_fits()


def test_a_venv_whose_python_went_away_is_made_anew(dev: Any) -> None:
    dev.PYTHON.unlink()
    assert not dev.venv_fits()


def test_a_venv_whose_making_was_broken_off_is_made_anew(dev: Any) -> None:
    dev.PIP.unlink()
    assert not dev.venv_fits()


def test_a_broken_off_installation_is_done_again(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "call", Recorder(code=1))
    with pytest.raises(SystemExit) as left:
        dev.set_up(dev.RUN_LOCK)
    assert left.value.code == 1
    assert "the same command goes on from here" in capsys.readouterr().err
    assert dev.read_stamp() == {}


@pytest.mark.parametrize("content", ["", "[1]", '{"requirements.lock": ', "\x00"])
def test_a_torn_stamp_counts_as_none(dev: Any, content: str) -> None:
    dev.STAMP.write_text(content, encoding="utf-8")
    assert dev.read_stamp() == {}


# --- system packages -----------------------------------------------------------


@linux_only
def test_qt_libraries_are_all_found_where_the_tests_run(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", Path(sys.prefix))
    found, missing = dev.qt_libraries(dev.OFFSCREEN_OBJECTS)
    assert missing == []
    assert any("libc.so" in path for path in found)
    assert all(Path(path).exists() for path in found)


@linux_only
def test_missing_libraries_are_installed_once_then_remembered(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([([], ["libEGL.so.1"]), (["/bin/sh"], [])])
    monkeypatch.setattr(dev, "qt_libraries", lambda objects: next(answers))
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    dev.ensure_qt_libraries(dev.WINDOW_OBJECTS, {})
    assert len(calls.mentions("update")) == 1
    assert "libxcb-icccm4" in calls.mentions("install")[0]
    dev.ensure_qt_libraries(dev.WINDOW_OBJECTS, dev.read_stamp())
    assert len(calls.commands) == 2


@linux_only
def test_libraries_that_went_away_are_looked_for_again(
    dev: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looked: list[object] = []

    def look(objects: object) -> tuple[list[str], list[str]]:
        looked.append(objects)
        return ["/bin/sh"], []

    monkeypatch.setattr(dev, "qt_libraries", look)
    stamp = {dev.WINDOW_OBJECTS[-1]: [str(tmp_path / "libgone.so")]}
    dev.ensure_qt_libraries(dev.WINDOW_OBJECTS, stamp)
    assert looked


@linux_only
def test_without_root_the_exact_line_is_printed(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    with pytest.raises(SystemExit) as left:
        dev.install_system_packages(["libegl1", "libgl1"], "Qt needs libraries.")
    assert left.value.code == 1
    assert calls.commands == []
    line = "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert line in capsys.readouterr().err


def test_without_apt_it_says_what_is_missing(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        dev.install_system_packages(["libegl1"], "Qt needs libEGL.so.1.")
    assert "Qt needs libEGL.so.1." in capsys.readouterr().err


def test_debian_without_its_venv_package_gets_it_and_qt_in_one_go(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(
        dev, "install_system_packages", lambda packages, why: asked.append(packages)
    )
    monkeypatch.setattr(dev, "call", Recorder())
    dev.make_venv(["libegl1"])
    assert asked == [[f"python{dev.python_version()}-venv", "libegl1"]]


# --- the verbs, as a person calls them -----------------------------------------


@pytest.fixture
def set_up_checkout(dev: Any, checkout: Path) -> Path:
    """A checkout that counts as set up for `run`, libraries included."""
    dev.link_sources()
    nothing_needed: dict[str, list[str]] = {
        dev.OFFSCREEN_OBJECTS[-1]: [],
        dev.WINDOW_OBJECTS[-1]: [],
    }
    dev.write_stamp({dev.RUN_LOCK.name: dev.fingerprint(dev.RUN_LOCK)} | nothing_needed)
    return checkout


def call_dev(
    root: Path, *arguments: str, folder: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    """Call dev.py from another folder, in a session without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, str(root / "packaging" / "dev.py"), *arguments],
        cwd=folder,
        env=kept | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_run_passes_arguments_folder_and_exit_code(
    set_up_checkout: Path, tmp_path: Path
) -> None:
    done = call_dev(
        set_up_checkout, "run", "--", "letter", "--out", "my letter.pdf", "7",
        folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert '"arguments": ["letter", "--out", "my letter.pdf", "7"]' in done.stdout
    assert f'"folder": "{tmp_path}"' in done.stdout


@linux_only
@pytest.mark.parametrize("arguments", [(), ("--", "--data", "here"), ("--data=here",)])
def test_run_without_a_display_says_what_to_do(
    set_up_checkout: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = call_dev(set_up_checkout, "run", *arguments, folder=tmp_path)
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "ssh -X" in done.stderr
    assert done.stdout == ""


@linux_only
def test_run_with_a_display_opens_the_app(
    set_up_checkout: Path, tmp_path: Path
) -> None:
    done = call_dev(set_up_checkout, "run", folder=tmp_path, DISPLAY=":0")
    assert done.returncode == 0, done.stderr
    assert '"arguments": []' in done.stdout


def test_once_set_up_it_starts_the_app_and_nothing_else(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would take time is starting pip or asking which libraries there are."""
    monkeypatch.setattr(dev, "call", Recorder())
    dev.set_up(dev.RUN_LOCK)
    started: list[list[str]] = []

    def start(command: list[str], *_: object, **__: object) -> None:
        started.append(command)
        raise SystemExit

    monkeypatch.setattr(dev.os, "execve", lambda _, command, env: start(command))
    monkeypatch.setattr(dev.subprocess, "Popen", start)
    with pytest.raises(SystemExit):
        dev.run(["--", "--version"])
    assert started == [[str(dev.PYTHON), "-m", "visit_app", "--version"]]


@pytest.mark.parametrize("arguments", [(), ("build",), ("--verbose",)])
def test_an_unknown_verb_is_answered_with_the_usage(
    checkout: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = call_dev(checkout, *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert "python3 packaging/dev.py run" in done.stderr


def test_help_is_no_error(checkout: Path, tmp_path: Path) -> None:
    done = call_dev(checkout, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert "test [--slow]" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        ([], ["-m", "not slow", "-n", "auto", "--dist", "worksteal"]),
        (["--slow"], ["-o", "faulthandler_timeout=7200"]),
        (
            ["-k", "vault", "--slow"],
            ["-o", "faulthandler_timeout=7200", "-k", "vault"],
        ),
        (["tests/vault", "-x"], ["-m", "not slow", "tests/vault", "-x"]),
    ],
)
def test_slow_tests_run_only_when_asked_for(
    dev: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str], passed: list[str]
) -> None:
    calls = Recorder()
    monkeypatch.setattr(dev, "set_up", lambda *anything: None)
    monkeypatch.setattr(dev, "call", calls)
    assert dev.test(arguments) == 0
    assert calls.commands == [[str(dev.PYTHON), "-m", "pytest", *passed]]


def test_what_python_compiles_is_kept_for_the_processes_of_the_tests(
    dev: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in dev.environment()


def test_check_goes_on_after_a_failure_and_names_it(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail_ruff_format(command: list[str], **more: str) -> int:
        return 1 if "format" in command else 0

    monkeypatch.setattr(dev, "set_up", lambda *anything: None)
    monkeypatch.setattr(dev, "call", fail_ruff_format)
    assert dev.check([]) == 1
    output = capsys.readouterr().out
    assert "FAILED ruff format" in output
    assert "ok     mypy --strict" in output
    assert "ok     import contracts" in output


def test_bench_says_so_when_there_is_nothing_to_measure(
    checkout: Path, tmp_path: Path
) -> None:
    done = call_dev(checkout, "bench", folder=tmp_path)
    assert done.returncode == 1
    assert "There are no benchmarks yet" in done.stderr


@pytest.mark.slow
def test_a_fresh_checkout_sets_itself_up(checkout: Path, tmp_path: Path) -> None:
    # Installs for real, from the network, with every hash checked; compiles nothing.
    probe = "import PySide6.QtCore, sqlcipher3, visit_app"
    (checkout / "src" / "visit_app" / "__main__.py").write_text(probe)
    # To pip, "0" of a "no" means that it does not.
    done = call_dev(
        checkout, "run", "--", "--version", folder=tmp_path, PIP_NO_COMPILE="0"
    )
    assert done.returncode == 0, done.stdout + done.stderr
