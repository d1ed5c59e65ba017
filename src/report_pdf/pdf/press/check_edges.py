"""Checks at the trim: artwork that touches it goes on to the bleed, text keeps away from it.

Boxes of marks only say where something may touch; what is really painted there is then read from the page as pdfium
draws it: a line of pixels just inside the trim against a line just inside the bleed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from report_pdf.pdf.geometry import Matrix, Rectangle, page_facts
from report_pdf.pdf.press.sight import Mark
from report_pdf.pdf.press.subject import Breach, PressPage, PressSubject
from report_pdf.pdf.rasterising import PageRaster, rasterise

__all__ = ["EDGE_CHECKS", "unbled_sides"]

_MM = 72 / 25.4
_BLEED = 3 * _MM
_SAFE = 5 * _MM
_TOLERANCE = 0.5
_PPI = 100.0
_WIDEST_PT = 2400
"""Larger pages are drawn at fewer pixels an inch."""
_INSIDE = 0.4 * _MM
_OUTSIDE = _BLEED - 0.5 * _MM
_SHIFT = 6 * _MM
"""As far as a slanting or round shape may draw in between the trim and the bleed."""
_PAPER = 250
_SIDES = {"left": "左", "bottom": "下", "right": "右", "top": "上"}
_ARTWORK = frozenset({"fill", "stroke", "image", "stencil", "shading"})


def bleed(subject: PressSubject) -> Iterator[Breach]:
    """What is painted at the trim is painted 3 mm outside it too."""
    for page in subject.pages:
        for side in unbled_sides(subject, page):
            yield Breach(
                page.number,
                f"{_SIDES[side]}边图文碰到裁切线，但没有做满 3 毫米出血。",
                f"artwork ends at the trim on the {side}, short of 3 mm of bleed.",
            )


def unbled_sides(subject: PressSubject, page: PressPage) -> tuple[str, ...]:
    """Sides where artwork reaches the trim and not the bleed; a page of text alone has none."""
    doubtful = [side for side in _SIDES if _short(page, side)]
    if not doubtful:
        return ()
    seen = _drawn(subject, page)
    return tuple(doubtful) if seen is None else tuple(side for side in doubtful if seen.ends_short(side))


def _short(page: PressPage, side: str) -> bool:
    """A mark reaches the trim and not the bleed, and nothing behind it fills the whole side."""
    reaching = [(mark, beyond) for mark in page.marks if (beyond := _beyond(mark, page, side)) is not None]
    return any(beyond < _BLEED - _TOLERANCE for _, beyond in reaching) and not any(
        beyond >= _BLEED - _TOLERANCE and _whole_side(mark, page, side) for mark, beyond in reaching
    )


def _beyond(mark: Mark, page: PressPage, side: str) -> float | None:
    """How far artwork that shows on the page goes beyond the trim on a side; None when it does not reach it."""
    box = mark.box
    if box is None or mark.kind not in _ARTWORK or not mark.inked or not _meet(box, page.cut):
        return None
    sign = 1 if side in {"right", "top"} else -1
    beyond: float = sign * (getattr(box, side) - getattr(page.cut, side))
    return beyond if beyond > -_TOLERANCE else None


def _whole_side(mark: Mark, page: PressPage, side: str) -> bool:
    box, cut = mark.box, page.cut
    if box is None or mark.kind == "stroke" or mark.alpha < 1:
        return False
    if side in {"left", "right"}:
        return box.bottom <= cut.bottom + _TOLERANCE and box.top >= cut.top - _TOLERANCE
    return box.left <= cut.left + _TOLERANCE and box.right >= cut.right - _TOLERANCE


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.left < other.right
        and one.right > other.left
        and one.bottom < other.top
        and one.top > other.bottom
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A page as pixels, with the way from its space to them."""

    raster: PageRaster
    place: Matrix
    cut: Rectangle

    def ends_short(self, side: str) -> bool:
        """Whether a painted stretch of the line inside the trim has bare paper outside it."""
        step = 72 / _PPI
        inside, outside = self._line(side, -_INSIDE, step), self._line(side, _OUTSIDE, step)
        reach = round(_SHIFT / step)
        return any(
            last - first > 1 and _bare(outside, first, last, reach) for first, last in _stretches(inside)
        )

    def _line(self, side: str, out: float, step: float) -> list[bool]:
        """Painted or not, along a side of the trim, ``out`` points outside it."""
        cut = self.cut
        if side in {"left", "right"}:
            x = cut.left - out if side == "left" else cut.right + out
            points = [(x, cut.bottom + at * step) for at in range(int(cut.height / step) + 1)]
        else:
            y = cut.bottom - out if side == "bottom" else cut.top + out
            points = [(cut.left + at * step, y) for at in range(int(cut.width / step) + 1)]
        return [self._painted(*self.place.point(x, y)) for x, y in points]

    def _painted(self, x: float, y: float) -> bool:
        raster = self.raster
        column, row = int(x), int(y)
        if not (0 <= column < raster.width_px and 0 <= row < raster.height_px):
            return False
        at = (row * raster.width_px + column) * 3
        return min(raster.samples[at : at + 3]) < _PAPER


