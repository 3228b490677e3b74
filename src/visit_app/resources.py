"""Where the data that ships with the app lies: the only place that knows the folder."""

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def resource_folder() -> Path:
    """The `resources` folder: beside `src` in a checkout, inside a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources"


def read_json(name: str) -> Any:
    """The parsed content of a resource, for example `guides/three-steps.json`."""
    import json  # the first paint needs the fonts, and no JSON

    return json.loads((resource_folder() / name).read_text(encoding="utf-8"))
