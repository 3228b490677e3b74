"""The safety panel of a visit: what it shows, and what is recorded through it."""

from collections.abc import Mapping
from dataclasses import dataclass

from visit_app import visits
from visit_app.records import DetectedIssue, IssueCode
from visit_app.screening import missing, numbers
from visit_app.ui.text import tr
from visit_app.visits import Desk
from visit_app.visits.safety import (
    ACCEPTED,
    NO_ACTION,
    NO_SAFEGUARDING,
    PHONED,
    SAFEGUARDING,
    STEP_DONE,
    TOLD,
)

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is recorded of a concern, as typed.

    `said` is what was said or seen; `phoned` and `person` who was phoned and who took
    it on, each with its time; `safeguarding` is YES, NO or empty, and `why` its reason.
    `reason` stands for nobody having needed to: then nothing else is asked for.
    """

    said: str = ""
    phoned: str = ""
    phoned_at: str = ""
    person: str = ""
    at: str = ""
    told: str = ""
    safeguarding: str = ""
    why: str = ""
    reason: str = ""

    def problem(self, issue: DetectedIssue) -> tuple[str, str]:
        """The first field that is missing and a sentence; empty when none is."""
        if self.reason.strip():
            return "", ""
        asked = _asked()
        if issue.code != IssueCode.PRACTITIONER_CONCERN:
            del asked["said"]  # the answer, or the sign, is recorded already
        left = [name for name in asked if not str(getattr(self, name)).strip()]
        return (left[0], asked[left[0]]) if left else ("", "")


def _asked() -> dict[str, str]:
    """What has to be given, in order, and what is said when it is not."""
    return {
        "said": tr("Write what you saw or heard."),
        "phoned": tr("Write whom you phoned, or spoke to."),
        "phoned_at": tr("Write at what time."),
        "person": tr("Write who has taken this on, or below why nobody needed to."),
        "at": tr("Write the time they took it on."),
        "safeguarding": tr("Say whether you considered safeguarding."),
        "why": tr("Write a few words on why."),
    }


@dataclass(frozen=True, slots=True)
class Phone:
    """Whom to phone: the first large, the others in a line each."""

    first: tuple[str, str]
    others: tuple[str, ...]


def phone(desk: Desk) -> Phone:
    """Whom to phone: local numbers once they are filled in, 999 and 111 always."""
    contacts, settings = desk.pathway.contacts, _settings(desk)
    first, *rest = numbers(contacts, settings)
    lines = [f"{number}  {tr(label)}" for label, number in rest]
    if missing(contacts, settings):
        lines.append(tr("Local numbers are not filled in yet: Settings has them."))
    return Phone((tr(first[0]), first[1]), tuple(lines))


def _settings(desk: Desk) -> Mapping[str, str]:
    return {
        contact.setting: desk.vault.setting(contact.setting, "")
        for contact in desk.pathway.contacts
        if contact.setting
    }


def tick(desk: Desk, issue: DetectedIssue, code: str, *, on: bool) -> None:
    """Keep that a step was done, or that its tick was taken back."""
    note = code if on else f"{code}:off"
    visits.mitigate(desk, _kept(desk, issue).id, STEP_DONE, note=note)


def hand_over(desk: Desk, issue: DetectedIssue, handed: Handed) -> None:
    """Record all of it in one transaction: the call first, who took it on last."""
    issue = _kept(desk, issue)
    with desk.vault.transaction():
        if handed.said.strip():
            visits.describe_concern(desk, issue.id, handed.said.strip())
        for action, fields in _steps(handed):
            visits.mitigate(desk, issue.id, action, **fields)
        keep_form(desk, issue, {})


def keep_form(desk: Desk, issue: DetectedIssue, texts: Mapping[str, str]) -> None:
    """Keep what is typed so far, so that a crash or a flat battery loses none of it."""
    desk.vault.set_setting(_form_name(issue), dict(texts))


def kept_form(desk: Desk, issue: DetectedIssue) -> Mapping[str, str]:
    """What was typed about this concern and not recorded yet."""
    return desk.vault.setting(_form_name(issue), {})


def _form_name(issue: DetectedIssue) -> str:
    # not its id: a concern that waited for room on the disk has another one there
    return f"safety-form/{issue.encounter_id}/{issue.code}/{issue.evidence}"


def _steps(handed: Handed) -> list[tuple[str, dict[str, str]]]:
    phoned, told = handed.phoned.strip(), handed.told.strip()
    steps: list[tuple[str, dict[str, str]]] = []
    if phoned:
        steps.append((PHONED, {"person": phoned, "at": handed.phoned_at.strip()}))
    if told:
        steps.append((TOLD, {"person": told}))
    if handed.safeguarding:
        considered = SAFEGUARDING if handed.safeguarding == YES else NO_SAFEGUARDING
        steps.append((considered, {"note": handed.why.strip()}))
    if handed.reason.strip():
        steps.append((NO_ACTION, {"note": handed.reason.strip()}))
    else:
        person, at = handed.person.strip(), handed.at.strip()
        steps.append((ACCEPTED, {"person": person, "at": at}))
    return steps


def _kept(desk: Desk, issue: DetectedIssue) -> DetectedIssue:
    """The concern as the vault has it: what waited for room has another id there."""
    for known in desk.vault.find(DetectedIssue, encounter_id=issue.encounter_id):
        if known.is_open and (known.code, known.evidence) == (
            issue.code,
            issue.evidence,
        ):
            return known
    return issue
