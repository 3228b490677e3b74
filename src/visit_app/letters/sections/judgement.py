"""The practitioner's judgement and the plan."""

from visit_app.letters.context import LetterContext
from visit_app.letters.wording import options, say
from visit_app.records import Activity, ClinicalImpression
from visit_app.records.dates import spoken_date


def judgement(context: LetterContext) -> tuple[str, ...]:
    """The judgement in the practitioner's words, the level and theme they chose."""
    found = context.impression
    if found is None:
        return ()
    levels, names = options("said.judgement.level"), options("said.judgement.theme")
    level = levels.get(found.level, found.level)
    themes = " and ".join(names.get(theme, theme) for theme in found.theme)
    about = say("said.judgement.themes", themes=themes) if themes else ""
    parts = (level, found.level_reason.strip(), about, _judged(context, found))
    chosen = " ".join(part for part in parts if part)
    return tuple(text for text in (found.summary.strip(), chosen) if text)


def _judged(context: LetterContext, found: ClinicalImpression) -> str:
    """Who chose level and theme, and when; empty while nobody did."""
    if found.date is None or not (found.level or found.theme):
        return ""
    day = context.day(found.date)
    return say("said.judgement.judged", who=found.assessor, date=day)


def plan(context: LetterContext) -> tuple[str, ...]:
    """What was agreed, with whom and by when."""
    agreed = context.plan.activity if context.plan else ()
    return tuple(line for line in map(_agreed, agreed) if line)


def _agreed(activity: Activity) -> str:
    kinds = options("said.plan.kind")
    parts = [activity.description.strip()]
    if activity.performer.strip():
        parts.append(say("said.plan.with", performer=activity.performer.strip()))
    if activity.due:
        parts.append(say("said.plan.by", date=spoken_date(activity.due)))
    what = ", ".join(part for part in parts if part)
    if activity.note.strip():
        what = f"{what}. {activity.note.strip()}" if what else activity.note.strip()
    kind = kinds.get(activity.kind, kinds["other"])
    return say("said.plan.line", kind=kind, what=what) if what else ""
