"""What is known of the backups, and how it is said. Plain Python, no Qt."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from visit_app.ui.text import tr, tr_plural

if TYPE_CHECKING:
    from visit_app.vault.arrival import Arrival
    from visit_app.vault.journal import Behind
    from visit_app.vault.second_place import SecondStatus
    from visit_app.vault.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class BackupNews:
    """The backups as last looked at; `problem` is why the last one was not made."""

    found: "tuple[Snapshot, ...]" = ()
    second: "SecondStatus | None" = None
    second_folder: str = ""
    busy: bool = False
    problem: str = ""
    looked: bool = False

    @property
    def newest(self) -> "Snapshot | None":
        """The newest backup on this laptop."""
        return self.found[0] if self.found else None


def moment(at: datetime, today: date) -> str:
    """A time in a sentence: "today at 16:02"."""
    from visit_app.ui.courier.words import moment as said

    return said(at, today)


def short(news: BackupNews, today: date) -> str:
    """For the line at the foot: "Backed up today at 10:42.", or nothing yet."""
    if news.problem:
        return tr("The last backup was not made: Settings says why.")
    if news.newest is None:
        return ""
    return tr("Backed up {when}.", when=moment(news.newest.made, today))


def here_words(news: BackupNews, today: date) -> str:
    """How things stand on this laptop."""
    if news.busy:
        return tr("A backup is being made. You can go on working.")
    if news.newest is None:
        return tr("No backup has been made yet. The first one is made in a moment.")
    return tr(
        "Backed up {when}. Every page of it was read back.",
        when=moment(news.newest.made, today),
    )


def second_words(news: BackupNews, today: date) -> str:
    """How things stand in the second place."""
    if not news.second_folder:
        return tr(
            "There is none. If this laptop is lost or breaks, so are its backups."
            " Choose a stick, or a folder your organisation backs up."
        )
    second = news.second
    if second is None or (second.at is None and not second.problem):
        return tr("The first copy is made with the next backup.")
    if second.at is None:
        return second.problem
    last = tr("Last copied there {when}.", when=moment(second.at, today))
    return f"{last} {second.problem}".strip()


def behind_short(behind: "Behind", news: BackupNews) -> str:
    """For the line at the foot, while the second copy is not written."""
    if behind.problem is None and news.problem:
        return tr(
            "Saved, but a part has no second copy, and no backup was made: Settings"
            " says why."
        )
    if behind.problem is None:
        return tr("Saved, but a part has no second copy: a backup is being made.")
    return tr("Saved, but its second copy cannot be written. Today says what to do.")


def behind_words(behind: "Behind", today: date) -> str:
    """That the second copy of what is saved is not written, and what to do."""
    from visit_app.ui.courier.words import since_words

    if behind.problem is None:
        return tr(
            "The app ended before everything was written twice. A part of what you"
            " saved since the last backup, {when}, stands in one place only, until the"
            " next backup. It is being made: the line at the foot says when it is"
            " there.",
            when=moment(behind.since, today),
        )
    what = tr(
        "What you save is safe, but{since} it stands in one place only: its second copy"
        " on this laptop, the journal, cannot be written.",
        since=since_words(behind.since, today),
    )
    return f"{what} {_remedy(behind)}"


def _remedy(behind: "Behind") -> str:
    from visit_app.vault.errors import DiskFull, ReadOnly

    if isinstance(behind.problem, DiskFull):
        return tr(
            "The disk is full. Make room on it before you lock: the copy then catches"
            " up by itself with the next answer."
        )
    if isinstance(behind.problem, ReadOnly):
        return tr(
            "Its folder does not allow saving. Make a backup before you lock, and call"
            " support."
        )
    return tr(
        "The disk does not answer as it should. Make a backup before you lock, and have"
        " the disk checked."
    )


def kind_words(kind: str) -> str:
    """How a backup came to be."""
    return {
        "asked": tr("You asked for it"),
        "before-update": tr("Before the app was updated"),
    }.get(kind, tr("Made by itself"))


def size_words(size: int) -> str:
    """How large it is: "3.2 MB"."""
    return tr("{n} MB", n=f"{size / 1_000_000:.1f}")


def arrival_words(arrival: "Arrival", today: date) -> str:
    """What is said after an unlock that put something back, or nothing."""
    restored, put_back = arrival.restored, arrival.put_back
    if restored:
        until = datetime.fromisoformat(str(restored["until"]))
        return tr(
            "Your records were restored and are complete up to {when}. What was there"
            " before is kept in the folder {aside}.",
            when=moment(until, today),
            aside=str(restored["aside"]),
        )
    if put_back.entries and put_back.until:
        return tr_plural(
            "The file had lost its last entry: it was put back. Everything up to"
            " {when} is there.",
            "The file had lost its last {n} entries: they were put back. Everything up"
            " to {when} is there.",
            put_back.entries,
            when=moment(put_back.until, today),
        )
    return ""
