"""What a form is: one side of a sheet as a grid of cells, each with the page that goes there. Pure data."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Blank", "Cell", "Edge", "Face", "Form", "Gap", "Scheme", "SpineSide"]


class Scheme(enum.Enum):
    """How pages are put on sheets."""

    SADDLE_STITCH = "saddle-stitch"
    PERFECT = "perfect"
    TWO_UP = "2-up"
    WORK_AND_TURN = "work-and-turn"
    WORK_AND_TUMBLE = "work-and-tumble"
    COVER_SPREAD = "cover-spread"


class Blank(enum.Enum):
    """Where blank pages go: before the back cover, or behind the last page."""

    INTENDED = "intended"
    END = "end"


class SpineSide(enum.Enum):
    """The side the spine is on when the front cover is looked at: ``RIGHT`` for text that runs in columns."""

    LEFT = "left"
    RIGHT = "right"


class Face(enum.Enum):
    """A side of the sheet; ``BOTH``: the same form prints both (work-and-turn, work-and-tumble)."""

    FRONT = "front"
    BACK = "back"
    BOTH = "both"


class Edge(enum.Enum):
    """Where a page's spine is as it lies on the sheet."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


class Gap(enum.Enum):
    """What lies between two columns or rows of cells."""

    SPINE = "spine"
    FOLD = "fold"
    CUT = "cut"
    COVER_SPINE = "cover-spine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A page's place.

    Attributes:
        page: Index from 0 into the pages; None is blank.
        row: From the top.
        column: From the left.
        spine: Where the spine is, as the page lies.
        turned: Whether it stands on its head.
        depth: How many leaves are wrapped around it: 0 is outermost.
    """

    page: int | None
    row: int
    column: int
    spine: Edge = Edge.NONE
    turned: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One side of a sheet; ``sheet`` and ``signature`` count from 1."""

    sheet: int
    face: Face
    signature: int
    cells: tuple[Cell, ...]
    columns: tuple[Gap, ...]
    rows: tuple[Gap, ...] = ()
