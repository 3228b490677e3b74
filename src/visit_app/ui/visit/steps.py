"""Which page shows which step; a page is imported when its step is first gone to."""

from collections.abc import Callable, Mapping
from importlib import import_module

from visit_app.ui.visit.step import StepBuilder

PAGES: Mapping[str, str] = {
    "before": "before",
    "conversation": "conversation",
    "questions": "questions",
    "summary": "summary",
    "referral": "referral",
    "finish": "finish",
    "mbrrace-flags": "flags",
}
QUESTIONNAIRE = "questionnaire"  # any other key is the name of an instrument


def builder(key: str) -> StepBuilder:
    """The function that builds the page of this step."""
    folder = PAGES.get(key.partition("/")[0], QUESTIONNAIRE)
    build: Callable[..., object] = import_module(f"visit_app.ui.{folder}.view").build
    return build  # type: ignore[return-value]
