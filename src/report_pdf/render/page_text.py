"""Sets a page's text: bands of columns one below the other, with spanners between them. Pure numbers: knows no engine.

Footnotes stand at the foot of the page's columns: those called above a spanner are put off to the columns below it,
and stay above it only where there is no room for them, or no text below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_pdf.render.line_grid import broken_spanner, completes, owed, pays, spanner_band, text_band
from report_pdf.render.pieces import (
    TOLERANCE,
    Band,
    Column,
    NoteBook,
    PageArea,
    PageText,
    Piece,
    Position,
    Tier,
)

__all__ = ["set_page"]

# Where the text has ended and only notes are left.
_END = Piece(index=-1, height=0.0)


def _takes_pages(piece: Piece, area: PageArea) -> bool:
    return piece.spanner and piece.height > (area.full + TOLERANCE) * area.grid


def set_page(flow: Sequence[Piece], start: Position, area: PageArea) -> PageText:
    """As much text from ``start`` on as ``area`` takes: bands of columns, with spanners between them."""
    page = _Page(flow, start, area)
    text = page.set()
    if any(column.notes.slices for band in text.bands[:-1] for column in band.columns):
        lower = _Page(flow, start, area, defers=True)
        deferred = lower.set()
        if lower.pays and deferred.end >= text.end:
            return deferred
    return text


class _Page:
    """A page being set. ``pays``: whether all notes put off from above a spanner have found their place."""

    def __init__(
        self, flow: Sequence[Piece], start: Position, area: PageArea, *, defers: bool = False
    ) -> None:
        self._flow = flow
        self._start = self._position = start
        self._area = area
        self._defers = defers
        self._bands: list[Band] = []
        self._top = area.top
        self._texts = 0
        self._rest = area.carried
        self.pays = True

    def set(self) -> PageText:
        """Sets band after band until the page is full."""
        while (self._position.piece < len(self._flow) or self._rest) and self._add_band():
            pass
        position, forced = self._position, None
        ended = position.piece >= len(self._flow) and not self._rest
        if position.piece < len(self._flow) and position.unit == 0 and position != self._start:
            ahead = self._flow[position.piece].forced
            forced = ahead if ahead and ahead.ends_page else None
        self.pays = self.pays and not any(self._area.owed)
        return PageText(
            bands=tuple(self._bands),
            end=position,
            bottom=self._top,
            ended=ended,
            forced=forced,
            rest=self._rest,
        )

    def _add_band(self) -> bool:
        """Whether there may be more below it."""
        position, flow, area = self._position, self._flow, self._area
        piece = flow[position.piece] if position.piece < len(flow) else _END
        first_of_page = area.fresh and not self._bands
        if self._bands and position.unit == 0 and piece.forced and piece.forced.ends_page:
            return False
        if (position.unit and piece.spanner) or _takes_pages(piece, area):
            band, end = broken_spanner(flow, position, self._top, area, desperate=first_of_page)
            return band is not None and self._take(band, end, full=end.unit > 0)
        if piece.spanner:
            band = spanner_band(flow, position, self._top, area)
            if self._top + band.lines > area.bottom and not first_of_page:
                return False
            return self._take(band, Position(position.piece + 1), full=False)
        return self._add_text(desperate=first_of_page)

    def _add_text(self, *, desperate: bool) -> bool:
        flow, area = self._flow, self._area
        band = text_band(flow, self._position, self._top, area, band=self._texts, desperate=desperate)
        if all(column.empty for column in band.columns):
            self._position = _without_stranded_spanner(flow, self._bands, self._position)
            self._top = self._bands[-1].top + self._bands[-1].lines if self._bands else area.top
            return False
        self.pays = self.pays and pays(band.columns, area)
        full, end = not completes(flow, band.columns), band.columns[-1].end
        if self._defers and not full and end.piece < len(flow) and flow[end.piece].spanner:
            bare = replace(area, book=NoteBook(), carried=(), owed=())
            band = text_band(flow, self._position, self._top, bare, band=self._texts, desperate=desperate)
            due = _owing(flow, band.columns, area, carried=area.carried if self._texts == 0 else ())
            self._area = replace(area, owed=due)
            self._rest = ()
        else:
            self._area = replace(area, owed=())
            self._rest = band.columns[-1].notes.rest
        self._texts += 1
        return self._take(band, band.columns[-1].end, full=full)

    def _take(self, band: Band, end: Position, *, full: bool) -> bool:
        self._bands.append(band)
        self._position = end
        self._top = self._area.bottom if full else band.top + band.lines
        return not full


def _owing(
    flow: Sequence[Piece], columns: Sequence[Column], area: PageArea, *, carried: tuple[Position, ...]
) -> tuple[tuple[Position, ...], ...]:
    """The notes that columns set without them call, with those owed already."""
    due = [list(owed(area, number)) for number in range(area.columns)]
    due[0] += carried
    for number, column in enumerate(columns):
        for part in column.slices:
            calls = flow[part.piece].calls
            due[number] += [Position(note) for unit, note in calls if part.first <= unit <= part.last]
    return tuple(tuple(sorted(notes)) for notes in due)


def _without_stranded_spanner(flow: Sequence[Piece], bands: list[Band], position: Position) -> Position:
    """A spanner that keeps with what follows goes with it to the next page, unless it is all the page has."""
    keeps = position.unit == 0 and position.piece < len(flow) and flow[position.piece].tiers[0] > Tier.FREE
    if keeps and len(bands) > 1 and bands[-1].spanner is not None:
        return Position(bands.pop().spanner.piece)  # type: ignore[union-attr]  # checked in the line above
    return position
