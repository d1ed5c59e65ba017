"""A picture as a page: the JPEG goes in as it is, fitted and centred (ISO 32000-2 8.9, 7.4.8)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from report_pdf.model.page_jpeg import PageJpeg
from report_pdf.pdf.geometry import Rectangle, fit

__all__ = ["pages_of_pictures", "picture_page"]


def picture_page(
    jpeg: bytes,
    *,
    width_px: int,
    height_px: int,
    page_width_pt: float,
    page_height_pt: float,
    grey: bool,
) -> bytes:
    """A PDF of one page with the JPEG on it, evenly scaled and centred. The bytes of the JPEG do not change."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(page_width_pt, page_height_pt))
        picture = pdf.make_stream(jpeg)
        picture["/Type"] = pikepdf.Name.XObject
        picture["/Subtype"] = pikepdf.Name.Image
        picture["/Width"], picture["/Height"] = width_px, height_px
        picture["/ColorSpace"] = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
        picture["/BitsPerComponent"] = 8
        picture["/Filter"] = pikepdf.Name.DCTDecode
        page = pdf.pages[0]
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
        placing = fit(width_px, height_px, Rectangle(0, 0, page_width_pt, page_height_pt))
        width, height = width_px * placing.a, height_px * placing.d
        operators = f"q {width:.4f} 0 0 {height:.4f} {placing.e:.4f} {placing.f:.4f} cm /Picture Do Q\n"
        page.obj["/Contents"] = pdf.make_stream(operators.encode())
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def pages_of_pictures(pictures: Sequence[PageJpeg]) -> bytes:
    """A PDF with a page for each picture, as large as the picture says."""
    pages = [_page(picture) for picture in pictures]
    if len(pages) == 1:
        return pages[0]
    with pikepdf.new() as pdf:
        for data in pages:
            with pikepdf.open(io.BytesIO(data)) as page:
                pdf.pages.extend(page.pages)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _page(picture: PageJpeg) -> bytes:
    width, height = picture.page_size_pt
    return picture_page(
        picture.data,
        width_px=picture.width,
        height_px=picture.height,
        page_width_pt=width,
        page_height_pt=height,
        grey=picture.colours == 1,
    )
