"""Finds the places of page floats: at the head or foot of a page's columns or of one column. Pure numbers.

A float is tried on the page where its place in the text falls: the page is set again with room kept for it, and that
is accepted when enough text remains and the text before the float still stands on this page. Else it waits for the
next page, and later floats of its kind wait behind it. Every float is tried once a page, so it always ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from report_pdf.render.column_fill import MIN_TEXT_LINES
from report_pdf.render.page_text import set_page
from report_pdf.render.pieces import NoteRun, PageArea, PageText, Piece, Position

__all__ = [
    "Edge",
    "FloatPiece",
    "PagePlan",
    "PlacedFloat",
    "Reference",
    "State",
    "plan_floats",
]

Edge = Literal["top", "bottom"]
Reference = Literal["page", "column"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatPiece:
    """A float as planned for.

    Attributes:
        index: Which child of the columns it is.
        anchor: How many pieces of text stand before it.
        lines: Its height with margins.
        edges: The edges it may go to, the preferred one first.
        stacks: More than one may stand at an edge.
        reference: Across the page's columns or within one column.
        page_calls: Footnotes called in it, which stand at the page's foot.
    """

    index: int
    anchor: int
    lines: int
    edges: tuple[Edge, ...]
    stacks: bool = True
    reference: Reference = "page"
    page_calls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFloat:
    """A float in its place; ``top`` is its first grid line. ``late``: pages it had to wait."""

    index: int
    edge: Edge
    top: int
    lines: int
    column: int | None = None
    late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the next page goes on: in the text, in the floats and in the footnotes.

    ``seen``: floats that were reached so far; ``waiting``: those of them without a place yet, with the pages waited.
    ``notes``: what is left of the notes of columns, ``page_notes`` of those of the page.
    """

    position: Position = field(default_factory=Position)
    seen: int = 0
    waiting: tuple[tuple[int, int], ...] = ()
    notes: tuple[Position, ...] = ()
    page_notes: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A whole page: its text, its floats, the notes at its foot and where to go on.

    ``bottom``: the first free grid line.
    """

    text: PageText
    floats: tuple[PlacedFloat, ...]
    state: State
    bottom: int
    notes: NoteRun = field(default_factory=NoteRun)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A float with the place tried for it. ``band`` and ``column`` for column floats."""

    number: int
    edge: Edge
    slot: tuple[int, int] | None
    waited: int | None


def plan_floats(
    flow: Sequence[Piece], floats: Sequence[FloatPiece], state: State, area: PageArea
) -> PagePlan:
    """Text and floats of one page."""
    chosen: list[_Choice] = []
    waiting: list[tuple[int, int]] = []
    seen = state.seen
    text = set_page(flow, state.position, area)
    for number, waited in _queue(floats, state):
        if waited is None:
            if text.end < Position(floats[number].anchor):
                break
            seen = number + 1
        if any(floats[other].reference == floats[number].reference for other, _ in waiting):
            waiting.append((number, (waited or 0) + 1))
            continue
        if not chosen and waited is not None and _fills_page(floats[number], area):
            return _alone(floats[number], number, state, area)
        for choice in _choices(floats, number, waited, chosen, text, area):
            trial = _try(flow, floats, state, area, [*chosen, choice])
            if trial is not None:
                chosen, text = [*chosen, choice], trial
                break
        else:
            waiting.append((number, (waited or 0) + 1))
    bottom, placed = _places(floats, chosen, text, area)
    following = replace(state, position=text.end, seen=seen, waiting=tuple(waiting), notes=text.rest)
    return PagePlan(text=text, floats=placed, state=following, bottom=bottom)


def _queue(floats: Sequence[FloatPiece], state: State) -> Iterator[tuple[int, int | None]]:
    """Floats that wait already, with the pages they waited, then those still to be reached."""
    yield from state.waiting
    yield from ((number, None) for number in range(state.seen, len(floats)))


def _fills_page(piece: FloatPiece, area: PageArea) -> bool:
    return area.fresh and piece.lines > area.lines - MIN_TEXT_LINES


def _alone(piece: FloatPiece, number: int, state: State, area: PageArea) -> PagePlan:
    """A page with nothing but one float that leaves no room for text."""
    waited = dict(state.waiting)[number]
    place = PlacedFloat(
        index=piece.index,
        edge="top",
        top=area.top,
        lines=piece.lines,
        column=0 if piece.reference == "column" else None,
        late=waited,
    )
    others = tuple((other, pages + 1) for other, pages in state.waiting if other != number)
    text = PageText(bands=(), end=state.position, bottom=area.top)
    return PagePlan(
        text=text,
        floats=(place,),
        state=replace(state, waiting=others),
        bottom=min(area.top + piece.lines, area.bottom),
    )


