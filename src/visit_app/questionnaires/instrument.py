"""What an instrument's publishers say about it: scales, bands, sources, cautions.

All of it is data in the Questionnaire resource, in the app's own extensions
(docs/questionnaires.md); nothing clinical is written in code.
"""

from dataclasses import dataclass

from visit_app.records.source import Source


@dataclass(frozen=True, slots=True)
class Band:
    """A published name for the totals from `low` to `high`, both included."""

    low: int
    high: int
    name: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """A published cut-off: totals of `at_least` points and more, and what is said."""

    at_least: int
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Scale:
    """A published sum: which items, which calculated item holds it, which bands.

    The scale named "total" is the instrument's own total; others are subscales.
    """

    name: str
    title: str
    total_link_id: str
    link_ids: tuple[str, ...]
    source: Source
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """An answer worth more than `above` points opens the safety panel at once."""

    link_id: str
    above: int
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class CarryForward:
    """Answers of another questionnaire that need not be asked again the same day.

    `questionnaire` is the other's url; `pairs` are (its link_id, our link_id).
    """

    questionnaire: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to bear in mind with these items; it never changes a score.

    `for_roles` are the family roles it is about, `when_total` the one total it is
    about; without them it is about everybody and every total.
    """

    link_ids: tuple[str, ...]
    note: str
    source: Source
    for_roles: tuple[str, ...] = ()
    when_total: int | None = None

    @property
    def is_conditional(self) -> bool:
        """Whether it is about some people or one total only."""
        return bool(self.for_roles) or self.when_total is not None

    def holds(self, role: str, total: int | None) -> bool:
        """Whether it is about a person of this role with this total (None: none)."""
        if self.for_roles and role not in self.for_roles:
            return False
        return self.when_total is None or total == self.when_total


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The baby's age it is meant for, in months; None where nothing is published."""

    from_months: int | None
    to_months: int | None
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be shipped and shown: `status` is "free" or "wording-not-shipped"."""

    status: str
    text: str
    source: Source
