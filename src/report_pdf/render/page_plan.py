"""Plans a page: text, floats, and the footnotes that stand across its columns at its foot. Pure numbers.

The page is set again with more and more lines kept at its foot until the notes that it calls have room there: it ends,
for there are no more notes than lines. A call that is driven off the page takes its note along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_pdf.render.column_fill import MIN_TEXT_LINES
from report_pdf.render.footnote_runs import as_many_notes, notes_within
from report_pdf.render.page_floats import FloatPiece, PagePlan, State, plan_floats
from report_pdf.render.pieces import NoteRun, PageArea, Piece, Position, Slice, Tier

__all__ = ["plan_page"]

# Lines left blank above the notes before a note is rather broken.
_BLANK_LINES = 1


def plan_page(flow: Sequence[Piece], floats: Sequence[FloatPiece], state: State, area: PageArea) -> PagePlan:
    """Text, floats and notes of one page."""
    area = replace(area, carried=state.notes)
    if not area.page_book.notes:
        return plan_floats(flow, floats, state, area)
    broken: PagePlan | None = None
    for kept in range(max(1, area.lines)):
        plan = plan_floats(flow, floats, state, _above(area, kept))
        queue = _queue(flow, floats, plan, state)
        run = notes_within(area.page_book, queue, kept * area.grid)
        if run is not None:
            wasted = kept - run.lines(area.grid) > _BLANK_LINES
            return broken if broken is not None and wasted else _with_notes(plan, run, area)
        run = notes_within(area.page_book, queue, kept * area.grid, worst=Tier.FREE)
        if run is not None and broken is None:
            broken = _with_notes(plan, run, area)
    return broken or _crowded(flow, floats, state, area)


def _above(area: PageArea, kept: int) -> PageArea:
    return replace(area, bottom=area.bottom - kept, full=max(1, area.full - kept))


def _queue(
    flow: Sequence[Piece], floats: Sequence[FloatPiece], plan: PagePlan, state: State
) -> tuple[Position, ...]:
    """The notes due at the page's foot, in the order of their calls."""
    placed = {place.index for place in plan.floats}
    called = [note for part in _slices(plan) for note in _calls(flow[part.piece], part)]
    called += [note for piece in floats if piece.index in placed for note in piece.page_calls]
    return (*state.page_notes, *(Position(note) for note in sorted(called)))


def _slices(plan: PagePlan) -> list[Slice]:
    slices: list[Slice] = []
    for band in plan.text.bands:
        slices += [band.spanner] if band.spanner else []
        slices += [part for column in band.columns for part in column.slices]
    return slices


def _calls(piece: Piece, part: Slice) -> list[int]:
    return [note for unit, note in piece.page_calls if part.first <= unit <= part.last]


def _with_notes(plan: PagePlan, run: NoteRun, area: PageArea) -> PagePlan:
    """The plan with its notes: below the last line where the text ends by itself, else on the page's last line."""
    bottom = plan.bottom
    if run.slices:
        level = plan.text.level and plan.text.bands
        bottom = min(bottom + run.lines(area.grid), area.bottom) if level else area.bottom
    return replace(plan, notes=run, bottom=bottom, state=replace(plan.state, page_notes=run.rest))


def _crowded(flow: Sequence[Piece], floats: Sequence[FloatPiece], state: State, area: PageArea) -> PagePlan:
    """A page whose notes leave no good place for text: as many as there is room for, the others on the next page."""
    ahead = state.position.piece < len(flow) or state.waiting or state.notes
    kept = max(0, area.lines - MIN_TEXT_LINES) if ahead else area.lines
    begun = as_many_notes(area.page_book, state.page_notes, kept * area.grid, forced=area.fresh and kept > 0)
    plan = plan_floats(flow, floats, state, _above(area, begun.lines(area.grid)))
    due = _queue(flow, floats, plan, replace(state, page_notes=()))
    return _with_notes(
        plan, NoteRun(slices=begun.slices, height=begun.height, rest=(*begun.rest, *due)), area
    )
