"""Set matter: a paragraph's characters with their advances, and all that may be taken from or given to each gap.

In: text, advances, type sizes and a scheme. Out: for every character its natural cell, what a line saves that starts
or ends with it, and for the gap after it the natural adjustment, what it can yield and in which order (CLREQ 行内调整),
what it can take first, and whether it joins the equal stretch. Sums run along the paragraph, so that any line's
natural width and elasticity is a subtraction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, sub

from report_pdf.typography.breaks import FORBIDDEN, penalties
from report_pdf.typography.classes import LETTERS, MARKS, CharClass, classify
from report_pdf.typography.gaps import Copy, Gaps, set_gaps
from report_pdf.typography.scheme import LINE_END_HALF, Scheme

__all__ = ["Ends", "Inline", "Matter", "set_matter"]

_C = CharClass
_HALF = 0.5
_FULL_CELL = 0.75
"""A mark narrower than this (in em) has no blank half: a Latin or proportional face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The places where a line may end, in order, each with the sums up to it."""

    last: list[int]
    follow: list[int]
    penalty: list[float]
    edge: list[float]
    shrink: list[float]
    early: list[float]
    gaps: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """See the module; all measures in the unit of the advances."""

    text: str
    em: float
    cell: list[float]
    lead: list[float]
    tail: list[float]
    gaps: Gaps
    edge: list[float]
    shrink_sum: list[float]
    early_sum: list[float]
    gap_sum: list[int]
    deep_sum: list[float]
    late_sum: list[float]
    free_sum: list[int]
    letter_sum: list[int]
    hyphens: Mapping[int, float]
    ends: Ends

    def widest_word(self) -> float:
        """The widest piece that no line break parts, set solid: the least measure that holds the paragraph."""
        widest, start = 0.0, 0
        for last, follow in zip(self.ends.last, self.ends.follow, strict=True):
            if last >= start:
                widest = max(widest, self.natural(start, last))
            start = follow
        return widest

    def natural(self, start: int, last: int) -> float:
        """The natural width of the line from ``start`` to ``last``, both included."""
        return self.edge[last] - self.edge[start] + self.cell[last] - self.lead[start] - self.tail[last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """What inline elements ask for.

    Args:
        joined: Characters after which no line may end (``white-space: nowrap``).
        padding: What stands fixed before and after a character (an inline box's padding, border and margin).
        hyphens: Characters within Latin words after which a line may end with a hyphen, and how wide that is.
        closed: Characters after which nothing is added, taken or stretched (before and after a raised note call).
    """

    joined: Collection[int] = ()
    padding: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    hyphens: Mapping[int, float] = field(default_factory=dict)
    closed: Collection[int] = ()


_COLLAPSING = frozenset({_C.SPACE, _C.ZERO_SPACE})
_INVISIBLE = frozenset({_C.SPACE, _C.WIDE_SPACE, _C.ZERO_SPACE, _C.NEWLINE})


def set_matter(
    text: str,
    advances: Sequence[float],
    ems: Sequence[float],
    *,
    scheme: Scheme = LINE_END_HALF,
    inline: Inline = Inline(),  # frozen
) -> Matter:
    """The matter of one paragraph.

    Args:
        text: Its characters.
        advances: The advance of each.
        ems: The type size of each.
        scheme: How marks and gaps are set.
        inline: What the inline elements around the characters ask for.
    """
    kinds = classify(text)
    fixed = {i - 1 for i, (before, _) in inline.padding.items() if before}
    fixed |= {i for i, (_, after) in inline.padding.items() if after}
    fixed |= set(inline.closed)
    marks = [i for i, kind in enumerate(kinds) if kind in MARKS]
    blank = _blanks(marks, advances, ems)
    copy = Copy(kinds=kinds, advances=advances, ems=ems, fixed=fixed, scheme=scheme, blank=blank)
    cell = list(advances)
    for i, (before, after) in inline.padding.items():
        cell[i] += before + after
    gaps = set_gaps(copy)
    lead, tail = _edges(copy, marks)
    for i, width in inline.hyphens.items():
        tail[i] = -width
    costs = penalties(text, kinds, strict=scheme.strict_line_start, hyphens=inline.hyphens)
    for i in inline.joined:
        costs[i] = FORBIDDEN
    edge = [0.0, *accumulate(map(add, cell, gaps.kern))]
    right = list(map(sub, map(add, edge, cell), tail))
    sums = _sums(gaps.shrink), _sums(gaps.early), _count(gaps.opens)
    return Matter(
        text=text,
        em=max(set(ems), key=list(ems).count) if ems else 0.0,
        cell=cell,
        lead=lead,
        tail=tail,
        gaps=gaps,
        edge=edge,
        shrink_sum=sums[0],
        early_sum=sums[1],
        gap_sum=sums[2],
        deep_sum=_sums(gaps.deep),
        late_sum=_sums(gaps.late),
        free_sum=_count(gaps.free),
        letter_sum=[0, *accumulate(kind in LETTERS for kind in kinds)],
        hyphens=inline.hyphens,
        ends=_ends(kinds, costs, right, sums),
    )


def _sums(values: Sequence[float]) -> list[float]:
    return [0.0, *accumulate(values)]


def _count(flags: Sequence[bool]) -> list[int]:
    return [0, *accumulate(map(int, flags))]


def _blanks(marks: Sequence[int], advances: Sequence[float], ems: Sequence[float]) -> list[float]:
    """The blank half of each full-width mark."""
    blank = [0.0] * len(advances)
    for i in marks:
        if advances[i] >= _FULL_CELL * ems[i]:
            blank[i] = _HALF * ems[i]
    return blank


def _edges(copy: Copy, marks: Sequence[int]) -> tuple[list[float], list[float]]:
    """What a line saves that starts, and one that ends with each character."""
    scheme, lead, tail = copy.scheme, [0.0] * len(copy.kinds), [0.0] * len(copy.kinds)
    for i in marks:
        kind = copy.kinds[i]
        if kind is _C.OPENING:
            lead[i] = copy.blank[i] if scheme.trim_line_start else 0.0
        elif scheme.hang_line_end and kind is not _C.CLOSING:
            tail[i] = copy.advances[i]
        elif scheme.half_line_end:
            tail[i] = copy.blank[i]
    return lead, tail


def _ends(
    kinds: list[CharClass],
    costs: list[float],
    right: list[float],
    sums: tuple[list[float], list[float], list[int]],
) -> Ends:
    size = len(kinds)
    at = [i for i in range(size) if costs[i] != FORBIDDEN or i == size - 1]
    last, follow = list(at), [i + 1 for i in at]
    for k, i in enumerate(at):
        if kinds[i] in _INVISIBLE:
            while last[k] > 0 and kinds[last[k]] in _INVISIBLE:
                last[k] -= 1
        while follow[k] < size and kinds[follow[k]] in _COLLAPSING:
            follow[k] += 1
    shrink, early, gaps = sums
    return Ends(
        last=last,
        follow=follow,
        penalty=[costs[i] for i in at],
        edge=[right[i] for i in last],
        shrink=[shrink[i] for i in last],
        early=[early[i] for i in last],
        gaps=[gaps[i] for i in last],
    )
