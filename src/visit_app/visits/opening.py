"""From an open vault to a desk to work at, with everything that ships with the app."""

from functools import cache

from visit_app.conversation import Guide, load_guide
from visit_app.questionnaires import Catalogue
from visit_app.records.clock import Clock
from visit_app.records.codes import CodeBook, code_book
from visit_app.resources import read_json, resource_folder
from visit_app.screening import Pathway, load_pathway
from visit_app.vault.policy_in_vault import in_force
from visit_app.vault.vault import Vault
from visit_app.visits.desk import Desk
from visit_app.visits.packs import with_packs


def open_desk(vault: Vault, clock: Clock) -> Desk:
    """The desk of the practitioner whose vault this is; raises VaultError.

    Its forms have the wording of the licence packs that are installed.
    """
    catalogue, guide, pathway, people, contacts = shipped()
    desk = Desk(
        vault=vault,
        clock=clock,
        catalogue=catalogue,
        guide=guide,
        pathway=pathway,
        people=people,
        contacts=contacts,
        practitioner=vault.practitioner(),
        policy=in_force(vault),
    )
    return with_packs(desk)


@cache
def shipped() -> tuple[Catalogue, Guide, Pathway, CodeBook, CodeBook]:
    """Forms, guide, pathway and codes, read once: none of them ever changes."""
    return (
        Catalogue.load(resource_folder() / "questionnaires"),
        load_guide(),
        load_pathway(),
        code_book(read_json("codes/people.json")),
        code_book(read_json("codes/contacts.json")),
    )
