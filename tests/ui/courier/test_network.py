from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from visit_app.ui.courier import network
from visit_app.ui.courier.network import Network, Reach, proxy_for, reach_of

Reachability = QNetworkInformation.Reachability


@dataclass
class Signalled:
    followers: list[Callable[..., None]] = field(default_factory=list)

    def connect(self, follower: Callable[..., None]) -> None:
        self.followers.append(follower)

    def emit(self) -> None:
        for follower in self.followers:
            follower()


@dataclass
class System:
    """A system that tells what it is set to."""

    far: Reachability = Reachability.Online
    metered: bool = False
    captive: bool = False
    reachabilityChanged: Signalled = field(default_factory=Signalled)  # noqa: N815
    isMeteredChanged: Signalled = field(default_factory=Signalled)  # noqa: N815
    isBehindCaptivePortalChanged: Signalled = field(  # noqa: N815
        default_factory=Signalled
    )

    def reachability(self) -> Reachability:
        return self.far

    def isMetered(self) -> bool:  # noqa: N802
        return self.metered

    def isBehindCaptivePortal(self) -> bool:  # noqa: N802
        return self.captive


@pytest.mark.parametrize(
    ("system", "reach"),
    [
        (System(), Reach.OPEN),
        (System(Reachability.Site), Reach.OPEN),
        (System(Reachability.Disconnected), Reach.OFFLINE),
        (System(Reachability.Unknown, metered=True), Reach.UNKNOWN),
        (System(metered=True), Reach.METERED),
        (System(metered=True, captive=True), Reach.CAPTIVE),
    ],
)
def test_what_the_system_tells_as_one_word(system: System, reach: Reach) -> None:
    assert reach_of(system) is reach
    assert reach.is_open == (reach in {Reach.OPEN, Reach.UNKNOWN})


def test_followers_hear_only_of_another_state(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    del qtbot
    system = System()
    monkeypatch.setattr(QNetworkInformation, "instance", lambda: system)
    watched, heard = Network(), list[str]()
    watched.follow(lambda: heard.append(watched.reach.value))
    system.reachabilityChanged.emit()
    assert heard == []
    system.metered = True
    system.isMeteredChanged.emit()
    system.far = Reachability.Disconnected
    system.reachabilityChanged.emit()
    assert heard == ["metered", "offline"]


def test_without_a_backend_nothing_is_known_and_sync_tries(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    del qtbot
    monkeypatch.setattr(QNetworkInformation, "instance", lambda: None)
    assert Network().reach is Reach.UNKNOWN


def test_where_qt_has_a_backend_it_is_loaded_and_asked(qtbot: QtBot) -> None:
    del qtbot
    here, source = Network(), QNetworkInformation.instance()
    assert (source is None) == (not QNetworkInformation.availableBackends())
    assert here.reach is (Reach.UNKNOWN if source is None else reach_of(source))


@pytest.mark.parametrize(
    ("variable", "address"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("http://user:secret@proxy.example:3128", "http://proxy.example:3128"),
        ("socks5://proxy.example:1080", "socks5://proxy.example:1080"),
        ("", ""),
    ],
)
def test_the_systems_proxy_without_its_password(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str
) -> None:
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    if variable:
        monkeypatch.setenv("https_proxy", variable)
    assert proxy_for("https://store.example") == address


def test_a_proxy_of_a_kind_not_known_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "_SCHEMES", {})
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert proxy_for("https://store.example") == ""
