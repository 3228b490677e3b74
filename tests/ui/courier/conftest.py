from tests.ui.team.conftest import (
    alone,
    apart,
    asha,
    courier,
    joanne,
    kept,
    priya,
    store,
    team,
    together,
    trip,
)

__all__ = [
    "alone",
    "apart",
    "asha",
    "courier",
    "joanne",
    "kept",
    "priya",
    "store",
    "team",
    "together",
    "trip",
]
