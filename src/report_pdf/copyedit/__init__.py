"""A Manuscript is corrected where that is safe; what only the desk can decide is reported with its place."""

from __future__ import annotations

from report_pdf.copyedit.checks import RULES
from report_pdf.copyedit.edit import copyedit

__all__ = ["RULES", "copyedit"]
