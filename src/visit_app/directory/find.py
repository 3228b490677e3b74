"""Which services there are for a need: all of them, A to Z, with what speaks for each.

No service is chosen, ranked or hidden: the practitioner decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from visit_app.directory.directory import Area, Directory
from visit_app.directory.eligibility import reason
from visit_app.directory.healthcare_service import HealthcareService, Level, Theme
from visit_app.directory.need import Need, Reason, Speaks
from visit_app.directory.wording import called, say
from visit_app.records.dates import add_months, spoken_date

CHECK_AFTER_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A service with the reasons for and against it; `stale` says if it was checked."""

    service: HealthcareService
    reasons: tuple[Reason, ...]
    stale: str = ""

    def speaking(self, speaks: Speaks) -> tuple[Reason, ...]:
        """The reasons that speak so."""
        return tuple(r for r in self.reasons if r.speaks == speaks)


@dataclass(frozen=True, slots=True)
class Found:
    """Every service, A to Z, and plain sentences on what does not exist here."""

    offers: tuple[Offer, ...]
    gaps: tuple[str, ...] = ()

    def open_now(self) -> tuple[Offer, ...]:
        """The services that have not closed."""
        return tuple(offer for offer in self.offers if offer.service.active)

    def shared(self) -> tuple[Reason, ...]:
        """What is said of every open service alike, so that it can be said once."""
        first, *others = [offer.reasons for offer in self.open_now()] or [()]
        return tuple(r for r in first if all(r in reasons for reasons in others))


def find(directory: Directory, need: Need, place: str, today: date) -> Found:
    """All services with the reasons for and against each; `place` is a postcode."""
    current = directory.current()
    offers = tuple(
        Offer(
            service,
            tuple(_reasons(service, directory.area, need, place, today)),
            stale(service, today),
        )
        for service in current
    )
    return Found(offers, tuple(_gaps(directory, current, need)))


def stale(service: HealthcareService, today: date) -> str:
    """That an entry was not checked for 6 months, or never; empty when it was."""
    if not service.active:
        return ""
    if service.checked_on is None:
        return say("stale.never")
    if add_months(service.checked_on, CHECK_AFTER_MONTHS) >= today:
        return ""
    return say("stale.since", date=spoken_date(service.checked_on))


def _reasons(
    service: HealthcareService, area: Area, need: Need, place: str, today: date
) -> Iterator[Reason]:
    if not service.active:
        yield Reason(Speaks.AGAINST, service.retired_reason or say("reasons.closed"))
        return
    if area.id in service.coverage_area:
        yield _place(area, place)
    yield _level(service, need)
    yield from _theme(service, need)
    for stated in service.eligibility:
        yield reason(stated, need, today)


def _place(area: Area, place: str) -> Reason:
    district = _district(place)
    speaks, key = Speaks.ASK, "outside" if district else "no_postcode"
    if district in area.inside:
        speaks, key = Speaks.FOR, "inside"
    elif district in area.partly:
        key = "partly"
    text = say(f"reasons.{key}", district=district, area=area.name)
    return Reason(speaks, text, area.source)


def _district(postcode: str) -> str:
    """The outward part: "NN16" of "nn16 0aa", typed with or without the space."""
    joined = "".join(postcode.upper().split())
    return joined[:-3] if len(joined) >= 5 else joined


def _level(service: HealthcareService, need: Need) -> Reason:
    if Level.UNIVERSAL in service.level:
        return Reason(Speaks.FOR, say("reasons.level_universal"))
    if not service.level:
        return Reason(Speaks.ASK, say("reasons.level_unstated"))
    level = called("levels", service.level)
    if need.level not in set(Level):
        return Reason(Speaks.ASK, say("reasons.level_yours", level=level))
    if need.level in service.level:
        return Reason(Speaks.FOR, say("reasons.level_same", level=level))
    judged = called("levels", (need.level,))
    text = say("reasons.level_other", level=level, judged=judged)
    return Reason(Speaks.AGAINST, text)


def _theme(service: HealthcareService, need: Need) -> Iterator[Reason]:
    if need.theme and not service.theme:
        yield Reason(Speaks.ASK, say("reasons.theme_unstated"))
        return
    for theme in need.theme:
        if theme not in set(Theme):
            yield Reason(Speaks.ASK, say("reasons.theme_another"))
            continue
        fits = theme in service.theme
        key = "theme_same" if fits else "theme_other"
        text = say(f"reasons.{key}", theme=called("themes", (theme,)))
        yield Reason(Speaks.FOR if fits else Speaks.AGAINST, text)


def _gaps(
    directory: Directory, current: tuple[HealthcareService, ...], need: Need
) -> Iterator[str]:
    active = [service for service in current if service.active]
    kinds = {service.kind for service in active}
    for gap in directory.gaps:
        if gap.kind not in kinds and (not need.theme or gap.theme in need.theme):
            yield gap.text
    for theme in need.theme:
        known = need.level in set(Level) and theme in set(Theme)
        if known and not _any(active, theme, need.level):
            yield say(
                "gaps.none",
                theme=called("themes", (theme,)),
                level=called("levels", (need.level,)),
            )


def _any(active: list[HealthcareService], theme: str, level: str) -> bool:
    return any(
        theme in service.theme and {level, Level.UNIVERSAL} & set(service.level)
        for service in active
    )
