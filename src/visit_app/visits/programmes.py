"""The programmes of contacts: what ships, what a service set, who follows which."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from visit_app.records import PractitionerRole
from visit_app.resources import read_json
from visit_app.schedule import FNP, HEALTHY_CHILD, Programme, programme_file
from visit_app.schedule.programme_file import NOT_ONE, Document
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible

LOCAL = "programmes"  # {id: [version, ...]}, oldest first: the last one is in force
IN_FORCE = "programme/in-force"
OF_FAMILIES = "programme/families"  # {family id: programme id}, the exceptions only
SHIPPED = (HEALTHY_CHILD, FNP)
LARGEST_FILE = 1_000_000  # bytes; a shipped one has about 4 thousand


def programmes(desk: Desk) -> Mapping[str, Document]:
    """Every programme by id, in the version that counts here."""
    local = {id: kept[-1] for id, kept in _local(desk).items()}
    return {**_shipped(), **local}


def programme_versions(desk: Desk, programme_id: str) -> tuple[Document, ...]:
    """The versions made on this laptop, oldest first; none of a shipped one."""
    return tuple(_local(desk).get(programme_id, ()))


def programme_in_force(desk: Desk) -> str:
    """The id of the programme families follow: chosen, else by the practitioner."""
    chosen = desk.vault.setting(IN_FORCE, "")
    return chosen if chosen in programmes(desk) else _usual(desk)


def families_programmes(desk: Desk) -> Mapping[str, str]:
    """The programme ids of the families that follow another one, by family id."""
    known = programmes(desk)
    chosen = desk.vault.setting(OF_FAMILIES, dict[str, str]())
    return {family: id for family, id in chosen.items() if id in known}


def programme(desk: Desk, programme_id: str) -> Programme:
    """The programme of this id; raises NotPossible when there is none."""
    return programme_file.programme_of(_known(desk, programme_id))


def follow_programme(desk: Desk, programme_id: str, *, family_id: str = "") -> None:
    """Let the families follow this programme, or one family for itself.

    An empty id takes the choice back. Raises NotPossible when there is no such one.
    """
    if programme_id:
        _known(desk, programme_id)
    with desk.vault.transaction():
        if family_id:
            _set_of_family(desk, family_id, programme_id)
        else:
            desk.vault.set_setting(IN_FORCE, programme_id)
        about = {"verb": "follow", "programme": programme_id}
        desk.vault.note("programme", family_id=family_id, **about)


def change_contact(
    desk: Desk, programme_id: str, code: str, **fields: Any
) -> Programme:
    """Switch one contact `off` or on, or set the `screening` asked at it.

    Raises NotPossible when programme or contact are not there.
    """
    by, at = desk.practitioner.name, desk.clock.now()
    known = _known(desk, programme_id)
    try:
        made = programme_file.changed(known, code, by=by, at=at, **fields)
    except KeyError:
        raise NotPossible("This contact is not in the programme any more.") from None
    return _keep(desk, made, "change")


def import_programme(desk: Desk, content: bytes) -> Programme:
    """Take in a programme from a file: a new one, or another version of a known one.

    Raises NotPossible that names every problem of the file; then nothing is taken.
    """
    contacts = {code.code for code in desk.contacts["type"]}
    with _refusals():
        text = _text(content)
        found = programme_file.read(text, contacts, desk.catalogue.names)
    by, at = desk.practitioner.name, desk.clock.now()
    return _keep(desk, programme_file.signed(found, by=by, at=at), "import")


def export_programme(desk: Desk, programme_id: str) -> bytes:
    """The programme as a file (JSON, UTF-8), to change elsewhere or to hand on."""
    known = _known(desk, programme_id)
    desk.vault.note("export", what="programme")
    return programme_file.write(known).encode()


def restore_programme(desk: Desk, programme_id: str) -> Programme:
    """As it came with the app; the versions made here are kept below it.

    Raises NotPossible for a programme that did not come with the app.
    """
    if programme_id not in _shipped():
        raise NotPossible("This programme did not come with the app.")
    by, at = desk.practitioner.name, desk.clock.now()
    made = programme_file.signed(_shipped()[programme_id], by=by, at=at)
    return _keep(desk, made, "restore")


def came_with_app(programme_id: str) -> bool:
    """Whether a programme of this id ships with the app."""
    return programme_id in _shipped()


@cache
def _shipped() -> Mapping[str, Document]:
    """What came with the app, by id, read once: nobody changes it in place."""
    return {document["id"]: document for document in map(read_json, SHIPPED)}


def _usual(desk: Desk) -> str:
    nurse = desk.practitioner.role == PractitionerRole.FNP_NURSE
    return "fnp" if nurse else "healthy-child"


def _set_of_family(desk: Desk, family_id: str, programme_id: str) -> None:
    chosen = dict(desk.vault.setting(OF_FAMILIES, dict[str, str]()))
    chosen.pop(family_id, None)
    if programme_id:
        chosen[family_id] = programme_id
    desk.vault.set_setting(OF_FAMILIES, chosen)


def _local(desk: Desk) -> dict[str, list[Document]]:
    return dict(desk.vault.setting(LOCAL, dict[str, list[Document]]()))


def _known(desk: Desk, programme_id: str) -> Document:
    try:
        return programmes(desk)[programme_id]
    except KeyError:
        raise NotPossible("This programme is not here any more.") from None


def _keep(desk: Desk, document: Document, verb: str) -> Programme:
    kept, id = _local(desk), document["id"]
    with desk.vault.transaction():
        desk.vault.set_setting(LOCAL, {**kept, id: [*kept.get(id, ()), document]})
        desk.vault.note("programme", verb=verb, programme=id)
    return programme_file.programme_of(document)


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise ValueError("This file is too large for a programme of contacts.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(NOT_ONE) from None


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the schedule refuses into the words of a verb."""
    try:
        yield
    except RecursionError:  # brackets within brackets without end
        raise NotPossible(NOT_ONE) from None
    except ValueError as problem:
        raise NotPossible(str(problem)) from None
