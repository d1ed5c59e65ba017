"""Fills columns side by side with measured text in whole lines of a grid. Pure numbers: knows no engine.

In: pieces (paragraphs, headings, pictures …), each measured once as a run of units (lines, mostly) with the cost of a
break before each. Out: bands: which units stand in which column and how high, or one spanner across them all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from report_pdf.render.column_fill import fill
from report_pdf.render.pieces import (
    Band,
    Column,
    PageArea,
    Piece,
    Position,
    Slice,
    lines_of,
    snap,
)

# So many lines higher columns may be on a last page, if then no note is broken.
_LINES_FOR_WHOLE_NOTES = 2

__all__ = ["broken_spanner", "completes", "owed", "pays", "spanner_band", "text_band"]


def _fill_band(
    flow: Sequence[Piece],
    start: Position,
    heights: Sequence[int],
    area: PageArea,
    *,
    band: int,
    desperate: bool,
) -> tuple[Column, ...]:
    """Columns of the given heights side by side, less what is reserved in them, until the text of the band ends."""
    columns: list[Column] = []
    position = start
    rest = area.carried if band == 0 else ()
    for number, height in enumerate(heights):
        carried = tuple(sorted((*rest, *owed(area, number))))
        head, foot = area.reserved.get((band, number), (0, 0))
        kept = head + foot
        bad_breaks = (desperate or height - kept >= area.full) and height > kept
        column = fill(flow, position, height - kept, area, desperate=bad_breaks, carried=carried)
        columns.append(replace(column, head=head) if head else column)
        position, rest = column.end, column.notes.rest
        if completes(flow, columns) and not any(area.owed[number + 1 :]):
            break
        if column.complete and not _goes_on_in_next_column(flow, position):
            # Only notes are left for the columns that follow.
            flow = flow[: position.piece]
        desperate = desperate and all(filled.empty for filled in columns)
    return tuple(columns)


def _goes_on_in_next_column(flow: Sequence[Piece], position: Position) -> bool:
    forced = flow[position.piece].forced if position.piece < len(flow) else None
    return forced is not None and not forced.ends_page and not flow[position.piece].spanner


def completes(flow: Sequence[Piece], columns: Sequence[Column]) -> bool:
    """Whether the text of the band ends in its columns, notes and all."""
    last = columns[-1]
    return last.complete and not last.notes.rest and not _goes_on_in_next_column(flow, last.end)


def owed(area: PageArea, column: int) -> tuple[Position, ...]:
    """The notes that the columns above it leave to a column."""
    return area.owed[column] if column < len(area.owed) else ()


def pays(columns: Sequence[Column], area: PageArea) -> bool:
    """Whether each column has all the notes that the columns above it called."""
    for number, due in enumerate(area.owed):
        parts = columns[number].notes.slices if number < len(columns) else ()
        ended = {part.piece for part in parts if part.last == area.book.notes[part.piece].units - 1}
        if not ended.issuperset(position.piece for position in due):
            return False
    return True


def _balanced(
    flow: Sequence[Piece],
    start: Position,
    filled: tuple[Column, ...],
    area: PageArea,
    *,
    band: int,
    lines: int,
) -> tuple[Column, ...]:
    """The same text in columns as low and as level as the rules for breaks allow."""
    kept = [sum(area.reserved.get((band, number), (0, 0))) for number in range(area.columns)]
    total = sum(column.lines(area.grid) for column in filled) + sum(kept)
    height = max(math.ceil(total / area.columns), *kept)
    trials = [(low, area) for low in range(height, lines + 1)]
    if area.book.notes:
        whole = replace(area, breaks_notes=False)
        trials = [*((low, whole) for low, _ in trials[: _LINES_FOR_WHOLE_NOTES + 1]), *trials]
    for low, trial in trials:
        columns = _fill_band(flow, start, [low] * area.columns, trial, band=band, desperate=False)
        if completes(flow, columns) and pays(columns, area):
            return _levelled(flow, start, columns, trial, band=band, height=low)
    return filled


def _levelled(
    flow: Sequence[Piece],
    start: Position,
    best: tuple[Column, ...],
    area: PageArea,
    *,
    band: int,
    height: int,
) -> tuple[Column, ...]:
    """Takes lines from the first columns where the last one would be short."""
    heights = [height] * area.columns
    for number in range(area.columns - 1 if len(best) == area.columns else 0):
        rest = sum(
            column.lines(area.grid) + sum(area.reserved.get((band, at), (0, 0)))
            for at, column in enumerate(best)
            if at >= number
        )
        for lower in range(math.ceil(rest / (area.columns - number)), height):
            trial = [*heights[:number], lower, *heights[number + 1 :]]
            columns = _fill_band(flow, start, trial, area, band=band, desperate=False)
            if completes(flow, columns) and pays(columns, area):
                best, heights = columns, trial
                break
    return best


def text_band(
    flow: Sequence[Piece], start: Position, top: int, area: PageArea, *, band: int, desperate: bool
) -> Band:
    """Columns from grid line ``top`` on: as low and level as can be where the text ends, else to the area's foot."""
    lines = area.bottom - top
    columns = _fill_band(flow, start, [lines] * area.columns, area, band=band, desperate=desperate)
    if not completes(flow, columns):
        return Band(top=top, lines=lines, columns=columns)
    end = columns[-1].end
    if area.balance or end.piece < len(flow):
        columns = _balanced(flow, start, columns, area, band=band, lines=lines)
    used = (
        column.lines(area.grid) + sum(area.reserved.get((band, number), (0, 0)))
        for number, column in enumerate(columns)
    )
    kept = (sum(area.reserved.get((band, number), (0, 0))) for number in range(area.columns))
    return Band(top=top, lines=max(*used, *kept), columns=columns)


def spanner_band(flow: Sequence[Piece], position: Position, top: int, area: PageArea) -> Band:
    """A band as high as the spanner; the margin above it is dropped at the head of the page's columns."""
    piece = flow[position.piece]
    space = piece.space_before if top > area.top else 0.0
    above = snap(max(space, 0.0), area.grid)
    foot = above + snap(piece.height + max(piece.space_after, 0.0), area.grid)
    above += piece.shift * (snap(piece.height, area.grid) - piece.height)
    return Band(
        top=top,
        lines=lines_of(foot, area.grid),
        spanner=Slice(position.piece, 0, piece.units - 1, above),
    )


def broken_spanner(
    flow: Sequence[Piece], position: Position, top: int, area: PageArea, *, desperate: bool
) -> tuple[Band | None, Position]:
    """As much of a spanner higher than a page as there is room for, as if it were a single column."""
    piece = replace(flow[position.piece], spanner=False, forced=None)
    if top > area.top and not position.unit:
        top += lines_of(max(piece.space_before, 0.0), area.grid)
    start = Position(0, position.unit)
    column = fill([piece], start, area.bottom - top, area, desperate=desperate)
    if not column.slices:
        return None, position
    (part,) = column.slices
    after = max(piece.space_after, 0.0) if column.complete else 0.0
    lines = min(lines_of(column.used + after, area.grid), area.bottom - top)
    band = Band(top=top, lines=lines, spanner=replace(part, piece=position.piece))
    return band, Position(position.piece + column.end.piece, column.end.unit)
