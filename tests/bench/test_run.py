"""The benchmarks themselves: that they run, and what they assert on the way."""

import json
from pathlib import Path

import pytest
from tests.bench import run, window_bench


def test_the_unlock_window_is_painted_before_anything_heavy_is_imported(
    tmp_path: Path,
) -> None:
    figures = window_bench.first_paint(tmp_path / "vault", turns=1)
    assert figures["first_paint_cpu_ratio"] > 0


def test_a_heavy_import_before_the_first_picture_is_noticed(tmp_path: Path) -> None:
    heavy = "import sqlalchemy\n" + window_bench._OURS
    with pytest.raises(AssertionError, match="sqlalchemy"):
        window_bench._cpu_ms(heavy, tmp_path)


def test_figures_stand_beside_their_targets(capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["recompute", "--quick", "--json"])
    rows = json.loads(capsys.readouterr().out)["recompute"]
    assert rows[0]["figure"] == "recompute_phq9_ms_p50"
    assert rows[0]["target"] == 3.0
    assert isinstance(rows[0]["value"], float)


def test_a_missed_target_is_said_and_exits_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = run.Bench(lambda _: {"slow_ms": 9.0, "fast_ms": 1.0, "other": 5.0}, TARGETS)
    monkeypatch.setattr(run, "BENCHES", {"slow": slow})
    assert run.main([]) == 1
    _, first, second, third = capsys.readouterr().out.splitlines()
    assert first.endswith("MISSED")
    assert second.endswith("met")
    assert third.endswith("5.00")


TARGETS = {"slow_ms": 3.0, "fast_ms": 3.0}


def test_a_name_that_is_none_is_not_understood() -> None:
    with pytest.raises(SystemExit) as stop:
        run.main(["nonsense"])
    assert stop.value.code == 2
