import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import PASSPHRASE, Ran, Run

from visit_app.records.clock import FixedClock
from visit_app.resources import resource_folder
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.kdf import FLOOR

CLOCK = FixedClock()


@pytest.fixture
def keys(run: Run, tmp_path: Path) -> dict[str, Any]:
    """The organisation's signing key."""
    ran = run("pack", "keys", tmp_path / "keys", "--json")
    return dict(ran.data)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return tmp_path / "policy.json"


def make(run: Run, policy: Path, *options: str, serial: int = 1) -> Ran:
    named = ("--organisation", "Example Trust", "--serial", str(serial))
    return run("policy", "make", policy, *named, *options)


def sign(run: Run, policy: Path, keys: dict[str, Any]) -> Ran:
    return run("policy", "sign", policy, "--key", keys["secretKey"])


def test_made_signed_installed_and_shown(
    run: Run, policy: Path, keys: dict[str, Any]
) -> None:
    made = make(
        run,
        policy,
        "--lock-after",
        "2",
        "--contact",
        "duty=01632 960001",
        "--no-exports",
    )
    assert made.code == 0
    assert sign(run, policy, keys).code == 0
    assert run("policy", "show").out.startswith("No policy")
    refused = run("policy", "install", policy)
    assert (refused.code, keys["fingerprint"] in refused.err) == (1, True)
    installed = run("policy", "install", policy, "--trust", keys["fingerprint"])

    assert installed.code == 0
    assert "policy 1 of Example Trust" in installed.out
    shown = run("policy", "show")
    assert "lock after 2 minutes" in shown.out
    data = run("policy", "show", "--json").data
    assert (data["serial"], data["exports"]) == (1, [])
    assert data["contacts"] == {"duty": "01632 960001"}


def test_what_is_not_allowed_is_not_listed(
    run: Run, made: Ran, policy: Path, keys: dict[str, Any]
) -> None:
    make(run, policy, "--allow-export", "letter-pdf")
    sign(run, policy, keys)
    run("policy", "install", policy, "--trust", keys["fingerprint"])
    for command in (("families", "list"), ("visits", "list")):
        refused = run(*command)
        assert (refused.code, refused.out) == (1, "")
        assert "policy does not allow listing families" in refused.err


def test_a_policy_is_remarked_on_once(
    run: Run, made: Ran, policy: Path, keys: dict[str, Any]
) -> None:
    make(run, policy)
    sign(run, policy, keys)
    run("policy", "install", policy, "--trust", keys["fingerprint"])
    assert "Policy 1 of Example Trust is in force" in run("families", "list").err
    assert run("families", "list").err == ""


def test_a_changed_policy_is_refused(
    run: Run, policy: Path, keys: dict[str, Any]
) -> None:
    make(run, policy, "--lock-after", "2")
    sign(run, policy, keys)
    policy.write_bytes(policy.read_bytes().replace(b": 2", b": 9"))
    refused = run("policy", "install", policy, "--trust", keys["fingerprint"])

    assert refused.code == 1
    assert "changed after it was signed" in refused.err
    assert run("policy", "show", "--json").data is None


def test_an_older_policy_is_refused(
    run: Run, tmp_path: Path, keys: dict[str, Any]
) -> None:
    for serial in (1, 2):
        make(run, tmp_path / f"{serial}.json", serial=serial)
        sign(run, tmp_path / f"{serial}.json", keys)
    run("policy", "install", tmp_path / "2.json", "--trust", keys["fingerprint"])
    older = run("policy", "install", tmp_path / "1.json")

    assert (older.code, "newer policy" in older.err) == (1, True)


@pytest.mark.parametrize(
    "options",
    [
        ("--contact", "nobody=1"),
        ("--contact", "duty"),
        ("--lock-after", "99"),
        ("--allow-export", "everything"),
        ("--services", "no-such-file"),
    ],
)
def test_what_could_not_be_meant_is_not_made(
    run: Run, policy: Path, options: tuple[str, ...]
) -> None:
    assert make(run, policy, *options).code == 1
    assert not policy.exists()


def test_a_policy_is_never_overwritten(run: Run, policy: Path) -> None:
    assert make(run, policy).code == 0
    assert "already" in make(run, policy).err


def test_everything_can_be_asked_for(
    run: Run, made: Ran, policy: Path, tmp_path: Path, keys: dict[str, Any]
) -> None:
    run("escrow", "new-key", tmp_path / "escrow.key")
    shipped = resource_folder() / "services" / "north-northamptonshire.json"
    services = tmp_path / "services.json"
    services.write_bytes(shipped.read_bytes())
    asked = make(
        *(run, policy, "--backup-place", "E:\\", "--allow-export", "letter-pdf"),
        *("--contacts-confirmed-on", "2026-11-20", "--services", str(services)),
        *("--escrow-key", f"{tmp_path / 'escrow.key.pub'}", "--no-keychain"),
        *("--no-screenshots", "--passphrase-guesses", "12"),
        *("--successor-key", "ABCD"),
    )
    assert asked.code == 0
    assert len(json.loads(policy.read_bytes())) == 13
    services.write_text('{"services": [{}]}', encoding="utf-8")
    other = policy.with_name("other.json")
    assert "has no id" in make(run, other, "--services", str(services)).err


