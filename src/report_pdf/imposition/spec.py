"""What an imposition is told, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding
from report_pdf.imposition.forms import Blank, Scheme, SpineSide
from report_pdf.imposition.measures import CALIPER_MM, COVER_CALIPER_MM, MM
from report_pdf.imposition.spine import Spine

__all__ = ["Imposed", "ImpositionSpec"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpositionSpec:
    """How pages go on sheets; lengths in points.

    Attributes:
        scheme: How.
        pages: Which pages, as ``1-4,z``; None for all.
        signature: Pages of a folded sheet: 4, 8, 16, 32.
        inside: Work-and-turn and work-and-tumble: signatures lie in each other.
        sheet: Width and height; None for just large enough.
        caliper: Of the paper.
        creep: Of each leaf against the one around it; None: the caliper.
        gutter: Between pages at the spine; None: 6 mm to be milled for perfect binding, else nothing.
        bleed: Kept where pages are cut.
        blank: Where blank pages go; None: before the back cover for saddle stitching, else at the end.
        spine_side: Where the spine is; None: as the file's reading direction says.
        marks: Crop, fold, registration, collating marks, colour bar and slug.
        spine: Of the cover spread; None: from pages and calipers.
        cover_caliper: Of the cover's paper.
        lettering: What stands on the spine, where it is wide enough.
        body_pages: The pages between the covers, where the file has the cover only.
    """

    scheme: Scheme
    pages: str | None = None
    signature: int = 4
    inside: bool = False
    sheet: tuple[float, float] | None = None
    caliper: float = CALIPER_MM * MM
    creep: float | None = None
    gutter: float | None = None
    bleed: float = 3 * MM
    blank: Blank | None = None
    spine_side: SpineSide | None = None
    marks: bool = True
    spine: float | None = None
    cover_caliper: float = COVER_CALIPER_MM * MM
    lettering: Spine | None = None
    body_pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """The sheets: ``sides`` is how many pages the PDF has; ``width`` and ``height`` of a sheet in points."""

    pdf: bytes
    sheets: int
    sides: int
    width: float
    height: float
    findings: tuple[Finding, ...] = ()
