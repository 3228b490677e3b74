import json
from pathlib import Path
from typing import Any

import pytest
from tests.vault.policies import KEY, TRUST, signed

from visit_app.vault import policy_file
from visit_app.vault.errors import VaultError
from visit_app.vault.policy import BadPolicy
from visit_app.vault.policy_file import (
    Installed,
    NotTrusted,
    OlderPolicy,
    check,
    install,
    installed,
    newest,
)
from visit_app.vault.signed_file import NotSigned, SigningKey

A = KEY
B, C = SigningKey.generate(), SigningKey.generate()


def naming(*keys: SigningKey) -> dict[str, list[str]]:
    return {"successor_keys": [key.public.fingerprint for key in keys]}


def test_a_policy_is_installed_with_the_fingerprint_and_read_back(
    tmp_path: Path,
) -> None:
    assert installed(tmp_path) is None
    first = signed(1)
    made = install(tmp_path, first, TRUST.lower().replace("-", " "))

    assert made == Installed(first)
    assert installed(tmp_path) == made
    assert install(tmp_path, first) == made


@pytest.mark.parametrize(
    "trust", ["", "0000", pytest.param(B.public.fingerprint, id="another key")]
)
def test_another_key_is_refused_with_its_fingerprint(
    tmp_path: Path, trust: str
) -> None:
    with pytest.raises(NotTrusted, match=TRUST):
        install(tmp_path, signed(1), trust)
    assert list(tmp_path.iterdir()) == []


def test_a_bad_signature_is_refused() -> None:
    good = signed(1)
    with pytest.raises(NotSigned):
        check(good.content.replace(b"Example", b"Evil   "), good.signature)
    with pytest.raises(NotSigned):
        check(good.content, A.sign(good.content, "licence-pack"))
    with pytest.raises(NotSigned):
        check(good.content, b"")


def test_an_older_one_never_replaces_a_newer_one(tmp_path: Path) -> None:
    install(tmp_path, signed(2), TRUST)
    for old in (signed(1), signed(2, lock_after_minutes=60)):
        with pytest.raises(OlderPolicy, match="newer policy"):
            install(tmp_path, old, TRUST)
    found = installed(tmp_path)
    assert found is not None
    assert found.current == signed(2)
    install(tmp_path, signed(3))
    found = installed(tmp_path)
    assert found is not None
    assert found.current.policy.serial == 3


def test_the_first_key_stays_pinned_whatever_is_said_later(tmp_path: Path) -> None:
    install(tmp_path, signed(1), TRUST)
    with pytest.raises(NotTrusted):
        install(tmp_path, signed(2, B), B.public.fingerprint)


def test_a_key_named_by_the_policy_in_force_may_follow(tmp_path: Path) -> None:
    install(tmp_path, signed(1, A, **naming(B)), TRUST)
    install(tmp_path, signed(2, B))
    with pytest.raises(NotTrusted):
        install(tmp_path, signed(3, A))
    install(tmp_path, signed(3, B, **naming(C)))
    install(tmp_path, signed(4, C))
    found = installed(tmp_path)
    assert found is not None
    assert [step.policy.serial for step in found.handed_over] == [1, 3]


def edit(folder: Path, **fields: Any) -> None:
    file = folder / policy_file.FILE_NAME
    file.write_text(json.dumps({**json.loads(file.read_bytes()), **fields}))


def test_an_edited_file_is_noticed_at_every_reading(tmp_path: Path) -> None:
    install(tmp_path, signed(1), TRUST)
    other = signed(2, B).to_json()
    edit(tmp_path, signature=other["signature"])
    with pytest.raises(NotSigned):
        installed(tmp_path)
    odds: list[dict[str, Any]] = [
        {"policy": "*"},
        {"handed_over": 3},
        {"handed_over": [{}]},
    ]
    for odd in odds:
        edit(tmp_path, **{**signed(1).to_json(), **odd})
        with pytest.raises(BadPolicy):
            installed(tmp_path)
    install(tmp_path, signed(1), TRUST)  # and mended by installing it again
    assert installed(tmp_path) == Installed(signed(1))


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / policy_file.FILE_NAME).mkdir()
    with pytest.raises(VaultError):
        installed(tmp_path)


# --- the file and the vault ----------------------------------------------------------


def test_the_vaults_policy_counts_unless_the_files_follows_it() -> None:
    one, two = Installed(signed(1)), Installed(signed(2))
    stranger = Installed(signed(9, B))

    assert newest(None, None) is None
    assert newest(one, None) == one
    assert newest(None, one) == one
    assert newest(one, two) == two
    assert newest(two, one) == two
    assert newest(stranger, one) == one
    assert newest(Installed(signed(1, lock_after_minutes=60)), one) == one


def test_a_vault_that_missed_some_policies_follows_the_keys() -> None:
    """It has seen policy 1; 2 named B, and C signed 5."""
    seen = Installed(signed(1))
    steps = (signed(2, A, **naming(B)), signed(4, B, **naming(C)))

    assert Installed(signed(5, C), steps).follows(seen)
    assert not Installed(signed(5, C), steps[1:]).follows(seen)
    assert not Installed(signed(5, C), ()).follows(seen)
    assert not Installed(signed(1), steps).follows(Installed(signed(5, C)))