# --- escrow --------------------------------------------------------------------------


def test_the_organisation_opens_what_was_opened_under_its_policy(
    run: Run, made: Ran, policy: Path, tmp_path: Path, keys: dict[str, Any]
) -> None:
    made_key = run("escrow", "new-key", tmp_path / "escrow.key", "--json")
    assert made_key.code == 0
    opened = ("escrow", "open", "--private-key-file", tmp_path / "escrow.key")
    closer = tmp_path / "closer"
    closer.write_text(PASSPHRASE, encoding="utf-8")
    with_key = (*opened, "--key-passphrase-file", closer)
    assert "never opened under a policy" in run(*with_key).err

    make(run, policy, "--escrow-key", made_key.data["publicKey"])
    sign(run, policy, keys)
    run("policy", "install", policy, "--trust", keys["fingerprint"])
    assert run("families", "list").code == 0  # unlocking makes the slot
    new = tmp_path / "new"
    new.write_text("words of the organisation", encoding="utf-8")
    ran = run(*with_key, "--passphrase-file", new)

    assert ran.code == 0
    assert "organisation opened them" in ran.out
    desk = (
        RecordsFolder(tmp_path / "data", CLOCK, FLOOR)
        .open("words of the organisation")
        .desk
    )
    with desk.vault as vault:
        said = [(e.action, e.about) for e in vault.audit_entries()]
    assert ("escrow", {"what": "opened", "key": made_key.data["key"]}) in said
    slots = [about["slot"] for action, about in said if action == "unlock"]
    assert "escrow" in slots
    assert run(*with_key, "--passphrase-file", tmp_path / "none").code == 1
    assert run("families", "list").code == 1  # the old passphrase is void


def test_a_private_key_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    run("escrow", "new-key", tmp_path / "escrow.key")
    before = (tmp_path / "escrow.key").read_bytes()
    assert (
        "never be overwritten" in run("escrow", "new-key", tmp_path / "escrow.key").err
    )
    assert (tmp_path / "escrow.key").read_bytes() == before


def test_without_records_there_is_nothing_to_open(run: Run, tmp_path: Path) -> None:
    ran = run("escrow", "open", "--private-key-file", tmp_path / "none")
    assert (ran.code, "no records" in ran.err) == (1, True)


# --- passphrases ---------------------------------------------------------------------

WEAK, STRONG = "blue door Nair 27", "violin gravel obelisk hamster teapot quorum"


@pytest.fixture
def asks_much(run: Run, policy: Path, keys: dict[str, Any]) -> None:
    """A policy in whose force a passphrase is hard to guess."""
    make(run, policy, "--passphrase-guesses", "20")
    sign(run, policy, keys)
    assert run("policy", "install", policy, "--trust", keys["fingerprint"]).code == 0


def typed(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    return path


def test_records_are_not_made_with_a_passphrase_the_policy_refuses(
    run: Run, asks_much: None, passphrase_file: Path, data: Path
) -> None:
    typed(passphrase_file, WEAK)
    refused = run("init", "--name", "Priya Nair")
    assert (refused.code, "policy asks" in refused.err) == (1, True)
    assert not (data / "vault.db").exists()
    typed(passphrase_file, STRONG)
    assert run("init", "--name", "Priya Nair").code == 0


@pytest.mark.parametrize("verb", ["passphrase", "rekey"])
def test_a_new_passphrase_withstands_what_the_policy_asks(
    run: Run, made: Ran, asks_much: None, tmp_path: Path, verb: str
) -> None:
    new = tmp_path / "new"
    change = ("keys", verb, "--new-passphrase-file")
    refused = run(*change, typed(new, WEAK))
    assert (refused.code, "policy asks" in refused.err) == (1, True)
    assert run("families", "list").code == 0  # nothing was changed
    assert run(*change, typed(new, STRONG)).code == 0


def test_the_organisation_sets_no_easier_one(
    run: Run, made: Ran, policy: Path, tmp_path: Path, keys: dict[str, Any]
) -> None:
    made_key = run("escrow", "new-key", tmp_path / "escrow.key", "--json")
    asked = ("--escrow-key", made_key.data["publicKey"], "--passphrase-guesses", "20")
    make(run, policy, *asked)
    sign(run, policy, keys)
    run("policy", "install", policy, "--trust", keys["fingerprint"])
    assert run("families", "list").code == 0  # unlocking makes the slot
    closer = typed(tmp_path / "closer", PASSPHRASE)
    private = ("--private-key-file", tmp_path / "escrow.key")
    opened = ("escrow", "open", *private, "--key-passphrase-file", closer)
    refused = run(*opened, "--passphrase-file", typed(tmp_path / "new", WEAK))
    assert (refused.code, "policy asks" in refused.err) == (1, True)
    strong = typed(tmp_path / "new", STRONG)
    assert run(*opened, "--passphrase-file", strong).code == 0
