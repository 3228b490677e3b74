"""A child that writes answers until its parent kills it."""

import json
import multiprocessing
import os
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from visit_app.records.clock import FixedClock
from visit_app.vault.data_key import DataKey
from visit_app.vault.vault import Vault
from visit_app.visits import CONVERSATION, answer
from visit_app.visits.opening import open_desk

LONGEST_OPENING_S = 60
MARKER = "Zdzisława-Marmalade"


def write_until_killed(
    folder: Path, key: bytes, visit: str, first: int, life_s: float
) -> dict[str, str]:
    """What it was told is saved, by the place in the visit, the last of each."""
    start = "fork" if hasattr(os, "fork") else "spawn"
    context: Any = multiprocessing.get_context(start)  # its type knows no Process
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_write, args=(folder, key, visit, first, theirs))
    child.start()
    theirs.close()
    if first % 2 and not ours.poll(LONGEST_OPENING_S):
        raise TimeoutError("the child gave no answer")
    time.sleep(life_s)  # the moment of the kill: nothing is waited for
    child.kill()
    child.join()
    told: dict[str, str] = {}
    with suppress(EOFError, OSError):
        while True:
            link, text = json.loads(ours.recv_bytes())
            told[link] = text
    ours.close()
    return told


def _write(folder: Path, key: bytes, visit: str, first: int, told: Connection) -> None:
    vault = Vault.open(folder, DataKey(key), FixedClock())
    desk, number = open_desk(vault, FixedClock()), first
    while True:
        number += 1
        link, text = f"/note-{number % 3}", f"{MARKER} wrote {number}"
        answer(desk, visit, CONVERSATION, link, text)
        told.send_bytes(json.dumps([link, text]).encode())
