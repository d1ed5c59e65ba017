"""Source pages in their cells: which size the book has, what is turned, reduced, and what lacks bleed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.imposition.places import Place
from report_pdf.pdf import Matrix, PageBoxes, PageFacts, PlacedPage, Rectangle

__all__ = ["SourcePage", "book_size", "fit_page", "fitted", "lacks_bleed", "same_size", "source_page"]

_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source page, ready to be placed.

    Attributes:
        index: From 0.
        width: Of the trim as it is read, in points: turned, and in the units the page has.
        height: As ``width``.
        upright: From the page's space to its trim's lower left corner.
        art: What of the page may be printed, in its own space.
        unit: Points per unit.
        trim: In the page's own space.
    """

    index: int
    width: float
    height: float
    upright: Matrix
    art: Rectangle
    unit: float
    trim: Rectangle


def source_page(index: int, boxes: PageBoxes) -> SourcePage:
    """The page by its boxes, each cut to the MediaBox (14.11.2)."""
    trim = _common(boxes.trim, boxes.media)
    art = _common(boxes.bleed, boxes.media)
    facts = boxes.facts
    width, height = trim.width * facts.user_unit, trim.height * facts.user_unit
    if facts.turn in {90, 270}:
        width, height = height, width
    seen = PageFacts(width_pt=width, height_pt=height, turn=facts.turn, user_unit=facts.user_unit, box=trim)
    return SourcePage(
        index=index,
        width=width,
        height=height,
        upright=seen.upright,
        art=_around(art, trim),
        unit=facts.user_unit,
        trim=trim,
    )


def book_size(pages: Sequence[SourcePage]) -> tuple[float, float]:
    """The trim most pages have; of two that are as frequent, the one that comes first."""
    sizes = Counter((round(page.width), round(page.height)) for page in pages)
    most = max(sizes.values())
    return next(
        (page.width, page.height) for page in pages if sizes[round(page.width), round(page.height)] == most
    )


def same_size(page: SourcePage, size: tuple[float, float]) -> bool:
    """Whether a page is as large as the book, to a hair."""
    return abs(page.width - size[0]) <= _TOLERANCE and abs(page.height - size[1]) <= _TOLERANCE


def fitted(page: SourcePage, size: tuple[float, float]) -> tuple[bool, float]:
    """Whether a page is laid on its side, and how far it is reduced, to be in the book."""
    if same_size(page, size):
        return False, 1.0
    straight = min(1.0, size[0] / page.width, size[1] / page.height)
    sideways = min(1.0, size[0] / page.height, size[1] / page.width)
    return sideways > straight + 0.01, max(sideways, straight) if sideways > straight + 0.01 else straight


def fit_page(page: SourcePage, place: Place, *, bleed: float) -> PlacedPage:
    """The page in the middle of its cell, on its head where the cell is.

    One of another size is evenly reduced; where it gains by lying on its side, its head is at the left.
    """
    box = place.trim
    turned, scale = fitted(page, (box.width, box.height))
    matrix, width, height = page.upright, page.width, page.height
    if turned:
        matrix, width, height = matrix.then(Matrix(0, 1, -1, 0, height, 0)), height, width
    left = (box.left + box.right - width * scale) / 2
    bottom = (box.bottom + box.top - height * scale) / 2
    matrix = matrix.then(Matrix(scale, 0, 0, scale, left, bottom))
    if place.cell.turned:
        matrix = matrix.then(Matrix(-1, 0, 0, -1, box.left + box.right, box.bottom + box.top))
    by, trim = bleed / page.unit, page.trim
    wanted = Rectangle(trim.left - by, trim.bottom - by, trim.right + by, trim.top + by)
    return PlacedPage(index=page.index, box=_common(wanted, page.art), matrix=matrix, clip=place.seen)


def lacks_bleed(placed: PlacedPage) -> bool:
    """Whether paper stays white where the page is to be printed beyond its trim."""
    drawn, wanted = placed.matrix.rectangle(placed.box), placed.clip
    return (
        drawn.left > wanted.left + _TOLERANCE
        or drawn.bottom > wanted.bottom + _TOLERANCE
        or drawn.right < wanted.right - _TOLERANCE
        or drawn.top < wanted.top - _TOLERANCE
    )


def _common(box: Rectangle, outer: Rectangle) -> Rectangle:
    """What lies in both; ``outer`` where nothing does."""
    left, bottom = max(box.left, outer.left), max(box.bottom, outer.bottom)
    right, top = min(box.right, outer.right), min(box.top, outer.top)
    return Rectangle(left, bottom, right, top) if left < right and bottom < top else outer


def _around(box: Rectangle, inner: Rectangle) -> Rectangle:
    return Rectangle(
        min(box.left, inner.left),
        min(box.bottom, inner.bottom),
        max(box.right, inner.right),
        max(box.top, inner.top),
    )
