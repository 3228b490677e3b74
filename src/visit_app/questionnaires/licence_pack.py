"""A licence pack: the wording of an instrument that this app may not ship.

Pure: a manifest, and the rule that wording may be put in and nothing else. What the
instrument asks for, its answers, points, sums and safety rules stay those of the score
entry that ships. docs/licence-packs.md is the format in words.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.load import problems

FORMAT, FORMAT_VERSION = "visit-app-licence-pack", 1
MANIFEST, QUESTIONNAIRE, SIGNATURE = (
    "manifest.json",
    "questionnaire.json",
    "manifest.sig",
)
TO_FILL_IN = "TO FILL IN"

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,2}")
_FIELDS = frozenset(
    {
        "format",
        "formatVersion",
        "name",
        "version",
        "organisation",
        "permission",
        "expires",
        "instrument",
        "questionnaireSha256",
    }
)
_OWN_WORDS = frozenset(
    {"version", "date", "description", "copyright", "publisher", "contact", "language"}
)
_LAYOUTS = frozenset({urls.LAYOUT, urls.FROM_PAPER})
_NOTHING = object()


class PackRefused(ValueError):
    """A pack that is not used; `str()` says why, for people."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the organisation says about its pack, and signs.

    `instrument` is the url of the Questionnaire it replaces; `permission` says who
    allowed the organisation to use the wording, and how; after `expires` it is not
    used any more. `questionnaire_sha256` is of the file's bytes, in hexadecimal.
    """

    name: str
    version: str
    organisation: str
    permission: str
    instrument: str
    questionnaire_sha256: str
    expires: date | None = None

    def questionnaire_version(self, base: str) -> str:
        """The version its Questionnaire has: that of the score entry, and the pack's.

        "1.0.0+nhft-epds.2": who does not have the pack reads the answers by 1.0.0.
        """
        return f"{base}+{self.name}.{self.version}"

    def is_expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.expires is not None and today > self.expires

    def to_json(self) -> dict[str, Any]:
        """As it stands in manifest.json."""
        fields = {
            "format": FORMAT,
            "formatVersion": FORMAT_VERSION,
            "name": self.name,
            "version": self.version,
            "organisation": self.organisation,
            "permission": self.permission,
            "instrument": self.instrument,
            "questionnaireSha256": self.questionnaire_sha256,
        }
        return fields | ({"expires": self.expires.isoformat()} if self.expires else {})


def read_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes; raises PackRefused."""
    data = read_object(content, MANIFEST)
    if data.get("format") != FORMAT:
        raise PackRefused(f"{MANIFEST} is not that of a licence pack.")
    if data.get("formatVersion") != FORMAT_VERSION:
        raise PackRefused(
            "This licence pack is of a newer kind than this version of the app knows."
            " Update the app, then install it again."
        )
    unknown = sorted(set(data) - _FIELDS)
    if unknown:
        raise PackRefused(f"{MANIFEST} has a field that is not known: {unknown[0]}.")
    manifest = Manifest(
        name=_text(data, "name"),
        version=_text(data, "version"),
        organisation=_text(data, "organisation"),
        permission=_text(data, "permission"),
        instrument=_text(data, "instrument"),
        questionnaire_sha256=_text(data, "questionnaireSha256").lower(),
        expires=_expires(data),
    )
    _check_names(manifest)
    return manifest


def read_object(content: bytes, name: str) -> dict[str, Any]:
    """The JSON object in these bytes; raises PackRefused naming the file."""
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise PackRefused(f"{name} is not JSON in UTF-8.") from None
    if not isinstance(data, dict):
        raise PackRefused(f"{name} does not hold a JSON object.")
    return data


