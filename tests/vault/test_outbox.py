from dataclasses import replace

from tests.vault.sample_records import HASSAN, PHQ_9, VISIT

from visit_app.vault.outbox import Pending
from visit_app.vault.vault import Vault


def clear(vault: Vault) -> None:
    vault.sent(*vault.pending())
    assert vault.pending() == ()


def test_each_changed_record_waits_once(vault: Vault) -> None:
    clear(vault)
    vault.put(VISIT, PHQ_9)
    vault.put(PHQ_9.answered("/a", 1))

    assert set(vault.pending()) == {
        Pending("Encounter", "visit", 1),
        Pending("QuestionnaireResponse", "phq-9", 2),
    }
    assert len(vault.pending(limit=1)) == 1


def test_each_revision_of_a_family_waits(vault: Vault) -> None:
    clear(vault)
    first = vault.save_family(HASSAN, "Priya Nair")
    second = vault.save_family(replace(first, postcode="NN1 1AA"), "Priya Nair")

    assert set(vault.pending()) == {
        Pending("Revision", first.revision, 1),
        Pending("Revision", second.revision, 1),
    }
    clear(vault)


def test_what_changed_while_it_was_sent_still_waits(vault: Vault) -> None:
    clear(vault)
    vault.put(PHQ_9)
    taken = vault.pending()
    vault.put(PHQ_9.answered("/a", 1))
    vault.sent(*taken)

    assert vault.pending() == (Pending("QuestionnaireResponse", "phq-9", 2),)
    clear(vault)
    vault.put(PHQ_9.answered("/a", 1))  # the same again is nothing to send
    assert vault.pending() == ()
    vault.put(PHQ_9.answered("/a", 2))
    assert vault.pending() == (Pending("QuestionnaireResponse", "phq-9", 3),)
