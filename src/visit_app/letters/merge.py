"""What a practitioner edited, and what the record gives by now, in one letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from visit_app.letters.compose import sections
from visit_app.letters.context import LetterContext
from visit_app.letters.frame import framed
from visit_app.letters.letter import Letter
from visit_app.records import LetterSection

# Facts a reader acts on: an edit of an older record would be a false statement.
FOLLOWS_THE_RECORD = frozenset(
    {"safety", "urgency", "scores", "corrections", "consent", "contact", "others"}
)


@dataclass(frozen=True, slots=True)
class Merged:
    """The sections of a letter brought up to date, and the edits this overtook.

    `stale` are the ids of edited sections that stay although the record has changed
    since they were edited.
    """

    sections: tuple[LetterSection, ...]
    overtaken: tuple[LetterSection, ...] = ()
    stale: frozenset[str] = frozenset()


def recompose(context: LetterContext, old: Sequence[LetterSection]) -> Letter:
    """The letter as the record stands, with the edits that still hold."""
    return framed(context, merged(context, old).sections)


def merged(context: LetterContext, old: Sequence[LetterSection]) -> Merged:
    """The letter's sections as the record stands, with the edits that still hold.

    An edit of a section in FOLLOWS_THE_RECORD holds while the record gives what it was
    edited from, and is overtaken otherwise. Any other edit stays, also when the record
    no longer gives rise to the section; it then stands after the one it stood behind.
    """
    fresh = sections(context)
    given = {section.id: section.paragraphs for section in fresh}
    edits = [section for section in old if section.edited]
    changed = {s.id for s in edits if given.get(s.id, ()) != s.composed}
    overtaken = tuple(
        s for s in edits if s.id in changed and s.id in FOLLOWS_THE_RECORD
    )
    return Merged(
        _placed(fresh, [s for s in old if s not in overtaken]),
        overtaken,
        frozenset(changed - FOLLOWS_THE_RECORD),
    )


def _placed(
    fresh: Sequence[LetterSection], old: Sequence[LetterSection]
) -> tuple[LetterSection, ...]:
    kept = {section.id: section for section in old if section.edited}
    placed = [kept.get(section.id, section) for section in fresh]
    known = {section.id for section in placed}
    before = ""
    for section in old:
        if section.edited and section.id not in known:
            placed.insert(_place_after(before, placed), section)
        before = section.id
    return tuple(placed)


def _place_after(before: str, placed: Sequence[LetterSection]) -> int:
    """Behind the section of this id; else behind safety, which stays first."""
    ids = [section.id for section in placed]
    if before in ids:
        return ids.index(before) + 1
    return 1 if ids[:1] == ["safety"] else 0
