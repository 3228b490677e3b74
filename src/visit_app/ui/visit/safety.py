"""The safety panel of a visit: what it shows, and what is recorded through it."""

from dataclasses import dataclass

from visit_app import visits
from visit_app.records import DetectedIssue
from visit_app.screening import numbers
from visit_app.ui.text import tr
from visit_app.visits import Desk

ACCEPTED, NO_ACTION, STEP_DONE = "accepted", "no-action", "step-done"


@dataclass(frozen=True, slots=True)
class Handed:
    """Who took it on, as typed: `reason` stands for nobody having needed to."""

    person: str = ""
    at: str = ""
    told: str = ""
    safeguarding: str = ""
    reason: str = ""

    def problem(self) -> str:
        """What is missing, as a sentence; empty when it can be recorded."""
        if self.reason.strip():
            return ""
        if not self.person.strip():
            return tr("Write who has taken this on, or why nobody needed to.")
        if not self.at.strip():
            return tr("Write the time they took it on.")
        return ""


def phone(desk: Desk) -> tuple[str, str]:
    """Label and number shown in the panel: the local one once it is filled in."""
    contacts = desk.pathway.contacts
    settings = {
        contact.setting: desk.vault.setting(contact.setting, "")
        for contact in contacts
        if contact.setting
    }
    return numbers(contacts, settings)[0]


def tick(desk: Desk, issue: DetectedIssue, code: str, *, on: bool) -> None:
    """Keep that a step was done, or that its tick was taken back."""
    note = code if on else f"{code}:off"
    visits.mitigate(desk, _kept(desk, issue).id, STEP_DONE, note=note)


def hand_over(desk: Desk, issue: DetectedIssue, handed: Handed) -> None:
    """Record who was told, safeguarding, and who took it on, in one transaction."""
    issue = _kept(desk, issue)
    with desk.vault.transaction():
        if handed.told.strip():
            visits.mitigate(desk, issue.id, "told", person=handed.told.strip())
        if handed.safeguarding.strip():
            note = handed.safeguarding.strip()
            visits.mitigate(desk, issue.id, "safeguarding", note=note)
        if handed.reason.strip():
            visits.mitigate(desk, issue.id, NO_ACTION, note=handed.reason.strip())
        else:
            visits.mitigate(
                desk,
                issue.id,
                ACCEPTED,
                person=handed.person.strip(),
                at=handed.at.strip(),
            )


def _kept(desk: Desk, issue: DetectedIssue) -> DetectedIssue:
    """The concern as the vault has it: what waited for room has another id there."""
    for known in desk.vault.find(DetectedIssue, encounter_id=issue.encounter_id):
        if known.is_open and (known.code, known.evidence) == (
            issue.code,
            issue.evidence,
        ):
            return known
    return issue
