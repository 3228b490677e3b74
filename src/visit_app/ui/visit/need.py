"""Level and theme of need: the practitioner's judgement, with a reason. Plain Python.

The strategy found no agreed definition of mild to moderate and moderate to severe, so
the app has none either: nothing here is worked out from an answer or a score.
"""

from typing import Any

from visit_app import visits
from visit_app.directory.wording import called
from visit_app.records import ClinicalImpression, Encounter, NeedLevel, NeedTheme
from visit_app.records.dates import spoken_date
from visit_app.ui.kit.choice import Choice
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk


class NeedPresenter:
    """Reads and keeps what the practitioner judged about one visit."""

    def __init__(self, desk: Desk, save_state: SaveState, encounter_id: str) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self.read()

    def read(self) -> None:
        """Read the judgement again."""
        visit = self._desk.vault.get(Encounter, self._id)
        self.impression = visits.impression_of(self._desk, visit)

    def keep(self, **fields: Any) -> None:
        """Keep `level`, `theme` or `level_reason`, with who judged and when."""
        visit_id, (name,) = self._id, fields
        self._save.write(
            f"need/{name}", lambda desk: visits.judge(desk, visit_id, **fields)
        )
        self.read()

    def words(self) -> str:
        """What was judged, in one line: "Mild to moderate. About infant feeding."."""
        found = self.impression
        parts = [level_words(found.level)] if found.level else []
        if found.theme:
            themes = called("themes", found.theme)
            parts.append(tr("About {themes}", themes=themes))
        return "".join(f"{part}. " for part in parts).strip()

    def state(self) -> str:
        """How far the judgement has come: "Judged by Priya Nair on 23 November."."""
        found = self.impression
        if found.date is None or not self.words():
            return tr("Nothing is chosen for you.")
        if self.lacks_reason():
            return tr("The reason is not written yet: nobody else can know it.")
        day = spoken_date(found.date.astimezone().date(), self._desk.clock.today())
        return tr("Judged by {who} on {day}.", who=found.assessor, day=day)

    def lacks_reason(self) -> bool:
        """Whether a level is chosen and not why."""
        return has_no_reason(self.impression)


def has_no_reason(found: ClinicalImpression) -> bool:
    """Whether a level is chosen and not why."""
    return bool(found.level and not found.level_reason.strip())


def level_choices() -> list[Choice]:
    """The levels one can judge, with the digit that gives each."""
    return [
        Choice(level, level_words(level), str(number))
        for number, level in enumerate(NeedLevel, start=1)
    ]


def theme_choices() -> list[Choice]:
    """What a need can be about."""
    return [Choice(theme, _capital(called("themes", (theme,)))) for theme in NeedTheme]


def level_words(level: str) -> str:
    """A level as it is read: "Mild to moderate"."""
    if level == NeedLevel.UNCLEAR:
        return tr("Unclear")
    return _capital(called("levels", (level,)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
