"""The 3-step guide: which prompt comes next, how to say it, and what was said."""

from visit_app.conversation.guide import (
    Field,
    Guide,
    Note,
    Prompt,
    Step,
    load_guide,
    read_guide,
)
from visit_app.conversation.progress import (
    Answers,
    PromptState,
    Said,
    next_prompt,
    next_words,
    noticed,
    own_words,
    reason_left,
    state,
    support,
)

__all__ = [
    "Answers",
    "Field",
    "Guide",
    "Note",
    "Prompt",
    "PromptState",
    "Said",
    "Step",
    "load_guide",
    "next_prompt",
    "next_words",
    "noticed",
    "own_words",
    "read_guide",
    "reason_left",
    "state",
    "support",
]
