"""The main screens look as they did when a person last looked at their pictures.

After a wanted change: `RENEW_GOLDEN=1 pytest tests/ui/pictures`, then look at every
picture that changed in tests/golden/screens before committing.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ui.kit.picture import check_picture
from tests.ui.pictures.conftest import Opener, Recorded
from tests.ui.pictures.invented import PHQ_9, Ids
from tests.ui.team.colleagues import Kept

from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.shell import Shell

LIGHT = Preferences(scheme="light")


def calm(step: str) -> Callable[[Ids], Place]:
    return lambda ids: Place.visit(ids.calm, step.format(referral=ids.referral))


def worried(step: str) -> Callable[[Ids], Place]:
    return lambda ids: Place.visit(ids.worried, step)


PLACES: dict[str, Callable[[Ids], Place]] = {
    "today": lambda _: Place.today(),
    "families": lambda _: Place.families(),
    "family": lambda _: Place.family("hassan"),
    "before": calm("before"),
    "step-1": calm("conversation/words"),
    "step-2": calm("conversation/noticed"),
    "step-3": calm("conversation/support"),
    "gad-2": calm("gad-2/69725-0"),
    "phq-9": calm(f"phq-9/{PHQ_9[0]}"),
    "safety": worried(f"phq-9/{PHQ_9[-1]}"),
    "summary": calm("summary"),
    "referral": calm("referral/looking/pir"),
    "letter": calm("referral/{referral}"),
    "finish": calm("finish"),
    "settings": lambda _: Place.settings(),
}

OTHERWISE = {
    "today-dark": ("today", Preferences(scheme="dark")),
    "safety-dark": ("safety", Preferences(scheme="dark")),
    "family-200": ("family", Preferences(text_scale=2.0, scheme="light")),
    "phq-9-200": ("phq-9", Preferences(text_scale=2.0, scheme="light")),
    "families-200": ("families", Preferences(text_scale=2.0, scheme="light")),
}

LOOKS = {name: (name, LIGHT) for name in PLACES} | OTHERWISE


@pytest.mark.parametrize("name", LOOKS)
def test_the_screen_looks_as_it_did(
    opener: Opener, recorded: Recorded, code: str, tmp_path: Path, name: str
) -> None:
    place, preferences = LOOKS[name]
    where = PLACES[place](recorded.ids)
    shell = opener.at(recorded.folder, code, where, preferences)
    look_at(shell, name, tmp_path)


def test_the_first_run_looks_as_it_did(opener: Opener, tmp_path: Path) -> None:
    look_at(opener.first_run(), "first-run", tmp_path)


def test_the_desk_of_a_team_looks_as_it_did(
    opener: Opener, apart: Kept, tmp_path: Path
) -> None:
    records, secret = apart.root / "priya", apart.codes["priya"]
    shell = opener.at(records, secret, Place.team(), LIGHT)
    look_at(shell, "team", tmp_path)


def look_at(shell: Shell, name: str, folder: Path) -> None:
    check_picture(shell.window, name, folder)
