"""The content keys of families: fetched for reading, made and published for writing."""

from collections.abc import Iterable, Sequence

from visit_app.sync import names
from visit_app.sync.book import ERASED
from visit_app.sync.errors import NotThere, StoreError, Taken, Untrusted
from visit_app.sync.family_key import FamilyKey, unwrap_family_key, wrap_family_key
from visit_app.sync.parcel import NO_FAMILY, Block
from visit_app.sync.session import Session


def fetch_keys(session: Session, blocks: Iterable[Block]) -> None:
    """Fetch the keys that these blocks need and the laptop lacks, many at a time."""
    left_out = {NO_FAMILY, *erased_tags(session)}
    asked_for = {(block.tag, block.epoch, block.key_id): block for block in blocks}
    wanted = {
        name: block
        for name, block in asked_for.items()
        if block.tag not in left_out and held_key(session, block) is None
    }
    if not wanted:
        return
    for by_id in (False, True):  # under the epoch's name, else under the key's own
        asked = [b for b in wanted.values() if b.epoch in session.keys]
        named = [_key_name(session, block, by_id) for block in asked]
        found = list(session.calls.get_many(named))
        with session.ledger.transaction():
            keys = [_unwrapped(session, *one) for one in zip(asked, found, strict=True)]
            session.ledger.add_family_keys([key for key in keys if key])
        for block, key in zip(asked, keys, strict=True):
            if key:
                session.family_keys[key.tag, key.key_id] = key
                del wanted[block.tag, block.epoch, block.key_id]


def fetched_key(session: Session, block: Block) -> FamilyKey | None:
    """The key of a block as the store has it, None when it has not."""
    for by_id in (False, True):
        try:
            data = session.calls.get(_key_name(session, block, by_id))
        except NotThere:
            continue
        if key := _unwrapped(session, block, data):
            return key
    return None


def erased_tags(session: Session) -> set[bytes]:
    """The tags of erased families: what they hold is not asked for again."""
    families = session.ledger.value(ERASED) or []
    return {names.family_tag(session.team, family) for family in families}


def provide_keys(session: Session, families: Iterable[str]) -> dict[str, FamilyKey]:
    """This epoch's key of each family, made and published where there is none."""
    tags = {family: names.family_tag(session.team, family) for family in families}
    epoch = session.roster.epoch.number
    keys: dict[str, FamilyKey] = {}
    for family, tag in tags.items():
        if key := _writing_key(session, tag, epoch):
            keys[family] = key
    missing = [family for family in tags if family not in keys]
    fresh = {family: FamilyKey.generate(tags[family], epoch) for family in missing}
    made = _publish_keys(session, list(fresh.values()))
    with session.ledger.transaction():
        session.ledger.add_family_keys(made)
    return keys | dict(zip(fresh, made, strict=True))


def _writing_key(session: Session, tag: bytes, epoch: int) -> FamilyKey | None:
    """The key that this run writes a family's records with, if the laptop has one."""
    if (tag, epoch) not in session.writing_keys:
        held = [k for k in session.ledger.family_keys(tag) if k.epoch == epoch]
        if not held:
            return None
        session.writing_keys[tag, epoch] = min(held, key=lambda k: k.key_id)
    return session.writing_keys[tag, epoch]


def _publish_keys(session: Session, keys: Sequence[FamilyKey]) -> list[FamilyKey]:
    """Publish new keys; where a colleague was first, theirs is used."""
    epoch_key = session.keys[session.roster.epoch.number]
    objects = [
        (
            names.family_key(session.team, key.tag, key.epoch),
            wrap_family_key(key, epoch_key),
        )
        for key in keys
    ]
    outcomes = session.calls.publish_many(objects)
    made = []
    for key, (name, data), outcome in zip(keys, objects, outcomes, strict=True):
        if isinstance(outcome, Taken):
            made.append(_theirs(session, key, name, data, epoch_key))
        elif outcome is not None:
            raise outcome
        else:
            made.append(key)
    return made


def _theirs(
    session: Session, key: FamilyKey, name: str, data: bytes, epoch_key: bytes
) -> FamilyKey:
    """The key that has the name already; ours goes beside it when that is none."""
    try:
        held = session.calls.get(name)
        return unwrap_family_key(held, key.tag, key.epoch, epoch_key)
    except (NotThere, Untrusted):
        beside = names.family_key(session.team, key.tag, key.epoch, key.key_id)
        session.calls.publish(beside, data)
        return key


def held_key(session: Session, block: Block) -> FamilyKey | None:
    """The key of a block, if the laptop has it; asked for at every block."""
    name = block.tag, block.key_id
    if name not in session.family_keys:
        for key in session.ledger.family_keys(block.tag):
            session.family_keys[key.tag, key.key_id] = key
    return session.family_keys.get(name)


def _key_name(session: Session, block: Block, by_id: bool) -> str:
    key_id = block.key_id if by_id else b""
    return names.family_key(session.team, block.tag, block.epoch, key_id)


def _unwrapped(
    session: Session, block: Block, data: bytes | StoreError
) -> FamilyKey | None:
    if isinstance(data, NotThere):
        return None
    if isinstance(data, StoreError):
        raise data
    try:
        key = unwrap_family_key(data, block.tag, block.epoch, session.keys[block.epoch])
    except Untrusted:
        return None
    return key if key.key_id == block.key_id else None
