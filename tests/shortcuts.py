"""What tests need again and again is worked out once a run; the app does not know.

Each shortcut gives what the long way would give: the same bytes for the same salt, the
same schema, the same SQL. Tests of the long way itself are not touched.
"""

import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import cycle
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

if TYPE_CHECKING:
    from visit_app.vault.kdf import Cost


class FewSalts:
    """In place of `secrets`: salts of this length come back, everything else is random.

    Two that follow each other differ, as they do in the app.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._salts = cycle([bytes([n]) * length for n in b"abc"])

    def token_bytes(self, length: int) -> bytes:
        """As `secrets.token_bytes`."""
        if length == self._length:
            return next(self._salts)
        return secrets.token_bytes(length)


class KnownArgon2id:
    """In place of the library's: the same secret at the same cost is derived once."""

    _known: ClassVar[dict[Any, bytes]] = {}

    def __init__(self, **about: Any) -> None:
        self._about = about

    def derive(self, secret: bytes) -> bytes:
        """As the library's."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        asked = (secret, tuple(sorted(self._about.items())))
        if asked not in self._known:
            self._known[asked] = Argon2id(**self._about).derive(secret)
        return self._known[asked]


@contextmanager
def stretched_once() -> Iterator[None]:
    """The same passphrase with the same salt and cost is stretched once.

    Argon2id takes 40 ms of CPU even at the least cost that is allowed, and most tests
    make a vault or unlock one. Tests of `kdf` itself are not touched by this.
    """
    from visit_app.sync import joining, recovery
    from visit_app.vault import escrow_key_file, family_file, kdf, slot

    known = dict[tuple[str, bytes, "Cost"], bytes]()

    def remembered(passphrase: str, salt: bytes, cost: "Cost") -> bytearray:
        asked = (passphrase, salt, cost)
        if asked not in known:
            known[asked] = bytes(kdf.stretch(passphrase, salt, cost))
        return bytearray(known[asked])  # the caller wipes it

    with pytest.MonkeyPatch.context() as patch:
        for module in (slot, family_file, escrow_key_file):
            patch.setattr(module, "stretch", remembered)
        patch.setattr(slot, "secrets", FewSalts(16))
        patch.setattr(recovery, "token_bytes", FewSalts(32).token_bytes)
        for module in (joining, recovery):
            patch.setattr(module, "Argon2id", KnownArgon2id)
        yield


class CopiedSchema(ModuleType):
    """The migrations as `opening` knows them: a new database gets a copy of the schema.

    That is a sixth of the work of running every step. Updating runs the steps.
    """

    def __init__(self, real: ModuleType, template: Any) -> None:
        super().__init__(real.__name__)
        self._real, self._template = real, template
        self._turn = threading.Lock()  # vaults are made on workers too

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def create(self, connection: Any) -> None:
        """As `migrations.create`."""
        with self._turn:
            self._template.backup(connection)


@contextmanager
def schema_made_once() -> Iterator[None]:
    """The steps of the schema are run once; each new vault gets what came of them."""
    from visit_app.vault import migrations, opening, recipe
    from visit_app.vault.data_key import DataKey

    with DataKey.random() as key:
        made = recipe.connect_in_memory(key.derive("template"))
    with closing(made), pytest.MonkeyPatch.context() as patch:
        migrations.create(made)
        patch.setattr(opening, "migrations", CopiedSchema(migrations, made))
        yield


@contextmanager
def compiled_once() -> Iterator[None]:
    """Every engine shares one dialect, so that a statement is compiled once a run.

    SQLAlchemy keeps what it compiled with the engine, and each vault has its own.
    """
    from sqlalchemy import create_engine

    from visit_app.vault import connections

    shared = dict[str, Any]()

    def sharing(*given: Any, **named: Any) -> Any:
        engine: Any = create_engine(*given, query_cache_size=5000, **named)
        engine.dialect = shared.setdefault("dialect", engine.dialect)
        engine.pool._dialect = engine.dialect
        engine._compiled_cache = shared.setdefault("sql", engine._compiled_cache)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "create_engine", sharing)
        yield


@contextmanager
def forms_read_once() -> Iterator[None]:
    """A catalogue takes a questionnaire of the same content as it was read before.

    Each is checked against its scoring when it is read, which takes 50 to 300 ms; what
    comes of it never changes. Tests that read and check one call `load` themselves.
    """
    from visit_app.questionnaires import catalogue, load

    known = dict[str, Any]()

    def remembered(form: Mapping[str, Any]) -> Any:
        content = json.dumps(form, sort_keys=True)
        if content not in known:
            known[content] = load(form)
        return known[content]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", remembered)
        yield
