"""A hostile team store, and a hostile member: what each tries, and who must notice."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.faults.sync_seat import Seat
from tests.faults.sync_store import CALM, History, Lie
from tests.faults.sync_world import World

from visit_app.sync import names
from visit_app.sync.change import Change
from visit_app.sync.epochs import epoch_keys
from visit_app.sync.family_key import FamilyKey, wrap_family_key
from visit_app.sync.identity import Identity, new_identity
from visit_app.sync.judging import context_of
from visit_app.sync.parcel import Control, Head, Parcel, close_block, pack
from visit_app.sync.roster import fold
from visit_app.sync.segment import NOTHING, Stem, digest_of, seal_segment

Noticed = set[str]


@dataclass(frozen=True)
class Attack:
    """`begin` starts it; the codes are what one of the laptops must report."""

    name: str
    begin: Callable[["Scene"], None]
    codes: Noticed


class Scene:
    """A team with a history: `author` writes, `target` is lied to, `witness` is not."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed, 4, CALM)
        for _ in range(25):
            who = self.world.someone()
            self.world.random.choice(
                (self.world.new_family, self.world.edit, self.world.visit)
            )(who)
            self.world.sync(who)
        self.world.calm()
        self.author, self.target, self.witness = self.world.random.sample(
            self.world.seats[1:], 3
        )
        for seat in self.world.seats:
            seat.notices.clear()

    @property
    def store(self) -> History:
        return self.world.store

    @property
    def team(self) -> str:
        return (
            self.target.laptop.ledger.value("team") or self.store.list("teams/")[0][6:]
        )

    def name_of(self, seat: Seat, number: int) -> str:
        return names.segment(self.team, seat.device, number)

    def head(self, seat: Seat) -> int:
        return seat.laptop.ledger.heads().get(seat.device, Head()).number

    def lie(self, lie: Lie) -> None:
        self.target.window.lie = lie

    def write(self, seat: Seat) -> None:
        self.world.new_family(seat)
        self.world.sync(seat)

    def play(self) -> set[str]:
        """Everybody works on for a while; the codes that were reported."""
        for _ in range(3):
            for seat in self.world.living:
                self.world.sync(seat, sweep=True, audit=True)
        return {n.code for seat in self.world.seats for n in seat.notices}

    def forge(self, by: Seat, number: int, previous: bytes, *changes: Change) -> bytes:
        """A segment signed by a member, with whatever it likes in it."""
        ledger = by.laptop.ledger
        identity = Identity.from_json(ledger.value("identity"))
        roster = fold(ledger.roster_entries())
        assert roster is not None
        keys = epoch_keys(roster, [identity])
        epoch = roster.epoch.number
        context = context_of(roster.team, identity.device, number)
        blocks = []
        for change in changes:
            tag = names.family_tag(roster.team, change.family_id)
            key = FamilyKey.generate(tag, epoch)
            name = names.family_key(roster.team, tag, epoch, key.key_id)
            self.store.create(name, wrap_family_key(key, keys[epoch]))
            blocks.append(close_block([change], key, context))
        return seal_segment(
            pack(Parcel(Control(), tuple(blocks))),
            Stem(roster.team, identity.device, number, previous),
            epoch=epoch,
            epoch_key=keys[epoch],
            roster_number=roster.number,
            roster_digest=roster.digest,
            keys=identity.keys,
        )


def hide(scene: Scene) -> None:
    """Everything new of one colleague is kept from one laptop."""
    known, device = set(scene.store.objects), scene.author.device
    scene.lie(lambda n, data: None if device in n and n not in known else data)
    scene.write(scene.author)


def replay(scene: Scene) -> None:
    """An old segment is shown under the next number."""
    scene.write(scene.author)
    number = scene.head(scene.author)
    old = scene.store.objects[scene.name_of(scene.author, number - 1)]
    name = scene.name_of(scene.author, number)
    scene.lie(lambda n, data: old if n == name else data)


def swap(scene: Scene) -> None:
    """Another colleague's segment is shown in place of one."""
    scene.write(scene.author)
    scene.write(scene.witness)
    name = scene.name_of(scene.author, scene.head(scene.author))
    other = scene.name_of(scene.witness, scene.head(scene.witness))
    theirs = scene.store.objects[other]
    scene.lie(lambda n, data: theirs if n == name else data)


