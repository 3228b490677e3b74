"""What people are told about the team's store: conditions that pass, events that stay.

A condition ("waiting for parcel 17 from Asha's laptop") is found anew on every run. An
event ("two histories of one laptop") stays until a person has seen it. Sentences are
made where they are shown: `code` and `about` say everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from visit_app.sync.book import CONDITIONS, EVENTS, Values
from visit_app.sync.ledger import Ledger

_SENTENCES: Mapping[str, str] = {
    # conditions
    "waiting": "Waiting for parcel {number} from {who}.",
    "damaged": (
        "Parcel {number} from {who} is damaged in the team store. Colleagues who have "
        "it put a good copy there."
    ),
    "gone": (
        "The team store does not show parcel {number} from {who} any more, which it "
        "held before."
    ),
    "not-readable": (
        "Part of parcel {number} from {who} cannot be read yet. It is kept, and tried "
        "again."
    ),
    "hidden": (
        "Others have read {number} parcels from {who}, but the team store shows fewer."
    ),
    "roster-hidden": (
        "{who} knows a newer team list than the team store shows. "
        "Tell IT if this lasts."
    ),
    "roster-forked": (
        "{who} works with another team list than this laptop. Tell the team lead and "
        "IT: somebody may have changed the team store."
    ),
    "roster-damaged": "The team list in the team store is damaged. Tell IT.",
    "after-removal": (
        "{who} was removed from the team and has sent more since: parcel {number}. "
        "A lead can accept it if it was sent before."
    ),
    "after-end": "{who} has sent more after its records were closed.",
    "not-shredded": (
        "The team store does not let this laptop delete the key of an erased family. "
        "Ask IT for the right to delete in its keys folder."
    ),
    # events
    "forked": (
        "There are two histories of {who}: a copied laptop, or somebody interferes "
        "with the team store. Nothing is lost. Tell the team lead."
    ),
    "forged": "{who} sent a record in somebody else's name. It was not taken over.",
    "collision": "{who} sent two different changes as one. Both are kept.",
    "lost": (
        "The team store had lost parcel {number} from {who}. A copy was put back."
    ),
    "audit-shorter": (
        "The audit of {who} is shorter than it was: the laptop was set back to a "
        "backup, or its audit was cut. Ask its practitioner."
    ),
    "restored": (
        "The team store knows more of this laptop than the laptop itself: it was set "
        "back to a backup, or copied. Everything was fetched back."
    ),
    "copied": (
        "This laptop is a copy of another one. It needs a place of its own in the "
        "team: ask a lead to let it in."
    ),
    "ended": (
        "The records of this laptop were closed by a copy of it. It needs a new place "
        "in the team: ask a lead to let it in."
    ),
    "junk": "Somebody outside the team has put something into the team store.",
    "settled": "A colleague has chosen between your version of a detail and another.",
}


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something to know: `device` is whose feed it is about, `number` which parcel."""

    code: str
    device: str = ""
    number: int = 0
    detail: str = ""

    def sentence(self, who: str) -> str:
        """For people; `who` is the member's title, "Asha Patel's laptop"."""
        return _SENTENCES[self.code].format(number=self.number, who=who)


def kept(ledger: Values, name: str) -> tuple[Notice, ...]:
    """The EVENTS or CONDITIONS that stand."""
    return tuple(Notice(**data) for data in ledger.value(name) or [])


def keep_events(ledger: Values, notices: Iterable[Notice]) -> None:
    """Add events; one that is there already stays one."""
    before = kept(ledger, EVENTS)
    merged = sorted(set(before) | set(notices))
    if len(merged) != len(before):
        ledger.set_value(EVENTS, [asdict(n) for n in merged])


def keep_conditions(ledger: Values, notices: Iterable[Notice]) -> None:
    """Put the conditions of this run in place of those of the last."""
    now = sorted(set(notices))
    if list(kept(ledger, CONDITIONS)) != now:
        ledger.set_value(CONDITIONS, [asdict(n) for n in now])


def dismiss(ledger: Ledger, notice: Notice) -> None:
    """A person has seen this event."""
    with ledger.transaction():  # a run of sync may add another at the same time
        left = [asdict(n) for n in kept(ledger, EVENTS) if n != notice]
        ledger.set_value(EVENTS, left)
