"""A team of laptops driven by a seed: what people do, what goes wrong, what must hold.

The judge here is written without sync's own merge: every edit is logged with what its
author could see, and from that log follows what everybody must end up with.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from tests.faults.sync_seat import Edit, Seat
from tests.faults.sync_store import CALM, ROUGH, Crash, History, Weather, Window
from tests.sync.laptops import Laptop, everything, join, laptop, start_team
from tests.sync.memory_ledger import MemoryLedger

from visit_app.records import Patient
from visit_app.sync import deciding, team
from visit_app.sync.book import CONDITIONS
from visit_app.sync.change import canonical
from visit_app.sync.engine import Report
from visit_app.sync.errors import SyncError
from visit_app.sync.identity import new_identity
from visit_app.sync.notices import kept
from visit_app.sync.roster import Role

FIELDS = ("postcode", "address", "note", "general_practice")


class World:
    """Laptops, people and trouble."""

    def __init__(self, seed: int, laptops: int, weather: Weather = ROUGH) -> None:
        self.random = Random(seed)
        self.weather = weather
        self.store = History()
        self.seats: list[Seat] = []
        self.edits: list[Edit] = []
        self.seen: dict[str, frozenset[str]] = {}  # revision -> those its author had
        self.acknowledged: dict[str, str] = {}  # revision -> by which device
        self.count = 0
        self.removed: set[str] = set()
        self.lost: set[bytes] = set()  # what somebody deleted from the store
        self._sit(start_team(self.store, device=self._device()))
        for number in range(laptops - 1):
            newcomer = laptop(f"n{number}", self.store, self._device())
            self._sit(join(self.lead.laptop, newcomer))
        for seat in self.seats:
            seat.window.weather = weather

    # --- people

    @property
    def lead(self) -> Seat:
        return self.seats[0]

    @property
    def living(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.alive]

    def someone(self) -> Seat:
        return self.random.choice(self.living)

    def new_family(self, seat: Seat) -> None:
        self.count += 1
        name = f"family{self.count}"
        seat.laptop.new_family(name, postcode=f"NN{self.count}")
        (change,) = seat.laptop.ledger.known["Family", name]
        self._log(seat, name, change.revision, {"postcode": f"NN{self.count}"})

    def edit(self, seat: Seat) -> None:
        family = self._family(seat)
        if family is None:
            return
        path = self.random.choice(FIELDS)
        self.count += 1
        # Few values, so that two people sometimes write the same.
        value = f"v{self.count if self.random.random() < 0.7 else self.count % 3}"
        if getattr(seat.laptop.ledger.family(family), path) == value:
            return
        seat.laptop.edit_family(family, **{path: value})
        revision = seat.laptop.ledger.known["Family", family][-1].revision
        self._log(seat, family, revision, {path: value})

    def add_person(self, seat: Seat) -> None:
        family_id = self._family(seat)
        if family_id is None:
            return
        self.count += 1
        family = seat.laptop.ledger.family(family_id)
        person = Patient(id=f"person{self.count}", given_name=f"P{self.count}")
        seat.laptop.edit_family(family_id, parents=(*family.parents, person))
        revision = seat.laptop.ledger.known["Family", family_id][-1].revision
        self._log(seat, family_id, revision, {})

    def visit(self, seat: Seat) -> None:
        family = self._family(seat)
        if family is None:
            return
        self.count += 1
        visit = f"visit{self.count}"
        seat.laptop.add(
            "QuestionnaireResponse", f"{visit}-phq-9", family, encounter_id=visit
        )
        seat.laptop.add("Encounter", visit, family, status="finished")

    def settle(self, seat: Seat) -> None:
        conflicts = deciding.open_conflicts(seat.laptop.ledger)
        if not conflicts:
            return
        conflict = self.random.choice(conflicts)
        if conflict.path not in FIELDS:
            return
        version = self.random.choice(conflict.versions)
        seen = self._seen(seat, conflict.record_id)
        change = deciding.settle_conflict(
            seat.laptop.ledger, conflict, version.text, "2026-11-23T10:42:00+00:00"
        )
        self.seen[change.revision] = seen
        place = conflict.record_id, conflict.path
        self.edits.append(Edit(change.revision, *place, version.text))

    def sync(self, seat: Seat, **options: Any) -> Report | None:
        """One run, with what the seat's window does to it; None when it was killed."""
        seat.window.begin()
        try:
            report = seat.laptop.sync(**options)
        except Crash:
            seat.laptop.ledger = seat.laptop.ledger.after_crash or seat.laptop.ledger
            return None
        except SyncError:
            return None
        finally:
            self._note_sent(seat)
        seat.notices |= {*report.conditions, *report.events}
        return report

    # --- trouble

    def set_clock(self, seat: Seat) -> None:
        seat.laptop.clock.forward(hours=self.random.choice((-30, -2, -1, 1, 5, 26)))

    def back_up(self, seat: Seat) -> None:
        seat.backups.append(seat.laptop.ledger.twin())

    def restore(self, seat: Seat) -> None:
        if seat.backups:
            backup = self.random.choice(seat.backups)
            if not self._is_last_holder([seat], backup):
                seat.laptop.ledger = backup.twin()

    def clone(self, seat: Seat) -> None:
        """Somebody copies a laptop's disk, and both are used."""
        if len(self.seats) >= 10:
            return
        old = seat.laptop
        mark = self.random.choice(("", "another machine"))
        twin = Laptop(f"{old.name}x", old.identity, self.store, old.ledger.twin())
        twin.options = type(old.options)(
            **{**_options(old.options), "mark": mark and f"{mark} {len(self.seats)}"}
        )
        self.count += 1
        twin.count = 1000 * self.count
        self._sit(twin)
        self.seats[-1].window.weather = self.weather

    def lose_object(self) -> None:
        """Somebody deletes a file from the team store that a laptop still has."""
        held = {raw for seat in self.living for raw in _segments(seat)}
        objects = self.store.objects
        names = sorted(
            n for n, raw in objects.items() if "/feeds/" in n and raw in held
        )
        if names:
            name = self.random.choice(names)
            self.lost.add(objects[name])
            self.store.lose(name)

    def revoke(self) -> None:
        """The lead removes somebody; what they had sent before is accepted."""
        others = [s for s in self.living if s.device != self.lead.device]
        if len(others) < 2 or self.lead.laptop.ledger.value("ended"):
            return
        seat = self.random.choice(others)
        gone = seat.device
        copies = [s for s in self.living if s.device == gone]
        if self._is_last_holder(copies, MemoryLedger()):
            return
        try:
            team.revoke(
                self.lead.laptop.ledger, self.store, self.lead.laptop.clock, gone
            )
        except SyncError:
            return
        self.removed.add(gone)
        for seat in self.seats:
            if seat.device == gone:
                seat.alive = False

    # --- the end

    def calm(self) -> None:
        """The weather clears, everybody syncs until nothing is new."""
        for seat in self.living:
            seat.window.weather = CALM
            seat.window.lie = None
            seat.window.begin()
        for _ in range(8):
            for seat in self.living:
                self._rejoin_if_closed(seat)
                self._accept_late(seat)
                report = self.sync(seat, sweep=True, audit=True)
                assert report is not None
                assert report.problem is None, report.problem

    def check(self) -> None:
        """Everybody has everything, and nothing was decided by a machine."""
        seats = self.living
        first = everything(seats[0].laptop)
        for seat in seats[1:]:
            assert everything(seat.laptop) == first, seat.laptop.name
        for seat in seats:
            ledger = seat.laptop.ledger
            assert not ledger.outbox, seat.laptop.name
            held = {c.revision for several in ledger.known.values() for c in several}
            missing = set(self.acknowledged) - held
            assert not missing, (seat.laptop.name, missing)
            self._check_fields(ledger, held)

    def _check_fields(self, ledger: MemoryLedger, held: set[str]) -> None:
        """The values of each field: those that nobody replaced knowingly."""
        by_field: dict[tuple[str, str], list[Edit]] = defaultdict(list)
        for edit in self.edits:
            if edit.revision in held:
                by_field[edit.family, edit.path].append(edit)
        for (family, path), edits in by_field.items():
            replaced = {r for edit in edits for r in self._behind(edit.revision)}
            expected = {e.text for e in edits if e.revision not in replaced}
            view = ledger.views["Family", family]
            shown = {v.text for v in view.details.get(path, ())} or {
                canonical(view.state.get(path))
            }
            assert shown == expected, (family, path, shown, expected)
            assert (path in view.conflicts) == (len(expected) > 1)

    def _accept_late(self, seat: Seat) -> None:
        """What crossed a removal is genuine here: the thief comes in other tests."""
        if seat is not self.lead:
            return
        for notice in kept(seat.laptop.ledger, CONDITIONS):
            if notice.code == "after-removal":
                team.accept_late(
                    seat.laptop.ledger,
                    self.store,
                    seat.laptop.clock,
                    device=notice.device,
                    number=notice.number,
                )

    def _behind(self, revision: str) -> set[str]:
        """What an author could see, and what those authors could see, and so on.

        A revision shows its whole record: whoever sees it sees what lies behind it.
        """
        behind: set[str] = set()
        waiting = [revision]
        while waiting:
            new = self.seen.get(waiting.pop(), frozenset()) - behind
            behind |= new
            waiting += new
        return behind

    def _rejoin_if_closed(self, seat: Seat) -> None:
        """Where a copied laptop closed its feed, people let both in anew."""
        ledger = seat.laptop.ledger
        ended = ledger.value("ended") or {}
        if seat.device not in ended or ledger.value("candidate"):
            return
        made = new_identity(
            seat.laptop.identity.practitioner,
            seat.laptop.name,
            mark=seat.laptop.options.mark,
        )
        fresh = replace(made, device=self._device())
        asked = team.ask_to_join(ledger, self.store, fresh, seat.laptop.clock)
        team.approve(
            self.lead.laptop.ledger,
            self.store,
            self.lead.laptop.clock,
            request=asked.request,
            code=asked.code,
            role=Role.LEAD if seat is self.lead else Role.MEMBER,
        )
        seat.laptop.identity = fresh

    def _is_last_holder(self, seats: list[Seat], instead: MemoryLedger) -> bool:
        """Whether a deleted segment would be gone for good with these laptops' copies.

        Two losses of the same thing are more than any sync can mend.
        """
        others = [s for s in self.living if all(s is not one for one in seats)]
        left = {raw for other in others for raw in _segments(other)}
        left |= {*instead.segments.values(), *self.store.objects.values()}
        held = {raw for seat in seats for raw in _segments(seat)}
        return bool((self.lost & held) - left)

    def _device(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def _sit(self, one: Laptop) -> None:
        seat: Seat

        def keep_disk() -> None:
            seat.laptop.ledger.after_crash = seat.laptop.ledger.twin()

        number = len(self.seats)
        window = Window(
            self.store,
            f"{one.name}/{number}",
            Random(self.random.random()),
            keep_disk,
        )
        seat = Seat(one, window)
        one.store = window
        self.seats.append(seat)

    def _family(self, seat: Seat) -> str | None:
        families = seat.laptop.ledger.families()
        return self.random.choice(families) if families else None

    def _seen(self, seat: Seat, family: str) -> frozenset[str]:
        known = seat.laptop.ledger.known["Family", family]
        return frozenset(change.revision for change in known)

    def _log(
        self, seat: Seat, family: str, revision: str, fields: dict[str, str]
    ) -> None:
        self.seen[revision] = self._seen(seat, family) - {revision}
        for path, value in fields.items():
            text = canonical(value)
            self.edits.append(Edit(revision, family, path, text))

    def _note_sent(self, seat: Seat) -> None:
        for revision in seat.laptop.ledger.sent:
            self.acknowledged.setdefault(revision, seat.device)


def _segments(seat: Seat) -> set[bytes]:
    return set(seat.laptop.ledger.segments.values())


def _options(options: Any) -> dict[str, Any]:
    return {name: getattr(options, name) for name in options.__dataclass_fields__}


def run(seed: int, laptops: int, steps: int) -> World:
    """A whole story; fails with the seed in the message."""
    world = World(seed, laptops)
    actions: list[tuple[Callable[[Seat], object], int]] = [
        (world.new_family, 6),
        (world.edit, 20),
        (world.add_person, 4),
        (world.visit, 8),
        (world.settle, 3),
        (world.sync, 45),
        (world.set_clock, 3),
        (world.back_up, 4),
        (world.restore, 2),
        (world.clone, 1),
    ]
    doings = [action for action, _ in actions]
    weights = [weight for _, weight in actions]
    try:
        for _ in range(steps):
            (action,) = world.random.choices(doings, weights)
            who = world.someone()
            action(who)
            if world.random.random() < 0.01:
                world.lose_object()
            if world.random.random() < 0.006:
                world.revoke()
        world.calm()
        world.check()
    except Exception as problem:
        problem.add_note(f"seed={seed} laptops={laptops} steps={steps}")
        raise
    return world


__all__ = ["Seat", "World", "run"]