def check_pack(
    manifest: Manifest, content: bytes, shipped: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The pack's Questionnaire, when it may take the place of one that ships.

    `content` is questionnaire.json, `shipped` the JSON of the app's Questionnaire for
    this instrument, by version. Raises PackRefused with the first reason not to.
    """
    if sha256(content).hexdigest() != manifest.questionnaire_sha256:
        raise PackRefused(
            f"{QUESTIONNAIRE} is not the file that was signed: it was changed, or"
            " damaged on its way."
        )
    data = read_object(content, QUESTIONNAIRE)
    base = str(data.get("version", "")).partition("+")[0]
    known = shipped.get(base)
    if known is None:
        raise PackRefused(
            f"{QUESTIONNAIRE} was made for version {base or '?'} of the score entry,"
            f" and this app has {', '.join(sorted(shipped)) or 'none'}."
        )
    if data["version"] != manifest.questionnaire_version(base):
        raise PackRefused(
            f"The version in {QUESTIONNAIRE} has to be"
            f" {manifest.questionnaire_version(base)}."
        )
    _check_same(data, known)
    return data


def check_usable(form: Mapping[str, Any]) -> None:
    """As `questionnaire check` does, once, before it is installed or signed.

    It takes half a second, so unlocking does without: there the digest shows that it is
    the file that was checked, and loading it checks it again. Raises PackRefused.
    """
    found = problems(form)
    if found:
        raise PackRefused(f"{QUESTIONNAIRE} cannot be used: {found[0]}.")


def is_score_entry(data: Mapping[str, Any]) -> bool:
    """Whether this Questionnaire of the app stands for a licensed paper copy."""
    found = (e for e in data.get("extension", ()) if e.get("url") == urls.FROM_PAPER)
    return any(e.get("valueBoolean") is True for e in found)


def template(shipped: Mapping[str, Any], name: str, version: str) -> dict[str, Any]:
    """A Questionnaire to put the wording into: every text says that it is to be."""
    data: dict[str, Any] = json.loads(json.dumps(shipped))
    data["version"] = f"{shipped['version']}+{name}.{version}"
    data["copyright"] = f"{TO_FILL_IN}: the notice the owner asks for"
    data["extension"] = [e for e in data["extension"] if e["url"] not in _LAYOUTS]
    data["extension"].insert(0, {"url": urls.LAYOUT, "valueCode": "one-per-page"})
    for item in data["item"]:
        _empty(item)
    return data


def _empty(item: dict[str, Any]) -> None:
    if item.get("type") in {"group", "choice"}:
        item["text"] = f"{TO_FILL_IN}: {item['linkId']}"
    for option in item.get("answerOption", ()):
        option["valueCoding"]["display"] = (
            f"{TO_FILL_IN}: {option['valueCoding']['display']}"
        )
    for part in item.get("item", ()):
        _empty(part)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise PackRefused(f"{MANIFEST} does not say: {name}.")
    if TO_FILL_IN in value:
        raise PackRefused(f"{MANIFEST} still has to be filled in: {name}.")
    return value.strip()


def _expires(data: Mapping[str, Any]) -> date | None:
    value = data.get("expires")
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PackRefused(f"expires in {MANIFEST} is a date: 2027-12-31.") from None


def _check_names(manifest: Manifest) -> None:
    if not _NAME.fullmatch(manifest.name):
        raise PackRefused(
            "The name of a pack has small letters, digits and hyphens, 40 at most."
        )
    if not _VERSION.fullmatch(manifest.version):
        raise PackRefused("The version of a pack is a number: 1, or 1.2, or 1.2.3.")


def _check_same(data: Mapping[str, Any], shipped: Mapping[str, Any]) -> None:
    """Everything but the wording is as in the score entry that ships."""
    if TO_FILL_IN in str(data):
        raise PackRefused(f"{QUESTIONNAIRE} still has texts to fill in.")
    place = _difference(_bare(data), _bare(shipped), "")
    if place is not None:
        raise PackRefused(
            f"{QUESTIONNAIRE} changes more than the wording: {place or 'its elements'}."
            " Items, answers, points, sums and safety rules have to stay as they are."
        )


def _bare(form: Mapping[str, Any]) -> dict[str, Any]:
    """The Questionnaire without what a pack may put in."""
    bare = {k: v for k, v in form.items() if k.lstrip("_") not in _OWN_WORDS}
    extensions = (e for e in form.get("extension", ()) if e.get("url") not in _LAYOUTS)
    bare["extension"] = list(extensions)
    bare["item"] = [_bare_item(item) for item in form.get("item", ())]
    return bare


def _bare_item(item: Mapping[str, Any]) -> dict[str, Any]:
    bare = {k: v for k, v in item.items() if k not in {"text", "_text"}}
    if "answerOption" in item:
        bare["answerOption"] = [_bare_option(o) for o in item["answerOption"]]
    if "item" in item:
        bare["item"] = [_bare_item(part) for part in item["item"]]
    return bare


def _bare_option(option: Mapping[str, Any]) -> dict[str, Any]:
    coding = option.get("valueCoding", {})
    kept = {k: v for k, v in coding.items() if k not in {"display", "_display"}}
    return {**option, "valueCoding": kept}


def _difference(one: Any, other: Any, place: str) -> str | None:
    """Where two JSON values differ first, as a path; None when they do not."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in dict.fromkeys((*other, *one)):
            found = _difference(
                one.get(name, _NOTHING), other.get(name, _NOTHING), f"{place}.{name}"
            )
            if found is not None:
                return found.lstrip(".")
        return None
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            found = _difference(*pair, f"{place}[{at}]")
            if found is not None:
                return found.lstrip(".")
        return None
    same = type(one) is type(other) and one == other
    return None if same else place.lstrip(".")
