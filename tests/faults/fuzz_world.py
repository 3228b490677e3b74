"""A laptop in a rough world, and what must be after each step; used by fuzz.py."""

import random
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from tests.faults.fuzz_child import write_until_killed

from visit_app.records import (
    Encounter,
    Family,
    Patient,
    Practitioner,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.ui.saving import SaveState
from visit_app.vault import kdf, keyslots, recovering, swapping
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, NotFound, SlowDown, WrongSecret
from visit_app.vault.journal_file import JournalFile
from visit_app.vault.place import Place
from visit_app.vault.vault import Vault, create
from visit_app.visits import CONVERSATION, Desk, answer, erase, save_family, start
from visit_app.visits.opening import open_desk

MARKER = "Zdzisława-Marmalade"
FORMS = (MARKER.encode(), MARKER.encode("utf-16-le"), b"Marmalade")
PASSPHRASE = "a passphrase"
LINKS = 12
Key = tuple[str, str]  # a visit and a place in it


class Wrong(AssertionError):
    """What must not be."""


class World:
    """A laptop, what its practitioner was told is saved, and what happens to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root, self.chance, self.clock = folder, random.Random(seed), FixedClock()
        self.generation = self.number = 0
        self.counts: Counter[str] = Counter()
        self.acknowledged: dict[Key, str] = {}
        self.typed: dict[Key, str] = {}  # those that are not on disk yet, too
        self.offered: dict[Key, set[str]] = {}  # since the last that was acknowledged
        self.visits: dict[str, str] = {}  # a visit and its family
        self.finished: set[str] = set()
        self.erased: set[str] = set()
        self.hole = False  # in the journal: since then only a snapshot is whole
        self.in_flight: list[tuple[str, int]] = []  # written, perhaps, and not told
        self.desk: Desk | None = None
        self.save: SaveState | None = None
        person = Practitioner(id="priya", name=MARKER)
        made = create(self.folder, PASSPHRASE, person, self.clock, cost=kdf.FLOOR)
        self.code = made.recovery_code
        made.vault.close()
        with keyslots.unlock(self.folder, self.code, self.clock) as key:
            self.key = bytes(key.reveal())
        self.unlock()

    @property
    def folder(self) -> Path:
        """Where the vault lies now: after a power cut the disk is another one."""
        return self.root / f"disk-{self.generation}"

    @property
    def vault(self) -> Vault:
        """The open vault."""
        if self.desk is None:
            raise Wrong("the vault is closed")
        return self.desk.vault

    def step(self, steps: "Mapping[Callable[[World], None], int]") -> str:
        """Do one of these, the heavier the more often; returns what it was."""
        act = self.chance.choices(list(steps), list(steps.values()))[0]
        act(self)
        name = act.__name__
        self.counts[name] += 1
        return name

    # --- what a practitioner does ------------------------------------------------

    def type(self) -> None:
        """A few keystrokes into one place of a visit."""
        visit = self._a_visit()
        link = f"/note-{self.chance.randrange(LINKS)}"
        for _ in range(self.chance.randint(1, 4)):
            self._write(visit, link)

    def _write(self, visit: str, link: str) -> None:
        self.number += 1
        text = f"{MARKER} said {self.number}" + " word" * self.chance.randrange(40)
        self.typed[visit, link] = text
        self.offered.setdefault((visit, link), set()).add(text)
        save = self._saving()
        save.write(
            f"{visit}{link}", lambda desk: answer(desk, visit, CONVERSATION, link, text)
        )
        if not save.has_unsaved:
            self._all_saved()

    def _all_saved(self) -> None:
        self.acknowledged.update(self.typed)
        self.offered.clear()
        self.counts["acknowledged"] += 1

    def _a_visit(self) -> str:
        here = [v for v in sorted(self.visits) if v not in self.finished]
        if here and (len(here) > 4 or self.chance.random() < 0.9):
            return self.chance.choice(here)
        self.number += 1
        family, person = f"family-{self.number}", Patient(id="p", given_name=MARKER)
        desk = self._desk()
        save_family(desk, Family(id=family, parents=(person,)))
        visit = start(desk, family, "p", type="new-birth").id
        self.visits[visit] = family
        return visit

    def finish(self) -> None:
        """Sign a visit off; what waits to be saved is saved first, or it is not."""
        if not self._saving().retry():
            return
        self._all_saved()
        visit = self._a_visit()
        record = self.vault.get(Encounter, visit)
        self.vault.put(replace(record, status="finished"))
        self.finished.add(visit)

    def erase(self) -> None:
        """Erase a family."""
        if len(self.visits) < 3 or not self._saving().retry():
            return
        self._all_saved()
        family = self.chance.choice(sorted(set(self.visits.values())))
        erase(self._desk(), family, "Past its date")
        gone = {visit for visit, of in self.visits.items() if of == family}
        for known in (self.acknowledged, self.typed, self.offered):
            for key in [key for key in known if key[0] in gone]:
                del known[key]
        for visit in gone:
            del self.visits[visit]
        self.erased.add(family)

    def back_up_while_typing(self) -> None:
        """A snapshot on its own thread, while keys are pressed."""
        problems: list[BaseException] = []

        def work() -> None:
            try:
                with self.vault.backups() as backups:  # type: ignore[union-attr]
                    backups.make()
            except BaseException as problem:  # noqa: BLE001 - handed over
                problems.append(problem)

        thread = threading.Thread(target=work)
        thread.start()
        self.type()
        thread.join()
        if problems:
            raise Wrong("a backup failed") from problems[0]
        self.hole = False

    # --- locks and restarts ------------------------------------------------------

    def lock(self) -> None:
        """What could not be saved waits with its page."""
        if self._saving().retry():
            self._all_saved()
        self.vault.close()
        self.desk = None

    def unlock(self) -> None:
        """By passphrase or code, sometimes after slips."""
        for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
            self._slip()
        secret = self.chance.choice((PASSPHRASE, self.code, self.code, self.code))
        with self._patiently(secret) as key:
            vault = Vault.open(self.folder, key, self.clock)
        self._opened(vault)

    def _slip(self) -> None:
        try:
            keyslots.unlock(self.folder, "not the passphrase", self.clock)
        except WrongSecret:
            return
        except SlowDown as wait:
            self.clock.forward(seconds=wait.seconds)
            return
        raise Wrong("a wrong passphrase opened it")

    def _patiently(self, secret: str) -> DataKey:
        while True:
            try:
                return keyslots.unlock(self.folder, secret, self.clock)
            except SlowDown as wait:
                self.clock.forward(seconds=wait.seconds)

    def _opened(self, vault: Vault) -> None:
        self.desk = open_desk(vault, self.clock)
        self._fill_the_hole(vault)
        if vault.second_copy.behind is not None:
            raise Wrong("it is said that something stands in one place only")
        if self.save is None:
            self.save = SaveState(self.desk)
            self._settle()
        elif self.save.rebind(self.desk):
            self._all_saved()

    def restart(self) -> None:
        """The app ends and is started again: what waited is gone, and was said to."""
        self.vault.close()
        self.save = None
        self._opened(Vault.open(self.folder, DataKey(self.key), self.clock))

    def cut_the_power(self) -> None:
        """Go on with what lies on the disk at this moment."""
        before, vault = self.folder, self.vault
        journal = vault._database.journal
        self.hole |= journal is not None and journal.behind is not None
        self.generation += 1
        shutil.copytree(before, self.folder, ignore=shutil.ignore_patterns("lock"))
        vault.close()
        shutil.rmtree(before)
        self.save = None
        self._opened(Vault.open(self.folder, DataKey(self.key), self.clock))

    def kill(self) -> None:
        """A child of its own writes, and is killed with SIGKILL."""
        if self.desk is not None:
            self.lock()
        self.save = None
        writable = [v for v in sorted(self.visits) if v not in self.finished]
        visit = self.chance.choice(writable) if writable else None
        if visit is None:
            return
        life_s = self.chance.uniform(0, 0.03)
        last = write_until_killed(self.folder, self.key, visit, self.number, life_s)
        for link, text in last.items():
            self.acknowledged[visit, link] = text
        told = [_number(text) for text in last.values()]
        self.in_flight.append((visit, max(told, default=self.number) + 1))
        self.number += 1000  # more than a child can write while it lives
        self.counts["acknowledged"] += len(last)

    # --- the world ---------------------------------------------------------------

    def fill_the_disk(self) -> None:
        """No page more can be written for a while; then there is room again."""
        with self.vault._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        for _ in range(self.chance.randint(1, 6)):
            visit = self.chance.choice(sorted(self.visits) or [""])
            if visit and visit not in self.finished:
                self._write(visit, f"/note-{self.chance.randrange(LINKS)}")
        self.check()
        with self.vault._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")
        if self.chance.random() < 0.5 and self._saving().retry():
            self._all_saved()

    def fill_the_journals_disk(self) -> None:
        """The second file has no room: answers are saved all the same."""
        with mock.patch.object(JournalFile, "append", _no_room):
            self.type()

    def set_the_clock(self) -> None:
        """By hours or days, either way."""
        self.clock.forward(hours=self.chance.choice((-48, -1, 0.1, 1, 30, 700)))

    def damage_and_restore(self) -> None:
        """Bits of every page turn over; a snapshot and the journal give all of it."""
        if self.desk is not None:
            self.lock()
        self.save = None
        place = Place(self.folder)
        if not any(place.backups.glob("*/vault.db")):
            return
        whole = [(path, path.read_bytes()) for path in _files(place)]
        for path, content in whole:
            path.write_bytes(self._damaged(content) if path == place.database else b"")
        with suppress(Damaged):
            Vault.open(self.folder, DataKey(self.key), self.clock).close()
            raise Wrong("a damaged file was opened")
        prepared = recovering.prepare(self.folder, DataKey(self.key))
        if prepared.complete:
            swapping.confirm(prepared, self.clock)
            with Vault.open(self.folder, DataKey(self.key), self.clock) as vault:
                self._fill_the_hole(vault)
            return
        if not self.hole:
            raise Wrong("the journal does not reach to the end")
        swapping.forget(prepared)
        for path, content in whole:
            path.write_bytes(content)

    def _fill_the_hole(self, vault: Vault) -> None:
        """As the window does as soon as the records are open."""
        with vault.backups() as backups:  # type: ignore[union-attr]
            if backups.has_hole():
                backups.make()
                self.hole = False

    def _damaged(self, content: bytes) -> bytes:
        changed = bytearray(content)
        for at in range(self.chance.randrange(100, 4000), len(changed), 4096):
            changed[at] ^= 1 << self.chance.randrange(8)
        return bytes(changed)

    # --- what must be ------------------------------------------------------------

    def check(self) -> None:
        """Everything acknowledged is there, nothing erased is, nothing is readable."""
        for path in self.root.rglob("*"):
            if path.is_file() and any(form in path.read_bytes() for form in FORMS):
                raise Wrong(f"{path.name} can be read")
        if self.desk is None:
            return
        for visit in self.visits:
            self._check_visit(visit)
        for family in self.erased:
            with suppress(NotFound):
                self.vault.family(family)
                raise Wrong("an erased family is there again")

    def _check_visit(self, visit: str) -> None:
        record = self.vault.get(Encounter, visit)
        if record.is_finished != (visit in self.finished):
            raise Wrong("a visit is not as it was signed off")
        found = self.vault.find(QuestionnaireResponse, encounter_id=visit)
        texts = found[0] if found else None
        self._take_what_was_in_flight(visit, texts)
        for (of, link), text in self.acknowledged.items():
            there = texts.text(link) if texts else ""
            may_be = {text, *self.offered.get((of, link), ())}
            if of == visit and there not in may_be:
                raise Wrong(f"an acknowledged answer is lost: {link}")

    def _settle(self) -> None:
        """What was not told to be saved may be there or not: take it as it is."""
        for visit, link in self.offered:
            found = self.vault.find(QuestionnaireResponse, encounter_id=visit)
            there = found[0].text(link) if found else ""
            if there in self.offered[visit, link]:
                self.acknowledged[visit, link] = there
        self.offered.clear()
        self.typed = dict(self.acknowledged)

    def _take_what_was_in_flight(
        self, visit: str, texts: QuestionnaireResponse | None
    ) -> None:
        """The answer that was written and not told before a kill may be there."""
        numbers = {number for of, number in self.in_flight if of == visit}
        self.in_flight = [each for each in self.in_flight if each[0] != visit]
        for link in texts.answers if texts else ():
            text = texts.text(link) if texts else ""
            if _number(text) in numbers:
                self.acknowledged[visit, link] = self.typed[visit, link] = text

    def check_audit(self) -> None:
        """Walk along the whole audit, and read every page."""
        if self.desk is None:
            return
        verdict = self.vault.verify_audit()
        if not verdict.holds:
            raise Wrong(f"the audit does not hold: {verdict.problems[:3]}")
        self.vault.check()
        self.counts["entries"] = verdict.entries

    def _desk(self) -> Desk:
        if self.desk is None:
            raise Wrong("locked")
        return self.desk

    def _saving(self) -> SaveState:
        if self.save is None:
            raise Wrong("no page is open")
        return self.save


def _files(place: Place) -> list[Path]:
    return [path for path in (place.database, *place.log()) if path.exists()]


def _no_room(*_: Any) -> None:
    raise OSError(28, "no space left")


def _number(text: str) -> int:
    """Which answer it was: "<name> said 12 word word"."""
    return int(text.split()[2])
