"""Object stores that answer badly: what is taken for what."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from tests.sync.azure import azure_at
from tests.sync.vault_laptops import new_laptop
from tests.sync.web_server import DROPPED, Answer, Asked, Script, error, web_server

from visit_app.sync import front
from visit_app.sync import object_store as module
from visit_app.sync.address import parse_address
from visit_app.sync.credentials import Credentials
from visit_app.sync.errors import (
    CaptivePortal,
    Full,
    Misconfigured,
    Offline,
    Refused,
    StoreError,
    Taken,
)
from visit_app.sync.object_store import ObjectStore, object_store
from visit_app.sync.recovery import FLOOR
from visit_app.sync.status import Standing, standing
from visit_app.sync.store import publish

Build = Callable[[Script], AbstractContextManager[ObjectStore]]

KEYS = Credentials({"access_key_id": "ak", "secret_access_key": "sk"})
PORTAL = b"<!DOCTYPE html><html><body>Welcome to Guest WiFi. Sign in.</body></html>"
SAS = {"sas_key": "sv=2021-12-02&sp=rcl&sig=secretsignature"}


@contextmanager
def s3(script: Script) -> Iterator[ObjectStore]:
    with web_server(script) as endpoint:
        yield s3_at(endpoint)


def s3_at(endpoint: str) -> ObjectStore:
    return object_store(parse_address(f"s3://team/p?endpoint={endpoint}"), KEYS)


@contextmanager
def azure(script: Script) -> Iterator[ObjectStore]:
    with web_server(script) as endpoint:
        yield azure_at(endpoint, "team", SAS)


def always(answer: Answer) -> Script:
    return lambda asked: answer


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits a hundred times shorter than the real ones."""
    for name, value in module._TIMEOUTS.items():
        assert isinstance(value, timedelta)
        monkeypatch.setitem(module._TIMEOUTS, name, value / 100)


class Shelf:
    """An S3 that keeps one object, create-only."""

    def __init__(self) -> None:
        self.data: bytes | None = None

    def __call__(self, asked: Asked) -> Answer:
        if asked.method == "PUT":
            if self.data is not None:
                return error(412, "PreconditionFailed")
            self.data = asked.body
            return self.put_answer()
        return error(404, "NoSuchKey") if self.data is None else Answer(body=self.data)

    def put_answer(self) -> Answer:
        return Answer()


def test_a_lost_answer_is_a_success_once_the_bytes_were_read_back() -> None:
    class LosesAnswers(Shelf):
        def put_answer(self) -> Answer:
            return DROPPED

    with s3(LosesAnswers()) as store:
        publish(store, "t/1", b"ours")  # the library tries again and hears "exists"
        assert store.get("t/1") == b"ours"
        with pytest.raises(Taken):
            publish(store, "t/1", b"others")


def test_forbidden_on_the_second_create_is_settled_by_reading() -> None:
    """A SAS with r, c and l answers a second create with 403 and not with 409."""

    def script(asked: Asked) -> Answer:
        if asked.method == "PUT":
            return error(403, "AuthorizationPermissionMismatch")
        return Answer(body=b"ours")

    with azure(script) as store:
        publish(store, "t/1", b"ours")
        with pytest.raises(Taken):
            publish(store, "t/1", b"others")


def test_forbidden_with_nothing_there_is_a_refusal() -> None:
    def script(asked: Asked) -> Answer:
        if asked.method == "PUT":
            return error(403, "AuthorizationFailure")
        return error(404, "BlobNotFound")

    with azure(script) as store, pytest.raises(Refused, match="ask IT for a new link"):
        publish(store, "t/1", b"ours")


@pytest.mark.parametrize("method", ["create", "get", "list"])
def test_an_expired_link_is_a_refusal_everywhere(method: str) -> None:
    with (
        azure(always(error(403, "AuthenticationFailed"))) as store,
        pytest.raises(Refused) as told,
    ):
        _call(store, method)
    assert "secretsignature" not in str(told.value)


@pytest.mark.parametrize("method", ["create", "get", "list"])
def test_a_container_that_does_not_exist_is_said(method: str) -> None:
    answer = error(404, "ContainerNotFound")
    with azure(always(answer)) as store, pytest.raises(Misconfigured, match="does not"):
        _call(store, method)


def test_what_a_sign_in_page_shows_is_not_an_empty_team() -> None:
    """S3 takes it for an empty list and an object: test_failures has the whole run."""
    with s3(always(Answer(body=PORTAL))) as store:
        assert list(store.list("t/feeds/")) == []
        assert store.get("t/1") == PORTAL
    with azure(always(Answer(body=PORTAL))) as store, pytest.raises(CaptivePortal):
        store.list("t/feeds/")


