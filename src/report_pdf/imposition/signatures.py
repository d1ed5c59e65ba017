"""Signatures: which page lies where on a sheet that is folded, and how pages are shared out among signatures.

The sheet lies with page 1 in view, upright, at the bottom right. Each fold takes the left half or the upper half
behind; the last one, at the spine, takes the left half. So 16 pages fold left, top, left; 32 pages top, left, top, left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.imposition.forms import Gap

__all__ = ["SIGNATURES", "Signature", "Span", "gathered", "nested"]

Grid = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A folded sheet: pages from 1 as front and back are seen, the row above first; the back is turned sideways.

    ``upright``: whether a row's pages stand on their feet. ``folds``: in their order, at the spine last.
    """

    front: Grid
    back: Grid
    upright: tuple[bool, ...]
    columns: tuple[Gap, ...]
    rows: tuple[Gap, ...]
    folds: tuple[str, ...]


SIGNATURES: dict[int, Signature] = {
    4: Signature(
        front=((4, 1),),
        back=((2, 3),),
        upright=(True,),
        columns=(Gap.SPINE,),
        rows=(),
        folds=("left",),
    ),
    8: Signature(
        front=((5, 4), (8, 1)),
        back=((3, 6), (2, 7)),
        upright=(False, True),
        columns=(Gap.SPINE,),
        rows=(Gap.FOLD,),
        folds=("top", "left"),
    ),
    16: Signature(
        front=((5, 12, 9, 8), (4, 13, 16, 1)),
        back=((7, 10, 11, 6), (2, 15, 14, 3)),
        upright=(False, True),
        columns=(Gap.SPINE, Gap.FOLD, Gap.SPINE),
        rows=(Gap.FOLD,),
        folds=("left", "top", "left"),
    ),
    32: Signature(
        front=((5, 28, 29, 4), (12, 21, 20, 13), (9, 24, 17, 16), (8, 25, 32, 1)),
        back=((3, 30, 27, 6), (14, 19, 22, 11), (15, 18, 23, 10), (2, 31, 26, 7)),
        upright=(False, True, False, True),
        columns=(Gap.SPINE, Gap.FOLD, Gap.SPINE),
        rows=(Gap.FOLD, Gap.FOLD, Gap.FOLD),
        folds=("top", "left", "top", "left"),
    ),
}
"""By the number of pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The book's pages (from 1) in a signature: ``pages[0]`` is its page 1. ``outside``: leaves already around it."""

    pages: tuple[int, ...]
    outside: int = 0

    def depth(self, page: int) -> int:
        """How many leaves are wrapped around page ``page`` (from 1, within the signature)."""
        return self.outside + (min(page, len(self.pages) + 1 - page) - 1) // 2


def gathered(pages: int, *, size: int) -> tuple[Span, ...]:
    """Signatures one behind the other, as for perfect binding.

    What does not fill a whole signature makes smaller ones; they come before the last, for a thin one at the end of
    the block tears off.
    """
    sizes = _sizes(pages, size)
    whole = [each for each in sizes if each == sizes[0]]
    order = [*whole[:-1], *sizes[len(whole) :], *whole[-1:]]
    spans, first = [], 1
    for each in order:
        spans.append(Span(pages=tuple(range(first, first + each))))
        first += each
    return tuple(spans)


def nested(pages: int, *, size: int) -> tuple[Span, ...]:
    """Signatures one inside the other, as for saddle stitching, the outermost first; smaller ones lie innermost."""
    spans, taken = [], 0
    for each in _sizes(pages, size):
        half = each // 2
        start = tuple(range(taken + 1, taken + half + 1))
        end = tuple(range(pages - taken - half + 1, pages - taken + 1))
        spans.append(Span(pages=start + end, outside=taken // 2))
        taken += half
    return tuple(spans)


def _sizes(pages: int, size: int) -> Sequence[int]:
    if pages % 4:
        raise ValueError(f"{pages} pages do not make signatures")
    sizes = []
    for each in sorted((each for each in SIGNATURES if each <= size), reverse=True):
        sizes += [each] * (pages // each)
        pages %= each
    return sizes
