"""Articles, pictures and supplements become an Issue: cleaned, matched, admitted."""

from report_pdf.issue.rules import RULES
from report_pdf.issue.stage import gather

__all__ = ["RULES", "gather"]
