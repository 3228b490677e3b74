"""Two practitioners of two teams, each with a vault of their own on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.visits.conftest import HASSAN, PRIYA

from visit_app.records import Encounter, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf
from visit_app.vault.vault import create
from visit_app.visits import (
    CONVERSATION,
    SAVED,
    Agreement,
    Desk,
    HandOver,
    amend,
    answer,
    finish,
    issue,
    pdf,
    record_consent,
    refer,
    save_family,
    start,
    write_letter,
)
from visit_app.visits.opening import shipped

SENDER = replace(PRIYA, organization="Kettering health visiting")
JOANNE = Practitioner(id="joanne", name="Joanne Reid", organization="Corby")
CORBY = HandOver(
    on="",
    team="Corby health visiting",
    person="Joanne Reid",
    phone="01632 960011",
    agreement=Agreement.AGREED,
)
CODES = ("LA6568-5", "LA6569-3", "LA6570-1")  # 0, 1 and 2 points


@contextmanager
def desk_of(who: Practitioner, folder: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk over new records in this folder."""
    catalogue, guide, pathway, people, contacts = shipped()
    with create(folder, "a passphrase", who, clock, cost=kdf.FLOOR).vault as vault:
        yield Desk(
            vault=vault,
            clock=clock,
            catalogue=catalogue,
            guide=guide,
            pathway=pathway,
            people=people,
            contacts=contacts,
            practitioner=who,
        )


def visited(desk: Desk) -> Encounter:
    """The Hassans and a finished visit: PHQ-9, a letter that went out, a correction."""
    save_family(desk, HASSAN)
    visit = start(desk, "hassan", "amira", type="6-8-weeks")
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    for n, question in enumerate(desk.catalogue.get("phq-9").questions[:8]):
        answer(desk, visit.id, "phq-9", question.link_id, CODES[n % 3])
    request = refer(desk, visit.id, performer="Family Action", reason="Asked for it.")
    record_consent(desk, request.id, decision="given")
    letter = write_letter(desk, request.id)
    issue(desk, letter.id, SAVED, pdf(desk, letter.id))
    signed = finish(desk, visit.id)
    amend(
        desk,
        visit.id,
        target=f"Encounter/{visit.id}",
        path="words-1",
        before="tiring",
        after="trying",
        reason="Misheard",
    )
    return signed
