"""The courier of a window: this laptop, its mark, and the network Qt knows of."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visit_app.ui.background import Runner
from visit_app.ui.courier.courier import Courier

if TYPE_CHECKING:
    from visit_app.sync.laptop import Laptop
    from visit_app.ui.courier.network import Network
    from visit_app.visits.desk import Desk


def make_courier(background: Runner, folder: Path, parent: QObject) -> Courier:
    """The courier for the records in this folder."""

    def laptop(desk: "Desk") -> "Laptop":
        from visit_app.sync.laptop import Laptop
        from visit_app.sync.machine import machine_mark

        mark = machine_mark(folder) if not desk.vault.is_practice else ""
        return Laptop(desk.vault, desk.clock, mark, _proxy)

    def network() -> "Network":
        from visit_app.ui.courier.network import Network

        return Network(parent)

    return Courier(background, laptop, network, parent)


def _proxy(url: str) -> str:
    from visit_app.ui.courier.network import proxy_for

    return proxy_for(url) if url else ""
