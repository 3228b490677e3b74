"""What HL7's own definitions of R4 say of a resource, as far as we write it.

`fhir_r4.json` is cut from the official JSON schema and StructureDefinitions: which
elements there are, of which type and pattern, which codes are permitted where the
binding is required, what must be there, and what a reference may lead to.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("fhir_r4.json")
CHOICE = "[x]"


@cache
def definitions() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def problems(bundle: dict[str, Any]) -> list[str]:
    """Everything wrong with a bundle and each resource in it."""
    entries = bundle.get("entry", [])
    kinds = {e.get("fullUrl"): e["resource"]["resourceType"] for e in entries}
    outside = {**bundle, "entry": [{**e, "resource": None} for e in entries]}
    outside = _without_none(outside)
    found = [*_shape(outside, "Bundle", "Bundle"), *_needed(outside, "Bundle")]
    for entry in entries:
        resource = entry["resource"]
        kind = resource["resourceType"]
        found += _shape(resource, kind, kind)
        found += _needed(resource, kind)
        found += _references(resource, kind, kinds)
    return found


def _without_none(bundle: dict[str, Any]) -> dict[str, Any]:
    entries = [{k: v for k, v in e.items() if v} for e in bundle["entry"]]
    return {**bundle, "entry": entries}


def _shape(value: Any, name: str, at: str) -> Iterator[str]:
    """What the schema of this definition does not permit."""
    yield from _check(value, definitions()["definitions"][name], at)


def _check(value: Any, rule: dict[str, Any], at: str) -> Iterator[str]:
    if "$ref" in rule:
        name = rule["$ref"].rpartition("/")[2]
        if name != "ResourceList":
            yield from _shape(value, name, at)
    elif "properties" in rule:
        yield from _object(value, rule, at)
    elif rule.get("type") == "array":
        if not isinstance(value, list) or not value:
            yield f"{at}: an array that holds something is needed"
            return
        for number, part in enumerate(value):
            yield from _check(part, rule["items"], f"{at}[{number}]")
    else:
        yield from _primitive(value, rule, at)


def _object(value: Any, rule: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{at}: an object that holds something is needed"
        return
    for name in rule.get("required", ()):
        if name not in value:
            yield f"{at}.{name}: is needed"
    for name, part in value.items():
        if name not in rule["properties"]:
            yield f"{at}.{name}: there is no such element"
        else:
            yield from _check(part, rule["properties"][name], f"{at}.{name}")


def _primitive(value: Any, rule: dict[str, Any], at: str) -> Iterator[str]:
    if "const" in rule and value != rule["const"]:
        yield f"{at}: not {rule['const']}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value} is not one of the codes"
    kind = rule.get("type", "string" if "pattern" in rule else "")
    types: dict[str, Any] = {"string": str, "boolean": bool, "number": (int, float)}
    if kind and (
        not isinstance(value, types[kind])
        or (kind == "number" and isinstance(value, bool))
    ):
        yield f"{at}: a {kind} is needed"
    elif "pattern" in rule and not re.search(rule["pattern"], _text(value), re.ASCII):
        yield f"{at}: {value!r} is not of the form"


def _text(value: Any) -> str:
    """As it stands in JSON, which the patterns are for."""
    return value if isinstance(value, str) else json.dumps(value)


def _needed(node: Any, path: str) -> Iterator[str]:
    """What R4 says must be there, in this element and those in it."""
    if isinstance(node, list):
        for part in node:
            yield from _needed(part, path)
    if not isinstance(node, dict):
        return
    for name in definitions()["needed"].get(path, ()):
        stem = name.removesuffix(CHOICE)
        if not any(
            n.lstrip("_") == name or (CHOICE in name and n.startswith(stem))
            for n in node
        ):
            yield f"{path}.{name}: must be there"
    for name, part in node.items():
        yield from _needed(part, f"{path}.{name}")


def _references(node: Any, path: str, kinds: dict[str, str]) -> Iterator[str]:
    """References that lead nowhere, or to something that may not stand there."""
    if isinstance(node, list):
        for part in node:
            yield from _references(part, path, kinds)
    if not isinstance(node, dict):
        return
    if "reference" in node:
        allowed = definitions()["targets"].get(path, [])
        kind = kinds.get(node["reference"])
        if kind is None:
            yield f"{path}: {node['reference']} is not in the bundle"
        elif allowed and kind not in allowed and "Resource" not in allowed:
            yield f"{path}: may not lead to a {kind}"
    for name, part in node.items():
        yield from _references(part, f"{path}.{name}", kinds)
