"""Licence packs with an invented instrument text; none of it is anybody's wording."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from visit_app.questionnaires.licence_pack import (
    MANIFEST,
    QUESTIONNAIRE,
    SIGNATURE,
    TO_FILL_IN,
    Manifest,
    template,
)
from visit_app.resources import read_json
from visit_app.vault.pack_file import PURPOSE, PackFiles
from visit_app.vault.signed_file import SigningKey

Change = Callable[[dict[str, Any]], object]


def shipped(name: str = "epds") -> Mapping[str, Any]:
    """The score entry that ships."""
    found: Mapping[str, Any] = read_json(f"questionnaires/{name}.json")
    return found


def wording(
    instrument: str = "epds", name: str = "nhft-epds", version: str = "1"
) -> dict[str, Any]:
    """A Questionnaire filled in: "Item 1 wording, as licensed", "Answer a of 1"."""
    form = template(shipped(instrument), name, version)
    form["copyright"] = "© the owner, as licensed"
    _fill(form)
    assert TO_FILL_IN not in json.dumps(form)
    return form


def pack(
    key: SigningKey,
    *,
    instrument: str = "epds",
    name: str = "nhft-epds",
    version: str = "1",
    form: Change = lambda _: None,
    instrument_url: str = "",
    **fields: Any,
) -> PackFiles:
    """A signed pack; `form` changes its Questionnaire, `fields` its manifest."""
    made = wording(instrument, name, version)
    form(made)
    content = json.dumps(made, indent=2).encode()
    manifest = Manifest(
        name=name,
        version=version,
        organisation="Invented Trust",
        permission="Letter of 3 March 2026, invented for this test",
        instrument=instrument_url or made["url"],
        questionnaire_sha256=sha256(content).hexdigest(),
    )
    signed = json.dumps(replace(manifest, **fields).to_json()).encode()
    return PackFiles(signed, content, key.sign(signed, PURPOSE))


def as_folder(files: PackFiles, folder: Path) -> Path:
    """The pack as a folder."""
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_bytes(files.manifest)
    (folder / QUESTIONNAIRE).write_bytes(files.questionnaire)
    (folder / SIGNATURE).write_bytes(files.signature)
    return folder


def _fill(node: Any) -> None:
    for item in node.get("item", ()):
        if TO_FILL_IN in item.get("text", ""):
            item["text"] = (
                "Group wording, as licensed"
                if item["type"] == "group"
                else f"Item {item['linkId']} wording, as licensed"
            )
        for number, option in enumerate(item.get("answerOption", ())):
            letter = "abcdef"[number]
            option["valueCoding"]["display"] = f"Answer {letter} of {item['linkId']}"
        _fill(item)
