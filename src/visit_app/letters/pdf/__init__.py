"""A letter as PDF: the only package that knows ReportLab, which is slow to import.

Import it when the first letter is wanted, not before.
"""

from visit_app.letters.pdf.drawing import render, unprintable

__all__ = ["render", "unprintable"]
