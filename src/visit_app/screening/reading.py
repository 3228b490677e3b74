"""What all pathway files share: no sentence without where it comes from."""

from collections.abc import Mapping
from typing import Any

from visit_app.records.source import HOW_CHECKED, Source, source_of


def stated_source(*nodes: Mapping[str, Any]) -> Source:
    """The nearest source; raises ValueError without one, or how it was checked."""
    source = source_of(*nodes)
    if not source.text or source.verified not in HOW_CHECKED:
        name = nodes[0].get("id", "")
        raise ValueError(
            f"{name}: name a source, and how it was checked: {', '.join(HOW_CHECKED)}."
        )
    return source
