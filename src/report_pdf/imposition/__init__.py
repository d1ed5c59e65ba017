"""Pages on press sheets: signatures, creep, marks. Schemes are data and functions; the PDF is made in pdf/."""

from report_pdf.imposition.binding import Binding, bind
from report_pdf.imposition.forms import Blank, Scheme, SpineSide
from report_pdf.imposition.measures import CALIPER_MM, COVER_CALIPER_MM, MM, parse_sheet
from report_pdf.imposition.rules import RULES
from report_pdf.imposition.signatures import SIGNATURES
from report_pdf.imposition.spec import Imposed, ImpositionSpec
from report_pdf.imposition.spine import Spine
from report_pdf.imposition.stage import impose
from report_pdf.imposition.ticket import Ticket, read_ticket, written_ticket

__all__ = [
    "CALIPER_MM",
    "COVER_CALIPER_MM",
    "MM",
    "RULES",
    "SIGNATURES",
    "Binding",
    "Blank",
    "Imposed",
    "ImpositionSpec",
    "Scheme",
    "Spine",
    "SpineSide",
    "Ticket",
    "bind",
    "impose",
    "parse_sheet",
    "read_ticket",
    "written_ticket",
]
