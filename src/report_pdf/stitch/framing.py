"""Where a supplement's page stands on a page of the house (``place: frame``)."""

from __future__ import annotations

from report_pdf.pdf import Rectangle

__all__ = ["centred", "framed", "within"]

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


def centred(face: Rectangle, width: float, height: float) -> Rectangle:
    """The middle of the page, as large as what stands there; never larger than the page."""
    scale = min(1.0, face.width / width, face.height / height)
    across, down = (face.width - width * scale) / 2, (face.height - height * scale) / 2
    return Rectangle(face.left + across, face.bottom + down, face.right - across, face.top - down)
