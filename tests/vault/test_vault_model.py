"""Random use of a vault in a file beside a model of plain dictionaries."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.vault.sample_records import HASSAN, PHQ_9, PRIYA, VISIT

from visit_app.records import Encounter, Family, QuestionnaireResponse
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf
from visit_app.vault.audit import first_broken
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Immutable
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault, create

visits = st.sampled_from(["visit-1", "visit-2"])
responses = st.sampled_from(["a", "b"])
answers = st.integers(0, 3)
words = st.text(max_size=8)


class Stop(Exception):
    """Thrown on purpose inside a transaction."""


@cache
def empty_vault() -> tuple[Path, bytes]:
    """A vault with nobody in it, and its key: made once, copied for each example."""
    place = Path(tempfile.mkdtemp()) / "vault"
    create(place, "words", PRIYA, FixedClock(), cost=kdf.FLOOR).vault.close()
    return place, bytes(unlock(place, "words", FixedClock()).reveal())


class VaultMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock()
        empty, self.key = empty_vault()
        shutil.copytree(empty, self.folder / "vault")
        self.vault = self._open()
        self.visits: dict[str, Encounter] = {}
        self.responses: dict[str, QuestionnaireResponse] = {}
        self.states: list[Family] = []

    def teardown(self) -> None:
        self.vault.close()
        shutil.rmtree(self.folder)

    @rule(name=visits, place=words)
    def describe(self, name: str, place: str) -> None:
        visit = replace(VISIT, id=name, location=place)
        if self._is_finished(name):
            self._refused(visit)
            return
        self.vault.put(visit)
        self.visits[name] = visit

    @rule(name=visits, response=responses, value=answers)
    def answer(self, name: str, response: str, value: int) -> None:
        record = replace(PHQ_9, id=f"{name}-{response}", encounter_id=name)
        before = self.responses.get(record.id, record)
        after = before.answered("/item", value)
        if self._is_finished(name):
            if after != self.responses.get(record.id):
                self._refused(after)
            return
        self.vault.put(after)
        self.responses[after.id] = after

    @rule(name=visits, response=responses, value=answers)
    def answer_and_stop(self, name: str, response: str, value: int) -> None:
        record = replace(PHQ_9, id=f"{name}-{response}", encounter_id=name)
        with suppress(Stop, Immutable), self.vault.transaction():
            self.vault.put(record.answered("/stopped", value))
            raise Stop

    @rule(name=visits)
    def finish(self, name: str) -> None:
        if name in self.visits and not self._is_finished(name):
            self.visits[name] = replace(self.visits[name], status="finished")
            self.vault.put(self.visits[name])

    @rule(postcode=words, note=words)
    def change_family(self, postcode: str, note: str) -> None:
        before = self.states[-1] if self.states else HASSAN
        wanted = replace(before, postcode=postcode, note=note)
        saved = self.vault.save_family(wanted, "Priya Nair")
        assert replace(saved, revision="") == replace(wanted, revision="")
        if not self.states or saved != self.states[-1]:
            self.states.append(saved)

    @rule()
    def lock_and_unlock(self) -> None:
        self.vault.close()
        self.vault = self._open()

    @rule(seconds=st.integers(-100_000, 100_000))
    def time_passes(self, seconds: int) -> None:
        """Also backwards: no order may depend on the clock."""
        self.clock.forward(seconds=seconds)

    @invariant()
    def everything_is_there(self) -> None:
        kept = {r.id: r for r in self.vault.find(QuestionnaireResponse)}
        assert kept == self.responses
        assert {v.id: v for v in self.vault.find(Encounter)} == self.visits
        drafts = {v.id for v in self.visits.values() if not v.is_finished}
        assert {v.id for v in self.vault.drafts()} == drafts
        history = [revision.state for revision in self.vault.revisions("hassan")]
        assert history == self.states[::-1]
        assert len(self.vault.search("amira")) == bool(self.states)

    @invariant()
    def the_audit_holds(self) -> None:
        assert first_broken(self.vault.audit_entries()) is None

    def _open(self) -> Vault:
        return Vault.open(self.folder / "vault", DataKey(self.key), self.clock)

    def _is_finished(self, name: str) -> bool:
        return name in self.visits and self.visits[name].is_finished

    def _refused(self, record: object) -> None:
        try:
            self.vault.put(record)
        except Immutable:
            return
        raise AssertionError("a signed-off visit was changed")


VaultMachine.TestCase.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None
)
test_random_use = VaultMachine.TestCase
