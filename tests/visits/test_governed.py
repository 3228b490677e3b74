import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from visit_app.screening.safety import AGREED_BY, AGREED_ON
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.policy import EXPORTS, Policy
from visit_app.vault.second_place import SETTING
from visit_app.visits import (
    Desk,
    NotPossible,
    directory,
    export_directory,
    put_in_force,
    record_text,
    refusal,
    require,
)
from visit_app.visits.permits import IN_WORDS
from visit_app.visits.policy_words import in_words


def under(desk: Desk, **settled: Any) -> Desk:
    policy = Policy(
        organisation="Example Trust", serial=1, issued=date(2026, 11, 26), **settled
    )
    return replace(desk, policy=policy)


# --- exports -------------------------------------------------------------------------


def test_every_kind_of_export_has_its_words() -> None:
    assert set(IN_WORDS) == set(EXPORTS)


def test_without_a_policy_everything_may_leave(desk: Desk) -> None:
    assert [refusal(desk, export) for export in EXPORTS] == [""] * len(EXPORTS)


def test_what_the_policy_does_not_name_stays_here_with_the_reason(desk: Desk) -> None:
    governed = under(desk, exports=("letter-pdf",))
    assert refusal(governed, "letter-pdf") == ""
    for export in set(EXPORTS) - {"letter-pdf"}:
        reason = refusal(governed, export)
        assert "policy does not allow" in reason
        assert "Example Trust" in reason
        with pytest.raises(NotPossible, match="does not allow"):
            require(governed, export)


def test_the_verbs_themselves_refuse(desk: Desk) -> None:
    governed = under(desk, exports=())
    with pytest.raises(NotPossible, match="copying a visit"):
        record_text(governed, "any")
    with pytest.raises(NotPossible, match="service directory"):
        export_directory(governed)
    assert not [e for e in desk.vault.audit_entries() if e.action == "export"]


# --- contacts and services -----------------------------------------------------------


def test_the_crisis_contacts_come_from_the_organisation(desk: Desk) -> None:
    desk.vault.set_setting("crisis/duty", "01632 960111")
    desk.vault.set_setting("crisis/safeguarding", "01632 960222")
    governed = under(
        desk,
        contacts={"duty": "01632 960001", "somebody": "1"},
        contacts_confirmed_on=date(2026, 11, 20),
    )
    put_in_force(governed)
    put_in_force(governed)

    setting = desk.vault.setting
    assert setting("crisis/duty", "") == "01632 960001"
    assert setting("crisis/safeguarding", "") == "01632 960222"  # not in the policy
    assert setting(AGREED_ON, "") == "2026-11-20"
    assert setting(AGREED_BY, "") == "Example Trust"


def test_without_a_date_the_policys_own_counts(desk: Desk) -> None:
    put_in_force(under(desk, contacts={"duty": "01632 960001"}))
    assert desk.vault.setting(AGREED_ON, "") == "2026-11-26"


def test_a_policy_without_contacts_leaves_the_local_ones(desk: Desk) -> None:
    desk.vault.set_setting("crisis/duty", "01632 960111")
    put_in_force(under(desk))
    put_in_force(desk)
    assert desk.vault.setting("crisis/duty", "") == "01632 960111"


def test_the_service_map_is_taken_in_once(desk: Desk) -> None:
    saved = json.loads(export_directory(desk))
    entry = {**saved["services"][0], "id": "new-here", "name": "A new service"}
    entry["recorded"] = "2026-11-01T09:00:00+00:00"
    governed = under(desk, services={**saved, "services": [entry]})
    put_in_force(governed)
    known = directory(desk)
    assert known.service("new-here").name == "A new service"

    entries = len(desk.vault.audit_entries())
    put_in_force(governed)
    assert directory(desk) == known
    assert len(desk.vault.audit_entries()) == entries


def test_a_service_map_that_cannot_be_read_keeps_nobody_out(desk: Desk) -> None:
    before = directory(desk)
    put_in_force(under(desk, services={"services": [{}]}))
    assert directory(desk) == before


# --- backups -------------------------------------------------------------------------


def test_a_place_that_is_not_allowed_any_more_is_forgotten(
    desk: Desk, tmp_path: Path
) -> None:
    desk.vault.set_setting(SETTING, str(tmp_path / "other"))
    put_in_force(under(desk, backup_places=(str(tmp_path / "stick"),)))
    assert desk.vault.setting(SETTING, "?") == ""


# --- words ---------------------------------------------------------------------------


def test_what_is_settled_is_said_sentence_by_sentence(desk: Desk) -> None:
    policy = under(
        desk,
        lock_after_minutes=2,
        exports=("letter-pdf",),
        contacts={"duty": "1"},
        services={"services": []},
        backup_places=("E:\\",),
        escrow_key=EscrowPrivateKey.generate().public,
        keychain=False,
        screenshots=False,
        passphrase_guesses_log10=12,
    ).policy
    assert policy is not None
    words = in_words(policy)

    assert len(words) == 9
    assert words[0].startswith("Records lock after 2 minutes")
    assert "printing letters" in words[1]
    assert "saving letters" not in words[1]
    assert any("can open these records" in sentence for sentence in words)
    assert all(sentence.endswith(".") for sentence in words)


def test_nothing_is_said_of_what_is_not_settled(desk: Desk) -> None:
    silent = under(desk).policy
    assert silent is not None
    assert in_words(silent) == ()
    policy = under(desk, exports=EXPORTS, lock_after_minutes=1).policy
    assert policy is not None
    assert in_words(policy) == (
        "Records lock after 1 minute without a key pressed, or sooner.",
    )
