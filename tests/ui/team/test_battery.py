import ctypes
import sys
from pathlib import Path

import pytest

from visit_app.ui.team.battery import (
    UNKNOWN,
    Battery,
    battery,
    linux_battery,
    read_power_status,
    windows_battery,
)


def supply(root: Path, name: str, **files: str) -> None:
    folder = root / name
    folder.mkdir()
    for file, text in files.items():
        (folder / file).write_text(f"{text}\n")


def test_a_laptop_on_battery(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", capacity="81", status="Discharging")
    assert linux_battery(tmp_path) == Battery(81, charging=False)


def test_two_batteries_count_as_one_and_a_mouse_does_not(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="40", status="Charging")
    supply(tmp_path, "BAT1", type="Battery", capacity="60", status="Full")
    supply(tmp_path, "mouse", type="Battery", capacity="1", scope="Device")
    assert linux_battery(tmp_path) == Battery(50, charging=True)


def test_what_the_kernel_does_not_tell_is_not_made_up(tmp_path: Path) -> None:
    assert linux_battery(tmp_path) == UNKNOWN
    assert linux_battery(tmp_path / "none") == UNKNOWN
    supply(tmp_path, "AC", type="Mains")
    assert linux_battery(tmp_path) == Battery(present=False)
    supply(tmp_path, "BAT0", type="Battery", status="Unknown")
    assert linux_battery(tmp_path) == UNKNOWN


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ((1, 8, 70), Battery(70, charging=True)),
        ((0, 1, 99), Battery(99, charging=False)),
        ((255, 255, 255), UNKNOWN),
        ((1, 128, 255), Battery(present=False)),
    ],
)
def test_the_numbers_of_windows(told: tuple[int, int, int], found: Battery) -> None:
    assert read_power_status(*told) == found


def test_windows_is_asked_through_ctypes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kernel:
        @staticmethod
        def GetSystemPowerStatus(held: object) -> int:  # noqa: N802
            status = held._obj  # type: ignore[attr-defined]
            status.ac_line, status.flag, status.percent = 0, 1, 64
            return 1

    class Windll:
        kernel32 = Kernel

    monkeypatch.setattr(ctypes, "windll", Windll, raising=False)
    assert windows_battery() == Battery(64, charging=False)
    monkeypatch.setattr(Kernel, "GetSystemPowerStatus", staticmethod(lambda _: 0))
    assert windows_battery() == UNKNOWN


def test_elsewhere_it_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "beos")
    assert battery() == UNKNOWN
