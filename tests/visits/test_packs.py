"""Licence packs on a laptop: a trusted key, and checked each time they are used."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.visits.conftest import HASSAN, PRIYA
from tests.visits.sample_packs import as_folder, pack

from visit_app.questionnaires import Catalogue
from visit_app.records import Encounter
from visit_app.records.clock import FixedClock
from visit_app.vault import policy_file
from visit_app.vault.pack_file import PURPOSE, PackFiles
from visit_app.vault.policy_in_vault import SETTING
from visit_app.vault.signed_file import NotSigned, SigningKey
from visit_app.vault.vault import Vault
from visit_app.visits import (
    Desk,
    NotPossible,
    UnknownKey,
    answer,
    form_of,
    install_pack,
    installed_packs,
    look_at_pack,
    remove_pack,
    response_of,
    results,
    save_family,
    start,
)
from visit_app.visits.opening import open_desk
from visit_app.visits.packs import INSTALLED, TRUSTED
from visit_app.visits.visit import open_visit

LAST_DAY = date(2026, 12, 31)


@pytest.fixture(scope="module")
def key() -> SigningKey:
    """The organisation's key."""
    return SigningKey.generate()


@pytest.fixture
def shop(clock: FixedClock) -> Iterator[Desk]:
    """A desk as the window opens it."""
    with Vault.in_memory(clock) as vault:
        vault.put(PRIYA)
        yield open_desk(vault, clock)


def offer(desk: Desk, tmp_path: Path, files: PackFiles, name: str = "pack") -> Desk:
    """Install this pack, trusting its key."""
    offered = look_at_pack(desk, as_folder(files, tmp_path / name))
    return install_pack(desk, offered, trust=files.signer().fingerprint)


def again(desk: Desk, clock: FixedClock | None = None) -> Desk:
    """Lock and unlock."""
    return open_desk(desk.vault, clock or desk.clock)


def visit_of(desk: Desk) -> Encounter:
    family = save_family(desk, HASSAN)
    return start(desk, family.id, "amira", type="6-8-weeks")


# --- trust -------------------------------------------------------------------------


