"""Which part of a picture a slot shows, and at how many pixels an inch."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.model.pages import Placement
from report_pdf.model.plan import Focus

__all__ = ["Window", "crop_window", "effective_ppi"]

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of a picture in pixels, fractions allowed."""

    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.left + self.width, self.top + self.height


def crop_window(size: tuple[int, int], aspect: float, focus: Focus) -> Window:
    """The largest window of ``aspect`` (width by height), centred on the focus as far as the edges allow.

    The focus is always inside, and exactly in the middle unless an edge is nearer than half the window.
    """
    width, height = size
    wide = min(float(width), height * aspect)
    high = min(float(height), width / aspect)
    left = min(max(focus.x * width - wide / 2, 0.0), width - wide)
    top = min(max(focus.y * height - high / 2, 0.0), height - high)
    return Window(left=left, top=top, width=wide, height=high)


def effective_ppi(placement: Placement) -> float:
    """Pixels of the original for each inch of the page, before any resampling."""
    picture = placement.picture
    aspect = placement.width_mm / placement.height_mm
    window = crop_window((picture.width, picture.height), aspect, placement.focus)
    return window.width / (placement.width_mm / _MM_PER_INCH)
