"""Articles, pictures and supplements become an Issue: cleaned, matched, admitted."""

from report_pdf.issue.rules import RULES
from report_pdf.issue.stage import gather
from report_pdf.issue.texts import set_texts

__all__ = ["RULES", "gather", "set_texts"]
