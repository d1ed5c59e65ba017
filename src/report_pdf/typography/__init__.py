"""The rules of Chinese text as pure functions."""

from __future__ import annotations

from report_pdf.typography.breaks import penalties
from report_pdf.typography.classes import CharClass, classify
from report_pdf.typography.phrases import break_heading
from report_pdf.typography.quantities import MEASURES, Quantity, quantities
from report_pdf.typography.segmenter import is_word, tagged, words

__all__ = [
    "MEASURES",
    "CharClass",
    "Quantity",
    "break_heading",
    "classify",
    "is_word",
    "penalties",
    "quantities",
    "tagged",
    "words",
]
