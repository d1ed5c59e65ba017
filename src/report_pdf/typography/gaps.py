"""The gap after each character: its natural adjustment, what it can yield, in which order, and what it can take.

In: a text's classes, advances, type sizes and a scheme. Out: ``Gaps``. CLREQ 标点符号的宽度调整, 中西间距, 行内调整. Every gap
has two limits: one a reader does not notice, and CLREQ's own, which only a line goes to that would be loose otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from report_pdf.typography.classes import MARKS, WESTERN, CharClass
from report_pdf.typography.scheme import Scheme

__all__ = ["Copy", "Gaps", "Level", "set_gaps"]

_C = CharClass
_FULL_CELL = 0.75
_ORIGINS_APART = 0.06
_LEAST_APART = 0.002


class Level(IntEnum):
    """The order in which gaps yield; the same numbers order what stretches first."""

    NONE = 0
    WORD_SPACE = 1
    BRACKET = 2
    PAUSE = 3
    AUTOSPACE = 4
    STOP = 5


@dataclass(slots=True, kw_only=True)
class Gaps:
    """The gap after each character, in the unit of the advances.

    Args:
        kern: Its natural adjustment.
        level: When it yields, and when it takes.
        shrink: What it yields at first.
        deep: What it yields beyond that before a line is loose.
        early: What it takes before other gaps.
        late: What it takes beyond the equal stretch before a line is loose.
        opens: Whether it takes part in the equal stretch.
        free: Whether it goes on doing so in a loose line.
    """

    kern: list[float]
    level: list[Level]
    shrink: list[float]
    deep: list[float]
    early: list[float]
    late: list[float]
    opens: list[bool]
    free: list[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is to be set: every list has an entry for each character; ``fixed`` holds the gaps with padding."""

    kinds: list[CharClass]
    advances: Sequence[float]
    ems: Sequence[float]
    fixed: Collection[int]
    scheme: Scheme
    blank: list[float]


_UNSTRETCHED = frozenset({_C.CONNECTOR, _C.SOLIDUS, _C.MIDDLE_DOT, _C.GLUE, _C.ZERO_SPACE})
_WORD = frozenset({*WESTERN, _C.SYMBOL, _C.HYPHEN, _C.LATIN_OPENING, _C.LATIN_CLOSING})
_CAPPED = frozenset({Level.WORD_SPACE, Level.AUTOSPACE})
_OPEN_LEVELS = frozenset({_C.PAUSE, _C.STOP})


def set_gaps(copy: Copy) -> Gaps:
    """The gaps of ``copy``."""
    size = len(copy.kinds)
    gaps = Gaps(
        kern=[0.0] * size,
        level=[Level.NONE] * size,
        shrink=[0.0] * size,
        deep=[0.0] * size,
        early=[0.0] * size,
        late=[0.0] * size,
        opens=[True] * size,
        free=[True] * size,
    )
    kinds = copy.kinds
    special = {i for i, kind in enumerate(kinds) if kind is not _C.HAN}
    for i in special | {i - 1 for i in special} | set(copy.fixed):
        if 0 <= i < size - 1:
            _set_gap(copy, gaps, i)
    if copy.scheme.half_middle_dot:
        _set_middle_dots(copy, gaps)
    if size:
        gaps.opens[-1] = False
    gaps.free = [opens and level not in _CAPPED for opens, level in zip(gaps.opens, gaps.level, strict=True)]
    return gaps


def _set_middle_dots(copy: Copy, gaps: Gaps) -> None:
    """间隔号 takes half a cell (GB/T 15834-2011 5.1.7) and no other blank from a mark it meets."""
    kinds = copy.kinds
    for i, kind in enumerate(kinds):
        if kind is not _C.MIDDLE_DOT or copy.advances[i] < _FULL_CELL * copy.ems[i]:
            continue
        quarter = copy.ems[i] / 4
        if i and i - 1 not in copy.fixed:
            gaps.kern[i - 1] -= quarter + (copy.blank[i - 1] if kinds[i - 1] is _C.CLOSING else 0.0)
            _close_at_dot(copy, gaps, i - 1, beside=kinds[i - 1])
        if i + 1 < len(kinds) and i not in copy.fixed:
            gaps.kern[i] -= quarter + (copy.blank[i + 1] if kinds[i + 1] is _C.OPENING else 0.0)
            _close_at_dot(copy, gaps, i, beside=kinds[i + 1])


def _close_at_dot(copy: Copy, gaps: Gaps, i: int, *, beside: CharClass) -> None:
    gaps.shrink[i] = gaps.deep[i] = 0.0
    if beside is _C.HAN:
        gaps.late[i] = copy.scheme.middle_dot_late * copy.ems[i]