def truncate(scene: Scene) -> None:
    """A segment is shown without its end."""
    scene.write(scene.author)
    name = scene.name_of(scene.author, scene.head(scene.author))
    cut = scene.world.random.randint(1, 300)
    scene.lie(lambda n, data: data[:-cut] if data and n == name else data)


def flip(scene: Scene) -> None:
    """One bit of a segment is turned."""
    scene.write(scene.author)
    name = scene.name_of(scene.author, scene.head(scene.author))
    size = len(scene.store.objects[name])
    place = scene.world.random.randrange(size * 8)

    def turned(n: str, data: bytes | None) -> bytes | None:
        if data is None or n != name:
            return data
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        return bytes(changed)

    scene.lie(turned)


def roll_back(scene: Scene) -> None:
    """The store is shown as it was before the laptop last wrote."""
    known = set(scene.store.objects)
    scene.write(scene.target)
    scene.lie(lambda n, data: data if n in known else None)


def delete(scene: Scene) -> None:
    """Somebody deletes the newest segment of a colleague for everybody."""
    scene.write(scene.author)
    scene.store.lose(scene.name_of(scene.author, scene.head(scene.author)))


def occupy(scene: Scene) -> None:
    """Garbage is put under the name a colleague will need next."""
    name = scene.name_of(scene.author, scene.head(scene.author) + 1)
    scene.store.create(name, b"not a parcel")
    scene.write(scene.author)


def stranger(scene: Scene) -> None:
    """Somebody outside the team writes a feed of their own."""
    outside = new_identity("nobody", "Nobody")
    scene.store.create(names.segment(scene.team, outside.device, 1), b"x" * 600)
    day = scene.target.laptop.clock.now().date()
    scene.store.create(names.hint(scene.team, day, outside.device, 1), b"")


def hide_roster(scene: Scene) -> None:
    """A removal is kept from one laptop."""
    from visit_app.sync import team

    known, part = set(scene.store.objects), f"{scene.team}/roster/"
    scene.lie(lambda n, d: None if n.startswith(part) and n not in known else d)
    lead = scene.world.lead.laptop
    extra = scene.witness
    team.revoke(lead.ledger, scene.store, lead.clock, extra.device)
    extra.alive = False
    scene.write(scene.author)


def damage_roster(scene: Scene) -> None:
    """A removal is shown with a changed signature."""
    from visit_app.sync import team

    lead = scene.world.lead.laptop
    team.revoke(lead.ledger, scene.store, lead.clock, scene.witness.device)
    scene.witness.alive = False
    number = len(lead.ledger.roster) - 1
    name = names.roster_entry(scene.team, number)

    def changed(n: str, data: bytes | None) -> bytes | None:
        return data.replace(b'"revoke"', b'"accept"') if data and n == name else data

    scene.lie(changed)


def swap_key(scene: Scene) -> None:
    """A family's key object is replaced by another family's."""
    scene.write(scene.author)
    before = set(scene.store.list(f"{scene.team}/keys/"))
    scene.write(scene.author)
    (name,) = set(scene.store.list(f"{scene.team}/keys/")) - before
    scene.store.objects[name] = scene.store.objects[sorted(before)[0]]


def write_as_another(scene: Scene) -> None:
    """A member signs a record in a colleague's name."""
    number = scene.head(scene.author) + 1
    previous = scene.author.laptop.ledger.segment(scene.author.device, number - 1)
    change = Change(
        kind="Encounter",
        id="forged",
        family_id="family1",
        revision="forged-1",
        author=scene.witness.laptop.identity.practitioner,
        recorded="2026-11-23T10:42:00+00:00",
        state={"id": "forged", "family_id": "family1"},
    )
    raw = scene.forge(scene.author, number, _digest(previous), change)
    scene.store.create(scene.name_of(scene.author, number), raw)
    scene.author.alive = False


