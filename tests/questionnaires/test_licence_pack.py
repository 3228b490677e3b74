"""A pack may put the wording in, and change nothing else."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from tests.visits.sample_packs import shipped, wording

from visit_app.questionnaires import Catalogue, load, score
from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.licence_pack import (
    Manifest,
    PackRefused,
    check_pack,
    check_usable,
    is_score_entry,
    read_manifest,
    template,
)
from visit_app.resources import resource_folder

FIELDS: dict[str, Any] = {
    "format": "visit-app-licence-pack",
    "formatVersion": 1,
    "name": "nhft-epds",
    "version": "1",
    "organisation": "Invented Trust",
    "permission": "Letter of 3 March 2026",
    "instrument": "https://visit-app.example/fhir/Questionnaire/epds",
    "questionnaireSha256": "00",
}
EPDS = shipped("epds")
BASE = str(EPDS["version"])


def manifest_of(content: bytes) -> Manifest:
    digest = sha256(content).hexdigest()
    return read_manifest(json.dumps({**FIELDS, "questionnaireSha256": digest}).encode())


def check(form: Any) -> dict[str, Any]:
    content = json.dumps(form).encode()
    return check_pack(manifest_of(content), content, {BASE: EPDS})


def items(form: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = form["item"][0]["item"]
    return found


# --- the manifest ------------------------------------------------------------------


def test_a_manifest_survives_as_json() -> None:
    fields = {**FIELDS, "expires": "2027-12-31"}
    manifest = read_manifest(json.dumps(fields).encode())
    assert manifest.expires == date(2027, 12, 31)
    assert read_manifest(json.dumps(manifest.to_json()).encode()) == manifest
    assert manifest.questionnaire_version("1.0.0") == "1.0.0+nhft-epds.1"


def test_it_is_used_on_its_last_day_and_not_after() -> None:
    fields = {**FIELDS, "expires": "2027-12-31"}
    manifest = read_manifest(json.dumps(fields).encode())
    assert not manifest.is_expired(date(2027, 12, 31))
    assert manifest.is_expired(date(2028, 1, 1))
    without = read_manifest(json.dumps(FIELDS).encode())
    assert not without.is_expired(date.max)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("format", "other", "not that of a licence pack"),
        ("formatVersion", 2, "Update the app"),
        ("surprise", 1, "a field that is not known: surprise"),
        ("permission", "", "does not say: permission"),
        ("permission", "  ", "does not say: permission"),
        ("permission", None, "does not say: permission"),
        ("permission", "TO FILL IN: who", "still has to be filled in: permission"),
        ("organisation", 7, "does not say: organisation"),
        ("expires", "31/12/2027", "is a date"),
        ("expires", 2027, "is a date"),
        ("name", "../etc", "small letters, digits and hyphens"),
        ("name", "a" * 41, "small letters, digits and hyphens"),
        ("version", "one", "is a number"),
        ("version", "1.2.3.4", "is a number"),
    ],
)
def test_a_manifest_that_is_refused(name: str, value: object, said: str) -> None:
    with pytest.raises(PackRefused, match=said):
        read_manifest(json.dumps({**FIELDS, name: value}).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"[" * 100_000])
def test_what_is_no_json_object_is_no_manifest(content: bytes) -> None:
    with pytest.raises(PackRefused, match=r"manifest\.json (is not|does not hold)"):
        read_manifest(content)


# --- the Questionnaire -------------------------------------------------------------


@pytest.mark.parametrize("name", ["epds", "mors-sf"])
def test_the_wording_may_be_put_in(name: str) -> None:
    form = wording(name)
    content = json.dumps(form).encode()
    base = shipped(name)
    found = check_pack(manifest_of(content), content, {base["version"]: base})
    loaded = load(found)
    assert loaded.questions[0].text == "Item 1 wording, as licensed"
    assert loaded.layouts == ("one-per-page",)
    assert not is_score_entry(found)


def test_scores_are_the_same_as_without_the_pack() -> None:
    with_words, without = load(check(wording())), load(EPDS)
    for line in ("line-1", "line-2", "line-3", "line-4"):
        answers = {str(n): (line,) for n in range(1, 11)}
        one, other = score(with_words, answers), score(without, answers)
        assert one == other
        assert one is not None
        assert one.total is not None


def test_the_licence_stays_so_that_no_letter_prints_the_wording() -> None:
    licence = load(check(wording())).licence
    assert licence is not None
    assert licence.status == "wording-not-shipped"


def drop_item(form: dict[str, Any]) -> None:
    del items(form)[9]


def swap_points(form: dict[str, Any]) -> None:
    options = items(form)[0]["answerOption"]
    for option, points in zip(options, (3, 2, 1, 0), strict=True):
        option["extension"][0]["valueDecimal"] = points


def half_a_point_type(form: dict[str, Any]) -> None:
    items(form)[0]["answerOption"][0]["extension"][0]["valueDecimal"] = False


def other_code(form: dict[str, Any]) -> None:
    items(form)[0]["answerOption"][0]["valueCoding"]["code"] = "line-9"


def not_required(form: dict[str, Any]) -> None:
    items(form)[0]["required"] = False


def another_item(form: dict[str, Any]) -> None:
    extra = {"linkId": "11", "text": "Another", "type": "boolean"}
    items(form).append(extra)


def other_link_id(form: dict[str, Any]) -> None:
    items(form)[0]["linkId"] = "one"


def without(url: str) -> Callable[[dict[str, Any]], None]:
    def change(form: dict[str, Any]) -> None:
        form["extension"] = [e for e in form["extension"] if e["url"] != url]

    return change


def free_licence(form: dict[str, Any]) -> None:
    for part in form["extension"]:
        if part["url"] == urls.LICENCE:
            part["extension"][0]["valueCode"] = "free"


def prefilled(form: dict[str, Any]) -> None:
    option = items(form)[0]["answerOption"][0]["valueCoding"]
    items(form)[0]["initial"] = [{"valueCoding": option}]


def renamed(form: dict[str, Any]) -> None:
    form["title"] = "Another title"


@pytest.mark.parametrize(
    "change",
    [
        drop_item,
        swap_points,
        half_a_point_type,
        other_code,
        not_required,
        another_item,
        other_link_id,
        without(urls.SAFETY_RULE),
        without(urls.SCALE),
        without(urls.CAUTION),
        free_licence,
        prefilled,
        renamed,
    ],
)
def test_nothing_but_the_wording_may_change(
    change: Callable[[dict[str, Any]], None],
) -> None:
    form = wording()
    change(form)
    with pytest.raises(PackRefused, match="changes more than the wording"):
        check(form)


def test_the_place_of_a_change_is_named() -> None:
    form = wording()
    items(form)[4]["required"] = False
    with pytest.raises(PackRefused, match=r"item\[0\]\.item\[4\]\.required"):
        check(form)


def test_texts_left_to_fill_in_are_refused() -> None:
    form = template(EPDS, "nhft-epds", "1")
    with pytest.raises(PackRefused, match="still has texts to fill in"):
        check(form)


def test_a_changed_file_is_refused() -> None:
    content = json.dumps(wording()).encode()
    edited = content.replace(b"Item 1 wording", b"Item 1 WORDING")
    with pytest.raises(PackRefused, match="not the file that was signed"):
        check_pack(manifest_of(content), edited, {BASE: EPDS})


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("0.9.0+nhft-epds.1", "made for version 0.9.0"),
        ("", "made for version ?"),
        (BASE, "has to be"),
        (f"{BASE}+nhft-epds.2", "has to be"),
    ],
)
def test_the_version_ties_form_and_pack(version: str, said: str) -> None:
    with pytest.raises(PackRefused, match=said.replace("?", r"\?")):
        check({**wording(), "version": version})


def test_a_form_that_cannot_be_used_is_refused() -> None:
    """Half translated: `questionnaire check` says so, the wording alone may change."""
    form = wording()
    translated = {
        "url": urls.TRANSLATION,
        "extension": [
            {"url": "lang", "valueCode": "pl"},
            {"url": "content", "valueString": "Pozycja 1"},
        ],
    }
    items(form)[0]["_text"] = {"extension": [translated]}
    with pytest.raises(PackRefused, match="cannot be used"):
        check_usable(check(form))
    check_usable(check(wording()))


def test_only_score_entries_are_taken_the_place_of() -> None:
    names = Catalogue.load(resource_folder() / "questionnaires").names
    found = {name for name in names if is_score_entry(shipped(name))}
    assert found == {"epds", "mors-sf"}


# --- the catalogue -----------------------------------------------------------------


def test_the_wording_is_the_newest_version_and_goes_back_without_it() -> None:
    plain = Catalogue({"epds": {BASE: EPDS}})
    form = wording()
    joined = plain.joined(form)
    assert joined.get("epds").version == form["version"]
    assert joined.get("epds", BASE).version == BASE
    pinned = f"{EPDS['url']}|{form['version']}"
    assert joined.get(pinned).questions[0].text == "Item 1 wording, as licensed"
    assert plain.get(pinned).version == BASE
    assert plain.versions("epds") == (BASE,)
    newer = {**EPDS, "version": "9.0.0"}
    assert joined.joined(newer).get("epds").version == "9.0.0"


def test_a_version_nobody_has_is_still_an_error() -> None:
    with pytest.raises(KeyError):
        Catalogue({"epds": {BASE: EPDS}}).get("epds", "7.0.0+any.1")
