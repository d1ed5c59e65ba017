"""Which picture goes where, and how large: each becomes a Placement the pipeline cuts and resamples."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.layout.copyfit import text_lines
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.views import PictureView
from report_pdf.model.issue import Picture
from report_pdf.model.pages import Placement

__all__ = ["Placed", "caption_rows", "carries_opener", "place_picture", "spans_page", "whole_size"]

_MM_PER_INCH = 25.4
_OPENER_PPI = (
    220  # over the whole sheet; facts of the press want 300, the eye of a reader at arm's length 220
)
_PAGE_PPI = 150
_WHOLE_PPI = 96
"""Of a chart or a logo: as large as Word shows it at most."""
_CAPTION_PT = 8.5
_MOST_CAPTION_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A picture at its place and what the template sees of it."""

    view: PictureView
    placement: Placement


def caption_lines(picture: Picture, folder: LayoutFolder, width_pt: float) -> tuple[str, ...]:
    """A short caption's lines, broken at phrases; a long one is left to the composer as one."""
    lines = folder.phrases(picture.caption, measure_em=width_pt / _CAPTION_PT, keep_whole=True)
    return lines if len(lines) <= _MOST_CAPTION_LINES else (picture.caption,)


def caption_rows(picture: Picture | None, folder: LayoutFolder, width_pt: float) -> int:
    """Lines a caption with its credit takes at this width; none without words."""
    if picture is None or not (picture.caption or picture.credit):
        return 0
    measure = width_pt / _CAPTION_PT
    *before, last = caption_lines(picture, folder, width_pt) or ("",)
    return len(before) + text_lines(last + "　" + picture.credit, measure_em=measure)


def place_picture(
    picture: Picture,
    folder: LayoutFolder,
    *,
    key: str,
    width_mm: float,
    height_mm: float,
    caption_pt: float | None = None,
) -> Placed:
    """The picture cut to a slot of this size around its focus, or shown whole within it.

    ``caption_pt``: how wide its caption runs, if not as wide as the slot.
    """
    url = f"issue:picture/{key}.jpg"
    width, height = whole_size(picture, width_mm, height_mm) if picture.whole else (width_mm, height_mm)
    return Placed(
        view=PictureView(
            key=key,
            url=url,
            alt=picture.alt or picture.caption or picture.name,
            caption_lines=caption_lines(picture, folder, caption_pt or width_mm * 72 / _MM_PER_INCH),
            credit=picture.credit,
            whole_mm=(width, height) if picture.whole else None,
        ),
        placement=Placement(url=url, picture=picture, width_mm=width, height_mm=height, focus=picture.focus),
    )


def whole_size(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """The largest size in millimetres within a slot at which nothing is cut off and pixels stay small."""
    most = picture.width / _WHOLE_PPI * _MM_PER_INCH
    shown = min(width, most, height * picture.width / picture.height)
    return shown, shown * picture.height / picture.width


def carries_opener(picture: Picture, folder: LayoutFolder) -> bool:
    """A landscape picture with pixels enough for the whole width of the sheet, and edges to spare."""
    landscape = picture.width >= 1.2 * picture.height and not picture.whole
    return landscape and _ppi(picture, folder.mm("trim-width")) >= _OPENER_PPI


def spans_page(picture: Picture, folder: LayoutFolder) -> bool:
    """A landscape picture with pixels enough for both columns; others stay in one."""
    return picture.width >= 1.15 * picture.height and _ppi(picture, folder.mm("type-area-width")) >= _PAGE_PPI


def _ppi(picture: Picture, width_mm: float) -> float:
    return picture.width / (width_mm / _MM_PER_INCH)
