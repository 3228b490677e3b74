"""The system's own lock and sleep reach the app."""

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from visit_app.ui.lock.linux import session_path
from visit_app.ui.lock.windows import WindowsSystemLock, _Message, means_lock

LISTENER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from visit_app.ui.lock.system import system_lock
app = QApplication([])
window = QWidget()
lock = system_lock(app, window)
lock.locking.connect(lambda: (print("locking", flush=True), app.quit()))
QTimer.singleShot(20_000, lambda: app.exit(3))
print("ready", flush=True)
sys.exit(app.exec())
"""

SIGNALS = {
    "screen saver": (
        "--session",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver.ActiveChanged",
        "boolean:true",
    ),
    "gnome": (
        "--session",
        "/org/gnome/ScreenSaver",
        "org.gnome.ScreenSaver.ActiveChanged",
        "boolean:true",
    ),
    "sleep": (
        "--system",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager.PrepareForSleep",
        "boolean:true",
    ),
    "logind": (
        "--system",
        "/org/freedesktop/login1/session/_37",
        "org.freedesktop.login1.Session.Lock",
    ),
}

needs_dbus = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session"),
    reason="needs Linux with dbus-run-session (Debian: dbus)",
)


def listen(sender: str) -> subprocess.CompletedProcess[str]:
    """Run the listener on a bus of its own, send once it is ready."""
    script = (
        'export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS";'
        f'{sys.executable} -c "$LISTENER" | while read -r word; do echo "$word";'
        f' if [ "$word" = ready ]; then {sender}; fi; done'
    )
    environ = {**os.environ, "LISTENER": LISTENER, "XDG_SESSION_ID": "7"}
    environ["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@needs_dbus
@pytest.mark.parametrize("name", SIGNALS)
def test_linux_says_that_it_locks_or_sleeps(name: str) -> None:
    bus, path, signal, *value = SIGNALS[name]
    send = " ".join(["dbus-send", bus, "--type=signal", path, signal, *value])
    assert listen(send).stdout.split() == ["ready", "locking"]


@needs_dbus
def test_waking_up_and_other_sessions_lock_nothing() -> None:
    awake = (
        "dbus-send --session --type=signal /org/freedesktop/ScreenSaver"
        " org.freedesktop.ScreenSaver.ActiveChanged boolean:false;"
        "dbus-send --system --type=signal /org/freedesktop/login1/session/_38"
        " org.freedesktop.login1.Session.Lock;"
    )
    lock = (
        "dbus-send --system --type=signal /org/freedesktop/login1"
        " org.freedesktop.login1.Manager.PrepareForSleep boolean:true"
    )
    # Signals of one sender arrive in order: only the last one locks.
    assert listen(awake + lock).stdout.split() == ["ready", "locking"]


@pytest.mark.parametrize(
    ("session", "path"),
    [
        ("", ""),
        ("2", "/org/freedesktop/login1/session/_32"),
        ("c1", "/org/freedesktop/login1/session/c1"),
        ("12", "/org/freedesktop/login1/session/_312"),
        ("a-b", "/org/freedesktop/login1/session/a_2db"),
    ],
)
def test_session_paths_as_logind_writes_them(session: str, path: str) -> None:
    assert session_path(session) == path


@pytest.mark.parametrize(
    ("message", "w_param", "locks"),
    [
        (0x02B1, 7, True),  # session locked
        (0x02B1, 2, True),  # another person was switched to
        (0x02B1, 8, False),  # session unlocked
        (0x0218, 4, True),  # suspend
        (0x0218, 7, False),  # resume
        (0x0218, 18, False),
        (0x0100, 7, False),  # a key
    ],
)
def test_windows_messages(message: int, w_param: int, locks: bool) -> None:
    assert means_lock(message, w_param) is locks


def test_the_windows_filter_reads_the_message(qapp: QApplication) -> None:
    import ctypes

    window = QWidget()
    lock = WindowsSystemLock(qapp, window)
    told: list[bool] = []
    lock.locking.connect(lambda: told.append(True))
    for w_param in (8, 7):
        message = _Message(None, 0x02B1, w_param)
        address = ctypes.addressof(message)
        assert lock._filter.nativeEventFilter(b"", address) == (False, 0)
    assert told == [True]
    qapp.removeNativeEventFilter(lock._filter)
