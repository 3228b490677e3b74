"""Locked in a part of the page that was just opened: unlocking opens it again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.journeys import locking
from tests.journeys.hands import Hands

from visit_app.ui.place import Place
from visit_app.ui.shell import Shell


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    folder = tmp_path_factory.mktemp("forms") / "data"
    return folder, *locking.make_records(folder)


@pytest.fixture
def shell(
    qapp: QApplication, template: tuple[Path, str, str], tmp_path: Path
) -> Iterator[Shell]:
    shutil.copytree(template[0], tmp_path / "data")
    with locking.window_on(qapp, tmp_path / "data", template[1]) as shell:
        yield shell


@pytest.mark.parametrize(
    ("step", "opens", "field"),
    [
        ("conversation/joy", "Not today", "leave-reason"),
        ("summary", "I see it differently", "reason-cg192-history"),
        ("referral", "Edit", "letter-reason-0"),
    ],
)
def test_it_leads_back_to_the_caret(
    shell: Shell, template: tuple[Path, str, str], step: str, opens: str, field: str
) -> None:
    hands = Hands(shell)
    shell.inside.navigator.go(Place.visit(template[2], step))
    hands.settle()
    hands.press(opens)
    (open_one,) = (f for f in locking.fields(shell) if f.objectName() == field)
    typed = locking.type_into(open_one)
    locking.lock(shell)
    assert not shell.is_open
    shell.opened(shell.records.open(template[1]))
    hands.settle()
    assert locking.focused(shell) == typed


def test_a_reason_outlives_what_comes_in_meanwhile(
    shell: Shell, template: tuple[Path, str, str]
) -> None:
    """Something is recorded beside it, or a colleague's records arrive."""
    hands = Hands(shell)
    shell.inside.navigator.go(Place.visit(template[2], "summary"))
    hands.settle()
    hands.press("I see it differently")
    hands.type("Or in your own words", "Seen by her GP")
    screen = shell.inside.navigator.screen
    assert screen is not None
    screen.refresh()
    hands.settle()
    assert hands.text("Or in your own words") == "Seen by her GP"


def test_the_step_one_is_at_chosen_again_keeps_the_question(
    shell: Shell, template: tuple[Path, str, str]
) -> None:
    """Else an answer given, and a lock, would lead to the question after it."""
    hands = Hands(shell)
    navigator = shell.inside.navigator
    navigator.go(Place.visit(template[2], "whooley"))
    hands.settle()
    assert navigator.screen is not None
    here = navigator.screen.place
    assert here.step.startswith("whooley/")
    navigator.go(Place.visit(template[2], "whooley"))
    assert navigator.screen.place == here
    hands.press("Yes")
    locking.lock(shell)
    shell.opened(shell.records.open(template[1]))
    assert navigator.screen.place == here
