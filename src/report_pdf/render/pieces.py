"""What columns are filled with, and what a filled page is, as numbers.

Lengths are in the engine's pixels, heights of columns and places on the page in whole grid lines.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = [
    "TOLERANCE",
    "Band",
    "Column",
    "ForcedBreak",
    "NoteBook",
    "NoteRun",
    "PageArea",
    "PageText",
    "Piece",
    "Position",
    "Slice",
    "Tier",
    "collapsed",
    "lines_of",
    "snap",
]

# Of a line: forgives the engine's rounding.
TOLERANCE = 1e-3


class Tier(enum.IntEnum):
    """What a break costs: nothing; a broken ``avoid``; a widow or an orphan."""

    FREE = 0
    AVOID = 1
    LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcedBreak:
    """A break that must be made before a piece. ``value`` as in ``break-before``; ``page`` the new page name."""

    value: str
    page: str | None = None

    @property
    def ends_page(self) -> bool:
        """A column break alone does not."""
        return self.value != "column" or self.page is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One child of the columns, from its top border edge.

    Attributes:
        index: Which child it is.
        height: Of the whole border box.
        space_before: Margin above it, ``space_after`` below.
        starts: Where the part begins that starts with unit k, ``ends``: where the part ends that ends with unit k.
        tiers: What a break before unit k costs; the first is the break before the piece.
        forced: A break that must be made before it.
        spanner: Stands across all columns.
        shift: How much of the odd height left to the next grid line goes above: 0 none, 0.5 half, 1 all.
        calls: Footnotes called in it, as (unit, note), of those that stand at the foot of a column.
        page_calls: The same for those at the foot of the page.
    """

    index: int
    height: float
    space_before: float = 0.0
    space_after: float = 0.0
    starts: tuple[float, ...] = (0.0,)
    ends: tuple[float, ...] = (0.0,)
    tiers: tuple[Tier, ...] = (Tier.FREE,)
    forced: ForcedBreak | None = None
    spanner: bool = False
    shift: float = 0.0
    calls: tuple[tuple[int, int], ...] = ()
    page_calls: tuple[tuple[int, int], ...] = ()

    @property
    def units(self) -> int:
        """How many parts it can be broken into."""
        return len(self.starts)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Before unit ``unit`` of piece ``piece``."""

    piece: int = 0
    unit: int = 0


@dataclass(frozen=True, slots=True)
class Slice:
    """Units ``first`` to ``last`` (inclusive) of a piece, ``top`` pixels below the column's top."""

    piece: int
    first: int
    last: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBook:
    """Footnotes in the order of their calls, and what the edges of their area take, rule and all, in pixels."""

    notes: tuple[Piece, ...] = ()
    above: float = 0.0
    below: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRun:
    """Footnotes set in one area.

    Attributes:
        slices: Parts of notes; their ``top`` is below the area's upper margin edge.
        height: Of the whole area with its margins; 0 without notes.
        rest: Where the next area goes on: notes, or what is left of the first of them.
    """

    slices: tuple[Slice, ...] = ()
    height: float = 0.0
    rest: tuple[Position, ...] = ()

    def lines(self, grid: float) -> int:
        """How many grid lines it takes."""
        return lines_of(self.height, grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A filled column. ``complete``: the text ended here (or a spanner or forced break came), it was not full.

    ``used``: height of the text alone. ``notes`` stand at the column's foot.
    """

    slices: tuple[Slice, ...]
    end: Position
    used: float
    complete: bool
    head: int = 0
    notes: NoteRun = NoteRun()

    def lines(self, grid: float) -> int:
        """How many grid lines text and notes take."""
        return lines_of(self.used, grid) + self.notes.lines(grid)

    @property
    def empty(self) -> bool:
        """Nothing stands in it."""
        return not self.slices and not self.notes.slices


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Columns side by side, or one spanner (``columns`` empty), from grid line ``top`` on, ``lines`` high."""

    top: int
    lines: int
    columns: tuple[Column, ...] = ()
    spanner: Slice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArea:
    """Where a page's text may stand: from grid line ``top`` to ``bottom`` in ``columns`` columns.

    ``reserved``: lines kept free at head and foot of a column, by (text band, column). ``full``: lines of an
    unobstructed page, on which even a bad break is better than none. ``carried``: notes of columns before;
    ``owed``: those of the columns above a spanner, by column; ``breaks_notes``: notes may go on in the next column.
    """

    top: int
    bottom: int
    columns: int
    grid: float
    full: int
    balance: bool = True
    fresh: bool = True
    reserved: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    book: NoteBook = NoteBook()
    page_book: NoteBook = NoteBook()
    carried: tuple[Position, ...] = ()
    owed: tuple[tuple[Position, ...], ...] = ()
    breaks_notes: bool = True

    @property
    def lines(self) -> int:
        """Height in lines."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page's text. ``ended``: nothing is left; ``forced``: the break that ended the page; else it is full.

    ``rest``: notes of its columns that go on on the next page.
    """

    bands: tuple[Band, ...]
    end: Position
    bottom: int
    ended: bool = False
    forced: ForcedBreak | None = None
    rest: tuple[Position, ...] = ()

    @property
    def level(self) -> bool:
        """The text ended on this page by itself, so that its foot follows the last line."""
        return self.ended or self.forced is not None


def snap(length: float, grid: float) -> float:
    """``length`` rounded up to whole lines."""
    return lines_of(length, grid) * grid


def lines_of(length: float, grid: float) -> int:
    """How many lines ``length`` takes."""
    return math.ceil(length / grid - TOLERANCE)


def collapsed(above: float, below: float) -> float:
    """The space two adjoining margins leave (CSS 2, 8.3.1)."""
    return max(above, below, 0.0) + min(above, below, 0.0)
