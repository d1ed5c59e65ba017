"""What of a page is already painted, for checks: whether a mark stands on ink or on bare paper (GWG 2022 D0031).

A grid of small cells, filled by the marks' boxes: a box may be larger than what it holds, so that a mark beside a
slanting shape may count as on it; never the other way.
"""

from __future__ import annotations

import enum

from report_pdf.pdf.geometry import Rectangle

__all__ = ["Ground", "Paint"]

_CELL_PT = 2.0
_MOST_CELLS = 2000
"""On a side."""


class Paint(enum.Enum):
    """What a cell holds: bare paper, black ink alone, or any other."""

    PAPER = b"\0"
    BLACK = b"\1"
    COLOUR = b"\2"


class Ground:
    """The grid of one page."""

    def __init__(self, box: Rectangle) -> None:
        self._cell = max(_CELL_PT, max(box.width, box.height) / _MOST_CELLS)
        self._box = box
        self._columns = int(box.width / self._cell) + 1
        self._rows = int(box.height / self._cell) + 1
        self._cells = [bytearray(self._columns) for _ in range(self._rows)]

    def paint(self, box: Rectangle, ground: Paint) -> None:
        """Something opaque covers ``box``."""
        left, right, bottom, top = self._range(box, margin=0.0)
        for row in range(bottom, top):
            self._cells[row][left:right] = ground.value * (right - left)

    def under(self, box: Rectangle) -> Paint:
        """The most that lies under ``box``, but for its very edges."""
        left, right, bottom, top = self._range(box, margin=min(self._cell / 2, box.width / 4, box.height / 4))
        values = [max(self._cells[row][left:right], default=0) for row in range(bottom, top)]
        return Paint(bytes([max(values, default=0)]))

    def _range(self, box: Rectangle, *, margin: float) -> tuple[int, int, int, int]:
        """Columns and rows that the box touches; at least one of each."""
        left, right = self._steps(box.left + margin - self._box.left, box.right - margin - self._box.left)
        bottom, top = self._steps(box.bottom + margin - self._box.bottom, box.top - margin - self._box.bottom)
        return (
            min(max(left, 0), self._columns),
            min(max(right, 0), self._columns),
            min(max(bottom, 0), self._rows),
            min(max(top, 0), self._rows),
        )

    def _steps(self, low: float, high: float) -> tuple[int, int]:
        first = int(low // self._cell)
        return first, max(first + 1, int(-(-high // self._cell)))
