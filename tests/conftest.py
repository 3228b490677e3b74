"""What every test shares: an off-screen Qt, no real data folder, one profile."""

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from visit_app.vault.kdf import Cost

# Set before the first import of Qt, which reads them once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)  # a developer's own desktop must not change pictures

# The default 200 ms deadline fails by timing alone on a loaded machine; data never did.
settings.register_profile("visit_app", deadline=None)
settings.load_profile("visit_app")


@pytest.fixture(scope="session", autouse=True)
def no_real_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Point the app at empty folders, so that no test can reach a real vault."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ["VISIT_APP_DATA"] = str(tmp_path_factory.mktemp("data") / "visit_app")


@pytest.fixture(scope="session", autouse=True)
def stretched_once() -> Iterator[None]:
    """The same passphrase with the same salt and cost is stretched once in a run.

    Argon2id takes 40 ms of CPU even at the least cost that is allowed, and most tests
    unlock one vault again and again. Tests of `kdf` itself are not touched by this.
    """
    from visit_app.vault import kdf, slot

    known = dict[tuple[str, bytes, "Cost"], bytes]()

    def remembered(passphrase: str, salt: bytes, cost: "Cost") -> bytearray:
        asked = (passphrase, salt, cost)
        if asked not in known:
            known[asked] = bytes(kdf.stretch(passphrase, salt, cost))
        return bytearray(known[asked])  # the caller wipes it

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slot, "stretch", remembered)
        yield


@pytest.fixture(autouse=True)
def collection_goes_on() -> Iterator[None]:
    """A window opened in a test switches the automatic collection off (ui.tidy)."""
    yield
    gc.enable()
