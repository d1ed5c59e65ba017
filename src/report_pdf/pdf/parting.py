"""Where a file that is too large for one mail is cut: as many pages in each part as fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["PageTooLarge", "PartLimit", "bounds_of"]

_GUESSES = 4
_AIM = 0.985


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLimit:
    """No part has more bytes, none more pages. ``full``: a part is full enough from that share of its bytes on."""

    size: int | None = None
    pages: int | None = None
    full: float = 1.0


class PageTooLarge(Exception):  # noqa: N818 - says what happened
    """One page (from 1) alone has more bytes than a part may."""

    def __init__(self, page: int, size: int) -> None:
        super().__init__(f"page {page} alone has {size} bytes")
        self.page, self.size = page, size

    def __reduce__(self) -> tuple[type[PageTooLarge], tuple[int, int]]:
        """It comes out of a child."""
        return PageTooLarge, (self.page, self.size)


def bounds_of(
    pages: int, measure: Callable[[int, int], int], limit: PartLimit, *, weights: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """First and last page (from 1) of each part.

    Args:
        pages: How many there are.
        measure: The bytes of a part with these pages, first and last; this is what costs time.
        limit: Of each part.
        weights: What each page weighs by itself, so that less has to be measured; empty: the search halves.

    Raises:
        PageTooLarge: A page does not fit alone.
    """
    bounds: list[tuple[int, int]] = []
    sums = [0, *accumulate(weights)] if len(weights) == pages else []
    scale = 1.0
    first = 1
    while first <= pages:
        last, scale = _last(first, pages, measure, limit, (sums, scale))
        bounds.append((first, last))
        first = last + 1
    return bounds


def _last(
    first: int,
    pages: int,
    measure: Callable[[int, int], int],
    limit: PartLimit,
    known: tuple[Sequence[int], float],
) -> tuple[int, float]:
    """The part's last page, and how much a page weighs in a file beside what it weighs by itself."""
    sums, scale = known
    high = min(pages, first + limit.pages - 1) if limit.pages else pages
    if limit.size is None:
        return high, scale
    low, tries = first - 1, 0
    while low < high:
        tries += 1
        at = (low + high + 1) // 2
        if sums and tries <= _GUESSES:
            at = bisect_right(sums, sums[first - 1] + limit.size * _AIM / scale) - 1
            at = min(max(at, low + 1), high)
        size = measure(first, at)
        if sums:
            scale = max(size, 1) / max(sums[at] - sums[first - 1], 1)
        if size > limit.size:
            if at == first:
                raise PageTooLarge(first, size)
            high = at - 1
        else:
            low = at
            if size >= limit.full * limit.size:
                break
    return low, scale
