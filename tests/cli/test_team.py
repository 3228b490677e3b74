import json
from copy import copy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.cli.laptop_commands import Inside

from visit_app.cli.conflicts import _chosen, _typed
from visit_app.cli.failure import Failure
from visit_app.sync.conflicts import Conflict
from visit_app.sync.merge import Version

RECOVERY = "three sealed envelopes"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "team"


@pytest.fixture
def kept(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "r").write_text(f"{RECOVERY}\n", encoding="utf-8")
    secret = ("--recovery-passphrase-file", str(tmp_path / "r"))
    return ("--recovery-file", str(tmp_path / "recovery.json"), *secret)


@pytest.fixture
def lena(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Inside:
    (tmp_path / "p").write_text("four plain words\n", encoding="utf-8")
    one = Inside(tmp_path / "lena", tmp_path / "p", capsys, monkeypatch)
    one("init", "--name", "Lena Marsh")
    return one


@pytest.fixture
def lead(lena: Inside, store: Path, kept: tuple[str, ...]) -> Inside:
    lena("team", "create", "--name", "Kettering", "--store", str(store), *kept)
    return lena


def fails(one: Inside, *arguments: str) -> str:
    code, _, error = one.run(*one.options, *arguments)
    assert code == 1
    assert error.count("\n") == 1
    return error


def test_a_new_team_says_what_it_is(lead: Inside, store: Path, tmp_path: Path) -> None:
    status = lead("team", "status")
    assert (status["standing"], status["team"]) == ("member", "Kettering")
    assert (status["role"], status["store"]) == ("lead", str(store))
    assert [m["name"] for m in status["members"]] == ["Kettering", "Lena Marsh"]
    label = json.loads((tmp_path / "recovery.json").read_text(encoding="utf-8"))
    assert label["team"] == status["team_id"]
    assert (tmp_path / "recovery.json").stat().st_mode & 0o077 == 0


def test_lines_for_people_say_the_same(lead: Inside) -> None:
    code, out, _ = lead.run(*lead.options[1:], "team", "status")
    assert code == 0
    assert "Kettering: member" in out
    assert "0 of 0 visits in the team store" in out
    code, out, _ = lead.run(*lead.options[1:], "sync")
    assert (code, out) == (0, "0 sent, 0 received, 0 waiting, 0 conflicts\n")
    code, out, _ = lead.run(*lead.options[1:], "conflicts", "list")
    assert (code, out) == (0, "")


def test_a_recovery_file_is_never_replaced(
    lena: Inside, store: Path, kept: tuple[str, ...]
) -> None:
    Path(kept[1]).write_text("mine", encoding="utf-8")
    place = ("--store", str(store))
    error = fails(lena, "team", "create", "--name", "K", *place, *kept)
    assert "already" in error
    assert Path(kept[1]).read_text(encoding="utf-8") == "mine"
    assert lena("team", "status")["standing"] == "alone"


def test_a_team_that_was_started_keeps_its_recovery_file(
    lena: Inside, store: Path, kept: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(laptop: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("visit_app.sync.status.status", broken)
        place = ("--store", str(store))
        assert "No space" in fails(lena, "team", "create", "--name", "K", *place, *kept)
    assert Path(kept[1]).exists()
    assert lena("team", "status")["standing"] == "member"


def test_a_run_is_told_in_six_numbers(lead: Inside) -> None:
    names = "sent received waiting conflicts quarantined verified_at"
    assert list(lead("sync", "--once")) == names.split()


def test_a_laptop_that_never_was_in_the_team_has_nothing_to_accept(
    lead: Inside,
) -> None:
    assert "never such a laptop" in fails(lead, "team", "accept", "f" * 32, "3")


def test_mine_is_what_this_laptop_sends_under(lead: Inside) -> None:
    versions = (
        Version(1, "r1", '"ours"', "recovery", ""),
        Version(1, "r2", '"hers"', "asha", ""),
    )
    conflict = Conflict("Family", "f", "f", "note", versions)
    laptop: Any = SimpleNamespace(author="recovery", practitioner=None)
    assert _chosen(laptop, conflict, "mine", None) == '"ours"'
    assert _chosen(laptop, conflict, "theirs", None) == '"hers"'


def test_a_secret_in_an_address_is_refused(lena: Inside, kept: tuple[str, ...]) -> None:
    place = ("--store", "az://records?account=a&sig=abc")
    error = fails(lena, "team", "create", "--name", "K", *place, *kept)
    assert "holds a secret" in error
    assert "abc" not in error


def test_a_wrong_code_lets_nobody_in(lead: Inside, lena: Inside, store: Path) -> None:
    asked = _newcomer(lena, store)("team", "join", "--store", str(store))
    error = fails(lead, "team", "approve", asked["request"], "--code", "0" * 12)
    assert "does not match" in error
    assert len(lead("team", "requests")) == 1


def test_a_laptop_without_a_team_is_told_so(lena: Inside) -> None:
    assert "no team store" in fails(lena, "sync", "--once")
    assert lena("conflicts", "list") == []
    assert "no such conflict" in fails(
        lena, "conflicts", "settle", "Family/f/note", "--choose", "mine"
    )


def test_a_store_that_is_away_is_an_error_and_the_numbers_are_printed(
    lead: Inside, store: Path
) -> None:
    store.rename(store.with_name("away"))
    code, out, error = lead.run(*lead.options, "sync", "--once")
    assert code == 1
    assert "not there at the moment" in error
    assert json.loads(out)["verified_at"] is None


def test_roles_leaving_and_connecting(lead: Inside, lena: Inside, store: Path) -> None:
    newcomer = _newcomer(lena, store)
    asked = newcomer("team", "join", "--store", str(store), "--laptop", "blue")
    lead("team", "approve", asked["request"], "--code", asked["code"])
    newcomer("sync")
    lead("team", "role", asked["request"], "reader")
    newcomer("sync")
    assert newcomer("team", "status")["role"] == "reader"
    newcomer("team", "leave")
    assert newcomer("team", "status")["standing"] == "paused"
    newcomer("team", "connect", "--store", str(store))
    assert newcomer("team", "status")["standing"] == "member"


def test_credentials_come_from_a_file_or_the_environment(
    lena: Inside,
    kept: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = ("--store", "s3://records?endpoint=http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key-of-the-environment")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-the-environment")
    error = fails(lena, "team", "create", "--name", "K", *place, *kept)
    assert "cannot be reached" in error
    assert not Path(kept[1]).exists()
    file = tmp_path / "credentials"
    file.write_text("NONSENSE=1\n", encoding="utf-8")
    given = (*place, *kept, "--credentials-file", str(file))
    error = fails(lena, "team", "create", "--name", "K", *given)
    assert "Entry 1 of the credentials" in error
    assert "NONSENSE" not in error


def test_the_recovery_file_needs_its_passphrase_file(
    lead: Inside, lena: Inside, store: Path, tmp_path: Path
) -> None:
    place = ("--store", str(store), "--recovery-file")
    one = _newcomer(lena, store)
    code, _, _ = one.run(*one.options, "team", "join", *place, str(tmp_path / "x"))
    assert code == 2
    secret = ("--recovery-passphrase-file", str(tmp_path / "p"))
    error = fails(one, "team", "join", *place, str(tmp_path / "no"), *secret)
    assert "cannot be read" in error


@pytest.mark.parametrize(
    ("held", "typed", "text"),
    [
        ('"a"', "b", '"b"'),
        ('"a"', "", ""),
        ("true", "no", "false"),
        ("1", "2", "2"),
    ],
)
def test_a_third_value_has_the_form_of_the_field(
    held: str, typed: str, text: str
) -> None:
    assert _typed(_conflict(held), typed) == text


@pytest.mark.parametrize(
    ("held", "typed"), [("true", "maybe"), ("1", "x"), ("1", '"x"')]
)
def test_a_value_of_another_form_is_refused(held: str, typed: str) -> None:
    with pytest.raises(Failure, match="not a value"):
        _typed(_conflict(held), typed)


def _conflict(held: str) -> Conflict:
    versions = (Version(1, "r1", held, "a", ""), Version(1, "r2", "", "b", ""))
    return Conflict("Family", "f", "f", "note", versions)


def _newcomer(like: Inside, store: Path) -> Inside:
    one = copy(like)
    folder = str(store.with_name("newcomer"))
    one.options = (*like.options[:2], folder, *like.options[3:])
    one("init", "--name", "Noor Khan")
    return one
