"""Fills columns with measured text in whole lines of a grid. Pure numbers: knows no engine.

In: pieces (paragraphs, headings, pictures …), each measured once as a run of units (lines, mostly) with the cost of a
break before each. Out: which units stand in which column and how high.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from report_pdf.render.pieces import (
    TOLERANCE,
    Band,
    Column,
    ForcedBreak,
    PageArea,
    PageText,
    Piece,
    Position,
    Slice,
    Tier,
    collapsed,
    lines_of,
    snap,
)

__all__ = ["set_page"]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One unit where it would stand in a column: the ``origin`` of its piece and the column's foot if it ended here."""

    piece: int
    unit: int
    origin: float
    bottom: float


def _cells(flow: Sequence[Piece], start: Position, grid: float) -> Iterator[_Cell]:
    """Every unit from ``start`` to the next spanner, forced break or end, as if the column had no foot."""
    foot = 0.0
    for number in range(start.piece, len(flow)):
        piece = flow[number]
        first = start.unit if number == start.piece else 0
        if piece.spanner or (number > start.piece and piece.forced):
            return
        top = 0.0
        if number > start.piece:
            top = snap(foot + collapsed(flow[number - 1].space_after, piece.space_before), grid)
        if not first:
            top += piece.shift * (snap(piece.height, grid) - piece.height)
        origin = top - piece.starts[first]
        for unit in range(first, piece.units):
            foot = origin + (piece.height if unit == piece.units - 1 else piece.ends[unit])
            yield _Cell(number, unit, origin, foot)


def _after(flow: Sequence[Piece], cell: _Cell) -> Position:
    if cell.unit + 1 < flow[cell.piece].units:
        return Position(cell.piece, cell.unit + 1)
    return Position(cell.piece + 1, 0)


def _cost(flow: Sequence[Piece], position: Position) -> Tier:
    return flow[position.piece].tiers[position.unit] if position.piece < len(flow) else Tier.FREE


def _fill(flow: Sequence[Piece], start: Position, lines: int, area: PageArea, *, desperate: bool) -> Column:
    """One column of ``lines`` lines: as much as fits up to the last good break; a bad one only if ``desperate``."""
    cells: list[_Cell] = []
    complete = True
    for cell in _cells(flow, start, area.grid):
        if cell.bottom > (lines + TOLERANCE) * area.grid:
            complete = False
            if desperate and not cells:
                return _column(flow, start, [cell], complete=False)
            break
        cells.append(cell)
    if complete:
        return _column(flow, start, cells, complete=True)
    for worst in Tier if desperate else (Tier.FREE,):
        for count in range(len(cells), 0, -1):
            if _cost(flow, _after(flow, cells[count - 1])) <= worst:
                return _column(flow, start, cells[:count], complete=False)
    return _column(flow, start, cells if desperate else [], complete=False)


def _column(flow: Sequence[Piece], start: Position, cells: Sequence[_Cell], *, complete: bool) -> Column:
    if not cells:
        return Column(slices=(), end=start, used=0.0, complete=complete)
    by_piece: dict[int, list[_Cell]] = {}
    for cell in cells:
        by_piece.setdefault(cell.piece, []).append(cell)
    slices = tuple(
        Slice(number, units[0].unit, units[-1].unit, units[0].origin + flow[number].starts[units[0].unit])
        for number, units in by_piece.items()
    )
    return Column(slices=slices, end=_after(flow, cells[-1]), used=cells[-1].bottom, complete=complete)


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
    for number, height in enumerate(heights):
        head, foot = area.reserved.get((band, number), (0, 0))
        kept = head + foot
        bad_breaks = desperate or height - kept >= area.full
        column = _fill(flow, position, height - kept, area, desperate=bad_breaks and height > kept)
        columns.append(replace(column, head=head) if head else column)
        position = column.end
        if column.complete and not _goes_on_in_next_column(flow, position):
            break
        desperate = desperate and not any(filled.slices for filled in columns)
    return tuple(columns)


def _goes_on_in_next_column(flow: Sequence[Piece], position: Position) -> bool:
    forced = flow[position.piece].forced if position.piece < len(flow) else None
    return forced is not None and not forced.ends_page and not flow[position.piece].spanner