@pytest.mark.parametrize("build", [s3, azure])
def test_a_store_that_cannot_create_only_is_no_team_store(build: Build) -> None:
    asked: list[Asked] = []

    def script(request: Asked) -> Answer:
        asked.append(request)
        return error(501, "NotImplemented")

    with build(script) as store, pytest.raises(Misconfigured, match="replacing"):
        publish(store, "t/1", b"one")
    assert len(asked) <= 1 + module._RETRY["max_retries"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (error(507, "InsufficientStorage"), Full),
        (error(403, "QuotaExceeded"), Full),
        (error(403, "RequestTimeTooSkewed"), Refused),
        (error(500, "InternalError"), Offline),
        (error(404, "NoSuchBucket"), Misconfigured),
    ],
)
def test_what_a_store_says_becomes_a_sentence(
    answer: Answer, told: type[StoreError]
) -> None:
    with s3(always(answer)) as store, pytest.raises(told):
        store.create("t/1", b"one")


def test_a_store_that_never_answers_is_given_up(impatient: None) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        store = s3_at(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(Offline):
            store.get("t/1")


def test_waiting_has_an_end() -> None:
    """At most 20 s for an answer, three times, and half a minute in all."""
    assert module._TIMEOUTS["timeout"] == timedelta(seconds=20)
    assert module._TIMEOUTS["connect_timeout"] == timedelta(seconds=5)
    assert module._RETRY["max_retries"] == 2
    assert module._RETRY["retry_timeout"] == timedelta(seconds=30)


def test_nobody_at_home_is_offline() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Offline, match="saved on this laptop"):
        s3_at(f"http://127.0.0.1:{port}").get("t/1")


def test_a_bomb_is_not_taken_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visit_app.sync.store.LARGEST_BYTES", 0)
    bomb, refused = always(Answer(body=b"x")), "not a parcel"
    with s3(bomb) as store, pytest.raises(Misconfigured, match=refused):
        store.get("t/1")


def test_a_list_that_ignores_where_to_begin_is_cut() -> None:
    """Azurite shows what lies before; nothing at or below the place counts."""
    names = "".join(f"<Contents><Key>p/t/{n}</Key>{_ABOUT}</Contents>" for n in "123")
    page = (
        f"<ListBucketResult><IsTruncated>false</IsTruncated>{names}</ListBucketResult>"
    )
    with s3(always(Answer(body=page.encode()))) as store:
        assert store.list("t/", "t/2") == ("t/3",)


@pytest.mark.parametrize(
    ("scheme", "secrets"),
    [("s3", {"access_key_id": "only half"}), ("az", {"account_key": "no base64!"})],
)
def test_credentials_that_do_not_fit_are_said_without_them(
    scheme: str, secrets: dict[str, str]
) -> None:
    address = parse_address(f"{scheme}://team")
    with pytest.raises(Misconfigured, match="do not fit") as told:
        object_store(address, Credentials(secrets))
    assert not any(secret in str(told.value) for secret in secrets.values())


def test_a_proxy_that_the_system_names_is_used() -> None:
    asked: list[str] = []

    def script(request: Asked) -> Answer:
        asked.append(request.path)
        return Answer(body=b"through the proxy")

    with web_server(script) as proxy:
        address = parse_address("s3://team/p?endpoint=http://localhost:9")
        store = object_store(address, KEYS, proxy)
        assert store.get("t/1") == b"through the proxy"
    assert asked == ["http://localhost:9/team/p/t/1"]


_ABOUT = (
    "<LastModified>2026-11-23T10:42:00.000Z</LastModified><ETag>1</ETag><Size>1</Size>"
)


def _call(store: ObjectStore, method: str) -> object:
    calls: dict[str, Callable[[], object]] = {
        "create": lambda: store.create("t/1", b"one"),
        "get": lambda: store.get("t/1"),
        "list": lambda: store.list("t/"),
    }
    return calls[method]()


def test_a_store_that_replaces_what_it_keeps_is_refused(tmp_path: Path) -> None:
    """Some take the condition of a create and do not heed it."""
    kept: dict[str, bytes] = {}

    def script(asked: Asked) -> Answer:
        if asked.method == "PUT":
            kept[asked.path] = asked.body
            return Answer()
        return Answer(body=kept[asked.path])

    alone = new_laptop(tmp_path / "vault", "Lena")
    with alone.vault, web_server(script) as endpoint:
        with pytest.raises(Misconfigured, match="replaces a parcel"):
            front.start_team(
                alone,
                name="Kettering",
                address=f"s3://team?endpoint={endpoint}",
                credentials=KEYS,
                passphrase="three sealed envelopes",
                keep_recovery=lambda file: None,
                cost=FLOOR,
            )
        assert standing(alone) == Standing.ALONE
