"""The directory on this laptop: what was changed is kept, what was shipped follows."""

import json
from dataclasses import replace
from typing import Any

import pytest

from visit_app.directory import HealthcareService, load_directory, write
from visit_app.records.clock import FixedClock
from visit_app.visits import (
    Desk,
    NotPossible,
    add_service,
    change_service,
    confirm_service,
    directory,
    export_directory,
    import_directory,
    retire_service,
)
from visit_app.visits.services import SETTING


def test_the_shipped_directory_is_there_before_anything_is_changed(desk: Desk) -> None:
    assert directory(desk) == load_directory()


def test_a_change_is_a_new_version_with_who_and_when(desk: Desk) -> None:
    change_service(desk, "fnp", telecom="01632 960001")
    history = directory(desk).history("fnp")
    assert [s.version for s in history] == [1, 2]
    assert history[-1].telecom == "01632 960001"
    assert history[-1].author == "Priya Nair"
    assert history[-1].recorded == desk.clock.now()


def test_a_change_that_changes_nothing_makes_no_version(desk: Desk) -> None:
    change_service(desk, "fnp", name=directory(desk).service("fnp").name)
    assert len(directory(desk).history("fnp")) == 1


def test_only_local_versions_are_kept_so_that_a_newer_app_brings_its_own(
    desk: Desk,
) -> None:
    change_service(desk, "fnp", telecom="01632 960001")
    kept = desk.vault.setting(SETTING, dict[str, Any]())
    assert [(s["id"], s["version"]) for s in kept["services"]] == [("fnp", 2)]


def test_a_new_entry_and_the_same_one_again(desk: Desk) -> None:
    entry = HealthcareService(id="walk", name="Buggy walk")
    add_service(desk, entry)
    assert directory(desk).service("walk").change == "added"
    with pytest.raises(NotPossible, match="already"):
        add_service(desk, entry)


def test_a_check_says_today_and_who_keeps_it(desk: Desk) -> None:
    confirm_service(desk, "fnp", owner=" S. Lowe ")
    entry = directory(desk).service("fnp")
    assert entry.checked_on == desk.clock.today()
    assert (entry.owner, entry.change) == ("S. Lowe", "checked")


def test_a_closed_service_stays_with_its_reason(desk: Desk) -> None:
    retire_service(desk, "strong-start", "Funding ended.")
    entry = directory(desk).service("strong-start")
    assert not entry.active
    assert entry.retired_reason == "Funding ended."
    assert entry in directory(desk).current()


def test_refusals_are_in_words_and_change_nothing(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="Write why it is closed"):
        retire_service(desk, "fnp", "  ")
    with pytest.raises(NotPossible, match="needs a name"):
        change_service(desk, "fnp", name=" ")
    with pytest.raises(NotPossible, match="not in the directory any more"):
        confirm_service(desk, "unknown")
    assert directory(desk) == load_directory()


def test_a_saved_file_gives_everything_to_a_colleague(
    desk: Desk, clock: FixedClock
) -> None:
    change_service(desk, "fnp", telecom="01632 960001")
    add_service(desk, HealthcareService(id="walk", name="Buggy walk"))
    content = export_directory(desk)
    before = directory(desk)
    desk.vault.set_setting(SETTING, None)
    merged = import_directory(desk, content)
    assert merged.added == ("walk",)
    assert "fnp" in merged.changed
    assert directory(desk).current() == before.current()
    assert import_directory(desk, content).changed == ()


def test_two_changes_of_one_entry_are_both_kept_and_named(
    desk: Desk, clock: FixedClock
) -> None:
    change_service(desk, "fnp", telecom="01632 960001")
    theirs = export_directory(desk)
    desk.vault.set_setting(SETTING, None)
    clock.forward(hours=1)
    change_service(desk, "fnp", telecom="01632 960002")
    merged = import_directory(desk, theirs)
    assert merged.clashes == ("fnp",)
    assert len(directory(desk).history("fnp")) == 3
    assert directory(desk).service("fnp").telecom == "01632 960002"


def test_an_older_shipped_entry_in_a_file_does_not_hide_a_newer_one(desk: Desk) -> None:
    shipped = load_directory()
    old = tuple(replace(s, comment="older words") for s in shipped.services)
    content = write(replace(shipped, services=old)).encode()
    assert import_directory(desk, content).changed == ()
    assert directory(desk) == shipped


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b'{"services": 3}',
        b'{"services": [{"id": "x"}]}',
        json.dumps({"services": [{"id": "a", "name": "A", "level": ["x"]}]}).encode(),
        b'{"services": [{"id": "a", "name": "A"}]}',
        b'{"services": [{"id": "a", "name": "A", "quote": 1}]}',
        b"[" * 100_000,
        b" " * 5_000_001,
    ],
)
def test_a_file_that_is_no_directory_is_refused_whole(
    desk: Desk, content: bytes
) -> None:
    with pytest.raises(NotPossible):
        import_directory(desk, content)
    assert directory(desk) == load_directory()
