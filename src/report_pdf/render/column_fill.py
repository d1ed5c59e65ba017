"""Fills one column with text, and with the footnotes that the text calls at its foot. Pure numbers: knows no engine.

A note stands in the column of its call, whole if it can: the text ends earlier by as many lines as its notes take. Where
that would leave more than a line blank above the notes, or a note is too long, its call's line stays and the note goes
on at the foot of the next column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_pdf.render.footnote_runs import as_many_notes, notes_within
from report_pdf.render.pieces import (
    TOLERANCE,
    Column,
    NoteRun,
    PageArea,
    Piece,
    Position,
    Slice,
    Tier,
    collapsed,
    lines_of,
    snap,
)

__all__ = ["MIN_TEXT_LINES", "fill"]

# Fewer lines than this between two pictures, or above a note that goes on, look like a caption gone astray.
MIN_TEXT_LINES = 6
# Lines left blank above the notes before a note is rather broken: widows and orphans leave one too.
_BLANK_LINES = 1


@dataclass(frozen=True, slots=True)
class _Cell:
    """One unit where it would stand in a column: the ``origin`` of its piece and the column's foot if it ended here."""

    piece: int
    unit: int
    origin: float
    bottom: float


def fill(
    flow: Sequence[Piece],
    start: Position,
    lines: int,
    area: PageArea,
    *,
    desperate: bool,
    carried: tuple[Position, ...] = (),
) -> Column:
    """One column of ``lines`` lines: as much as fits up to the last good break; a bad one only if ``desperate``.

    ``carried``: notes of the columns before, which come first.
    """
    cells: list[_Cell] = []
    complete = True
    for cell in _cells(flow, start, area.grid):
        if cell.bottom > (lines + TOLERANCE) * area.grid:
            complete = False
            if desperate and not cells:
                rest = (*carried, *_called(flow, cell))
                return _column(flow, start, [cell], complete=False, notes=NoteRun(rest=rest))
            break
        cells.append(cell)
    candidate = _Candidate(flow, start, cells, lines, area, complete=complete)
    calls = area.book.notes and any(flow[number].calls for number in {cell.piece for cell in cells})
    if carried or calls:
        return candidate.with_notes(carried, desperate=desperate)
    if complete:
        return candidate.column(len(cells))
    for worst in Tier if desperate else (Tier.FREE,):
        for count in range(len(cells), 0, -1):
            if candidate.cost(count) <= worst:
                return candidate.column(count)
    return candidate.column(len(cells) if desperate else 0)


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


def _called(flow: Sequence[Piece], cell: _Cell) -> tuple[Position, ...]:
    return tuple(Position(note) for unit, note in flow[cell.piece].calls if unit == cell.unit)


def _column(
    flow: Sequence[Piece],
    start: Position,
    cells: Sequence[_Cell],
    *,
    complete: bool,
    notes: NoteRun = NoteRun(),  # noqa: B008 - frozen
) -> Column:
    if not cells:
        return Column(slices=(), end=start, used=0.0, complete=complete, notes=notes)
    by_piece: dict[int, list[_Cell]] = {}
    for cell in cells:
        by_piece.setdefault(cell.piece, []).append(cell)
    slices = tuple(
        Slice(number, units[0].unit, units[-1].unit, units[0].origin + flow[number].starts[units[0].unit])
        for number, units in by_piece.items()
    )
    end = _after(flow, cells[-1])
    return Column(slices=slices, end=end, used=cells[-1].bottom, complete=complete, notes=notes)


class _Candidate:
    """The cells that fit a column without notes; ``count`` of them will stand in it."""

    def __init__(
        self,
        flow: Sequence[Piece],
        start: Position,
        cells: Sequence[_Cell],
        lines: int,
        area: PageArea,
        *,
        complete: bool,
    ) -> None:
        self._flow = flow
        self._start = start
        self._cells = cells
        self._lines = lines
        self._area = area
        self._complete = complete

    def column(self, count: int, notes: NoteRun = NoteRun()) -> Column:  # noqa: B008 - frozen
        """The column with ``count`` cells."""
        complete = self._complete and count == len(self._cells)
        return _column(self._flow, self._start, self._cells[:count], complete=complete, notes=notes)

    def cost(self, count: int) -> Tier:
        """Of the break after ``count`` cells."""
        if count == 0 or (self._complete and count == len(self._cells)):
            return Tier.FREE
        position = _after(self._flow, self._cells[count - 1])
        if position.piece >= len(self._flow):
            return Tier.FREE
        return self._flow[position.piece].tiers[position.unit]

    def with_notes(self, carried: tuple[Position, ...], *, desperate: bool) -> Column:
        """The column with what it calls at its foot."""
        area, grid = self._area, self._area.grid
        text_lines = min(MIN_TEXT_LINES, self._lines // 2) if self._cells else 0
        begun = as_many_notes(area.book, carried, (self._lines - text_lines) * grid)
        if begun.rest:
            column = self._without_calls(begun)
            if not (column.empty and desperate):
                return column
            return self.column(0, as_many_notes(area.book, carried, self._lines * grid, forced=True))
        queues = self._queues(carried)
        whole = self._best(queues, None, Tier.FREE)
        blank = self._lines - whole.lines(grid)
        if whole.complete or (blank <= _BLANK_LINES and not whole.empty):
            return whole
        broken = self._best(queues, Tier.FREE, Tier.FREE) if area.breaks_notes else whole
        if broken.end > whole.end:
            return broken
        return whole if not desperate or not whole.empty else self._worst(queues)

    def _queues(self, carried: tuple[Position, ...]) -> list[tuple[Position, ...]]:
        """The notes due at the foot when ``count`` cells stand above."""
        queues = [carried]
        for cell in self._cells:
            queues.append((*queues[-1], *_called(self._flow, cell)))
        return queues

    def _best(self, queues: Sequence[tuple[Position, ...]], note: Tier | None, text: Tier) -> Column:
        """As many cells as the notes leave room for, the notes broken after ``note`` at worst."""
        for count in range(len(self._cells), -1, -1):
            if self.cost(count) <= text:
                run = self._run(queues[count], count, note)
                if run is not None:
                    return self.column(count, run)
        return self.column(0, NoteRun(rest=queues[0]))

    def _run(self, queue: Sequence[Position], count: int, worst: Tier | None) -> NoteRun | None:
        used = lines_of(self._cells[count - 1].bottom, self._area.grid) if count else 0
        return notes_within(self._area.book, queue, (self._lines - used) * self._area.grid, worst=worst)

    def _worst(self, queues: Sequence[tuple[Position, ...]]) -> Column:
        """Something, however bad; a note without any room goes to the next column."""
        for tier in Tier:
            column = self._best(queues, tier, tier)
            if not column.empty:
                return column
        return self.column(1, NoteRun(rest=queues[1])) if self._cells else self.column(0)

    def _without_calls(self, begun: NoteRun) -> Column:
        """Text down to the next call above notes that still go on; none is better than a bad break."""
        for count in range(len(self._cells), 0, -1):
            cell = self._cells[count - 1]
            fits = lines_of(cell.bottom, self._area.grid) + begun.lines(self._area.grid) <= self._lines
            if fits and self.cost(count) is Tier.FREE and not self._calls(count):
                return self.column(count, begun)
        return self.column(0, begun)

    def _calls(self, count: int) -> bool:
        return any(_called(self._flow, cell) for cell in self._cells[:count])