def _completes(flow: Sequence[Piece], columns: Sequence[Column]) -> bool:
    return columns[-1].complete and not _goes_on_in_next_column(flow, columns[-1].end)


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
    total = sum(lines_of(column.used, area.grid) for column in filled) + sum(kept)
    height = max(math.ceil(total / area.columns), *kept)
    best = filled
    for low in range(height, lines + 1):
        columns = _fill_band(flow, start, [low] * area.columns, area, band=band, desperate=False)
        if _completes(flow, columns):
            best, height = columns, low
            break
    else:
        return best
    return _levelled(flow, start, best, area, band=band, height=height)


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
            lines_of(column.used, area.grid) + sum(area.reserved.get((band, at), (0, 0)))
            for at, column in enumerate(best)
            if at >= number
        )
        for lower in range(math.ceil(rest / (area.columns - number)), height):
            trial = [*heights[:number], lower, *heights[number + 1 :]]
            columns = _fill_band(flow, start, trial, area, band=band, desperate=False)
            if _completes(flow, columns):
                best, heights = columns, trial
                break
    return best


def _text_band(
    flow: Sequence[Piece], start: Position, top: int, area: PageArea, *, band: int, desperate: bool
) -> Band:
    lines = area.bottom - top
    columns = _fill_band(flow, start, [lines] * area.columns, area, band=band, desperate=desperate)
    if not _completes(flow, columns):
        return Band(top=top, lines=lines, columns=columns)
    end = columns[-1].end
    if area.balance or end.piece < len(flow):
        columns = _balanced(flow, start, columns, area, band=band, lines=lines)
    used = (
        lines_of(column.used, area.grid) + sum(area.reserved.get((band, number), (0, 0)))
        for number, column in enumerate(columns)
    )
    kept = (sum(area.reserved.get((band, number), (0, 0))) for number in range(area.columns))
    return Band(top=top, lines=max(*used, *kept), columns=columns)


def _spanner_band(flow: Sequence[Piece], position: Position, top: int, area: PageArea) -> Band:
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


def _broken_spanner(
    flow: Sequence[Piece], position: Position, top: int, area: PageArea, *, desperate: bool
) -> tuple[Band | None, Position]:
    """As much of a spanner higher than a page as there is room for, as if it were a single column."""
    piece = replace(flow[position.piece], spanner=False, forced=None)
    if top > area.top and not position.unit:
        top += lines_of(max(piece.space_before, 0.0), area.grid)
    start = Position(0, position.unit)
    column = _fill([piece], start, area.bottom - top, area, desperate=desperate)
    if not column.slices:
        return None, position
    (part,) = column.slices
    after = max(piece.space_after, 0.0) if column.complete else 0.0
    lines = min(lines_of(column.used + after, area.grid), area.bottom - top)
    band = Band(top=top, lines=lines, spanner=replace(part, piece=position.piece))
    return band, Position(position.piece + column.end.piece, column.end.unit)


def _takes_pages(piece: Piece, area: PageArea) -> bool:
    return piece.spanner and piece.height > (area.full + TOLERANCE) * area.grid


def set_page(flow: Sequence[Piece], start: Position, area: PageArea) -> PageText:
    """As much text from ``start`` on as ``area`` takes: bands of columns, with spanners between them."""
    bands: list[Band] = []
    position, top, texts = start, area.top, 0
    forced: ForcedBreak | None = None
    while position.piece < len(flow):
        piece = flow[position.piece]
        first_of_page = area.fresh and not bands
        band: Band | None
        if bands and position.unit == 0 and piece.forced and piece.forced.ends_page:
            break
        if (position.unit and piece.spanner) or _takes_pages(piece, area):
            band, position = _broken_spanner(flow, position, top, area, desperate=first_of_page)
            if band is None:
                break
            full = position.unit > 0
        elif piece.spanner:
            band, full = _spanner_band(flow, position, top, area), False
            if top + band.lines > area.bottom and not first_of_page:
                break
            position = Position(position.piece + 1)
        else:
            band = _text_band(flow, position, top, area, band=texts, desperate=first_of_page)
            if not any(column.slices for column in band.columns):
                position = _without_stranded_spanner(flow, bands, position)
                top = bands[-1].top + bands[-1].lines if bands else area.top
                break
            texts += 1
            position, full = band.columns[-1].end, not _completes(flow, band.columns)
        bands.append(band)
        top = area.bottom if full else band.top + band.lines
        if full:
            break
    ended = position.piece >= len(flow)
    if not ended and position.unit == 0 and position != start:
        ahead = flow[position.piece].forced
        forced = ahead if ahead and ahead.ends_page else None
    return PageText(bands=tuple(bands), end=position, bottom=top, ended=ended, forced=forced)


def _without_stranded_spanner(flow: Sequence[Piece], bands: list[Band], position: Position) -> Position:
    """A spanner that keeps with what follows goes with it to the next page, unless it is all the page has."""
    keeps = position.unit == 0 and flow[position.piece].tiers[0] > Tier.FREE
    if keeps and len(bands) > 1 and bands[-1].spanner is not None:
        return Position(bands.pop().spanner.piece)  # type: ignore[union-attr]  # checked in the line above
    return position
