"""The page of the team: what it shows and what is done there. Plain Python."""

from collections.abc import Callable
from datetime import date

from visit_app import visits
from visit_app.records import Family
from visit_app.sync import front, shared_families
from visit_app.sync.conflicts import Conflict, value_before
from visit_app.sync.credentials import Credentials
from visit_app.sync.laptop import Laptop
from visit_app.sync.roster import Role
from visit_app.sync.same_family import Suggestion
from visit_app.sync.status import Told, status
from visit_app.ui.names import family_title
from visit_app.ui.running import Run
from visit_app.ui.strength import Strength, strength
from visit_app.ui.team.details import (
    NotReadable,
    Question,
    Reader,
    settled_words,
    typed_text,
)
from visit_app.ui.team.setting_up import (
    JoinForm,
    Problems,
    StartForm,
    credentials_of,
    keeper,
    sorted_out,
)
from visit_app.ui.text import tr
from visit_app.vault.errors import NotFound, VaultError
from visit_app.visits import Desk

Done = Callable[[], None]
Refused = Callable[[Problems], None]


class TeamPresenter:
    """Asks sync, in the background where it may take as long as the network."""

    def __init__(self, laptop: Laptop, run: Run) -> None:
        self._laptop, self._run = laptop, run
        self._put_off: list[str] = []

    @property
    def today(self) -> date:
        """The day, for times in words."""
        return self._laptop.clock.today()

    # --- setting up ------------------------------------------------------------------

    def strength_of(self, passphrase: str) -> Strength:
        """How hard the recovery key's passphrase is to guess."""
        return strength(passphrase, (self._laptop.practitioner.name,))

    def start(self, form: StartForm, done: Done, refused: Refused) -> None:
        """Start a team; the form has no problems."""
        laptop = self._laptop

        def work() -> None:
            front.start_team(
                laptop,
                name=form.name,
                address=form.place.strip(),
                passphrase=form.passphrase,
                keep_recovery=keeper(form.file),
                credentials=credentials_of(form.place, form.secrets),
                laptop_name=form.laptop,
            )

        self._do(work, done, refused)

    def ask(self, form: JoinForm, done: Done, refused: Refused) -> None:
        """Ask to be let in; the form has no problems."""

        def ask(laptop: Laptop, address: str, credentials: Credentials) -> None:
            front.ask_to_join(
                laptop,
                address=address,
                credentials=credentials,
                laptop_name=form.laptop,
            )

        self._with_place(form, ask, done, refused)

    def code(self) -> str:
        """The code to read out, "" when nothing was asked."""
        asked = front.asked(self._laptop)
        return asked.code if asked else ""

    def withdraw(self) -> str:
        """Use this laptop only, after all; why not, or ""."""
        return _refused(lambda: front.disconnect(self._laptop))

    def use_place(self, form: JoinForm, done: Done, refused: Refused) -> None:
        """The team store is here now."""
        self._with_place(form, front.connect, done, refused)

    def ask_again(self, form: JoinForm, done: Done, refused: Refused) -> None:
        """Ask for a new place in the team this laptop was in."""
        team_id = status(self._laptop).team_id

        def ask(laptop: Laptop, address: str, credentials: Credentials) -> None:
            front.ask_to_join(
                laptop, address=address, credentials=credentials, team_id=team_id
            )

        self._with_place(form, ask, done, refused)

    def _with_place(
        self,
        form: JoinForm,
        act: Callable[[Laptop, str, Credentials], object],
        done: Done,
        refused: Refused,
    ) -> None:
        laptop, address = self._laptop, form.place.strip()
        credentials = credentials_of(form.place, form.secrets)
        self._do(lambda: act(laptop, address, credentials), done, refused)

    # --- letting in and removing -----------------------------------------------------

    def approve(
        self, device: str, code: str, role: Role, done: Done, refused: Refused
    ) -> None:
        """Let a laptop in when the code that was read out is right."""
        if not any(c.isdecimal() for c in code):
            refused({"code": tr("Type the code your colleague reads out.")})
            return
        laptop = self._laptop
        self._do(
            lambda: front.approve(laptop, device, code, role),
            done,
            lambda problems: refused({"code": " ".join(problems.values())}),
        )

    def revoke(
        self,
        device: str,
        done: Callable[[tuple[str, ...]], None],
        refused: Refused,
    ) -> None:
        """Remove a laptop; `done` is given the families it could have read."""
        laptop = self._laptop
        self._run(
            lambda: self._titles(front.revoke(laptop, device)),
            done,
            lambda problem: refused(sorted_out(problem)),
        )

    def _titles(self, families: tuple[str, ...]) -> tuple[str, ...]:
        found = (self._family(family_id) for family_id in families)
        names = [family_title(f, surnames=True) for f in found if f is not None]
        return tuple(sorted(names))

    # --- the desk --------------------------------------------------------------------

    def questions(self) -> tuple[Question, ...]:
        """Everything to decide, what was put off last."""
        found = [self._question(c) for c in front.open_conflicts(self._laptop)]
        order = {key: n for n, key in enumerate(self._put_off, 1)}
        return tuple(sorted(found, key=lambda q: order.get(q.id, 0)))

    def is_put_off(self, question: Question) -> bool:
        """Whether somebody said "decide later"."""
        return question.id in self._put_off

    def put_off(self, question: Question) -> None:
        """Decide later: it goes behind the others."""
        self._put_off = [k for k in self._put_off if k != question.id] + [question.id]

    def take_up(self) -> None:
        """Decide now what was put off."""
        self._put_off = []

    def keep(self, question: Question, text: str) -> str:
        """One of the versions is right; why that is not kept, or "".

        Settled meanwhile by somebody else is fine.
        """
        return _refused(lambda: self._settle(question, text))

    def _settle(self, question: Question, text: str) -> None:
        laptop = self._laptop
        with laptop.vault.transaction():
            here = {c.id: c for c in front.open_conflicts(laptop)}
            if question.id in here:
                front.settle(laptop, here[question.id], text)

    def write(self, question: Question, typed: str) -> str:
        """Keep a third value; why it cannot be, or ""."""
        try:
            text = typed_text(question.conflict, typed, self.today)
        except NotReadable as problem:
            return str(problem)
        return self.keep(question, text)

    def words(self, told: Told) -> str:
        """The notice in words; of a choice, which detail of whom it was about."""
        notice = told.notice
        if notice.code != "settled":
            return told.sentence
        family_id = (*notice.detail.split("/"), "", "")[1]
        return settled_words(notice.detail, self._family(family_id))

    def dismiss(self, told: Told) -> str:
        """A person has read this; why it cannot be entered, or ""."""
        return _refused(lambda: self._dismiss(told))

    def _dismiss(self, told: Told) -> None:
        with self._laptop.vault.transaction():
            front.dismiss(self._laptop, told.notice)

    def _question(self, conflict: Conflict) -> Question:
        laptop = self._laptop
        key = (conflict.kind, conflict.record_id)
        before = value_before(laptop.ledger.changes([key])[key], conflict)
        reader = Reader(self._names(), laptop.practitioner.id, self.today)
        return reader.question(conflict, self._family(conflict.family_id), before)

    def _names(self) -> dict[str, str]:
        return {c.practitioner: c.name for c in status(self._laptop).colleagues}

    def _family(self, family_id: str) -> Family | None:
        try:
            return self._laptop.vault.family(family_id)
        except NotFound:
            return None

    # --- the same family twice -------------------------------------------------------

    def find_twins(
        self, desk: Desk, found: Callable[[tuple[Suggestion, ...]], None]
    ) -> None:
        """Look through the caseload for families that share a person.

        Those that somebody has told apart here are left out.
        """
        laptop = self._laptop

        def work() -> tuple[Suggestion, ...]:
            apart = visits.told_apart(desk)
            pairs = shared_families.suggestions(laptop)
            return tuple(p for p in pairs if {p.first, p.second} not in apart)

        self._run(work, found, _nothing)

    def pair_title(self, pair: Suggestion) -> str:
        """Which two families they are, surnames hidden."""
        found = [self._family(f) for f in (pair.first, pair.second)]
        names = [family_title(f, surnames=False) for f in found if f is not None]
        first, second = (*names, "", "")[:2]
        return tr("{first}, also as {second}", first=first, second=second)

    # --- how -------------------------------------------------------------------------

    def _do(self, work: Callable[[], object], done: Done, refused: Refused) -> None:
        self._run(work, lambda _: done(), lambda problem: refused(sorted_out(problem)))


def _refused(act: Callable[[], object]) -> str:
    """Do it; the vault's reason where it cannot be written."""
    try:
        act()
    except VaultError as problem:
        return str(problem)
    return ""


def _nothing(_: Exception) -> None:
    """What fails here is tried again with the next look."""
