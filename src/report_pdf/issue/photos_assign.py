"""The pairing with the highest sum of scores (the assignment problem, by shortest augmenting paths)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

__all__ = ["assign"]

_FREE = -1
_NOTHING = 0.25
"""A pair below this is worse than none."""


def assign(scores: Sequence[Sequence[float]]) -> dict[int, int]:
    """Row to column. ``scores`` are 0 to 1; rows and columns may be left over."""
    if not scores or not scores[0]:
        return {}
    columns = len(scores[0])
    # Every row may also take a column of its own that stands for nothing.
    costs = [
        [*(-score for score in row), *(-_NOTHING if other == at else inf for other in range(len(scores)))]
        for at, row in enumerate(scores)
    ]
    taken = _solved(costs)
    return {row: column for column, row in taken.items() if column < columns}


def _solved(costs: Sequence[Sequence[float]]) -> dict[int, int]:
    """Column to row, of the least sum. Each row finds the shortest way to a free column."""
    table = _Table(costs=costs)
    for row in range(len(costs)):
        table.place(row)
    return {column: row for column, row in enumerate(table.owner[:-1]) if row != _FREE}


class _Table:
    """Rows placed so far: of each column its ``owner``; ``rows`` and ``columns`` are the problem's dual prices."""

    def __init__(self, *, costs: Sequence[Sequence[float]]) -> None:
        self.costs = costs
        self.width = len(costs[0])
        self.owner = [_FREE] * (self.width + 1)
        self.rows = [0.0] * len(costs)
        self.columns = [0.0] * (self.width + 1)

    def place(self, row: int) -> None:
        """One row more; others may move to other columns for it."""
        self.owner[self.width] = row
        at, way = self.width, [_FREE] * self.width
        least, used = [inf] * self.width, [False] * (self.width + 1)
        while self.owner[at] != _FREE:
            used[at] = True
            for column in self.unused(used):
                cost = self.costs[self.owner[at]][column] - self.rows[self.owner[at]] - self.columns[column]
                if cost < least[column]:
                    least[column], way[column] = cost, at
            following = min(self.unused(used), key=least.__getitem__)
            self.reprice(least, used, least[following])
            at = following
        while at != self.width:
            self.owner[at] = self.owner[way[at]]
            at = way[at]

    def unused(self, used: Sequence[bool]) -> list[int]:
        """Columns the search has not come to yet."""
        return [column for column in range(self.width) if not used[column]]

    def reprice(self, least: list[float], used: Sequence[bool], step: float) -> None:
        """The prices after one step of the search."""
        for column in range(self.width + 1):
            if used[column]:
                self.rows[self.owner[column]] += step
                self.columns[column] -= step
            elif column < self.width:
                least[column] -= step
