"""The page that saves a family as FHIR."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.exports.fhir_r4 import problems
from tests.ui.desks import Trip, add_hassan, finished, open_desk, texts

from visit_app.ui.family.foot import FamilyFoot
from visit_app.ui.family_fhir.view import FamilyFhirScreen, build
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.vault import Vault
from visit_app.vault.policy import Policy
from visit_app.visits import Desk, start

# Python must not collect a page in the middle of its last painting.
ALIVE: list[FamilyFhirScreen] = []


@pytest.fixture
def desk(theme: ThemeHolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    del theme  # in force while the page is there
    monkeypatch.setattr(Vault, "is_practice", False)
    with open_desk() as desk:
        add_hassan(desk)
        finished(desk, "amira", "new-birth", 1, 0, 2)
        yield desk
        ALIVE.clear()


def opened(qtbot: QtBot, desk: Desk) -> FamilyFhirScreen:
    screen = build(Trip(desk).context(), Place.family_fhir("hassan"))
    assert isinstance(screen, FamilyFhirScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def test_it_says_what_is_in_it_and_who_may_have_it(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk)
    shown = texts(screen)
    assert "Amira Hassan and Idris" in shown
    assert "1 visit, everything written down about the people" in shown
    assert "your passphrase does not protect it" in shown
    assert "it is not for anybody of the family" in shown
    assert "not signed off" not in shown
    assert screen.focusWidget() is screen.back
    assert not screen.tick.isVisible()


def test_drafts_are_named(qtbot: QtBot, desk: Desk) -> None:
    start(desk, "hassan", "yonis")
    assert "1 visit is not signed off." in texts(opened(qtbot, desk))


def test_saving(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    screen = opened(qtbot, desk)
    screen.save_to(str(tmp_path / "f.json"))
    assert screen.tick.isVisible()
    assert screen.tick.text().startswith("Saved ")
    assert problems(json.loads((tmp_path / "f.json").read_bytes())) == []
    assert desk.vault.audit_entries("hassan")[-1].about["what"] == "fhir"
    assert not screen.save.not_ready


def test_a_place_that_cannot_be_written(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    screen = opened(qtbot, desk)
    screen.save_to(str(tmp_path / "nowhere" / "f.json"))
    assert screen.page.foot.reason()
    assert not screen.tick.isVisible()
    assert not list(tmp_path.iterdir())
    assert not screen.save.not_ready


def test_a_policy_keeps_it_here(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    policy = Policy(
        organisation="Example Trust", serial=1, issued=date(2026, 11, 1), exports=()
    )
    screen = opened(qtbot, replace(desk, policy=policy))
    assert "does not allow exporting records" in screen.save.not_ready
    screen.save_to(str(tmp_path / "f.json"))
    assert "does not allow" in screen.page.foot.reason()
    assert not list(tmp_path.iterdir())


def test_the_familys_page_leads_there(qtbot: QtBot, theme: ThemeHolder) -> None:
    del theme
    foot = FamilyFoot("", in_team=False)
    qtbot.addWidget(foot)
    with qtbot.waitSignal(foot.fhir_asked):
        foot.fhir.click()