def test_a_key_is_shown_before_it_is_trusted(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    offered = look_at_pack(shop, as_folder(pack(key), tmp_path / "pack"))
    with pytest.raises(UnknownKey, match=key.public.fingerprint) as refusal:
        install_pack(shop, offered)
    assert (refusal.value.key, refusal.value.organisation) == (
        key.public,
        "Invented Trust",
    )
    assert installed_packs(shop) == ()
    assert shop.vault.setting(TRUSTED, {}) == {}


def test_another_fingerprint_is_refused(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    offered = look_at_pack(shop, as_folder(pack(key), tmp_path / "pack"))
    other = SigningKey.generate().public.fingerprint
    with pytest.raises(UnknownKey):
        install_pack(shop, offered, trust=other)
    assert installed_packs(shop) == ()


def test_a_trusted_key_is_pinned(shop: Desk, tmp_path: Path, key: SigningKey) -> None:
    offer(shop, tmp_path, pack(key))
    mors = pack(key, instrument="mors-sf", name="nhft-mors")
    offered = look_at_pack(shop, as_folder(mors, tmp_path / "mors"))
    install_pack(shop, offered)
    assert [p.manifest.name for p in installed_packs(shop)] == [
        "nhft-epds",
        "nhft-mors",
    ]
    trusted: dict[str, dict[str, str]] = shop.vault.setting(TRUSTED, {})
    (pinned,) = trusted.items()
    assert pinned[0] == key.public.to_text()
    assert pinned[1]["by"] == "Priya Nair"


def test_a_key_that_is_trusted_no_more_takes_its_packs_out_of_use(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    offer(shop, tmp_path, pack(key))
    shop.vault.set_setting(TRUSTED, {})
    opened = again(shop)
    assert opened.catalogue.get("epds").layouts == ("all-on-one-page",)
    (found,) = installed_packs(opened)
    assert not found.in_use
    assert "not trusted" in found.problem


def test_the_key_that_signed_the_policy_in_force_is_trusted(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    fields = {
        "format": 1,
        "organisation": "Invented Trust",
        "serial": 1,
        "issued": "2026-11-26",
    }
    content = json.dumps(fields).encode()
    policy = policy_file.check(content, key.sign(content, policy_file.PURPOSE))
    shop.vault.set_setting(SETTING, policy_file.Installed(policy).to_json())
    offered = look_at_pack(shop, as_folder(pack(key), tmp_path / "pack"))
    desk = install_pack(shop, offered)
    assert desk.catalogue.get("epds").version.endswith("+nhft-epds.1")
    other = look_at_pack(
        desk, as_folder(pack(SigningKey.generate(), version="2"), tmp_path / "other")
    )
    with pytest.raises(UnknownKey):
        install_pack(desk, other)


# --- in use ------------------------------------------------------------------------


def test_the_instrument_shows_its_items_at_once_and_after_unlocking(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    for desk in (offer(shop, tmp_path, pack(key)), again(shop)):
        form = desk.catalogue.get("epds")
        assert form.questions[0].text == "Item 1 wording, as licensed"
        assert form.version == "1.0.0+nhft-epds.1"
        assert desk.catalogue.get("mors-sf").questions[0].text == "Item 1"
    (found,) = installed_packs(shop)
    assert found.in_use
    assert (found.by, found.title, found.fingerprint) == (
        "Priya Nair",
        "EPDS",
        key.public.fingerprint,
    )


def test_the_audit_has_it_without_its_content(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    desk = offer(shop, tmp_path, pack(key))
    remove_pack(desk, "nhft-epds")
    entries = [(e.action, e.about) for e in desk.vault.audit_entries()]
    assert ("install-pack", {"pack": "nhft-epds/1"}) in entries
    assert ("remove-pack", {"pack": "nhft-epds"}) in entries


def test_removing_falls_back_and_old_answers_stay_readable(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    desk = offer(shop, tmp_path, pack(key))
    visit = visit_of(desk)
    for n in range(1, 11):
        answer(desk, visit.id, "epds", str(n), "line-3")
    response = response_of(desk, visit.id, "epds")
    assert response is not None
    assert response.questionnaire.endswith("|1.0.0+nhft-epds.1")
    (before,) = results(desk, open_visit(desk, visit.id))

    desk = remove_pack(desk, "nhft-epds")
    for later in (desk, again(desk)):
        assert later.catalogue.get("epds").questions[0].text == "Item 1"
        assert form_of(later, response).version == "1.0.0"
        (after,) = results(later, open_visit(later, visit.id))
        assert replace(after, id=before.id) == before
        assert "wording, as licensed" not in json.dumps(
            later.vault.setting(INSTALLED, {})
        )


def test_a_draft_begun_by_score_entry_goes_on_as_it_began(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    visit = visit_of(shop)
    answer(shop, visit.id, "epds", "1", "line-2")
    desk = offer(shop, tmp_path, pack(key))
    response = answer(desk, visit.id, "epds", "2", "line-2")
    assert form_of(desk, response).questions[0].text == "Item 1"


def test_the_self_harm_item_still_opens_the_panel(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    desk = offer(shop, tmp_path, pack(key))
    visit = visit_of(desk)
    answer(desk, visit.id, "epds", "10", "line-3")
    (issue,) = open_visit(desk, visit.id).open_issues
    # the words are the owner's: a letter tells of the points
    assert (issue.evidence, issue.said) == ("epds/10", "an answer worth 1 point")


def test_a_newer_version_takes_the_place_and_an_older_does_not(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    offer(shop, tmp_path, pack(key, version="1.9"), "one")
    desk = offer(shop, tmp_path, pack(key, version="1.10"), "two")
    assert desk.catalogue.get("epds").version == "1.0.0+nhft-epds.1.10"
    with pytest.raises(NotPossible, match="which is newer"):
        offer(desk, tmp_path, pack(key, version="1.9"), "three")


def test_two_packs_for_one_instrument_are_refused(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    desk = offer(shop, tmp_path, pack(key), "one")
    with pytest.raises(NotPossible, match="nhft-epds has the wording"):
        offer(desk, tmp_path, pack(key, name="other"), "two")


def test_what_is_not_installed_cannot_be_removed(shop: Desk) -> None:
    with pytest.raises(NotPossible, match="no licence pack named other"):
        remove_pack(shop, "other")


# --- refused -----------------------------------------------------------------------


def test_an_edited_questionnaire_is_refused(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    files = pack(key)
    edited = files.questionnaire.replace(b"Item 1 wording", b"Item 1 wordinG")
    folder = as_folder(replace(files, questionnaire=edited), tmp_path / "pack")
    with pytest.raises(NotPossible, match="not the file that was signed"):
        look_at_pack(shop, folder)


def test_an_edited_manifest_is_refused(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    files = pack(key)
    edited = files.manifest.replace(b"Invented Trust", b"Invented Thief")
    folder = as_folder(replace(files, manifest=edited), tmp_path / "pack")
    with pytest.raises(NotSigned):
        look_at_pack(shop, folder)


def test_a_form_edited_and_signed_by_another_needs_that_key(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    desk = offer(shop, tmp_path, pack(key), "one")
    thief = pack(SigningKey.generate(), version="2")
    offered = look_at_pack(desk, as_folder(thief, tmp_path / "two"))
    with pytest.raises(UnknownKey):
        install_pack(desk, offered)
    (kept,) = installed_packs(desk)
    assert kept.manifest.version == "1"


@pytest.mark.parametrize("name", ["phq-9", "whooley"])
def test_an_instrument_that_ships_whole_is_not_replaced(
    shop: Desk, tmp_path: Path, key: SigningKey, name: str
) -> None:
    url = shop.catalogue.get(name).url
    folder = as_folder(pack(key, instrument="epds"), tmp_path / "made")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    content = json.dumps({**manifest, "instrument": url}).encode()
    files = PackFiles(
        content,
        (folder / "questionnaire.json").read_bytes(),
        key.sign(content, PURPOSE),
    )
    with pytest.raises(NotPossible, match="does not take by score entry"):
        look_at_pack(shop, as_folder(files, tmp_path / "pack"))


def test_the_questionnaire_has_to_be_the_one_that_is_named(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    """The manifest names MORS-SF, the form in it is EPDS."""
    url = shop.catalogue.get("mors-sf").url
    with pytest.raises(NotPossible, match="changes more than the wording"):
        offer(shop, tmp_path, pack(key, instrument_url=url))


def test_a_changed_score_is_refused_although_it_is_signed(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    def cheaper(form: dict[str, object]) -> None:
        text = json.dumps(form).replace('"valueDecimal": 3', '"valueDecimal": 2')
        form.update(json.loads(text))

    with pytest.raises(NotPossible, match="changes more than the wording"):
        offer(shop, tmp_path, pack(key, form=cheaper))


# --- expiry, and what a newer app wrote ---------------------------------------------


def test_it_goes_out_of_use_after_its_last_day(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    desk = offer(shop, tmp_path, pack(key, expires=LAST_DAY))
    on_it = FixedClock(datetime(2026, 12, 31, 12, tzinfo=UTC))
    after = FixedClock(datetime(2027, 1, 1, 12, tzinfo=UTC))
    assert again(desk, on_it).catalogue.get("epds").version.endswith("+nhft-epds.1")
    late = again(desk, after)
    assert late.catalogue.get("epds").version == "1.0.0"
    (found,) = installed_packs(late)
    assert found.problem.startswith("This licence pack was valid until 31 December")
    with pytest.raises(NotPossible, match="valid until"):
        offer(late, tmp_path, pack(key, expires=LAST_DAY), "later")


def test_a_pack_only_another_version_reads_is_kept_and_not_used(
    shop: Desk, tmp_path: Path, key: SigningKey
) -> None:
    offer(shop, tmp_path, pack(key))
    kept: dict[str, dict[str, str]] = shop.vault.setting(INSTALLED, {})
    newer = json.loads(kept["nhft-epds"]["manifest"]) | {"formatVersion": 2}
    content = json.dumps(newer)
    kept["nhft-epds"]["manifest"] = content
    signature = key.sign(content.encode(), PURPOSE)
    kept["nhft-epds"]["signature"] = signature.decode()
    shop.vault.set_setting(INSTALLED, kept)
    desk = again(shop)
    assert desk.catalogue.get("epds").version == "1.0.0"
    (found,) = installed_packs(desk)
    assert (found.manifest.name, found.title) == ("nhft-epds", "nhft-epds")
    assert "Update the app" in found.problem
    mors = pack(key, instrument="mors-sf", name="nhft-mors")
    assert offer(desk, tmp_path, mors, "mors").catalogue.get("mors-sf").version != "1"


def test_without_packs_the_shipped_catalogue_is_used_as_it_is(shop: Desk) -> None:
    assert again(shop).catalogue is shop.catalogue
    assert isinstance(shop.catalogue, Catalogue)
