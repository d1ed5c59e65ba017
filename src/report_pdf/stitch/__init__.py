"""Supplements in place, with bookmarks, labels and links right."""

from report_pdf.stitch.arrivals import SupplementRequest
from report_pdf.stitch.behind import StitchedFiles, StitchedSupplement, stitch_files
from report_pdf.stitch.inside import stitch
from report_pdf.stitch.rules import RULES

__all__ = [
    "RULES",
    "StitchedFiles",
    "StitchedSupplement",
    "SupplementRequest",
    "stitch",
    "stitch_files",
]
