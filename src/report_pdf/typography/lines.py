"""Breaks a paragraph into lines: the least cost over the whole paragraph (box, glue, penalty), never an overfull line.

In: the matter and the measure of each line. Out: the lines. Squeezing is cheaper than stretching (CLREQ 先挤进后推出),
stretching costs by its square, and beyond 1/8 em a gap a line counts as loose and gives way to nearly everything:
before that come CLREQ's full limits of squeezing and stretching, hyphenation, and numbers parted from measure words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from report_pdf.typography.matter import Matter

__all__ = ["LOOSE_EM", "Line", "break_lines"]

LOOSE_EM = 0.125
"""A line stretched by more than this a gap is loose."""
_EASY_EM = 0.05
_SQUEEZE_COST = 1.5
_DEEP_COST = 8.0
_EARLY_COST = 0.3
_LATE_COST = 1.0
_LOOSE_COST = 40.0
_RUNT_COST = 400.0
_EMERGENCY_COST = 5000.0
_LEAST_LETTERS = 2
_RAGGED_COST = 10.0
_SEARCH_EM = 0.13
"""Looser lines are only considered where fewer than ``_LEAST_FOUND`` tighter ones are found."""
_LEAST_FOUND = 3
_TOLERANCE_EM = 0.012
"""So much too wide is rounding: 22 characters fill a measure of 22 em, and most natural widths are whole quarters."""
_REACH_EM = 3.0
"""No line can be squeezed by more than about this."""
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From ``start`` to ``last`` (both set), the next line starts at ``follow``."""

    start: int
    last: int
    follow: int
    width: float
    ends_paragraph: bool


_Candidate = tuple[float, int, int, bool]
"""What a line costs, its last character, where the next one starts, and whether it ends the paragraph."""

_Reached = tuple[float, int, int, float, "_Reached | None"]
"""The least cost so far, the last line's start and last character, its measure, and what went before."""


def break_lines(
    matter: Matter, widths: Sequence[float], *, start: int = 0, ragged: bool = False
) -> tuple[Line, ...]:
    """The lines of ``matter`` from ``start`` on.

    Args:
        matter: The paragraph.
        widths: The measure of the first lines; the last one holds for all the rest.
        start: Where the first line starts.
        ragged: Lines are not justified but set solid: only their unevenness costs.
    """
    if start >= len(matter.text):
        return ()
    search = _Search(matter, ragged=ragged)
    varying = len(widths) - 1
    reached: dict[tuple[int, int], _Reached | None] = {(start, 0): None}
    pending = [(0.0, (start, 0))]
    done: _Reached | None = None
    # Cheapest first: most places cost more to reach than the whole paragraph does in the end and are never looked at.
    while pending and (done is None or pending[0][0] <= done[0]):
        sofar, place = heappop(pending)
        state = reached[place]
        if state is not None and state[0] < sofar:
            continue
        position, number = place
        width = widths[number]
        for cost, last, follow, final in search.lines_from(position, width):
            total = sofar + cost
            if final:
                if _is_better(done, total, position):
                    done = (total, position, last, width, state)
                continue
            there = (follow, min(number + 1, varying))
            known = reached.get(there)
            if _is_better(known, total, position):
                reached[there] = (total, position, last, width, state)
                if known is None or total < known[0]:
                    heappush(pending, (total, there))
    return _unwound(done, len(matter.text))


def _is_better(known: _Reached | None, total: float, position: int) -> bool:
    """Of two ways of the same cost the one whose last line starts earlier: the same lines however they were found."""
    return known is None or total < known[0] or (total == known[0] and position < known[1])


