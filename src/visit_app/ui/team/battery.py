"""How full the battery is, as far as the system tells. Plain Python, no Qt."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
_UNKNOWN_PERCENT = 255  # GetSystemPowerStatus: the level is not known
_NO_BATTERY = 128


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent` is None when nobody knows; `present` is False for a desktop computer.

    `charging` says whether the mains are plugged in, None when nobody knows.
    """

    percent: int | None = None
    charging: bool | None = None
    present: bool = True


UNKNOWN = Battery()


def battery() -> Battery:
    """The battery of this computer; UNKNOWN where the system does not tell."""
    reader = _READERS.get(sys.platform)
    return reader() if reader else UNKNOWN


def linux_battery(supplies: Path = SUPPLIES) -> Battery:
    """As the kernel's power_supply class tells (linux: ABI/testing/sysfs-class-power).

    Several batteries count as one, by their mean.
    """
    try:
        found = [_values(folder) for folder in sorted(supplies.iterdir())]
    except OSError:
        return UNKNOWN
    main = [v for v in found if v.get("type") == "Battery" and _is_own(v)]
    if not main:
        return Battery(present=False) if found else UNKNOWN
    levels = [int(v["capacity"]) for v in main if v.get("capacity", "").isdecimal()]
    states = {v.get("status", "") for v in main}
    charging = None if states <= {"", "Unknown"} else "Discharging" not in states
    return Battery(sum(levels) // len(levels) if levels else None, charging)


def _is_own(values: Mapping[str, str]) -> bool:
    """Not the battery of a mouse or a phone."""
    return values.get("scope", "System") != "Device"


def _values(folder: Path) -> dict[str, str]:
    return {
        name: _text(folder / name) for name in ("type", "capacity", "status", "scope")
    } | ({} if (folder / "scope").exists() else {"scope": "System"})


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def windows_battery() -> Battery:
    """As GetSystemPowerStatus tells (winbase.h)."""
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("ac_line", ctypes.c_ubyte),
            ("flag", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("saver", ctypes.c_ubyte),
            ("seconds", ctypes.c_uint32),
            ("full_seconds", ctypes.c_uint32),
        )

    held = Status()
    kernel: object = getattr(ctypes, "windll", None)
    ask = getattr(getattr(kernel, "kernel32", None), "GetSystemPowerStatus", None)
    if ask is None or not ask(ctypes.byref(held)):
        return UNKNOWN
    return read_power_status(held.ac_line, held.flag, held.percent)


def read_power_status(ac_line: int, flag: int, percent: int) -> Battery:
    """The numbers of SYSTEM_POWER_STATUS as a Battery."""
    if flag != _UNKNOWN_PERCENT and flag & _NO_BATTERY:
        return Battery(present=False)
    known = percent if percent <= 100 else None
    return Battery(known, {0: False, 1: True}.get(ac_line))


_READERS: Mapping[str, Callable[[], Battery]] = {
    "linux": linux_battery,
    "win32": windows_battery,
}
