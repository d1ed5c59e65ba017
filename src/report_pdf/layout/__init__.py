"""An Issue becomes PaginatedHtml for one edition: Jinja parts and CSS of a layout's folder."""

from report_pdf.layout.letter import lay_letter
from report_pdf.layout.measuring import corrections, looseness
from report_pdf.layout.proof import lay_proof
from report_pdf.layout.rules import RULES
from report_pdf.layout.sheets import lay_sheet
from report_pdf.layout.slugs import lay_slugs
from report_pdf.layout.spine import spine_inks
from report_pdf.layout.stage import lay_out

__all__ = [
    "RULES",
    "corrections",
    "lay_letter",
    "lay_out",
    "lay_proof",
    "lay_sheet",
    "lay_slugs",
    "looseness",
    "spine_inks",
]
