"""The type case: which faces there are, what they hold, and what a text lacks in them."""

from report_pdf.fonts.catalogue import Face, catalogue, may_embed
from report_pdf.fonts.charsets import gb2312, general_table
from report_pdf.fonts.check import check_coverage
from report_pdf.fonts.clusters import Cluster, clusters
from report_pdf.fonts.coverage import Coverage, coverage, missing
from report_pdf.fonts.css import font_face_css, font_resources
from report_pdf.fonts.outlines import Lettering, lettering
from report_pdf.fonts.rules import RULES

__all__ = [
    "RULES",
    "Cluster",
    "Coverage",
    "Face",
    "Lettering",
    "catalogue",
    "check_coverage",
    "clusters",
    "coverage",
    "font_face_css",
    "font_resources",
    "gb2312",
    "general_table",
    "lettering",
    "may_embed",
    "missing",
]
