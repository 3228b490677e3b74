"""Locked in the middle of a word, in every field of every page: nothing of it is lost,
nothing of it stays, and unlocking leads back to the very caret."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from tests.journeys import locking
from tests.journeys.locking import NAMES

from visit_app.ui.place import Place
from visit_app.ui.shell import Shell
from visit_app.visits import finish, mitigate, open_visit, steps


@dataclass(frozen=True)
class Template:
    """Records that were made once, their recovery code, and the visit in them."""

    folder: Path
    code: str
    visit: str


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("lock") / "data"
    return Template(folder, *locking.make_records(folder))


@pytest.fixture
def shell(qapp: QApplication, template: Template, tmp_path: Path) -> Iterator[Shell]:
    shutil.copytree(template.folder, tmp_path / "data")
    with locking.window_on(qapp, tmp_path / "data", template.code) as shell:
        yield shell


def sweep(
    shell: Shell, code: str, place: Place, every: int = 1, *, has_fields: bool = True
) -> list[str]:
    """Lock in each field of this place; what went wrong, in words."""
    wrong: list[str] = []
    if place != Place.today():
        shell.inside.navigator.go(place)
    QApplication.processEvents()
    there = locking.fields(shell)
    assert there or not has_fields, place
    for number in range(0, len(there), every):
        wrong += _lock_in(shell, code, place, number)
    return wrong


def _lock_in(shell: Shell, code: str, place: Place, number: int) -> list[str]:
    there = locking.fields(shell)
    if number >= len(there):
        return []
    typed = locking.type_into(there[number])
    where = f"{place.name} {place.step}: {typed.name!r}"
    locking.lock(shell)
    if shell.is_open:
        return [f"{where}: not locked"]
    left = locking.words_left(shell)
    wrong = [f"{where}: {w!r} left" for w in left if any(n in w for n in NAMES)]
    wrong += [f"{where}: what was typed is left" for w in left if w == typed.text]
    shell.opened(shell.records.open(code))
    QApplication.processEvents()
    found = locking.focused(shell)
    if found != typed:
        wrong.append(f"{where}: {typed} became {found}")
    return wrong


PLACES = {
    "families": Place.families(),
    "a new family": Place.family_edit(),
    "the family's people": Place.family_edit("hassan"),
    "services": Place.services(),
    "settings": Place.settings(),
    "starting a team": replace(Place.team(), step="start"),
    "joining a team": replace(Place.team(), step="join"),
    "erasing": Place.erase("hassan"),
    "what is kept": Place("kept"),
    "protection": Place("protection"),
    "outcomes": replace(Place.outcomes(), step="other"),
}


# Each lock and unlock takes a while: the ordinary run looks at every fifth field.
EVERY = pytest.mark.parametrize(
    "every", [5, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"]
)


@EVERY
@pytest.mark.parametrize("name", PLACES)
def test_every_field_of_a_page(
    shell: Shell, template: Template, name: str, every: int
) -> None:
    assert sweep(shell, template.code, PLACES[name], every) == []


@EVERY
def test_every_field_of_a_visit(shell: Shell, template: Template, every: int) -> None:
    screen = shell.inside.navigator.screen
    assert screen is not None
    desk = screen.context.desk
    record = open_visit(desk, template.visit)
    wrong, seen = [], 0
    for step in steps(desk, record):
        place = Place.visit(template.visit, step.key)
        wrong += sweep(shell, template.code, place, every, has_fields=False)
        seen += len(locking.fields(shell))
    assert wrong == []
    assert seen > 20  # else it was not the whole visit


def test_every_field_of_a_correction(shell: Shell, template: Template) -> None:
    """A correction is half made when somebody comes in."""
    inside = shell.inside
    assert inside.navigator.screen is not None
    desk = inside.navigator.screen.context.desk
    for issue in open_visit(desk, template.visit).open_issues:
        mitigate(desk, issue.id, "accepted", person="Dr Shah", at="11:05")
    finish(desk, template.visit)
    inside.navigator.go(Place.today())  # the visit was open as it stood before
    place = Place.visit(template.visit, "finish")
    inside.navigator.go(place)
    (correct,) = inside.navigator.screen.findChildren(QAbstractButton, "correct")
    correct.click()
    assert sweep(shell, template.code, place) == []
    assert len(locking.fields(shell)) == 4
