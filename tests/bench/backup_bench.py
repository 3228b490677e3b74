"""What a backup costs: a snapshot of a 100 MB vault while a window is being painted,
answers saved meanwhile, and restoring it with the journal."""

import secrets
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from tests.bench.vault_bench import PASSPHRASE, ms, new_vault

from visit_app.records.clock import FixedClock
from visit_app.vault import recovering, swapping
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place
from visit_app.vault.vault import Vault

TARGETS = {"snapshot_s": 2.0, "longest_gap_ms": 50.0}
_FRAME_MS = 8
_LETTER_BYTES = 250_000


def backup(folder: Path, size_mb: int = 100, answers: int = 1000) -> dict[str, float]:
    """A vault of so many MB: its snapshot beside a window, then its restoring."""
    app = QApplication.instance() or QApplication([])
    with new_vault(folder) as vault:
        for _ in range(size_mb * 1_000_000 // _LETTER_BYTES):
            vault.attach(secrets.token_bytes(_LETTER_BYTES))
        quiet = _gaps(lambda: time.sleep(1.5))
        spent, cpu, gaps, saved = _snapshot(vault)
        size = Place(folder).database.stat().st_size / 1e6
        for number in range(answers):
            vault.set_setting("answer", f"{number} " + "x" * 1500)
    del app
    restored = _restore(folder)
    return {
        "vault_mb": size,
        "snapshot_s": spent,
        "snapshot_cpu_s": cpu,
        "longest_gap_ms": max(gaps),
        "longest_gap_without_ms": max(quiet),
        "answer_meanwhile_ms_p50": statistics.median(saved),
        "answer_meanwhile_ms_max": max(saved),
        "restore_s": restored,
    }


def _snapshot(vault: Vault) -> tuple[float, float, list[float], list[float]]:
    backups = vault.backups()
    if backups is None:
        raise TypeError("a vault on disk is needed")
    spent: list[float] = []
    saved: list[float] = []
    done = threading.Event()

    def make() -> None:
        begun = time.thread_time()
        with backups:
            spent.append(ms(backups.make) / 1000)
        spent.append(time.thread_time() - begun)
        done.set()

    def write() -> None:
        while not done.wait(0.05):
            saved.append(ms(vault.set_setting, "answer", secrets.token_hex(700)))

    writer = threading.Thread(target=write)
    writer.start()
    gaps = _gaps(make)
    writer.join()
    return spent[0], spent[1], gaps, saved


def _gaps(work: Callable[[], object]) -> list[float]:
    """The times between two frames, in ms, while the work is done on a thread."""
    window, loop = QPushButton("Next: joy"), QEventLoop()
    window.resize(1366, 690)
    window.show()
    gaps: list[float] = []
    last = [time.perf_counter()]
    thread = threading.Thread(target=work)

    def frame() -> None:
        now = time.perf_counter()
        gaps.append((now - last[0]) * 1000)
        last[0] = now
        window.setDown(not window.isDown())
        window.repaint()
        if not thread.is_alive():
            loop.quit()

    timer = QTimer()
    timer.setInterval(_FRAME_MS)
    timer.timeout.connect(frame)
    timer.start()
    thread.start()
    loop.exec()
    timer.stop()
    window.close()
    return gaps[1:]


def _restore(folder: Path) -> float:
    """The file is gone: from the snapshot and the journal to a vault in place."""
    clock = FixedClock()
    Place(folder).database.unlink()
    with unlock(folder, PASSPHRASE, clock) as key:
        started = time.perf_counter()
        prepared = recovering.prepare(folder, key)
        swapping.confirm(prepared, clock)
        spent = time.perf_counter() - started
    if not prepared.complete:
        raise AssertionError("something is missing")
    return spent
