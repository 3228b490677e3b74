"""What sync costs: sending and receiving a caseload, asking for news, joining a team.

Everything is included: the vault on disk, compression, both layers of encryption,
signatures, and the store. Seconds of wall clock unless the name says otherwise.
"""

import random
import resource
import shutil
import string
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

from tests.bench.sync_floor import cpu_s, floor

from visit_app.records import (
    Encounter,
    Family,
    Patient,
    Practitioner,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.records.codec import to_json
from visit_app.sync import front, joining, names
from visit_app.sync.change import Change
from visit_app.sync.family_key import FamilyKey, wrap_family_key
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.identity import Identity
from visit_app.sync.judging import context_of
from visit_app.sync.laptop import Laptop
from visit_app.sync.member_about import read_roster
from visit_app.sync.parcel import Control, Parcel, close_block, pack
from visit_app.sync.recovery import FLOOR as CHEAP_CODE
from visit_app.sync.segment import NOTHING, Stem, digest_of, seal_segment
from visit_app.sync.session import identities, known_roster
from visit_app.sync.store import Store
from visit_app.vault import vault
from visit_app.vault.kdf import FLOOR

TARGETS = {
    "push_folder_s": 2.0,  # 10,000 records: 5,000 a second
    "pull_folder_s": 1.0,  # 10,000 a second
    "poll_lists": 2,
    "join_s": 90.0,
}
PASSPHRASE = "three sealed envelopes"
_PER_VISIT = 10
_VISITS_PER_FAMILY = 5

Opening = Callable[[Path], Store]


def exchange(
    folder: Path, records: int = 10_000, servers: bool = True
) -> dict[str, float]:
    """10,000 records of 2 KB from one vault to another: a folder, S3 by moto, Ceph."""
    folder.mkdir(parents=True)
    found = floor(folder / "floor", records)
    found |= _exchange(folder / "folder", records, FolderStore, "folder")
    if servers:
        for name, server in _servers(folder):
            with server as opening:
                found |= _exchange(folder / name, records, opening, name)
    return found


def poll(folder: Path, members: int = 30) -> dict[str, float]:
    """A run that finds nothing new, in a team of 30 on a folder."""
    with _cheap_codes(), ExitStack() as stack:
        lead = stack.enter_context(_lead(folder, FolderStore))
        for number in range(members - 2):
            one = stack.enter_context(_laptop(folder / f"m{number}", f"m{number}"))
            _join(lead, one, folder)
            front.sync(one)
        for _ in range(3):
            front.sync(lead, sweep=True)
        begun = perf_counter()
        report = front.sync(lead)
        took = perf_counter() - begun
    assert report.problem is None, report.problem
    return {
        "poll_lists": report.requests.get("list", 0),
        "poll_gets": report.requests.get("get", 0),
        "poll_ms": took * 1000,
    }


def join(folder: Path, segments: int = 75_000, feeds: int = 30) -> dict[str, float]:
    """A new laptop reads a whole team: one-record segments in many feeds."""
    with _cheap_codes(), ExitStack() as stack:
        lead = stack.enter_context(_lead(folder, FolderStore))
        authors = [_author(lead, folder, stack, n) for n in range(feeds)]
        _write_feeds(lead, folder, authors, segments)
        newcomer = stack.enter_context(_laptop(folder / "new", "new"))
        _join(lead, newcomer, folder)
        written = segments // feeds * feeds
        begun, cpu, peak = perf_counter(), cpu_s(), _peak_mb()
        report = front.sync(newcomer, sweep=True, progress=_shown("reading"))
        took, used = perf_counter() - begun, cpu_s() - cpu
        assert (report.problem, report.quarantined) == (None, 0), report
        assert report.received == written, report.received
    return {
        "join_s": took,
        "join_cpu_s": used,
        "join_segments": written,
        "join_per_second": written / took,
        "join_peak_grew_mb": _peak_mb() - peak,
    }


def _peak_mb() -> float:
    """The most memory this process has had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _shown(what: str) -> Callable[[int, int], None]:
    """A bar on stderr that says how far it is."""

    def show(done: int, of: int) -> None:
        bar = "#" * (40 * done // max(of, 1))
        end = "\n" if done == of else ""
        sys.stderr.write(f"\r{what} [{bar:40}] {done} of {of}{end}")
        sys.stderr.flush()

    return show


# --- exchange


def _exchange(
    folder: Path, records: int, opening: Opening, name: str
) -> dict[str, float]:
    with _cheap_codes(), ExitStack() as stack:
        lead = stack.enter_context(_lead(folder, opening))
        asha = stack.enter_context(_laptop(folder / "asha", "asha", opening))
        _join(lead, asha, folder)
        front.sync(asha)
        _fill(lead, records)
        waiting = lead.ledger.waiting().records
        push, push_cpu = _timed(lead)
        pull, pull_cpu = _timed(asha)
        assert asha.ledger.waiting().records == 0
    sizes = [p.stat().st_size for p in (folder / "team").rglob("*.seg")]
    stored = {f"stored_{name}_mb": sum(sizes) / 1e6} if sizes else {}
    return {
        f"push_{name}_s": push,
        f"push_{name}_cpu_s": push_cpu,
        f"push_{name}_per_s": waiting / push,
        f"pull_{name}_s": pull,
        f"pull_{name}_cpu_s": pull_cpu,
        f"pull_{name}_per_s": waiting / pull,
        **stored,
    }


def _timed(laptop: Laptop) -> tuple[float, float]:
    """Seconds of wall clock, and of CPU."""
    begun, cpu = perf_counter(), cpu_s()
    report = front.sync(laptop)
    took = perf_counter() - begun, cpu_s() - cpu
    assert report.problem is None, report.problem
    assert report.waiting.records == 0, report.waiting
    return took


def _fill(laptop: Laptop, records: int) -> None:
    """Visits of questionnaires, 2 KB of JSON each, in families."""
    chance = random.Random(1)
    made = 0
    with laptop.vault.transaction():
        while made < records:
            mother = Patient(id=f"m{made}", given_name="Amira")
            family = Family(id=f"f{made}", parents=(mother,))
            laptop.vault.save_family(family, "bench")
            for number in range(_VISITS_PER_FAMILY):
                visit = f"v{made}-{number}"
                parts = [
                    _response(chance, f"{visit}-{n}", family.id, visit)
                    for n in range(_PER_VISIT - 1)
                ]
                laptop.vault.put(*parts, _visit(visit, family.id, laptop))
                made += _PER_VISIT


def _visit(name: str, family_id: str, laptop: Laptop) -> Encounter:
    return Encounter(
        id=name,
        family_id=family_id,
        subject_id="m",
        status="finished",
        period_start=laptop.clock.now(),
    )


def _response(
    chance: random.Random, name: str, family_id: str, visit: str
) -> QuestionnaireResponse:
    response = QuestionnaireResponse(
        id=name,
        questionnaire="http://example.org/phq-9|1.0",
        family_id=family_id,
        encounter_id=visit,
        subject_id="m",
    )
    for number in range(20):
        words = "".join(chance.choices(string.ascii_lowercase + " ", k=60))
        response = response.answered(f"/item-{number}", words)
    return response


# --- laptops


@contextmanager
def _laptop(
    folder: Path, name: str, opening: Opening = FolderStore
) -> Iterator[Laptop]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    person, clock = Practitioner(id=f"p-{name}", name=name), FixedClock()
    made = vault.create(folder, "four plain words", person, clock, cost=FLOOR)
    with made.vault as open_vault:
        yield Laptop(
            open_vault, clock, opening=lambda address, *_: opening(Path(address.place))
        )


@contextmanager
def _lead(folder: Path, opening: Opening) -> Iterator[Laptop]:
    with _laptop(folder / "lead", "lead", opening) as lead:
        front.start_team(
            lead,
            name="Bench",
            address=str(folder / "team"),
            passphrase=PASSPHRASE,
            keep_recovery=lambda file: None,
            cost=CHEAP_CODE,
        )
        yield lead


def _join(lead: Laptop, one: Laptop, folder: Path) -> None:
    asked = front.ask_to_join(one, address=str(folder / "team"))
    front.approve(lead, asked.request, asked.code)


@contextmanager
def _cheap_codes() -> Iterator[None]:
    """Comparing a code takes 0.3 s by design, and is not what is measured."""
    cost, joining.COST = joining.COST, CHEAP_CODE
    try:
        yield
    finally:
        joining.COST = cost


# --- a team's past, written fast


def _author(lead: Laptop, folder: Path, stack: ExitStack, number: int) -> Identity:
    one = stack.enter_context(_laptop(folder / f"a{number}", f"a{number}"))
    _join(lead, one, folder)
    return Identity.from_json(one.ledger.value("candidate"))


def _write_feeds(
    lead: Laptop, folder: Path, authors: list[Identity], segments: int
) -> None:
    roster = known_roster(lead.ledger)
    assert roster is not None
    roster, keys = read_roster(roster, identities(lead.ledger))
    root, epoch = folder / "team", roster.epoch.number
    chance = random.Random(2)
    each = segments // len(authors)
    show = _shown("writing")
    for place, author in enumerate(authors, start=1):
        family = f"family-of-{author.device}"
        tag = names.family_tag(roster.team, family)
        key = FamilyKey.generate(tag, epoch)
        _put(
            root / names.family_key(roster.team, tag, epoch),
            wrap_family_key(key, keys[epoch]),
        )
        previous = NOTHING
        for number in range(1, each + 1):
            change = _change(chance, author, family, number)
            context = context_of(roster.team, author.device, number)
            raw = seal_segment(
                pack(Parcel(Control(), (close_block([change], key, context),))),
                Stem(roster.team, author.device, number, previous),
                epoch=epoch,
                epoch_key=keys[epoch],
                roster_number=roster.number,
                roster_digest=roster.digest,
                keys=author.keys,
            )
            _put(root / names.segment(roster.team, author.device, number), raw)
            previous = digest_of(raw)
        show(place * each, len(authors) * each)


def _change(
    chance: random.Random, author: Identity, family: str, number: int
) -> Change:
    name = f"{author.device}-{number}"
    record: object = _response(chance, name, family, f"visit-{name}")
    kind = "QuestionnaireResponse"
    if number == 1:
        record, kind, name = Family(id=family), "Family", family
    return Change(
        kind, name, family, f"r-{name}", author.practitioner, "", state=to_json(record)
    )


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _servers(folder: Path) -> Iterator[tuple[str, AbstractContextManager[Opening]]]:
    from tests.sync import servers

    yield "moto", _s3(servers.moto())
    if all(shutil.which(name) for name in servers.CEPH):
        yield "ceph", _s3(servers.ceph(folder / "ceph-server"))
    else:
        sys.stderr.write("Ceph is not installed: not measured\n")


@contextmanager
def _s3(server: AbstractContextManager[str]) -> Iterator[Opening]:
    from tests.sync import servers

    with server as endpoint:
        store = servers.s3_store(endpoint)
        yield lambda place: store
