"""The audit of a vault that somebody with the key has edited."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.vault.sample_records import PRIYA
from tests.vault.tampering import Row, edit, execute, rechained

from visit_app.records.clock import FixedClock
from visit_app.vault import audit_anchor, audit_head, kdf
from visit_app.vault.audit_check import Verdict
from visit_app.vault.audit_head import AuditHead
from visit_app.vault.data_key import DataKey
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
Change = Callable[[list[Row]], list[Row]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DataKey]:
    folder = tmp_path_factory.mktemp("audit") / "vault"
    create(folder, "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR).vault.close()
    return folder, unlock(folder, "a passphrase", CLOCK)


@pytest.fixture
def folder(made: tuple[Path, DataKey], tmp_path: Path) -> Path:
    """A vault of some entries, closed, without the head that lies beside it."""
    copied = tmp_path / "vault"
    copied.mkdir()
    for name in ("vault.db", "keyslots.json"):
        (copied / name).write_bytes((made[0] / name).read_bytes())
    with Vault.open(copied, made[1], CLOCK) as vault:
        for number in range(6):
            vault.note("view", family_id=f"family {number}")
    Place(copied).audit_head.unlink()
    return copied


@pytest.fixture
def key(made: tuple[Path, DataKey]) -> DataKey:
    return made[1]


def head_of(folder: Path, key: DataKey) -> AuditHead:
    with Vault.open(folder, key, CLOCK) as vault:
        head = audit_head.read(vault.audit_head())
    Place(folder).audit_head.unlink()
    return head


def check(folder: Path, key: DataKey, **heads: AuditHead) -> Verdict:
    """The verdict before this opening has entered anything more."""
    from visit_app.vault import audit_check, opening

    database = opening.open_database(folder, key, CLOCK).database
    try:
        with database.reading() as connection:
            return audit_check.verify(connection, heads)
    finally:
        database.close()


def kinds(verdict: Verdict) -> list[tuple[str, int]]:
    return [(problem.kind, problem.sequence) for problem in verdict.problems]


def test_a_whole_one_holds(folder: Path, key: DataKey) -> None:
    verdict = check(folder, key)
    assert verdict.holds
    assert verdict.newest is not None
    assert verdict.entries == verdict.newest.sequence == 10


def test_a_removed_entry(folder: Path, key: DataKey) -> None:
    edit(folder, key, lambda rows: [*rows[:4], *rows[5:]])
    assert kinds(check(folder, key)) == [("missing", 5)]


@pytest.mark.parametrize(
    ("column", "value"),
    [(1, "2020"), (2, "print"), (3, "other"), (4, '{"a":1}'), (6, "0" * 64)],
)
def test_a_changed_entry(folder: Path, key: DataKey, column: int, value: str) -> None:
    def change(rows: list[Row]) -> list[Row]:
        rows[4][column] = value
        return rows

    edit(folder, key, change)
    assert ("changed", 5) in kinds(check(folder, key))


def test_the_same_content_written_otherwise_shows(folder: Path, key: DataKey) -> None:
    def change(rows: list[Row]) -> list[Row]:
        rows[4][4] = rows[4][4] + " "
        return rows

    edit(folder, key, change)
    assert kinds(check(folder, key)) == [("changed", 5)]


def test_a_swapped_pair_renumbered(folder: Path, key: DataKey) -> None:
    def change(rows: list[Row]) -> list[Row]:
        rows[4][1:], rows[5][1:] = rows[5][1:], rows[4][1:]
        return rows

    edit(folder, key, change)
    found = kinds(check(folder, key))
    assert ("out-of-order", 5) in found
    assert ("changed", 5) in found


def test_an_inserted_entry_renumbered(folder: Path, key: DataKey) -> None:
    def change(rows: list[Row]) -> list[Row]:
        more = [*rows[:5], list(rows[4]), *rows[5:]]
        return [[number, *row[1:]] for number, row in enumerate(more, start=1)]

    edit(folder, key, change)
    assert ("out-of-order", 6) in kinds(check(folder, key))


def cut(rows: list[Row]) -> list[Row]:
    return rows[:-3]


def renamed(rows: list[Row]) -> list[Row]:
    return rechained([[*row[:3], "nobody", *row[4:]] for row in rows])


def longer(rows: list[Row]) -> list[Row]:
    return rechained([*rows, rows[-1]])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (cut, [("cut", 8)]),
        (renamed, [("changed", 10)]),
        (longer, [("unsigned", 11)]),
        (lambda _: [], [("cut", 1)]),
    ],
)
def test_a_chain_that_holds_by_itself_is_held_against_the_signed_head(
    folder: Path, key: DataKey, change: Change, found: list[tuple[str, int]]
) -> None:
    edit(folder, key, change)
    assert kinds(check(folder, key)) == found


def test_a_head_that_was_edited_with_it_is_not_signed(
    folder: Path, key: DataKey
) -> None:
    edit(folder, key, cut)
    execute(
        folder,
        key,
        "UPDATE audit_head SET body = json_set(body, '$.sequence', 7)",
    )
    assert kinds(check(folder, key)) == [("forged", 7)]


def test_a_missing_head_shows(folder: Path, key: DataKey) -> None:
    drop = "DROP TRIGGER audit_head_no_delete"
    execute(folder, key, drop, "DELETE FROM audit_head")
    assert kinds(check(folder, key)) == [("unsigned", 10)]


def test_the_triggers_refuse_to_take_the_head_or_the_key_away(
    folder: Path, key: DataKey
) -> None:
    for statement in (
        "DELETE FROM audit_head",
        "DELETE FROM audit_key",
        "UPDATE audit_key SET public = ''",
    ):
        with pytest.raises(Exception, match="immutable"):
            execute(folder, key, statement)


def test_an_older_file_in_its_place_shows_by_a_head_from_elsewhere(
    folder: Path, key: DataKey
) -> None:
    older = (folder / "vault.db").read_bytes()
    head = head_of(folder, key)
    _put_in_place(folder, older)

    assert check(folder, key).holds
    assert kinds(check(folder, key, backup=head)) == [("cut", 11)]
    with Vault.open(folder, key, later(5)) as vault:
        vault.note("view", family_id="hassan")
    (problem,) = check(folder, key, backup=head).problems
    assert (problem.kind, problem.sequence, problem.head) == ("changed", 11, "backup")


def test_everything_written_anew_with_the_key_shows_by_a_head_from_elsewhere(
    folder: Path, key: DataKey
) -> None:
    """Who has the data key has the device key too: then only other heads know."""
    head = head_of(folder, key)
    edit(folder, key, renamed)
    execute(
        folder,
        key,
        "DROP TRIGGER audit_head_no_delete",
        "DROP TRIGGER audit_key_no_delete",
        "DELETE FROM audit_head",
        "DELETE FROM audit_key",
    )
    with Vault.open(folder, key, CLOCK):
        pass  # signs the whole with a new key

    assert check(folder, key).holds
    assert kinds(check(folder, key, segment=head)) == [("foreign", 11)]


def test_a_head_that_nobody_signed(folder: Path, key: DataKey) -> None:
    head = head_of(folder, key)
    longer = AuditHead(99, head.hash, head.at, head.key, head.signature)
    assert kinds(check(folder, key, file=longer)) == [("forged", 99)]


def test_an_older_genuine_head_holds(folder: Path, key: DataKey) -> None:
    head = head_of(folder, key)
    with Vault.open(folder, key, CLOCK) as vault:
        vault.note("view", family_id="hassan")
        verdict = vault.verify_audit({"backup": head})
    assert verdict.holds
    assert verdict.heads == ("backup",)


def test_an_end_cut_off_while_closed_is_entered_for_good(
    folder: Path, key: DataKey
) -> None:
    edit(folder, key, cut)
    with Vault.open(folder, key, CLOCK) as vault:
        gap = next(e for e in vault.audit_entries() if e.action == "gap")
        assert dict(gap.about)["signed"] == 10
        assert dict(gap.about)["found"] == 7
        assert kinds(vault.verify_audit()) == [("gap", 8)]
    with Vault.open(folder, key, CLOCK) as vault:
        assert kinds(vault.verify_audit()) == [("gap", 8)]


def _put_in_place(folder: Path, older: bytes) -> None:
    """With the journal away, which would put back what the older file lacks."""
    shutil.rmtree(Place(folder).journal)
    Place(folder).database.write_bytes(older)


def test_an_older_file_is_noticed_by_the_head_beside_it(
    folder: Path, key: DataKey
) -> None:
    older = (folder / "vault.db").read_bytes()
    with Vault.open(folder, key, CLOCK) as vault:
        vault.note("view", family_id="hassan")
    _put_in_place(folder, older)

    with Vault.open(folder, key, CLOCK) as vault:
        assert ("gap", 11) in kinds(vault.verify_audit())


def restored(folder: Path, copy: bytes) -> None:
    """What is left when an earlier copy was put in place, before it is opened."""
    (folder / "vault.db").write_bytes(copy)
    Place(folder).journal.rename(folder / "set-aside-journal")
    told = b'{"snapshot": "hourly-1", "entries": 0, "until": "", "aside": "aside-1"}'
    (folder / "restored.json").write_bytes(told)


def later(minutes: float) -> FixedClock:
    clock = FixedClock()
    clock.forward(minutes=minutes)
    return clock


def test_an_earlier_copy_that_was_restored_is_no_fault(
    folder: Path, key: DataKey
) -> None:
    copy = (folder / "vault.db").read_bytes()
    with Vault.open(folder, key, CLOCK) as vault:
        vault.note("view", family_id="hassan")
        lost = audit_head.read(vault.audit_head())
    restored(folder, copy)
    with Vault.open(folder, key, later(5)) as vault:
        actions = [entry.action for entry in vault.audit_entries()][10:]
        verdict = vault.verify_audit({"second place": lost})

    assert actions == ["gap", "restore", "unlock"]
    assert verdict.holds
    assert verdict.restores == (12,)


@pytest.mark.parametrize("beside", [True, False])
def test_a_restore_explains_nothing_that_came_with_the_copy_or_after_it(
    folder: Path, key: DataKey, beside: bool
) -> None:
    copy = (folder / "vault.db").read_bytes()
    with Vault.open(folder, key, CLOCK) as vault:
        in_the_copy = audit_head.read(vault.audit_head())
        vault.note("view", family_id="hassan")
    if not beside:
        Place(folder).audit_head.unlink()
    restored(folder, copy)
    with Vault.open(folder, key, later(5)):
        pass
    with Vault.open(folder, key, later(10)) as vault:
        vault.note("view", family_id="hassan")
        after = audit_head.read(vault.audit_head())
    Place(folder).audit_head.unlink()

    def shorter(rows: list[Row]) -> list[Row]:
        return rechained([[*row[:3], "nobody", *row[4:]] for row in rows[:-1]])

    edit(folder, key, shorter)
    found = check(folder, key, copy=in_the_copy, backup=after)
    kept = {problem.head: problem.kind for problem in found.problems}
    assert kept["backup"] == "cut"
    assert "copy" not in kept  # what was lost with the restore


def test_a_copy_that_was_changed_before_it_was_restored_shows(
    folder: Path, key: DataKey
) -> None:
    with Vault.open(folder, key, CLOCK) as vault:
        genuine = audit_head.read(vault.audit_head())
    Place(folder).audit_head.unlink()
    edit(folder, key, renamed)
    restored(folder, (folder / "vault.db").read_bytes())
    with Vault.open(folder, key, later(5)) as vault:
        verdict = vault.verify_audit({"second place": genuine})
    assert ("changed", 11) in kinds(verdict)


def test_heads_are_found_in_the_backups(folder: Path, key: DataKey) -> None:
    place = Place(folder)
    with Vault.open(folder, key, CLOCK) as vault:
        (place.backups / "daily").mkdir(parents=True)
        manifest = b'{"made": "now", "audit_head": ' + vault.audit_head() + b"}"
        (place.backups / "daily" / "one.json").write_bytes(manifest)
        (place.backups / "other.json").write_bytes(b"{}")
        (place.backups / "large.json").write_bytes(b" " * 1_000_001)
        assert vault.verify_audit().heads == (str(Path("backups/daily/one.json")),)
    assert set(audit_anchor.heads(place)) == {
        audit_anchor.BESIDE,
        str(Path("backups/daily/one.json")),
    }


def test_no_more_problems_than_anybody_reads(folder: Path, key: DataKey) -> None:
    def change(rows: list[Row]) -> list[Row]:
        return [[n, "", "", "", "", "", ""] for n in range(1, 500)]

    edit(folder, key, change)
    assert len(check(folder, key).problems) == 100
