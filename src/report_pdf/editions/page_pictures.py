"""A supplement's pages as pictures, where their content cannot be archived: drawn as they show, forms and notes too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import SupplementError
from report_pdf.findings import Message
from report_pdf.model.issue import Supplement
from report_pdf.pdf import PagePicture, rasterise
from report_pdf.pictures import raster_jpeg

__all__ = ["draw_pages", "page_pictures"]

_PPI = 200
_MOST_PIXELS = 40_000_000
_POINTS_PER_INCH = 72
_LIMITS = ChildLimits(wall_seconds=600, memory_bytes=4 * 2**30)


def page_pictures(supplement: Supplement, indices: Sequence[int]) -> tuple[PagePicture, ...]:
    """A picture of each page (``indices`` from 0), at 200 ppi; a page as large as a poster has fewer.

    Raises:
        SupplementError: The pages cannot be drawn.
    """
    sizes = {page.index: (page.width_pt, page.height_pt) for page in supplement.pages}
    wanted = tuple((index, _ppi(*sizes[index])) for index in indices)
    try:
        return run(_LIMITS, draw_pages, supplement.path, wanted)
    except (ChildCrashed, ChildTimedOut, MemoryError, ValueError) as error:
        raise SupplementError(
            Message(
                zh=f"附件《{supplement.title}》画不成图。",
                en=f"the pages of “{supplement.title}” cannot be drawn.",
            ),
            place=supplement.place,
            hint=Message(zh="请另存该 PDF 后再试。", en="Save the PDF anew and try again."),
        ) from error


def _ppi(width_pt: float, height_pt: float) -> float:
    area = width_pt * height_pt / _POINTS_PER_INCH**2
    return min(_PPI, math.sqrt(_MOST_PIXELS / area))


def draw_pages(path: Path, wanted: Sequence[tuple[int, float]]) -> tuple[PagePicture, ...]:
    """The child's task: pages by index and resolution."""
    data = path.read_bytes()
    return tuple(_drawn(data, index, ppi) for index, ppi in wanted)


def _drawn(pdf: bytes, index: int, ppi: float) -> PagePicture:
    (raster,) = rasterise(pdf, [index + 1], ppi=ppi)
    jpeg = raster_jpeg(raster.samples, raster.width_px, raster.height_px)
    return PagePicture(jpeg=jpeg.data, width=raster.width_px, height=raster.height_px, is_grey=jpeg.is_grey)
