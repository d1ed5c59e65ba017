"""A page as a picture of what it shows: the last of the fallbacks (ISO 32000-2 8.9.5, 8.10)."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf

from report_pdf.pdf.geometry import PageFacts
from report_pdf.pdf.rasterising import rasterise

__all__ = ["pictured_face"]

_PPI = 200
_LONGEST_PX = 6000


def pictured_face(pdf: pikepdf.Pdf, path: Path, index: int, facts: PageFacts) -> pikepdf.Object | None:
    """A form like ``faces.face`` that draws page ``index`` of ``path`` as pdfium shows it; None when it cannot."""
    longest = max(facts.width_pt, facts.height_pt) or 1
    try:
        (raster,) = rasterise(path.read_bytes(), [index + 1], ppi=min(_PPI, _LONGEST_PX * 72 / longest))
    except ValueError:
        return None
    picture = pdf.make_stream(zlib.compress(raster.samples, 6))
    picture["/Type"], picture["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    picture["/Width"], picture["/Height"] = raster.width_px, raster.height_px
    picture["/ColorSpace"], picture["/BitsPerComponent"] = pikepdf.Name.DeviceRGB, 8
    picture["/Filter"] = pikepdf.Name.FlateDecode
    size = f"{facts.width_pt:.4f} 0 0 {facts.height_pt:.4f} 0 0"
    form = pdf.make_stream(f"q {size} cm /Page Do Q".encode())
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, facts.width_pt, facts.height_pt])
    form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=picture))
    return form
