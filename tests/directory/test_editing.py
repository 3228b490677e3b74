from datetime import UTC, date, datetime

import pytest

from visit_app.directory import (
    HealthcareService,
    add,
    change,
    confirm,
    load_directory,
    retire,
)

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SHIPPED = load_directory()
NEW = HealthcareService(id="new", name="A new service")


def test_adding_says_who_and_when() -> None:
    added = add(SHIPPED, NEW, by="S. Lowe", at=AT).service("new")
    assert (added.version, added.change) == (1, "added")
    assert (added.author, added.recorded) == ("S. Lowe", AT)


def test_what_is_there_is_not_added_again() -> None:
    with pytest.raises(ValueError, match="Change it instead"):
        add(SHIPPED, HealthcareService(id="fnp", name="FNP"), by="x", at=AT)


def test_changing_keeps_every_old_version() -> None:
    once = change(SHIPPED, "fnp", by="S. Lowe", at=AT, telecom="01632 960 200")
    twice = change(once, "fnp", by="P. Nair", at=AT, owner="S. Lowe")
    versions = twice.history("fnp")
    assert [v.version for v in versions] == [1, 2, 3]
    assert [v.author for v in versions] == ["", "S. Lowe", "P. Nair"]
    assert versions[0] == SHIPPED.service("fnp")
    assert (versions[2].telecom, versions[2].owner) == ("01632 960 200", "S. Lowe")
    assert len(SHIPPED.history("fnp")) == 1


def test_a_change_that_changes_nothing_is_none() -> None:
    assert change(SHIPPED, "fnp", by="x", at=AT, active=True) is SHIPPED


def test_a_name_cannot_be_taken_away() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        change(SHIPPED, "fnp", by="x", at=AT, name=" ")
    with pytest.raises(ValueError, match="needs a name"):
        add(SHIPPED, HealthcareService(id="y", name=""), by="x", at=AT)


def test_confirming_sets_the_day_it_was_checked() -> None:
    on = date(2026, 11, 3)
    checked = confirm(SHIPPED, "fnp", by="S. Lowe", at=AT, on=on).service("fnp")
    assert (checked.checked_on, checked.change) == (on, "checked")


def test_a_closed_service_stays_with_its_reason_and_can_open_again() -> None:
    closed = retire(SHIPPED, "fnp", by="S. Lowe", at=AT, reason=" Funding ended. ")
    assert not closed.service("fnp").active
    assert closed.service("fnp").retired_reason == "Funding ended."
    assert closed.service("fnp").change == "retired"
    opened = change(closed, "fnp", by="x", at=AT, active=True, retired_reason="")
    assert opened.service("fnp").active


def test_closing_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="Write why"):
        retire(SHIPPED, "fnp", by="x", at=AT, reason=" ")


def test_an_entry_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        change(SHIPPED, "nowhere", by="x", at=AT, name="Y")
    with pytest.raises(KeyError):
        retire(SHIPPED, "nowhere", by="x", at=AT, reason="Y")
