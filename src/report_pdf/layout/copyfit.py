"""Copyfitting: how tall the pictures of an article are set so that its last page ends well.

Chinese text is predictable: a line holds a known number of ems. Lines are counted by estimate, the page's capacity is
known, and of all heights and additions that are allowed the ones that leave the last page nearest full are taken.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = ["CopyFit", "Demand", "FloatNeed", "PageGrid", "em_width", "fit_copy", "text_lines"]

_LATIN_EM = 0.56
_FIRST_AIM = 3  # lines left free on the last page: what an estimate may be wrong by
_AIM = 1  # … and when it was measured
_SMALLEST, _LARGEST = 11, 26  # lines of a picture across both columns


def em_width(text: str) -> float:
    """How wide a text runs, in em: Han and its marks one, all else about half."""
    return sum(1.0 if ord(character) > 0x2000 else _LATIN_EM for character in text)


def text_lines(text: str, *, measure_em: float, indent_em: float = 0) -> int:
    """Lines a text takes at a measure, both in em."""
    return max(1, math.ceil((em_width(text) + indent_em) / measure_em))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGrid:
    """What a page holds: lines of the grid, in so many columns."""

    lines: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatNeed:
    """What a picture takes beside its own height: ``extra`` lines for caption and gap; ``across`` both columns.

    ``widest`` is the greatest height in lines its pixels and its shape allow, ``least`` the smallest: what is shown
    whole has one height.
    """

    extra: int
    across: bool
    widest: int = _LARGEST
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFit:
    """The choice: lines of each picture, whether there is a key-figure panel, how many pull quotes, pages expected.

    ``left`` lines stay white on the last page, ``needed`` are taken in all; ``badness``: the less the better.
    """

    picture_lines: tuple[int, ...]
    panel: bool
    quotes: int
    pages: int
    left: float
    needed: float
    badness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What an article asks for: lines in one column, lines across all, and what each of its pictures needs.

    ``first_page``: lines free on the page the text starts on; ``page``: what a whole page holds.
    """

    column_lines: float
    across_lines: float
    first_page: int
    page: PageGrid
    pictures: Sequence[FloatNeed]


def fit_copy(demand: Demand, *, offers: tuple[bool, int], correction: float | None = None) -> CopyFit:
    """The best of the allowed choices.

    Args:
        demand: What has to be placed.
        offers: Whether a key-figure panel can be had, and how many pull quotes.
        correction: By how many lines an earlier pass ran longer than its estimate; None on the first pass.
    """
    panels = (True, False) if offers[0] else (False,)
    choices = itertools.product(panels, range(offers[1] + 1), range(_SMALLEST, _LARGEST + 1))
    aim = _FIRST_AIM if correction is None else _AIM
    demand = replace(demand, across_lines=demand.across_lines + (correction or 0))
    fits = [_measure(demand, panel=panel, quotes=quotes, lines=lines) for panel, quotes, lines in choices]
    rated = [replace(fit, badness=_badness(fit, offers, aim)) for fit in fits]
    return min(rated, key=lambda fit: fit.badness)


def _measure(demand: Demand, *, panel: bool, quotes: int, lines: int) -> CopyFit:
    pictures, first_page = demand.pictures, demand.first_page
    heights = tuple(max(need.least, min(lines, need.widest)) for need in pictures)
    across = sum(h + need.extra for h, need in zip(heights, pictures, strict=True) if need.across)
    inside = sum(h + need.extra for h, need in zip(heights, pictures, strict=True) if not need.across)
    needed = (
        demand.across_lines
        + across
        + 8 * panel
        + (demand.column_lines + inside + 7 * quotes) / demand.page.columns
    )
    pages = max(0, math.ceil((needed - first_page) / demand.page.lines))
    return CopyFit(
        picture_lines=heights,
        panel=panel,
        quotes=quotes,
        pages=pages + (1 if first_page else 0),
        left=first_page + pages * demand.page.lines - needed,
        needed=needed,
    )


def _badness(fit: CopyFit, offers: tuple[bool, int], aim: float) -> float:
    """Lines away from the aim weigh most; a picture off its usual height, a missing panel a little."""
    off = fit.left - aim
    usual = sum(abs(lines - 15) for lines in fit.picture_lines) / max(1, len(fit.picture_lines))
    pictureless = max(0, fit.pages - len(fit.picture_lines) - fit.panel - fit.quotes)
    crowded = max(0, len(fit.picture_lines) + fit.panel - fit.pages)
    return (
        (off if off >= 0 else 6 - 4 * off)
        + 0.5 * usual
        + (4 if offers[0] and not fit.panel else 0)
        + 3 * pictureless
        + 6 * crowded
        + fit.quotes
    )
