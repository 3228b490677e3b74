"""What all pathway files share: where a sentence comes from."""

from collections.abc import Mapping
from typing import Any

from visit_app.questionnaires.instrument import Source

HOW_CHECKED = ("verified", "second-hand", "calculated", "own", "unverified")


def source_of(*nodes: Mapping[str, Any]) -> Source:
    """The source of the first node, each part taken from the nearest that has it."""

    def nearest(key: str) -> str:
        return next((str(node[key]) for node in nodes if key in node), "")

    source = Source(nearest("source"), nearest("address"), nearest("verified"))
    if not source.text or source.verified not in HOW_CHECKED:
        name = nodes[0].get("id", "")
        raise ValueError(
            f"{name}: name a source, and how it was checked: {', '.join(HOW_CHECKED)}."
        )
    return source
