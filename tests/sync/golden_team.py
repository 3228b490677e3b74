"""Writes tests/golden/sync: a small team store with fixed keys, and what is in it.

    .venv/bin/python -m tests.sync.golden_team

Only when the format changes, which it must not do within a version: what is there
already has to stay readable. Randomness (HPKE, salts) makes other bytes each time.
"""

import json
import shutil
from pathlib import Path

from tests.sync.memory_ledger import MemoryLedger

from visit_app.records import Encounter, Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.records.codec import to_json
from visit_app.sync import team
from visit_app.sync.change import Change
from visit_app.sync.engine import run_once
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.identity import Identity
from visit_app.sync.keys import DeviceKeys
from visit_app.sync.recovery import FLOOR
from visit_app.sync.roster import Role, Roster
from visit_app.sync.session import Options, known_roster

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "sync"
PASSPHRASE = "three sealed envelopes"


def identity(number: int, practitioner: str, name: str) -> Identity:
    seed = bytes([number])
    keys = DeviceKeys(seed * 32, seed * 64, seed * 32)
    return Identity(f"{number:032x}", practitioner, name, "laptop", keys)


LEAD = identity(1, "p-lena", "Lena Marsh")
ASHA = identity(2, "p-asha", "Asha Patel")
GONE = identity(3, "p-gone", "Gone Away")
RECOVERY = identity(9, "recovery", "Kestrel Trust")


class Seat:
    """One laptop of the vectors."""

    def __init__(self, one: Identity, store: FolderStore) -> None:
        self.identity, self.store = one, store
        self.ledger, self.clock = MemoryLedger(), FixedClock()

    def sync(self) -> None:
        options = Options(sweep=True, workers=0)
        report = run_once(
            self.ledger, self.store, lambda: False, clock=self.clock, options=options
        )
        assert report.problem is None, report.problem

    def put(self, record: object, revision: str, **about: tuple[str, ...]) -> None:
        state = to_json(record)
        change = Change(
            kind=type(record).__name__,
            id=state["id"],
            family_id=state.get("family_id", state["id"]),
            revision=revision,
            author=self.identity.practitioner,
            recorded=self.clock.now().isoformat(),
            state=state,
            **about,
        )
        with self.ledger.transaction():
            self.ledger.edit(change)

    def join(self, lead: "Seat", role: Role) -> str:
        asked = team.ask_to_join(self.ledger, self.store, self.identity, self.clock)
        team.approve(
            lead.ledger,
            lead.store,
            lead.clock,
            request=asked.request,
            code=asked.code,
            role=role,
        )
        return asked.code


def write() -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    folder = GOLDEN / "store"
    folder.mkdir(parents=True)
    store = FolderStore(folder)
    lead, asha, gone = (Seat(one, store) for one in (LEAD, ASHA, GONE))
    file = team.create_team(
        lead.ledger,
        store,
        name="Kettering",
        founder=LEAD,
        recovery=RECOVERY,
        passphrase=PASSPHRASE,
        clock=lead.clock,
        cost=FLOOR,
    )
    (GOLDEN / "recovery.json").write_bytes(file)
    code = asha.join(lead, Role.MEMBER)
    gone.join(lead, Role.READER)
    mother = Patient(id="m/1", given_name="Amira", phone="07700 900001")
    family = Family(id="f1", parents=(mother,), postcode="ZZ99 3AA")
    lead.put(family, "r1")
    lead.sync()
    asha.sync()
    visit = Encounter(
        id="v1",
        family_id="f1",
        subject_id="m/1",
        status="finished",
        period_start=asha.clock.now(),
    )
    asha.put(visit, "r2")
    moved = Family(id="f1", parents=(mother,), postcode="ZZ99 3BB")
    asha.put(moved, "r3", parents=("r1",), changed=("postcode",))
    asha.sync()
    team.revoke(lead.ledger, store, lead.clock, GONE.device)
    lead.put(Family(id="f2"), "r4")
    lead.sync()
    told = {
        "passphrase": PASSPHRASE,
        "code": code,
        "team": lead.ledger.value("team"),
        "secret_keys": {
            one.device: one.keys.to_bytes().hex() for one in (LEAD, ASHA, RECOVERY)
        },
        "changes": [
            change.to_json()
            for _, several in sorted(lead.ledger.known.items())
            for change in several
        ],
        "members": {
            m.device: [m.name, m.role, m.until is None]
            for m in _roster(lead).members.values()
        },
    }
    text = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True)
    (GOLDEN / "content.json").write_text(text + "\n", encoding="utf-8")


def _roster(seat: Seat) -> Roster:
    roster = known_roster(seat.ledger)
    assert roster is not None
    return roster


if __name__ == "__main__":
    write()
