"""Referral letters: composed from the record, set on A4, shown as pages.

`letters.pdf` (ReportLab) and `letters.preview` (PDFium) are imported when they are
needed, not here: they are slow to load.
"""

from visit_app.letters.compose import (
    compose,
    draft_text,
    sections,
    visit_sections,
    visit_title,
)
from visit_app.letters.context import LetterContext
from visit_app.letters.letter import Letter
from visit_app.letters.merge import Merged, merged, recompose

__all__ = [
    "Letter",
    "LetterContext",
    "Merged",
    "compose",
    "draft_text",
    "merged",
    "recompose",
    "sections",
    "visit_sections",
    "visit_title",
]
