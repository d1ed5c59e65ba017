"""Pages on press sheets: signatures, creep, marks. Schemes are data and functions; the PDF is made in pdf/."""

from report_pdf.imposition.forms import Blank, Scheme, SpineSide
from report_pdf.imposition.measures import MM, parse_sheet
from report_pdf.imposition.rules import RULES
from report_pdf.imposition.signatures import SIGNATURES
from report_pdf.imposition.spec import Imposed, ImpositionSpec
from report_pdf.imposition.stage import impose

__all__ = [
    "MM",
    "RULES",
    "SIGNATURES",
    "Blank",
    "Imposed",
    "ImpositionSpec",
    "Scheme",
    "SpineSide",
    "impose",
    "parse_sheet",
]