def _drawn(subject: PressSubject, page: PressPage) -> _Drawn | None:
    """The page; None where pdfium cannot draw it."""
    facts = page_facts(subject.pdf.pages[page.number - 1].obj)
    ppi = min(_PPI, _PPI * _WIDEST_PT / max(facts.width_pt, facts.height_pt))
    raster = _raster(subject.data, page.number, ppi)
    if raster is None:
        return None
    scale = ppi / 72
    place = facts.upright.then(Matrix(a=scale, d=-scale, f=facts.height_pt * scale))
    return _Drawn(raster=raster, place=place, cut=page.cut)


@functools.lru_cache(maxsize=1)
def _raster(pdf: bytes, page: int, ppi: float) -> PageRaster | None:
    """The last page drawn is kept: a proof asks for it once a mark."""
    try:
        (raster,) = rasterise(pdf, [page], ppi=ppi)
    except ValueError:
        return None
    return raster


def _bare(outside: Sequence[bool], first: int, last: int, reach: int) -> bool:
    """A stretch that ends before the bleed, in a piece longer than a slant explains, or altogether."""
    gaps = (end - start for start, end in _stretches([not on for on in outside[first:last]]))
    return max(gaps, default=0) > reach or not any(outside[max(0, first - reach) : last + reach])


def _stretches(line: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and behind last of each run that is on."""
    start: int | None = None
    for at, on in enumerate((*line, False)):
        if on and start is None:
            start = at
        elif not on and start is not None:
            yield start, at
            start = None


def safety(subject: PressSubject) -> Iterator[Breach]:
    """A cut may be off by a millimetre and more: text 5 mm inside is safe from it."""
    for page in subject.pages:
        near = [gap for mark in page.marks if mark.kind == "text" and (gap := _gap(mark, page)) is not None]
        if near:
            most = max(0.0, min(near)) / _MM
            yield Breach(
                page.number,
                f"{len(near)} 处文字离裁切线不足 5 毫米，最近 {most:.1f} 毫米。",
                f"{len(near)} pieces of text are nearer than 5 mm to the trim, the nearest at {most:.1f} mm.",
            )


def _gap(mark: Mark, page: PressPage) -> float | None:
    """How near text on the page is to the trim, in points; None when far enough, or not printed."""
    box, cut = mark.box, page.cut
    if box is None or not mark.inked or not _meet(box, cut):
        return None
    gap = min(box.left - cut.left, box.bottom - cut.bottom, cut.right - box.right, cut.top - box.top)
    return gap if gap < _SAFE - _TOLERANCE else None


EDGE_CHECKS: Mapping[str, Callable[[PressSubject], Iterator[Breach]]] = {"bleed": bleed, "safety": safety}
