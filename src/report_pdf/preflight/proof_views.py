"""Each page of a print file as a small picture for its proof, drawn in children with limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.pdf import rasterise
from report_pdf.pictures import page_view

__all__ = ["PageView", "draw_few", "draw_views"]

_PAGES_A_CHILD = 24
_MEMORY = 3 * 2**30
_OVERSAMPLED = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What is drawn of a page: its edges in points from the upper left (left, top, right, bottom), and how wide."""

    page: int
    edges: tuple[float, float, float, float]
    width_px: int


def draw_views(pdf: bytes, views: Sequence[PageView]) -> Mapping[int, bytes]:
    """A JPEG for each page that can be drawn."""
    drawn: dict[int, bytes] = {}
    for start in range(0, len(views), _PAGES_A_CHILD):
        few = tuple(views[start : start + _PAGES_A_CHILD])
        made = _in_child(pdf, few)
        # One bad page ends the child of all: then each has its own.
        drawn |= made if made is not None else _one_by_one(pdf, few)
    return drawn


def _one_by_one(pdf: bytes, views: Sequence[PageView]) -> dict[int, bytes]:
    return {page: data for view in views for page, data in (_in_child(pdf, (view,)) or {}).items()}


def _in_child(pdf: bytes, views: tuple[PageView, ...]) -> dict[int, bytes] | None:
    limits = ChildLimits(wall_seconds=60 + 15 * len(views), memory_bytes=_MEMORY)
    try:
        return run(limits, draw_few, pdf, views)
    except (ChildCrashed, ChildTimedOut, MemoryError, ValueError):
        return None


def draw_few(pdf: bytes, views: Sequence[PageView]) -> dict[int, bytes]:
    """The child's task, page by page so that only one is held."""
    return {view.page: _drawn(pdf, view) for view in views}


def _drawn(pdf: bytes, view: PageView) -> bytes:
    left, top, right, bottom = view.edges
    ppi = 72 * _OVERSAMPLED * view.width_px / (right - left)
    (raster,) = rasterise(pdf, [view.page], ppi=ppi)
    scale = raster.width_px / raster.width_pt
    return page_view(
        raster.samples,
        (raster.width_px, raster.height_px),
        box=(left * scale, top * scale, right * scale, bottom * scale),
        width_px=view.width_px,
    )
