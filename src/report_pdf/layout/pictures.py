"""Which picture goes where, and how large: each becomes a Placement the pipeline cuts and resamples."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.views import PictureView
from report_pdf.model.issue import Picture
from report_pdf.model.pages import Placement

__all__ = ["Placed", "carries_opener", "place_picture", "spans_page"]

_MM_PER_INCH = 25.4
_OPENER_PPI = (
    220  # over the whole sheet; facts of the press want 300, the eye of a reader at arm's length 220
)
_PAGE_PPI = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A picture at its place and what the template sees of it."""

    view: PictureView
    placement: Placement


def place_picture(
    picture: Picture, *, key: str, width_mm: float, height_mm: float, otherwise: str = ""
) -> Placed:
    """The picture cut to a slot of this size around its focus; ``otherwise``: what to call it if nobody described it."""
    url = f"issue:picture/{key}.jpg"
    return Placed(
        view=PictureView(
            key=key,
            url=url,
            alt=picture.alt or picture.caption or otherwise or picture.name,
            caption=picture.caption,
            credit=picture.credit,
        ),
        placement=Placement(
            url=url, picture=picture, width_mm=width_mm, height_mm=height_mm, focus=picture.focus
        ),
    )


def carries_opener(picture: Picture, folder: LayoutFolder) -> bool:
    """A landscape picture with pixels enough for the whole width of the sheet."""
    return picture.width >= 1.2 * picture.height and _ppi(picture, folder.mm("trim-width")) >= _OPENER_PPI


def spans_page(picture: Picture, folder: LayoutFolder) -> bool:
    """A landscape picture with pixels enough for both columns; others stay in one."""
    return picture.width >= 1.15 * picture.height and _ppi(picture, folder.mm("type-area-width")) >= _PAGE_PPI


def _ppi(picture: Picture, width_mm: float) -> float:
    return picture.width / (width_mm / _MM_PER_INCH)