def _set_gap(copy: Copy, gaps: Gaps, i: int) -> None:
    before, after = copy.kinds[i], copy.kinds[i + 1]
    if i in copy.fixed:
        gaps.opens[i] = False
    elif before in MARKS or after in MARKS:
        _set_mark(copy, gaps, i)
    elif before is _C.SPACE:
        _set_space(copy, gaps, i)
    else:
        _set_joint(copy, gaps, i)


def _set_mark(copy: Copy, gaps: Gaps, i: int) -> None:
    """The gap beside a Chinese mark: marks that meet share one blank half, a single one keeps its own."""
    scheme, before, after = copy.scheme, copy.kinds[i], copy.kinds[i + 1]
    right = copy.blank[i] if before is not _C.OPENING else 0.0
    left = copy.blank[i + 1] if after is _C.OPENING else 0.0
    stop = before is _C.STOP
    adjacent = before in MARKS and after in MARKS
    if (scheme.half_stops if stop else scheme.half_marks) and right:
        gaps.kern[i] -= right
        right = 0.0
    if scheme.half_marks and left:
        gaps.kern[i] -= left
        left = 0.0
    if scheme.compress_adjacent and adjacent:
        shared = right if after is not _C.OPENING else min(right, left) if right and left else 0.0
        if before is _C.OPENING:
            shared = left
        gaps.kern[i] -= shared
        right, left = (right - shared, left) if right else (right, left - shared)
    _set_squeeze(copy, gaps, i, left=left, right=right)
    if adjacent and gaps.kern[i] < 0 < gaps.shrink[i]:
        # With two origins at one place a reader may sort the marks the other way round: nearly so only to save a line.
        keep = min(gaps.shrink[i], _ORIGINS_APART * copy.ems[i])
        gaps.shrink[i] -= keep
        gaps.deep[i] += max(0.0, keep - _LEAST_APART * copy.ems[i])
    if after is _C.SPACE or after in _UNSTRETCHED or before in _UNSTRETCHED:
        gaps.opens[i] = False


def _set_squeeze(copy: Copy, gaps: Gaps, i: int, *, left: float, right: float) -> None:
    if not (left or right):
        return
    scheme, before = copy.scheme, copy.kinds[i]
    em = max(copy.ems[i], copy.ems[i + 1])
    if left or before not in _OPEN_LEVELS:
        level, limit = Level.BRACKET, scheme.bracket_squeeze
    elif before is _C.PAUSE:
        level, limit = Level.PAUSE, scheme.pause_squeeze
    else:
        level, limit = Level.STOP, scheme.stop_squeeze
    gaps.level[i] = level
    gaps.shrink[i] = min(limit * em, left + right)
    gaps.deep[i] = max(0.0, min(scheme.deepest_squeeze * em, left + right) - gaps.shrink[i])


def _set_space(copy: Copy, gaps: Gaps, i: int) -> None:
    """A word space between Latin words; between Han and Latin the author's space is the gap itself."""
    scheme, em, advance = copy.scheme, copy.ems[i], copy.advances[i]
    before = copy.kinds[i - 1] if i else _C.SPACE
    after = copy.kinds[i + 1]
    if after is _C.SPACE:
        gaps.opens[i] = False
        return
    if before in _WORD and after in _WORD:
        gaps.level[i] = Level.WORD_SPACE
        gaps.shrink[i] = max(0.0, advance - scheme.word_space_least * em)
        gaps.early[i] = max(0.0, scheme.word_space_most * em - advance)
    elif {before, after} & {_C.HAN} and (before in WESTERN or after in WESTERN):
        gaps.kern[i] = scheme.autospace * em - advance
        _set_autospace(copy, gaps, i)


def _set_autospace(copy: Copy, gaps: Gaps, i: int) -> None:
    scheme, em = copy.scheme, copy.ems[i]
    gaps.level[i] = Level.AUTOSPACE
    gaps.shrink[i] = max(0.0, scheme.autospace - scheme.autospace_least) * em
    gaps.early[i] = max(0.0, scheme.autospace_most - scheme.autospace) * em
    gaps.late[i] = max(0.0, scheme.autospace_late) * em


def _set_joint(copy: Copy, gaps: Gaps, i: int) -> None:
    """Everything else: Han beside Latin takes the gap, words and units stay closed."""
    before, after = copy.kinds[i], copy.kinds[i + 1]
    meets = (before is _C.HAN and after in WESTERN) or (before in WESTERN and after is _C.HAN)
    if meets and copy.scheme.autospace:
        gaps.kern[i] = copy.scheme.autospace * copy.ems[i]
        _set_autospace(copy, gaps, i)
        return
    closed = before in _WORD and after in _WORD
    closed |= before is after and before in (_C.DASH, _C.ELLIPSIS)
    closed |= after in (_C.SPACE, _C.COMBINING, _C.NEWLINE) or before in _UNSTRETCHED or after in _UNSTRETCHED
    if closed:
        gaps.opens[i] = False
