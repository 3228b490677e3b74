"""A service in words. Plain Python."""

from collections.abc import Iterator
from datetime import date, datetime

from visit_app.directory import HealthcareService, Level, Quote, Theme, stale
from visit_app.directory.wording import called
from visit_app.records.dates import spoken_date
from visit_app.records.source import is_unsure
from visit_app.ui.kit.choice import Choice
from visit_app.ui.text import tr


def level_choices() -> list[Choice]:
    """The levels of need a service can be described for."""
    return [Choice(level, _capital(called("levels", (level,)))) for level in Level]


def theme_choices() -> list[Choice]:
    """What a service can support."""
    return [Choice(theme, _capital(called("themes", (theme,)))) for theme in Theme]


def level_words(service: HealthcareService) -> str:
    """The level of need: "Mild to moderate need"."""
    if not service.level:
        return tr("Level of need not stated")
    if service.level == (Level.UNIVERSAL,):
        return tr("Universal")
    return tr("{level} need", level=_capital(called("levels", service.level)))


def theme_words(service: HealthcareService) -> str:
    """The themes: "Perinatal mental health and the parent-infant relationship"."""
    if not service.theme:
        return tr("Theme not stated")
    return _capital(called("themes", service.theme))


def chip_words(service: HealthcareService, today: date) -> str:
    """The one thing to know before relying on an entry; empty when it is fresh."""
    if not service.active:
        return tr("Closed")
    if not stale(service, today):
        return ""
    if service.checked_on is None:
        return tr("Not checked by anyone yet")
    return tr("Not checked for 6 months")


def checked_words(service: HealthcareService, today: date) -> str:
    """When somebody last asked the service."""
    if service.checked_on is None:
        return tr("Nobody has asked this service yet whether the entry is right.")
    day = spoken_date(service.checked_on)
    if stale(service, today):
        return tr("Last checked on {day}: more than 6 months ago.", day=day)
    return tr("Checked on {day}.", day=day)


def source_words(quote: Quote) -> str:
    """Where a quote stands: "strategy, line 593"."""
    parts = [quote.source]
    if quote.line is not None:
        parts.append(tr("line {n}", n=quote.line))
    if quote.verified == "second-hand":
        parts.append(tr("read second-hand"))
    elif is_unsure(quote.verified):
        parts.append(tr("confirm locally"))
    return ", ".join(p for p in parts if p)


def version_words(service: HealthcareService) -> str:
    """Which version, who made it and when."""
    if service.recorded is None:
        return tr("Version {n} came with the app.", n=service.version)
    words = {
        "added": tr("added by {who}", who=service.author),
        "changed": tr("changed by {who}", who=service.author),
        "checked": tr("checked by {who}", who=service.author),
        "retired": tr("marked as closed by {who}", who=service.author),
    }
    did = words.get(service.change, tr("changed by {who}", who=service.author))
    when = _moment(service.recorded)
    return tr("Version {n}: {did}, {when}", n=service.version, did=did, when=when)


def differences(old: HealthcareService, new: HealthcareService) -> Iterator[str]:
    """What stood in an earlier version where the next one says something else."""
    for label, was, now in zip(_labels(), _said(old), _said(new), strict=True):
        if was != now:
            yield tr("{label} was: {was}", label=label, was=was or tr("empty"))


def _labels() -> tuple[str, ...]:
    return (
        tr("Name"),
        tr("Provider"),
        tr("Level"),
        tr("Theme"),
        tr("Conditions"),
        tr("Contact"),
        tr("Address"),
        tr("Comment"),
        tr("Owner"),
        tr("Closed because"),
    )


def _said(service: HealthcareService) -> tuple[str, ...]:
    return (
        service.name,
        service.provided_by,
        level_words(service),
        theme_words(service),
        " ".join(condition.text for condition in service.eligibility),
        service.telecom,
        service.address,
        service.comment,
        service.owner,
        service.retired_reason,
    )


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{spoken_date(local.date())}, {local:%H:%M}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