def write_into_anothers_record(scene: Scene) -> None:
    """A member sends, under an id of its own, the state of a colleague's record."""
    scene.write(scene.witness)
    for seat in scene.world.living:
        scene.world.sync(seat, sweep=True)
    ledger = scene.witness.laptop.ledger
    family = ledger.families()[-1]
    state = {**ledger.state("Family", family), "family_id": family}
    author = scene.author.laptop.identity.practitioner
    change = Change(
        kind="Encounter",
        id="own",
        family_id=family,
        revision="own-1",
        author=author,
        recorded="2026-11-23T10:42:00+00:00",
        state=state,
    )
    moved = replace(change, state={"id": "own", "family_id": "family1"})
    number = scene.head(scene.author) + 1
    previous = scene.author.laptop.ledger.segment(scene.author.device, number - 1)
    for forged in (change, moved):
        raw = scene.forge(scene.author, number, _digest(previous), forged)
        scene.store.create(scene.name_of(scene.author, number), raw)
        number, previous = number + 1, raw
    scene.author.alive = False
    for seat in (scene.target, scene.witness):
        scene.world.sync(seat, sweep=True)
        assert ("Encounter", "own") not in seat.laptop.ledger.views


def write_in_anothers_feed(scene: Scene) -> None:
    """A member signs the next segment of a colleague's feed."""
    number = scene.head(scene.witness) + 1
    previous = scene.witness.laptop.ledger.segment(scene.witness.device, number - 1)
    raw = scene.forge(scene.author, number, _digest(previous))
    device = bytes.fromhex(scene.witness.device)
    raw = raw[:24] + device + raw[40:]
    scene.store.create(scene.name_of(scene.witness, number), raw)
    scene.write(scene.witness)


def reuse_revision(scene: Scene) -> None:
    """A member sends other content under the id of a colleague's revision."""
    scene.write(scene.witness)
    for seat in scene.world.living:
        scene.world.sync(seat, sweep=True)
    family = scene.witness.laptop.ledger.families()[-1]
    theirs = scene.witness.laptop.ledger.known["Family", family][-1]
    mine = replace(
        theirs,
        author=scene.author.laptop.identity.practitioner,
        state={**theirs.state, "postcode": "XX1 1XX"},
    )
    number = scene.head(scene.author) + 1
    previous = scene.author.laptop.ledger.segment(scene.author.device, number - 1)
    raw = scene.forge(scene.author, number, _digest(previous), mine)
    scene.store.create(scene.name_of(scene.author, number), raw)
    scene.author.alive = False


def equivocate(scene: Scene) -> None:
    """A member signs two segments of one number; the store shows one to each."""
    number = scene.head(scene.author) + 1
    previous = scene.author.laptop.ledger.segment(scene.author.device, number - 1)
    one = scene.forge(scene.author, number, _digest(previous))
    two = scene.forge(scene.author, number, _digest(previous))
    name = scene.name_of(scene.author, number)
    scene.store.create(name, one)
    scene.lie(lambda n, data: two if n == name else data)
    scene.author.alive = False
    for seat in (scene.target, scene.witness):
        scene.world.sync(seat, sweep=True)
        scene.write(seat)  # so that each says how far it has read


def write_after_removal(scene: Scene) -> None:
    """A stolen laptop goes on writing with the keys it has."""
    from visit_app.sync import team

    lead = scene.world.lead.laptop
    raw_number = scene.head(scene.author) + 1
    previous = scene.author.laptop.ledger.segment(scene.author.device, raw_number - 1)
    raw = scene.forge(scene.author, raw_number, _digest(previous))
    team.revoke(lead.ledger, scene.store, lead.clock, scene.author.device)
    scene.author.alive = False
    scene.store.create(scene.name_of(scene.author, raw_number), raw)


def _digest(raw: bytes | None) -> bytes:
    return digest_of(raw) if raw else NOTHING


ATTACKS = (
    Attack("hide", hide, {"hidden"}),
    Attack("replay", replay, {"damaged"}),
    Attack("swap", swap, {"damaged"}),
    Attack("truncate", truncate, {"damaged"}),
    Attack("flip", flip, {"damaged"}),
    Attack("roll back", roll_back, {"gone"}),
    Attack("delete", delete, {"lost"}),
    Attack("occupy", occupy, {"damaged"}),
    Attack("stranger", stranger, {"junk"}),
    Attack("hide roster", hide_roster, {"roster-hidden"}),
    Attack("damage roster", damage_roster, {"roster-damaged"}),
    Attack("swap key", swap_key, {"not-readable"}),
    Attack("write as another", write_as_another, {"forged"}),
    Attack("write into another's record", write_into_anothers_record, {"forged"}),
    Attack("write in another's feed", write_in_anothers_feed, {"damaged"}),
    Attack("reuse revision", reuse_revision, {"collision"}),
    Attack("equivocate", equivocate, {"forked"}),
    Attack("write after removal", write_after_removal, {"after-removal"}),
)
