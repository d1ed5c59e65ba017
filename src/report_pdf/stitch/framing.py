"""Where a supplement's page stands on a page of the house (``place: frame``)."""

from __future__ import annotations

from report_pdf.pdf import Rectangle

__all__ = ["framed", "within"]

_MARGIN = 1 / 12
"""Of a page's side: room for running head and folio when the layout gives no box."""


def framed(face: Rectangle) -> Rectangle:
    """The page without its margins."""
    across, down = face.width * _MARGIN, face.height * _MARGIN
    return Rectangle(face.left + across, face.bottom + down, face.right - across, face.top - down)


def within(face: Rectangle, *, left: float, top: float, width: float, height: float) -> Rectangle:
    """A box whose top left corner is ``left``, ``top`` points from the page's."""
    x, y = face.left + left, face.top - top
    return Rectangle(x, y - height, x + width, y)
