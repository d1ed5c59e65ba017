"""Sets one line to its measure: what every gap takes or gives.

In: the matter and a line of it. Out: the amount added after each of its characters. Gaps yield in CLREQ's order
(word spaces, brackets, pauses, the Han–Latin gap, stops), equally within one order, first a little and then to CLREQ's
limits. A line that is short stretches its word spaces and Han–Latin gaps first, then all gaps by the same amount up to
1/8 em, then what else may grow; a line that is still short is loose. A last line is set solid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.typography.gaps import Gaps, Level
from report_pdf.typography.lines import LOOSE_EM, Line
from report_pdf.typography.matter import Matter

__all__ = ["Setting", "set_line"]

_EPSILON = 1e-9
_MOST_EM = 1.0
"""Characters further apart than this are no line any more: it stays ragged."""
_SQUEEZE_ORDER = (Level.WORD_SPACE, Level.BRACKET, Level.PAUSE, Level.AUTOSPACE, Level.STOP)
_STRETCH_ORDER = (Level.WORD_SPACE, Level.AUTOSPACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A line as it is set.

    Args:
        lead: How far the first character stands left of the line's edge (its blank half).
        kerns: What is added after each character, the last one's blank half taken off at the end.
        stretch: What each gap would have to take for the line to be flush, beyond what stretches first.
    """

    lead: float
    kerns: list[float]
    stretch: float


def set_line(matter: Matter, line: Line, *, justified: bool = True) -> Setting:
    """The setting of ``line``; flush when it is justified and does not end its paragraph."""
    start, last = line.start, line.last
    kerns = matter.gaps.kern[start : last + 1]
    kerns[-1] = -matter.tail[last]
    spare = line.width - matter.natural(start, last)
    stretch = 0.0
    if spare < -_EPSILON:
        _squeeze(matter.gaps, line, kerns, -spare)
    elif spare > _EPSILON and justified and not line.ends_paragraph:
        stretch = _stretch(matter.gaps, line, kerns, spare, em=matter.em)
    return Setting(lead=matter.lead[start], kerns=kerns, stretch=stretch)


def _squeeze(gaps: Gaps, line: Line, kerns: list[float], need: float) -> None:
    for room in (gaps.shrink, gaps.deep):
        for level in _SQUEEZE_ORDER:
            at = [i for i in range(line.start, line.last) if gaps.level[i] is level and room[i]]
            need -= _share(kerns, line, at, room, need, sign=-1)
            if need <= _EPSILON:
                return
    # What is left is rounding: the last cell gives it, its glyph stays.
    kerns[-1] -= need


def _share(
    kerns: list[float], line: Line, at: Sequence[int], room: Sequence[float], want: float, *, sign: int = 1
) -> float:
    """Gaps ``at`` take the same part of their room each; how much all of them took."""
    whole = sum(room[i] for i in at)
    if whole <= _EPSILON:
        return 0.0
    part = min(1.0, want / whole)
    for i in at:
        kerns[i - line.start] += sign * part * room[i]
    return part * whole


def _stretch(gaps: Gaps, line: Line, kerns: list[float], spare: float, *, em: float) -> float:
    """Fills the line; how much all gaps took alike, or would have to take in a line that is torn too far apart."""
    places = range(line.start, line.last)
    for level in _STRETCH_ORDER:
        at = [i for i in places if gaps.level[i] is level and gaps.early[i]]
        spare -= _share(kerns, line, at, gaps.early, spare)
    opens = [i for i in places if gaps.opens[i]]
    if spare <= _EPSILON or not opens:
        return 0.0
    if spare > _MOST_EM * em * len(opens):
        return spare / len(opens)
    equal = min(spare / len(opens), LOOSE_EM * em)
    _spread(kerns, line, opens, equal)
    spare -= equal * len(opens)
    spare -= _share(kerns, line, [i for i in places if gaps.late[i]], gaps.late, spare)
    if spare <= _EPSILON:
        return equal
    free = [i for i in opens if gaps.free[i]] or opens
    _spread(kerns, line, free, spare / len(free))
    return equal + spare / len(free)


def _spread(kerns: list[float], line: Line, at: Sequence[int], amount: float) -> None:
    for i in at:
        kerns[i - line.start] += amount
