"""One contract over every place that a team's records may lie in."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.sync import servers
from tests.sync.azure import azure_store
from tests.sync.memory_store import MemoryStore

from visit_app.sync.errors import NotThere, Taken
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.publishing import link, rename_without_replacing, write_exclusively
from visit_app.sync.store import Shredder, Store, publish

Build = Callable[[], Store]
SLOW = pytest.mark.slow


@pytest.fixture(scope="module")
def moto() -> Iterator[Build]:
    with servers.moto() as endpoint:
        yield lambda: servers.s3_store(endpoint)


@pytest.fixture(scope="module")
def ceph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    with servers.ceph(tmp_path_factory.mktemp("ceph")) as endpoint:
        yield lambda: servers.s3_store(endpoint)


@pytest.fixture(scope="module")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    with servers.azurite(tmp_path_factory.mktemp("azurite")) as endpoint:
        yield lambda: azure_store(endpoint)


@pytest.fixture
def memory() -> Build:
    return MemoryStore


@pytest.fixture
def folder(tmp_path: Path) -> Build:
    return lambda: FolderStore(tmp_path)


@pytest.fixture
def links(tmp_path: Path) -> Build:
    return lambda: FolderStore(tmp_path, (link,))


@pytest.fixture
def exclusive(tmp_path: Path) -> Build:
    return lambda: FolderStore(tmp_path, (write_exclusively,))


PLACES = [
    "memory",
    "folder",
    "links",
    "exclusive",
    "moto",
    pytest.param("azurite", marks=SLOW),
    pytest.param("ceph", marks=SLOW),
]


@pytest.fixture(params=PLACES)
def store(request: pytest.FixtureRequest) -> Store:
    build: Build = request.getfixturevalue(request.param)
    return build()


def test_what_was_created_is_there(store: Store) -> None:
    store.create("t/feeds/a/1.seg", b"\0one")
    store.create("t/feeds/a/empty", b"")
    assert store.get("t/feeds/a/1.seg") == b"\0one"
    assert store.get("t/feeds/a/empty") == b""


def test_a_name_is_given_once(store: Store) -> None:
    store.create("t/1", b"one")
    for data in (b"two", b"one"):
        with pytest.raises(Taken):
            store.create("t/1", data)
    assert store.get("t/1") == b"one"


@pytest.mark.parametrize("name", ["t/2", "other/1", "t/1/2"])
def test_what_was_not_created_is_not_there(store: Store, name: str) -> None:
    store.create("t/1", b"one")
    with pytest.raises(NotThere) as told:
        store.get(name)
    assert told.value.name == name


def test_names_are_listed_in_order_from_a_place_on(store: Store) -> None:
    names = [f"t/feeds/a/{number:012d}.seg" for number in (10, 2, 1)]
    for name in [*names, "t/feeds/ab/000000000001.seg", "t/recent/x", "u/1"]:
        store.create(name, name.encode())
    assert list(store.list("t/feeds/a/")) == sorted(names)
    assert list(store.list("t/feeds/a/", names[1])) == [names[0]]
    assert list(store.list("t/feeds/a/", names[0])) == []
    assert len(store.list("t/feeds/")) == 4
    assert list(store.list("nothing/")) == []


def test_one_of_many_who_create_at_once_wins(store: Store) -> None:
    def attempt(number: int) -> bytes | None:
        data = f"writer {number}".encode()
        try:
            store.create("t/race", data)
        except Taken:
            return None
        return data

    with ThreadPoolExecutor(8) as pool:
        won = [data for data in pool.map(attempt, range(16)) if data]
    assert len(won) == 1
    assert store.get("t/race") == won[0]


def test_publishing_twice_is_the_same_as_once(store: Store) -> None:
    publish(store, "t/1", b"one")
    publish(store, "t/1", b"one")
    with pytest.raises(Taken):
        publish(store, "t/1", b"two")


def test_a_large_parcel_comes_back_whole(store: Store) -> None:
    data = bytes(range(256)) * 8192  # 2 MB
    publish(store, "t/large", data)
    assert store.get("t/large") == data


def test_deleting_is_for_erasure_and_safe_to_repeat(store: Store) -> None:
    assert isinstance(store, Shredder)
    store.create("t/keys/f/1.key", b"key")
    for _ in range(2):
        store.delete("t/keys/f/1.key")
    with pytest.raises(NotThere):
        store.get("t/keys/f/1.key")


def test_a_folder_by_its_own_way_of_renaming(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, (rename_without_replacing,))
    store.create("a/1", b"one")
    with pytest.raises(Taken):
        store.create("a/1", b"two")
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["1"]
