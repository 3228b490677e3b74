"""Where in the app somebody is: plain data, so that a presenter may name a place."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """A screen and what it shows: enough to build it again from the vault.

    `name` is the key in the registry of screens. Everything else is an id, the key of a
    visit step, or the words searched for; unused fields are empty.
    """

    name: str
    family_id: str = ""
    encounter_id: str = ""
    subject_id: str = ""
    step: str = ""
    query: str = ""

    @classmethod
    def today(cls) -> Self:
        """Contacts due, drafts to resume: where one arrives after unlocking."""
        return cls("today")

    @classmethod
    def families(cls, query: str = "") -> Self:
        """The list of families, searched by the query."""
        return cls("families", query=query)

    @classmethod
    def outcomes(cls) -> Self:
        """Counts of what was done in a period."""
        return cls("outcomes")

    @classmethod
    def family_fhir(cls, family_id: str) -> Self:
        """Saving the record of one family as FHIR."""
        return cls("family_fhir", family_id=family_id)

    @classmethod
    def family(cls, family_id: str) -> Self:
        """The page of one family."""
        return cls("family", family_id=family_id)

    @classmethod
    def family_edit(
        cls,
        family_id: str = "",
        subject_id: str = "",
        *,
        entry: str = "",
        encounter_id: str = "",
    ) -> Self:
        """The form of one family (a new one without an id), at one person if given.

        `entry` names a field to begin in; `encounter_id` is the visit to go back to.
        """
        return cls(
            "family_edit",
            family_id=family_id,
            subject_id=subject_id,
            step=entry,
            encounter_id=encounter_id,
        )

    @classmethod
    def visit(cls, encounter_id: str, step: str = "") -> Self:
        """A visit at one step, such as "phq-9/44260-8"; "" is where it was left."""
        return cls("visit", encounter_id=encounter_id, step=step)

    @classmethod
    def handover(cls, encounter_id: str, form: str) -> Self:
        """One form in the parent's own hands, at a question behind a slash."""
        return cls("handover", encounter_id=encounter_id, step=form)

    @classmethod
    def services(cls, query: str = "") -> Self:
        """The service directory."""
        return cls("services", query=query)

    @classmethod
    def team(cls, step: str = "") -> Self:
        """Team and sync, at one of its pages if given."""
        return cls("sync", step=step)

    @classmethod
    def same_family(cls, kept_id: str, other_id: str) -> Self:
        """Two records that may be of one family, side by side."""
        return cls("same_family", family_id=kept_id, subject_id=other_id)

    @classmethod
    def hand_over_family(cls, family_id: str) -> Self:
        """Who looks after this family from now on."""
        return cls("hand_over_family", family_id=family_id)

    @classmethod
    def another_team(cls, family_id: str) -> Self:
        """Handing this family over to a team with another store."""
        return cls("another_team", family_id=family_id)

    @classmethod
    def take_over(cls) -> Self:
        """Taking a family over from another team's file."""
        return cls("take_over")

    @classmethod
    def looked(cls, family_id: str) -> Self:
        """Who looked at this family, and what was done with it."""
        return cls("looked", family_id=family_id)

    @classmethod
    def kept(cls) -> Self:
        """How long records are kept, and which are past that."""
        return cls("kept")

    @classmethod
    def erase(cls, family_id: str) -> Self:
        """Erasing one family for good."""
        return cls("erase", family_id=family_id)

    @classmethod
    def settings(cls, section: str = "") -> Self:
        """The settings, at one section if given."""
        return cls("settings", step=section)

    @classmethod
    def help(cls, section: str = "") -> Self:
        """Help, at one section if given."""
        return cls("help", step=section)

    @classmethod
    def training(cls) -> Self:
        """Practice with invented families."""
        return cls("training")
