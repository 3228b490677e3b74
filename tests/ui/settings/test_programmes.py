"""Contacts due in the settings: which programme counts, what is in it, its files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, open_desk

from visit_app import visits
from visit_app.records.clock import FixedClock
from visit_app.ui.kit.message import Message
from visit_app.ui.settings.programme_presenter import ProgrammePresenter
from visit_app.ui.settings.programmes import ProgrammesSection
from visit_app.vault.errors import DiskFull
from visit_app.visits import Desk

REVIEWS = "healthy-child"


@pytest.fixture
def section(qtbot: QtBot, clock: FixedClock) -> Iterator[ProgrammesSection]:
    with open_desk(clock) as desk:
        context = Trip(desk).context()
        made = ProgrammesSection(ProgrammePresenter(desk, context.save_state))
        qtbot.addWidget(made)
        made.show()
        yield made


def desk_of(section: ProgrammesSection) -> Desk:
    return section.presenter.desk


def offered(section: ProgrammesSection) -> list[str]:
    found = visits.programme(desk_of(section), REVIEWS).contacts
    return [contact.code for contact in found]


def test_it_says_what_counts_and_folds_the_rest(section: ProgrammesSection) -> None:
    assert section.which.code() == REVIEWS
    assert section.version.text() == "As it came with the app."
    assert not section.restore.isVisible()
    section.opener.click()
    assert len(section.offered.options) == 7
    words = section.offered.options[1].accessibleDescription()
    assert words == "1 to 2 weeks, counted up to 30 days. Asks: Whooley, GAD-2"
    section.opener.click()
    assert not section.offered.isVisible()


def test_what_is_to_be_known_stands_there_with_its_source(
    section: ProgrammesSection, qtbot: QtBot
) -> None:
    first, second = section.presenter.notes()
    assert "5 reviews" in first
    assert "Source: Delivery of the Healthy Child Programme" in first
    assert "(confirm locally)" not in first
    assert "(confirm locally)" in second
    section.opener.click()

    def shown() -> set[str]:
        found = section.findChildren(Message)
        return {message.text() for message in found if message.isVisible()}

    qtbot.waitUntil(lambda: {first, second} <= shown())


def test_a_contact_is_left_out_and_offered_again(section: ProgrammesSection) -> None:
    section.opener.click()
    option = next(o for o in section.offered.options if o.code == "6-months")
    option.click()
    assert "6-months" not in offered(section)
    assert section.version.text() == "Set by Priya Nair on 23 November 2026."
    option.click()
    assert "6-months" in offered(section)
    section.restore.click()
    assert len(visits.programme_versions(desk_of(section), REVIEWS)) == 3


def test_other_questions_at_a_contact(section: ProgrammesSection) -> None:
    section.opener.click()
    section.at.choose("2-years")
    section.at.chosen.emit("2-years")
    assert section.asked.codes() == ["whooley", "gad-2"]
    section.asked.chips["phq-9"].click()
    found = visits.programme(desk_of(section), REVIEWS).contacts[-1]
    assert found.screening == ("whooley", "gad-2", "phq-9")
    words = section.offered.options[-1].accessibleDescription()
    assert words.endswith("Asks: Whooley, GAD-2, PHQ-9")


def test_another_programme_for_all(section: ProgrammesSection) -> None:
    section.which.choose("fnp")
    section.which.chosen.emit("fnp")
    assert visits.programme_in_force(desk_of(section)) == "fnp"
    section.opener.click()
    assert not section.presenter.contacts()
    assert len(section.presenter.phases()) == 3


def test_out_as_a_file_and_in_again(section: ProgrammesSection, tmp_path: Path) -> None:
    path = tmp_path / "programme.json"
    section.save_to(str(path))
    assert "It holds no family." in section.said.text()
    data = {**json.loads(path.read_text()), "id": "ours", "title": "Our reviews"}
    path.write_text(json.dumps(data))
    section.take_from(str(path))
    assert section.said.text() == "“Our reviews” is taken in."
    assert section.which.code() == "ours"
    assert not section.restore.isVisible()  # it did not come with the app


def test_a_file_that_does_not_fit_names_every_problem(
    section: ProgrammesSection, tmp_path: Path
) -> None:
    path = tmp_path / "programme.json"
    path.write_text('{"contacts": [{"code": "x"}, 3]}')
    section.take_from(str(path))
    told = section.refused.text()
    assert "It has no title." in told
    assert "Contact 1: it has no window." in told
    assert "Contact 2: it is not an entry." in told
    assert section.refused.isVisible()
    section.take_from(str(tmp_path / "nowhere.json"))
    assert "could not be read" in section.refused.text()
    section.save_to(str(tmp_path / "no such folder" / "x.json"))
    assert "could not be saved there" in section.refused.text()


def test_what_does_not_reach_the_disk_is_said(
    section: ProgrammesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(desk_of(section).vault, "set_setting", full)
    section.opener.click()
    section.offered.options[0].click()
    assert section.refused.isVisible()
    assert "antenatal" in offered(section)
