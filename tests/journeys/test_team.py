"""Two laptops and one folder, from the command line alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.laptop_commands import Commands, Inside

PASSPHRASE = "four plain words only"

CASELOAD = (
    "parent_given_name,parent_family_name,parent_nhs_number,phone,postcode\n"
    "Amira,Hassan,9990000018,{phone},ZZ99 3AA\n"
)


class Processes(Commands):
    """Each command is a process of its own."""

    def run(self, *arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "visit_app", *arguments]
        environment = {**os.environ, "PYTHONUTF8": "1"}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment
        )
        return done.returncode, done.stdout, done.stderr


Runner = Callable[[str], Commands]


@pytest.fixture(params=["inside", pytest.param("processes", marks=pytest.mark.slow)])
def laptop(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Runner:
    (tmp_path / "p").write_text(f"{PASSPHRASE}\n", encoding="utf-8")

    def one(name: str) -> Commands:
        folder, passphrase = tmp_path / name, tmp_path / "p"
        if request.param == "inside":
            return Inside(folder, passphrase, capsys, monkeypatch)
        return Processes(folder, passphrase)

    return one


def _import(one: Commands, tmp_path: Path, phone: str) -> None:
    file = tmp_path / "caseload.csv"
    file.write_text(CASELOAD.format(phone=phone), encoding="utf-8")
    one("import", str(file))


def test_two_laptops_share_a_caseload_and_settle_what_they_both_changed(
    laptop: Runner, tmp_path: Path
) -> None:
    store, recovery = tmp_path / "team", tmp_path / "recovery.json"
    (tmp_path / "r").write_text("three sealed envelopes\n", encoding="utf-8")
    lena, asha = laptop("lena"), laptop("asha")
    lena("init", "--name", "Lena Marsh")
    asha("init", "--name", "Asha Patel")
    place = ("--store", str(store))
    secret = ("--recovery-passphrase-file", str(tmp_path / "r"))
    kept = ("--recovery-file", str(recovery), *secret)
    made = lena("team", "create", "--name", "Kettering", *place, *kept)
    assert made["name"] == "Kettering"
    assert recovery.exists()

    asked = asha("team", "join", *place)
    (request,) = lena("team", "requests")
    assert (request["request"], request["name"]) == (asked["request"], "Asha Patel")
    lena("team", "approve", asked["request"], "--code", asked["code"])

    _import(lena, tmp_path, "07700 900001")
    lena("demo-data", "--families", "1", "--visits", "2")
    sent = lena("sync", "--once")
    assert sent["waiting"] == 0
    assert sent["sent"] > 3
    received = asha("sync", "--once")
    assert received["received"] == sent["sent"]
    assert asha("visits", "list") == lena("visits", "list") != []

    _import(lena, tmp_path, "07700 900002")
    _import(asha, tmp_path, "07700 900003")
    for one in (lena, asha, lena):
        one("sync", "--once")
    assert lena("team", "status")["conflicts"] == 1
    (conflict,) = lena("conflicts", "list")
    values = {v["value"]: v["mine"] for v in conflict["versions"]}
    assert values == {"07700 900002": True, "07700 900003": False}
    lena("conflicts", "settle", conflict["id"], "--choose", "theirs")
    for one in (lena, asha, lena):
        done = one("sync", "--once")
        assert done["conflicts"] == 0
    for one in (lena, asha):
        phones = {family["phone"] for family in one("families", "list")}
        assert "07700 900003" in phones
        assert "07700 900002" not in phones
    assert lena("families", "list") == asha("families", "list")

    trust = laptop("trust")
    trust("init", "--name", "Trust reporting")
    trust("team", "join", *place, *kept)
    trust("sync", "--once")
    assert _ids(trust("families", "list")) == _ids(lena("families", "list"))
    assert trust("team", "status")["role"] == "recovery"

    device = next(
        m["device"]
        for m in lena("team", "status")["members"]
        if m["name"] == "Asha Patel"
    )
    gone = lena("team", "revoke", device)
    assert set(gone["families"]) == _ids(lena("families", "list"))
    code, _, error = asha.run(*asha.options, "sync", "--once")
    assert code == 1
    assert "removed from the team" in error


def _ids(families: list[dict[str, Any]]) -> set[str]:
    return {family["id"] for family in families}
