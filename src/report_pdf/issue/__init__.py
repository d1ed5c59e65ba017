"""Articles, pictures and supplements become an Issue: cleaned, matched, admitted."""

from report_pdf.issue.alternatives import missing_alternatives
from report_pdf.issue.figures import with_named_photos
from report_pdf.issue.originals import originals, received_supplements
from report_pdf.issue.photos import PhotoMatch
from report_pdf.issue.photos_say import match_findings, reasons_of
from report_pdf.issue.photos_stage import match_photos, same_photos, unused_photos
from report_pdf.issue.rules import RULES
from report_pdf.issue.sheets import as_sheet
from report_pdf.issue.stage import gather
from report_pdf.issue.texts import set_texts

__all__ = [
    "RULES",
    "PhotoMatch",
    "as_sheet",
    "gather",
    "match_findings",
    "match_photos",
    "missing_alternatives",
    "originals",
    "reasons_of",
    "received_supplements",
    "same_photos",
    "set_texts",
    "unused_photos",
    "with_named_photos",
]
