"""The marks of a sheet: where it is cut, where it is folded, whether the plates register. Outside the bleed.

Collating marks are the exception: they stand in the gutter that perfect binding mills off, a step lower on each
signature's back, so that a missing one is seen. Between the pages, they are in black ink alone: registration colour
has its place outside the bleed (GWG 2022 R0024).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from report_pdf.imposition.forms import Edge, Face, Gap
from report_pdf.imposition.measures import MM
from report_pdf.imposition.places import Place, PlacedForm
from report_pdf.imposition.spine import box_outlines
from report_pdf.pdf import Line, Painted, Rectangle

__all__ = ["GAP_PT", "bar_over", "collating_marks", "marks_of", "slug_at"]

GAP_PT = 1 * MM
_LENGTH = 5 * MM
_RADIUS = 1.6 * MM
_SIDES = 48
_FROM_CORNER = 12 * MM
_STEP = 5 * MM
_LEAST_GUTTER = 2 * MM
_BLACK = (0.0, 0.0, 0.0, 1.0)


def marks_of(placed: PlacedForm) -> tuple[Line, ...]:
    """Every line of the sheet's marks."""
    return (
        *_along_columns(placed),
        *_along_rows(placed),
        *(line for x, y in _targets(placed) for line in _target(x, y)),
    )


def collating_marks(placed: PlacedForm) -> tuple[Painted, ...]:
    """A block on the outermost spine of a signature that is milled."""
    spine = _outer_spine(placed)
    if placed.form.face is not Face.FRONT or spine is None:
        return ()
    gap, start, end = spine
    if gap is not Gap.SPINE or end - start < _LEAST_GUTTER:
        return ()
    trim = _corner(placed, top=False).trim
    steps = max(1, int((trim.height - 2 * _FROM_CORNER) // _STEP))
    top = trim.top - _FROM_CORNER - (placed.form.signature - 1) % steps * _STEP
    middle, half = (start + end) / 2, min(end - start, 2 * MM) / 2
    block = Rectangle(middle - half, top - _STEP, middle + half, top)
    return (Painted(inks=_BLACK, outlines=box_outlines(block)),)


def slug_at(placed: PlacedForm) -> tuple[float, float, float]:
    """Where the slug's base line begins, and how long it may be: below the first column, left of the target."""
    trim = _corner(placed, top=False).trim
    x = trim.left + _FROM_CORNER
    return x, placed.bleed.bottom - GAP_PT - 4 * MM, (trim.left + trim.right) / 2 - _LENGTH - x


def bar_over(placed: PlacedForm) -> Rectangle:
    """What the colour bar stands on: the first column, where it has room left of the target."""
    trim = _corner(placed, top=True).trim
    return Rectangle(trim.left, placed.bleed.bottom, trim.right, placed.bleed.top)


def _corner(placed: PlacedForm, *, top: bool) -> Place:
    return next(
        p for p in placed.places if p.cell.column == 0 and p.cell.row == (0 if top else len(placed.rows))
    )


def _along_columns(placed: PlacedForm) -> Iterator[Line]:
    """Above the top row and below the bottom row: trims, folds."""
    bleed = placed.bleed
    ends = (
        (0, bleed.top + GAP_PT, bleed.top + GAP_PT + _LENGTH),
        (len(placed.rows), bleed.bottom - GAP_PT, bleed.bottom - GAP_PT - _LENGTH),
    )
    for row, start, end in ends:
        cells = [place for place in placed.places if place.cell.row == row]
        for x in _distinct(x for place in cells for x in _cut_sides(place)):
            yield Line(points=((x, start), (x, end)))
        for x in _folds(placed.columns):
            yield Line(points=((x, start), (x, end)), dashed=True)


def _cut_sides(place: Place) -> Iterator[float]:
    if place.cell.spine is not Edge.LEFT:
        yield place.trim.left
    if place.cell.spine is not Edge.RIGHT:
        yield place.trim.right


def _along_rows(placed: PlacedForm) -> Iterator[Line]:
    """Left of the first column and right of the last one."""
    bleed = placed.bleed
    ends = (
        (0, bleed.left - GAP_PT, bleed.left - GAP_PT - _LENGTH),
        (len(placed.columns), bleed.right + GAP_PT, bleed.right + GAP_PT + _LENGTH),
    )
    for column, start, end in ends:
        cells = [place for place in placed.places if place.cell.column == column]
        for y in _distinct(y for place in cells for y in (place.trim.bottom, place.trim.top)):
            yield Line(points=((start, y), (end, y)))
        for y in _folds(placed.rows):
            yield Line(points=((start, y), (end, y)), dashed=True)


def _folds(gaps: Iterable[tuple[Gap, float, float]]) -> tuple[float, ...]:
    found: list[float] = []
    for gap, start, end in gaps:
        if gap is Gap.COVER_SPINE:
            found += [start, end]
        elif gap is not Gap.CUT:
            found.append((start + end) / 2)
    return _distinct(found)


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    """In order, without those that would lie on each other."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 0.01:
            kept.append(value)
    return tuple(kept)


def _targets(placed: PlacedForm) -> Iterator[tuple[float, float]]:
    """At the middle of the outer columns and rows, where neither fold nor trim is marked; the same on both faces."""
    bleed, away = placed.bleed, GAP_PT + _LENGTH / 2
    outer = [placed.places[0].trim.width / 2, placed.places[0].trim.height / 2]
    for x in _distinct((placed.trim.left + outer[0], placed.trim.right - outer[0])):
        yield x, bleed.top + away
        yield x, bleed.bottom - away
    for y in _distinct((placed.trim.bottom + outer[1], placed.trim.top - outer[1])):
        yield bleed.left - away, y
        yield bleed.right + away, y


def _target(x: float, y: float) -> Iterator[Line]:
    arm = _LENGTH / 2
    yield Line(points=((x - arm, y), (x + arm, y)))
    yield Line(points=((x, y - arm), (x, y + arm)))
    angles = [2 * math.pi * number / _SIDES for number in range(_SIDES + 1)]
    yield Line(points=tuple((x + _RADIUS * math.cos(a), y + _RADIUS * math.sin(a)) for a in angles))


def _outer_spine(placed: PlacedForm) -> tuple[Gap, float, float] | None:
    """Beside the first page of the signature: right of it in a book bound on its right."""
    first = [place for place in placed.places if place.cell.row == len(placed.rows) and place.cell.depth == 0]
    column = min((place.cell.column for place in first), default=None)
    return placed.columns[column] if column is not None and placed.columns else None
