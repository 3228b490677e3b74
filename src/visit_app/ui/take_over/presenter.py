"""A family comes from another team: the file looked into, then taken. Plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from visit_app import visits
from visit_app.sync.erasing import left_out
from visit_app.sync.laptop import Laptop
from visit_app.sync.same_family import Suggestion, twins_of
from visit_app.ui.another_team import words
from visit_app.ui.names import family_title
from visit_app.ui.running import Run
from visit_app.ui.text import tr, tr_plural
from visit_app.vault import family_file
from visit_app.vault.errors import VaultError
from visit_app.visits import Desk, FamilyFile, NotPossible, TakenOver

Result = TypeVar("Result")
OnProblem = Callable[[str], None]


class NotReadable(VaultError):
    """The file itself cannot be read."""

    sentence = (
        "This file cannot be read. Nothing was changed. Put the stick in again, or"
        " choose the file once more."
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """A family that is here and may be the same; `why` says what they share."""

    family_id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """A file that was opened, and who here may be the same family.

    `left_out`: the team erased it before, so that it stays on this laptop alone.
    """

    opened: FamilyFile
    twins: tuple[Twin, ...]
    left_out: bool = False


class TakeOverPresenter:
    """One file; nothing is taken before `take`. `laptop`: its team is asked, if any."""

    def __init__(self, desk: Desk, run: Run, laptop: Laptop | None = None) -> None:
        self._desk, self._run, self._laptop = desk, run, laptop

    def check(self, path: Path) -> str:
        """What is wrong with the file, as far as that shows without a code; or ""."""
        try:
            family_file.check(_bytes(path))
        except VaultError as problem:
            return str(problem)
        return ""

    def look(
        self,
        path: Path,
        code: str,
        on_look: Callable[[Look], None],
        on_problem: OnProblem,
    ) -> None:
        """Open the file in the background; one of the two is called afterwards."""
        desk, laptop = self._desk, self._laptop

        def work() -> Look:
            opened = visits.open_family_file(desk, _bytes(path), code)
            found = twins_of(opened.family, desk.vault.families())
            twins = tuple(_twin(desk, pair) for pair in found)
            alone = laptop is not None and left_out(laptop, opened.family_ids)
            return Look(opened, twins, alone)

        self._do(work, on_look, on_problem)

    def take(
        self,
        look: Look,
        on_taken: Callable[[TakenOver], None],
        on_problem: OnProblem,
    ) -> None:
        """Take the family over in the background; one of the two is called after."""
        desk = self._desk
        self._do(lambda: visits.take_over(desk, look.opened), on_taken, on_problem)

    def _do(
        self,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_problem: OnProblem,
    ) -> None:
        def failed(problem: Exception) -> None:
            if not isinstance(problem, VaultError | NotPossible):
                raise problem
            on_problem(str(problem))

        self._run(work, on_result, failed)

    # --- words -----------------------------------------------------------------------

    def said(self, look: Look) -> tuple[str, ...]:
        """Who sends it and what it holds."""
        about, today = look.opened.about, self._desk.clock.today()
        day = words.day_words(about, today)
        return (
            tr("From {who}.", who=words.sender(about)),
            tr("Written on {day} for {team}.", day=day, team=words.taker(about)),
            words.holding_words(look.opened.holding),
            words.agreement_words(about),
        )

    def warnings(self, look: Look) -> tuple[str, ...]:
        """What is not finished in it, and who here may be the same."""
        same = [
            tr("{family} is here already: {why}", family=twin.title, why=twin.why)
            + " "
            + tr("Nothing is joined by itself: compare the two afterwards.")
            for twin in look.twins
        ]
        alone = [left_out_words()] if look.left_out else []
        return (*words.unfinished(look.opened.holding, sending=False), *alone, *same)

    def is_here_words(self, look: Look) -> str:
        """That this very record is here already; "" when it is not."""
        if not look.opened.is_here:
            return ""
        return tr(
            "This record is here already. Only what is not here yet is added to it."
        )


def title_of(look: Look) -> str:
    """Whom it is about."""
    return look.opened.family.title or tr("Family without a name")


def left_out_words() -> str:
    """What it means that the team erased this family before."""
    return tr(
        "Your team erased this family before, and what was erased stays erased there:"
        " it is not sent to your colleagues, and stands on this laptop alone. If your"
        " team is to look after it, add the family anew."
    )


def taken_words(took: TakenOver, *, left_out: bool = False) -> tuple[str, ...]:
    """What the file brought."""
    if left_out:
        return (*taken_words(took), left_out_words())
    done = took.taken
    if done.is_nothing:
        return (tr("All of it was here already. Nothing was changed."),)
    arrived = tr_plural(
        "{n} entry arrived as it was. The family is on your list.",
        "{n} entries arrived as they were. The family is on your list.",
        done.added + done.changed + done.revisions,
    )
    if not done.kept:
        return (arrived,)
    kept = tr_plural(
        "{n} entry stood here differently and was left as it is here.",
        "{n} entries stood here differently and were left as they are here.",
        done.kept,
    )
    return (arrived, kept)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(family_file.LARGEST_BYTES + 1)
    except OSError:
        raise NotReadable from None
    if len(content) > family_file.LARGEST_BYTES:
        raise family_file.NotAFamilyFile
    return content


def _twin(desk: Desk, pair: Suggestion) -> Twin:
    family = desk.vault.family(pair.second)
    known = {
        "nhs-number": tr("the same NHS number"),
        "name-and-birth": tr("the same name and date of birth"),
    }
    shared = tr(" and ").join(known[r] for r in reversed(pair.reasons) if r in known)
    why = tr("somebody in both has {what}.", what=shared)
    return Twin(family.id, family_title(family, surnames=True), why)
