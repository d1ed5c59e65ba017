"""The type case: which faces there are, what they hold, and what a text lacks in them."""

from report_pdf.fonts.catalogue import Face, Rank, catalogue, may_embed
from report_pdf.fonts.charsets import gb2312, general_table
from report_pdf.fonts.check import check_coverage
from report_pdf.fonts.clusters import Cluster, clusters
from report_pdf.fonts.compact import CompactFace, compact_face, drawn_besides, faces_of
from report_pdf.fonts.compact_cut import TextCut, cut_for, without_glyph
from report_pdf.fonts.coverage import Coverage, coverage, missing
from report_pdf.fonts.css import font_face_css, font_resources
from report_pdf.fonts.outlines import Lettering, lettering
from report_pdf.fonts.rules import MISSING as NO_GLYPH
from report_pdf.fonts.rules import RULES

__all__ = [
    "NO_GLYPH",
    "RULES",
    "Cluster",
    "CompactFace",
    "Coverage",
    "Face",
    "Lettering",
    "Rank",
    "TextCut",
    "catalogue",
    "check_coverage",
    "clusters",
    "compact_face",
    "coverage",
    "cut_for",
    "drawn_besides",
    "faces_of",
    "font_face_css",
    "font_resources",
    "gb2312",
    "general_table",
    "lettering",
    "may_embed",
    "missing",
    "without_glyph",
]