def _unwound(state: _Reached | None, end: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    follow = end
    while state is not None:
        _, start, last, width, previous = state
        lines.append(Line(start=start, last=last, follow=follow, width=width, ends_paragraph=follow == end))
        follow, state = start, previous
    return tuple(reversed(lines))


class _Search:
    """The lines that can start at one place, with their costs."""

    def __init__(self, matter: Matter, *, ragged: bool) -> None:
        self._matter = matter
        self._ragged = ragged

    def lines_from(self, start: int, width: float) -> list[_Candidate]:
        """Every line worth considering from ``start``, the longest first."""
        matter, ends = self._matter, self._matter.ends
        edges, follows, lasts, shrinks = ends.edge, ends.follow, ends.last, ends.shrink
        shrunk, stretched, gapped = matter.shrink_sum[start], matter.early_sum[start], matter.gap_sum[start]
        reach = matter.edge[start] + matter.lead[start] + width
        loosest, tolerance = _SEARCH_EM * matter.em, _TOLERANCE_EM * matter.em
        final = len(edges) - 1
        found: list[_Candidate] = []
        for index in range(min(bisect_right(edges, reach + _REACH_EM * matter.em), final), -1, -1):
            if follows[index] <= start:
                break
            spare, last = reach - edges[index], lasts[index]
            shrink = 0.0 if self._ragged else shrinks[index] - shrunk
            if spare + shrink < -tolerance and (
                self._ragged or spare + shrink + self._deep(start, last) < -tolerance
            ):
                continue
            gaps, early = ends.gaps[index] - gapped, ends.early[index] - stretched
            if spare > early + (gaps or 1) * loosest and len(found) >= _LEAST_FOUND:
                break
            if index == final:
                cost = self._last_cost(last, start, spare)
            elif self._ragged:
                cost = ends.penalty[index] + _RAGGED_COST * (spare / width) ** 2
            else:
                cost = ends.penalty[index] + (
                    self._squeezed(start, last, -spare, shrink)
                    if spare < 0
                    else self._stretched(start, last, spare, early, gaps)
                )
            found.append((cost, max(last, start), follows[index], index == final))
        return found or [self._emergency(start, width)]

    def _deep(self, start: int, last: int) -> float:
        return self._matter.deep_sum[last] - self._matter.deep_sum[start]

    def _squeezed(self, start: int, last: int, need: float, shrink: float) -> float:
        if need <= shrink + _TOLERANCE_EM * self._matter.em:
            return _SQUEEZE_COST * min(1.0, (need / shrink) ** 2) if shrink > _EPSILON else 0.0
        return _SQUEEZE_COST + _DEEP_COST * min(1.0, (need - shrink) / max(self._deep(start, last), _EPSILON))

    def _stretched(self, start: int, last: int, spare: float, early: float, gaps: int) -> float:
        if spare <= early:
            return _EARLY_COST * (spare / early) ** 2 if early > _EPSILON else 0.0
        matter = self._matter
        stretch = (spare - early) / max(gaps, 1) / matter.em
        if stretch <= LOOSE_EM:
            return _EARLY_COST + (stretch / _EASY_EM) ** 2
        late = matter.late_sum[last] - matter.late_sum[start]
        rest = spare - early - gaps * LOOSE_EM * matter.em - late
        if rest <= 0:
            return _EARLY_COST + _LATE_COST + (LOOSE_EM / _EASY_EM) ** 2
        free = matter.free_sum[last] - matter.free_sum[start]
        stretch = LOOSE_EM + rest / max(free, 1) / matter.em
        return _EARLY_COST + (stretch / _EASY_EM) ** 2 + _LOOSE_COST

    def _last_cost(self, last: int, start: int, spare: float) -> float:
        """The last line is set solid; one with a single letter is a runt, unless it is the only line."""
        letters = self._matter.letter_sum
        squeeze = _SQUEEZE_COST if spare < -_TOLERANCE_EM * self._matter.em else 0.0
        runt = start > 0 and letters[last + 1] - letters[start] < _LEAST_LETTERS
        return squeeze + (_RUNT_COST if runt else 0.0)

    def _emergency(self, start: int, width: float) -> _Candidate:
        """One word wider than the measure: part it anywhere rather than run over."""
        matter, last = self._matter, start
        size = len(matter.text)
        while last + 1 < size and matter.natural(start, last + 1) <= width + _TOLERANCE_EM * matter.em:
            last += 1
        return _EMERGENCY_COST, last, last + 1, last + 1 >= size
