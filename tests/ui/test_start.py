"""Crash files, logs and mistakes give nothing away."""

import logging
import subprocess
import sys

import pytest

from visit_app.ui.mishap import catch_mishaps, places, where

SECRET = "Amira said she is tired"


def broken() -> None:
    """Raises with a value in the message, as libraries do."""
    raise ValueError(SECRET)


def caught() -> BaseException:
    try:
        broken()
    except ValueError as error:
        return error
    raise AssertionError


def test_a_mistake_is_placed_without_its_values() -> None:
    error = caught()
    text = places(type(error), error.__traceback__)
    assert "broken" in text
    assert "test_start.py" in text
    assert text.endswith("ValueError")
    assert SECRET not in text


def test_where_names_our_own_line() -> None:
    error = caught()
    assert where(type(error), error.__traceback__).startswith("ValueError, ")
    assert where(ValueError, None) == "ValueError"


def test_the_hook_tells_the_window_and_logs_no_values(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    catch_mishaps(told.append)
    error = caught()
    with caplog.at_level(logging.ERROR):
        sys.excepthook(type(error), error, error.__traceback__)
    assert told[0].startswith("ValueError, ")
    assert SECRET not in caplog.text
    assert "test_start.py" in caplog.text


def test_ctrl_c_is_no_mistake(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    catch_mishaps(told.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    capsys.readouterr()


def test_logs_go_to_stderr_and_nowhere_else() -> None:
    code = (
        "import logging; from visit_app.ui.mishap import start_logging;"
        "start_logging(); logging.getLogger('x').warning('seen');"
        "logging.getLogger('x').info('not seen')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr == "WARNING x: seen\n"
    assert done.stdout == ""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc of Linux")
def test_no_core_dump_and_no_reading_of_the_memory() -> None:
    code = (
        "import ctypes, resource; from visit_app.ui.privacy import forbid_core_dumps;"
        "forbid_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE),"
        "ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "(0, 0) 0\n"


def test_a_system_that_refuses_does_not_stop_the_app(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource

    from visit_app.ui import privacy

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr("ctypes.CDLL", refuse)
    privacy.forbid_core_dumps()
