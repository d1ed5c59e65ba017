"""Sets footnotes one below the other in the room an area has. Pure numbers: knows no engine.

In: notes as pieces and a queue of positions in them, the first perhaps in the middle of a note that began in an area
before. Out: a run, or nothing where the room is too small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.render.pieces import TOLERANCE, NoteBook, NoteRun, Position, Slice, Tier, collapsed

__all__ = ["as_many_notes", "notes_within"]


def notes_within(
    book: NoteBook, queue: Sequence[Position], room: float, *, worst: Tier | None = None
) -> NoteRun | None:
    """All notes of ``queue`` in ``room`` pixels.

    Args:
        book: The notes.
        queue: Those to be set, in order.
        room: Height of the area with its margins.
        worst: The last note may go on elsewhere after a break of that tier; else it stays whole.
    """
    if not queue:
        return NoteRun()
    tolerance = TOLERANCE * (book.above + room)
    whole = _stacked(book, queue)
    if whole.height <= room + tolerance:
        return whole
    for until in _ends(book, queue[-1], worst):
        run = _stacked(book, queue, until=until)
        if run.height <= room + tolerance:
            return run
    return None


def as_many_notes(book: NoteBook, queue: Sequence[Position], room: float, *, forced: bool = False) -> NoteRun:
    """As much of ``queue`` as there is room for; if ``forced``, one line at least."""
    for worst in Tier:
        for count in range(len(queue), 0, -1):
            run = notes_within(book, queue[:count], room, worst=worst)
            if run is not None:
                return _with_rest(run, queue[count:])
    if forced and queue:
        return _with_rest(_stacked(book, queue[:1], until=queue[0].unit), queue[1:])
    return NoteRun(rest=tuple(queue))


def _with_rest(run: NoteRun, more: Sequence[Position]) -> NoteRun:
    return NoteRun(slices=run.slices, height=run.height, rest=(*run.rest, *more))


def _ends(book: NoteBook, last: Position, worst: Tier | None) -> Iterator[int]:
    """The units of a note after which it may be broken, the farthest first."""
    if worst is None:
        return
    tiers = book.notes[last.piece].tiers
    for unit in range(len(tiers) - 1, last.unit, -1):
        if tiers[unit] <= worst:
            yield unit - 1


def _stacked(book: NoteBook, queue: Sequence[Position], *, until: int | None = None) -> NoteRun:
    """The notes of ``queue``, the last one no farther than unit ``until``."""
    foot, after = book.above, 0.0
    slices: list[Slice] = []
    rest: tuple[Position, ...] = ()
    for number, position in enumerate(queue):
        note = book.notes[position.piece]
        foot += collapsed(after, 0.0 if position.unit else note.space_before)
        last = note.units - 1
        if until is not None and number == len(queue) - 1 and until < last:
            last, rest = until, (Position(position.piece, until + 1),)
        slices.append(Slice(position.piece, position.unit, last, foot))
        foot += (note.ends[last] if rest else note.height) - note.starts[position.unit]
        after = 0.0 if rest else note.space_after
    return NoteRun(slices=tuple(slices), height=foot + max(after, 0.0) + book.below, rest=rest)