def _choices(
    floats: Sequence[FloatPiece],
    number: int,
    waited: int | None,
    chosen: Sequence[_Choice],
    text: PageText,
    area: PageArea,
) -> Iterator[_Choice]:
    """Every place worth trying, the best first."""
    piece = floats[number]
    for slot in _slots(piece, waited, text, area):
        taken = {other.edge for other in chosen if other.slot == slot}
        # Below an opener a picture at the head of the columns would part the title from its text.
        edges = sorted(piece.edges) if area.top > 0 else piece.edges
        for edge in edges:
            if piece.stacks or edge not in taken:
                yield _Choice(number=number, edge=edge, slot=slot, waited=waited)


def _slots(
    piece: FloatPiece, waited: int | None, text: PageText, area: PageArea
) -> Iterator[tuple[int, int] | None]:
    """For a column float the column its place falls in and those to the right; for a page float the page."""
    if piece.reference == "page":
        yield None
        return
    band, first = (0, 0) if waited is not None else _column_of(Position(piece.anchor), text)
    for column in range(first, area.columns):
        yield band, column


def _column_of(anchor: Position, text: PageText) -> tuple[int, int]:
    """Text band and column in which the text before ``anchor`` ends."""
    texts = [band for band in text.bands if band.columns]
    for number, band in enumerate(texts):
        for at, column in enumerate(band.columns):
            if column.end >= anchor:
                return number, at
    return max(len(texts) - 1, 0), 0


def _try(
    flow: Sequence[Piece],
    floats: Sequence[FloatPiece],
    state: State,
    area: PageArea,
    chosen: Sequence[_Choice],
) -> PageText | None:
    """The page with those floats, or nothing if it would be a bad page."""
    reserved = _with_room(floats, chosen, area)
    rest = state.position.piece < len(flow) or bool(area.carried)
    if reserved.lines < (MIN_TEXT_LINES if rest else 0):
        return None
    text = set_page(flow, state.position, reserved)
    if rest and not text.bands:
        return None
    for choice in chosen:
        if choice.waited is None and text.end < Position(floats[choice.number].anchor):
            return None
        if choice.slot is not None and not _has_room(choice.slot, text, reserved):
            return None
    return text


def _has_room(slot: tuple[int, int], text: PageText, area: PageArea) -> bool:
    """The text band exists and keeps enough lines in that column."""
    texts = [band for band in text.bands if band.columns]
    band, _ = slot
    if band >= len(texts):
        return not text.bands and sum(area.reserved[slot]) <= area.lines
    return area.bottom - texts[band].top - sum(area.reserved[slot]) >= MIN_TEXT_LINES


def _with_room(floats: Sequence[FloatPiece], chosen: Sequence[_Choice], area: PageArea) -> PageArea:
    """The area less what the floats take."""
    top, bottom = area.top, area.bottom
    reserved: dict[tuple[int, int], tuple[int, int]] = {}
    for choice in chosen:
        lines = floats[choice.number].lines
        above, below = (lines, 0) if choice.edge == "top" else (0, lines)
        if choice.slot is None:
            top, bottom = top + above, bottom - below
        else:
            head, foot = reserved.get(choice.slot, (0, 0))
            reserved[choice.slot] = (head + above, foot + below)
    # Beside a float no text may run over the foot: rather the float waits.
    fresh = area.fresh and not chosen
    return replace(area, top=top, bottom=bottom, fresh=fresh, reserved=MappingProxyType(reserved))


def _places(
    floats: Sequence[FloatPiece], chosen: Sequence[_Choice], text: PageText, area: PageArea
) -> tuple[int, tuple[PlacedFloat, ...]]:
    """The page's first free line, and every float's first grid line: heads downwards, feet in the same order."""
    room = _with_room(floats, chosen, area)
    foot = text.bottom if text.level and text.bands else (room.top if not text.bands else room.bottom)
    if not text.bands:
        foot = room.top + max((sum(lines) for lines in room.reserved.values()), default=0)
    next_line: dict[tuple[tuple[int, int] | None, Edge], int] = {
        (None, "top"): area.top,
        (None, "bottom"): foot,
    }
    texts = [band for band in text.bands if band.columns]
    for slot, (_, below) in room.reserved.items():
        band = texts[slot[0]] if slot[0] < len(texts) else None
        head, lines = (band.top, band.lines) if band else (room.top, foot - room.top)
        filled = band.columns[slot[1] : slot[1] + 1] if band else ()
        notes = sum(column.notes.lines(area.grid) for column in filled)
        next_line[slot, "top"], next_line[slot, "bottom"] = head, head + lines - below - notes
    placed = []
    for choice in chosen:
        piece = floats[choice.number]
        top = next_line[choice.slot, choice.edge]
        next_line[choice.slot, choice.edge] = top + piece.lines
        placed.append(
            PlacedFloat(
                index=piece.index,
                edge=choice.edge,
                top=top,
                lines=piece.lines,
                column=choice.slot[1] if choice.slot else None,
                late=choice.waited or 0,
            )
        )
    return next_line[None, "bottom"], tuple(placed)
