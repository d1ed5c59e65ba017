"""The rules of Chinese text as pure functions."""

from __future__ import annotations

from report_pdf.typography.breaks import penalties
from report_pdf.typography.classes import CharClass, classify
from report_pdf.typography.phrases import break_heading
from report_pdf.typography.segmenter import tagged, words

__all__ = ["CharClass", "break_heading", "classify", "penalties", "tagged", "words"]
