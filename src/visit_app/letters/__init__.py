"""Referral letters: composed from the record, set on A4, shown as pages.

`letters.pdf` (ReportLab) and `letters.preview` (PDFium) are imported when they are
needed, not here: they are slow to load.
"""

from visit_app.letters.compose import (
    compose,
    draft_text,
    recompose,
    sections,
    visit_sections,
    visit_title,
)
from visit_app.letters.context import LetterContext
from visit_app.letters.letter import Letter

__all__ = [
    "Letter",
    "LetterContext",
    "compose",
    "draft_text",
    "recompose",
    "sections",
    "visit_sections",
    "visit_title",
]
