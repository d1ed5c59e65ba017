"""Where each cell is on its sheet: rows and columns with their gaps, creep, what is cut at the spine."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.errors import InputError, UsageError
from report_pdf.findings import Message
from report_pdf.imposition.forms import Cell, Edge, Form, Gap
from report_pdf.imposition.measures import LEAST_ROOM_PT, ROOM_PT, Measures, said_mm
from report_pdf.pdf import Rectangle

__all__ = ["Place", "PlacedForm", "place_form", "sheet_size"]

_HAIR = 0.5
_LARGEST = 14400.0
"""ISO 32000-2 Annex C.2: the side of a page, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell on the sheet: ``trim`` is where the page will be cut, ``seen`` what of it is printed."""

    cell: Cell
    trim: Rectangle
    seen: Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedForm:
    """A form on its sheet. ``columns`` and ``rows``: each gap with its two edges, as the form has them."""

    form: Form
    width: float
    height: float
    trim: Rectangle
    bleed: Rectangle
    places: tuple[Place, ...]
    columns: tuple[tuple[Gap, float, float], ...]
    rows: tuple[tuple[Gap, float, float], ...]


def sheet_size(forms: Sequence[Form], measures: Measures) -> tuple[float, float]:
    """The sheet asked for, turned so that every form fits; or one that is just large enough for all.

    Raises:
        UsageError: The sheet asked for is too small either way.
        InputError: The sheet would be larger than a PDF page may be.
    """
    sizes = [_form_size(form, measures) for form in forms]
    width, height = max(size[0] for size in sizes), max(size[1] for size in sizes)
    around = 2 * (measures.bleed + (ROOM_PT if measures.marks else 0))
    if measures.sheet is None:
        if max(width, height) + around > _LARGEST:
            raise _too_large(width + around, height + around)
        return width + around, height + around
    # Without marks the sheet's own edge may cut into the bleed.
    least = 2 * (measures.bleed + LEAST_ROOM_PT) if measures.marks else 0
    for sheet in (measures.sheet, measures.sheet[::-1]):
        if sheet[0] >= width + least - _HAIR and sheet[1] >= height + least - _HAIR:
            return sheet
    raise _too_small(measures, width + least, height + least)


def _too_small(measures: Measures, width: float, height: float) -> UsageError:
    assert measures.sheet is not None
    given = "×".join(said_mm(side) for side in measures.sheet)
    needed = f"{said_mm(width)}×{said_mm(height)}"
    return UsageError(
        Message(
            zh=f"纸张 {given} mm 放不下：至少要 {needed} mm。",
            en=f"the sheet of {given} mm is too small: {needed} mm are needed.",
        ),
        hint=Message(
            zh="换大一些的纸，或减少每帖页数（--signature）、出血（--bleed），或不加标记（--no-marks）。",
            en="Take a larger sheet, a smaller --signature or --bleed, or --no-marks.",
        ),
    )


def _too_large(width: float, height: float) -> InputError:
    size = f"{said_mm(width)}×{said_mm(height)}"
    return InputError(
        Message(
            zh=f"印张会有 {size} mm，超过 PDF 的上限 5080 mm。",
            en=f"the sheet would be {size} mm; a PDF page has 5080 mm at most.",
        ),
        hint=Message(
            zh="请核对页面尺寸（用 --pages 略过过大的页），或减少每帖页数。",
            en="Check the pages' sizes (--pages leaves one out), or take a smaller --signature.",
        ),
    )


def place_form(form: Form, measures: Measures, sheet: tuple[float, float]) -> PlacedForm:
    """The form in the middle of its sheet, so that front and back lie behind each other however it is turned."""
    width, height = _form_size(form, measures)
    left, bottom = (sheet[0] - width) / 2, (sheet[1] - height) / 2
    columns = _gaps(form.columns, start=left, length=measures.width, measures=measures)
    # Rows are counted from above, points from below.
    rows = _gaps(form.rows[::-1], start=bottom, length=measures.height, measures=measures)[::-1]
    lefts = [left, *(right for _, _, right in columns)]
    bottoms = [*(above for _, _, above in rows), bottom]
    places = tuple(
        _place(cell, lefts[cell.column], bottoms[cell.row], form=form, measures=measures)
        for cell in form.cells
    )
    trim = Rectangle.around([place.trim for place in places])
    within = Rectangle(0, 0, *sheet)
    return PlacedForm(
        form=form,
        width=sheet[0],
        height=sheet[1],
        trim=_within(trim, within),
        bleed=_within(trim.grown(measures.bleed), within),
        places=places,
        columns=columns,
        rows=rows,
    )


def _place(cell: Cell, left: float, bottom: float, *, form: Form, measures: Measures) -> Place:
    """The page moves towards the spine by its creep; there it is cut, elsewhere its bleed goes with it."""
    shift = cell.depth * measures.creep * {Edge.LEFT: -1, Edge.RIGHT: 1, Edge.NONE: 0}[cell.spine]
    base = Rectangle(left, bottom, left + measures.width, bottom + measures.height)
    trim = Rectangle(base.left + shift, base.bottom, base.right + shift, base.top)
    seen = trim.grown(measures.bleed)
    gap = measures.spine if Gap.COVER_SPINE in form.columns else measures.gutter
    inner = min(measures.bleed, gap / 2)
    if cell.spine is Edge.LEFT:
        seen = Rectangle(base.left - inner, seen.bottom, seen.right, seen.top)
    elif cell.spine is Edge.RIGHT:
        seen = Rectangle(seen.left, seen.bottom, base.right + inner, seen.top)
    return Place(cell=cell, trim=trim, seen=seen)


def _form_size(form: Form, measures: Measures) -> tuple[float, float]:
    return (
        (len(form.columns) + 1) * measures.width + sum(_gap(gap, measures) for gap in form.columns),
        (len(form.rows) + 1) * measures.height + sum(_gap(gap, measures) for gap in form.rows),
    )


def _gap(gap: Gap, measures: Measures) -> float:
    """Where something is cut off on both sides there is bleed for both."""
    return {
        Gap.SPINE: measures.gutter,
        Gap.COVER_SPINE: measures.spine,
        Gap.FOLD: 2 * measures.bleed,
        Gap.CUT: 2 * measures.bleed,
    }[gap]


def _gaps(
    gaps: Sequence[Gap], *, start: float, length: float, measures: Measures
) -> tuple[tuple[Gap, float, float], ...]:
    """Each gap with where it begins and ends."""
    widths = [_gap(gap, measures) for gap in gaps]
    ends = [
        start + (number + 1) * length + total for number, total in enumerate(itertools.accumulate(widths))
    ]
    return tuple((gap, end - width, end) for gap, width, end in zip(gaps, widths, ends, strict=True))


def _within(box: Rectangle, outer: Rectangle) -> Rectangle:
    return Rectangle(
        max(box.left, outer.left),
        max(box.bottom, outer.bottom),
        min(box.right, outer.right),
        min(box.top, outer.top),
    )
