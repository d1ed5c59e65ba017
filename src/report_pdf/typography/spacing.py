"""Sets one line to its measure: what every gap takes or gives.

In: the matter and a line of it. Out: the amount added after each of its characters. Gaps yield in CLREQ's order
(word spaces, brackets, pauses, the Han–Latin gap, stops), equally within one order; a line that is short stretches its
word spaces and Han–Latin gaps first, to their limits, then all gaps by the same amount. A last line is set solid.
"""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.typography.gaps import Level
from report_pdf.typography.lines import Line
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
    kerns = matter.kern[start : last + 1]
    kerns[-1] = -matter.tail[last]
    spare = line.width - matter.natural(start, last)
    stretch = 0.0
    if spare < -_EPSILON:
        _squeeze(matter, line, kerns, -spare)
    elif spare > _EPSILON and justified and not line.ends_paragraph:
        stretch = _stretch(matter, line, kerns, spare)
    return Setting(lead=matter.lead[start], kerns=kerns, stretch=stretch)


def _squeeze(matter: Matter, line: Line, kerns: list[float], need: float) -> None:
    gaps = range(line.start, line.last)
    for level in _SQUEEZE_ORDER:
        at = [i for i in gaps if matter.level[i] is level and matter.shrink[i]]
        room = sum(matter.shrink[i] for i in at)
        if room <= _EPSILON:
            continue
        share = min(1.0, need / room)
        for i in at:
            kerns[i - line.start] -= share * matter.shrink[i]
        need -= share * room
        if need <= _EPSILON:
            return
    # What is left is rounding: the last cell gives it, its glyph stays.
    kerns[-1] -= need


def _stretch(matter: Matter, line: Line, kerns: list[float], spare: float) -> float:
    gaps = range(line.start, line.last)
    for level in _STRETCH_ORDER:
        at = [i for i in gaps if matter.level[i] is level and matter.early[i]]
        room = sum(matter.early[i] for i in at)
        if room <= _EPSILON:
            continue
        share = min(1.0, spare / room)
        for i in at:
            kerns[i - line.start] += share * matter.early[i]
        spare -= share * room
    at = [i for i in gaps if matter.opens[i]]
    if spare <= _EPSILON or not at:
        return 0.0
    if spare > _MOST_EM * matter.em * len(at):
        return spare / len(at)
    for i in at:
        kerns[i - line.start] += spare / len(at)
    return spare / len(at)
