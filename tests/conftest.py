"""What every test shares: an off-screen Qt, no real data folder, one profile."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests.shortcuts import (
    compiled_once,
    forms_read_once,
    schema_made_once,
    stretched_once,
)

# Set before the first import of Qt, which reads them once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)  # a developer's own desktop must not change pictures

# The default 200 ms deadline fails by timing alone on a loaded machine; data never did.
settings.register_profile("visit_app", deadline=None)
settings.load_profile("visit_app")


LONG = ("tests/packaging", "tests/journeys", "tests/faults")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin where single tests are long: none is left when all the others are done."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What came with the modules stays: it is not looked through at each collection."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def no_real_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Point the app at empty folders, so that no test can reach a real vault."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ["VISIT_APP_DATA"] = str(tmp_path_factory.mktemp("data") / "visit_app")


@pytest.fixture(scope="session", autouse=True)
def worked_out_once() -> Iterator[None]:
    """What most tests need is worked out by the first of them (shortcuts.py)."""
    with stretched_once(), schema_made_once(), compiled_once(), forms_read_once():
        yield


@pytest.fixture(autouse=True)
def no_theme_of_another_test(request: pytest.FixtureRequest) -> None:
    """It stays on from one test that asks for it to the next (ui/themes.py)."""
    asked = set(request.fixturenames)
    if "qapp" in asked and not asked & {"theme", "holder"}:
        from tests.ui.themes import take_off

        take_off(request.getfixturevalue("qapp"))


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage between tests, on this thread, and nowhere else.

    The automatic collector runs on whichever thread allocates. On a worker's it
    destroys the windows that earlier tests left in cycles; Qt then waits for ever for
    the GUI thread, which may be waiting for that worker (docs/decisions/0073; the app
    itself has `ui.tidy`).
    """
    gc.disable()
    yield
    collect_what_is_due()


def collect_what_is_due() -> None:
    """Collect the oldest generation that is due by Python's own thresholds."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [n for n, (count, most) in enumerate(counts) if most and count > most]
    if due:
        gc.collect(due[-1])
