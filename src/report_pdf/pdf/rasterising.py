"""Pages as pixels, drawn by pdfium: where a picture of a page has to stand for it, or two pages are compared.

Foreign pages are drawn in a child with limits (``report_pdf.child.run``): pdfium may crash on what it has to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2

__all__ = ["PageRaster", "rasterise"]

_LARGEST_SIDE_PX = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRaster:
    """A page as it shows, upright, on white.

    Attributes:
        page: Physical page from 1.
        width_px: Pixels in a row.
        height_px: Rows, from the top.
        width_pt: The CropBox's width in points, after /Rotate.
        height_pt: Its height.
        samples: ``width_px * height_px * 3`` bytes of sRGB.
    """

    page: int
    width_px: int
    height_px: int
    width_pt: float
    height_pt: float
    samples: bytes


def rasterise(pdf: bytes, pages: Iterable[int] | None = None, *, ppi: float) -> tuple[PageRaster, ...]:
    """``pages`` (from 1; None: all) at ``ppi`` pixels an inch, with annotations and form fields as they show.

    Raises:
        ValueError: pdfium cannot open the file or one of the pages, or a side has over 30,000 pixels.
    """
    return tuple(_rasters(pdf, pages, ppi))


def _rasters(pdf: bytes, pages: Iterable[int] | None, ppi: float) -> Iterator[PageRaster]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"pdfium cannot open the file: {error}") from error
    try:
        if document.get_formtype() != 0:
            document.init_forms()
        for number in pages if pages is not None else range(1, len(document) + 1):
            yield _raster(document, number, ppi)
    finally:
        document.close()


def _raster(document: pypdfium2.PdfDocument, number: int, ppi: float) -> PageRaster:
    try:
        page = document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise ValueError(f"pdfium cannot open page {number}: {error}") from error
    width_pt, height_pt = page.get_size()
    if max(width_pt, height_pt) * ppi / 72 > _LARGEST_SIDE_PX:
        raise ValueError(f"page {number} would have more than {_LARGEST_SIDE_PX} pixels on a side")
    bitmap = page.render(scale=ppi / 72, rev_byteorder=True, prefer_bgrx=False)
    try:
        return PageRaster(
            page=number,
            width_px=bitmap.width,
            height_px=bitmap.height,
            width_pt=width_pt,
            height_pt=height_pt,
            samples=_rows(bitmap),
        )
    finally:
        bitmap.close()
        page.close()


def _rows(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """The rows without the padding that pdfium puts behind each."""
    used = bitmap.width * 3
    data = bytes(bitmap.buffer)
    if bitmap.stride == used:
        return data
    return b"".join(data[row : row + used] for row in range(0, bitmap.stride * bitmap.height, bitmap.stride))
