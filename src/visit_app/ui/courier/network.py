"""What Qt can tell of the network, and the proxy the computer is set to use."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtNetwork import (
    QNetworkInformation,
    QNetworkProxy,
    QNetworkProxyFactory,
    QNetworkProxyQuery,
)


class Reach(Enum):
    """How much of the network there is; UNKNOWN is treated as open."""

    OPEN = "open"
    UNKNOWN = "unknown"
    OFFLINE = "offline"
    METERED = "metered"
    CAPTIVE = "captive"

    @property
    def is_open(self) -> bool:
        """Whether sync may run by itself."""
        return self in {Reach.OPEN, Reach.UNKNOWN}


class Source(Protocol):
    """The part of QNetworkInformation that is asked."""

    def reachability(self) -> QNetworkInformation.Reachability:
        """How far packets get."""
        ...

    def isMetered(self) -> bool:
        """Whether data is paid for by amount."""
        ...

    def isBehindCaptivePortal(self) -> bool:
        """Whether a sign-in page stands in the way."""
        ...


class Network(QObject):
    """The network of this computer; make it, and ask it, on the GUI thread."""

    _changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        features = QNetworkInformation.Feature
        QNetworkInformation.loadBackendByFeatures(features.Reachability)
        source = QNetworkInformation.instance()
        self._source: Source | None = source
        self._last = self.reach
        if source is not None:
            source.reachabilityChanged.connect(self._look)
            source.isMeteredChanged.connect(self._look)
            source.isBehindCaptivePortalChanged.connect(self._look)

    @property
    def reach(self) -> Reach:
        """How things are now."""
        return Reach.UNKNOWN if self._source is None else reach_of(self._source)

    def follow(self, follower: Callable[[], None]) -> None:
        """Call the follower when the network is otherwise than before."""
        self._changed.connect(follower)

    def _look(self) -> None:
        now = self.reach
        if now is not self._last:
            self._last = now
            self._changed.emit()


def reach_of(source: Source) -> Reach:
    """The source's answers as one; a site without internet may still hold the store."""
    reachable = source.reachability()
    if reachable is QNetworkInformation.Reachability.Unknown:
        return Reach.UNKNOWN
    if reachable is QNetworkInformation.Reachability.Disconnected:
        return Reach.OFFLINE
    if source.isBehindCaptivePortal():
        return Reach.CAPTIVE
    return Reach.METERED if source.isMetered() else Reach.OPEN


def proxy_for(url: str) -> str:
    """The address of the proxy for this URL, "" for none.

    On Windows a proxy script may be read first, which takes seconds: ask on a worker
    thread. Names and passwords of proxies are not passed on.
    """
    query = QNetworkProxyQuery(QUrl(url))
    for proxy in QNetworkProxyFactory.systemProxyForQuery(query):
        kind = _SCHEMES.get(proxy.type())
        if kind and proxy.hostName():
            return f"{kind}://{proxy.hostName()}:{proxy.port()}"
    return ""


_SCHEMES = {
    QNetworkProxy.ProxyType.HttpProxy: "http",
    QNetworkProxy.ProxyType.Socks5Proxy: "socks5",
}
