"""Punctuation schemes and their limits, as data.

Each is a house's choice among what CLREQ (标点符号宽度调整) and GB/T 15834-2011 5.1.10 allow: full-width (全角), half-width
(半角), Kaiming (开明: full stops keep their cell) and half-width at line ends (行末半角, the default).
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FULL_WIDTH", "HALF_WIDTH", "KAIMING", "LINE_END_HALF", "SCHEMES", "Scheme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How marks, gaps and lines are set; every measure in em.

    Args:
        half_marks: Brackets, quotes and pauses take half a cell everywhere.
        half_stops: So do full stops, question and exclamation marks.
        half_line_end: A mark that ends a line takes half a cell.
        trim_line_start: An opening mark that starts a line loses its blank half.
        compress_adjacent: Marks that meet share one blank half.
        half_middle_dot: 间隔号 takes half a cell.
        hang_line_end: A pause or full stop that ends a line hangs outside it.
        strict_line_start: —— and …… never start a line (CLREQ 严格处理).
        autospace: The gap between Han and Latin letters or figures; its least and greatest measure beside it.
        autospace_late: What it takes besides, and beyond the equal stretch, before a line is loose.
        word_space_most: So far a word space grows before other gaps; with the equal stretch it stays within 0.55 em.
        middle_dot_late: What each side of a 间隔号 takes before a line is loose.
        bracket_squeeze: What a bracket, pause or stop yields at first; ``deepest_squeeze`` is CLREQ's limit.
    """

    name: str
    half_marks: bool = False
    half_stops: bool = False
    half_line_end: bool = True
    trim_line_start: bool = True
    compress_adjacent: bool = True
    half_middle_dot: bool = True
    hang_line_end: bool = False
    strict_line_start: bool = True
    autospace: float = 0.25
    autospace_least: float = 0.125
    autospace_most: float = 1 / 3
    autospace_late: float = 0.04
    word_space_least: float = 0.25
    word_space_most: float = 0.42
    middle_dot_late: float = 0.125
    bracket_squeeze: float = 0.5
    pause_squeeze: float = 0.25
    stop_squeeze: float = 0.25
    deepest_squeeze: float = 0.5


LINE_END_HALF = Scheme(name="行末半角")
FULL_WIDTH = Scheme(name="全角", half_line_end=False)
HALF_WIDTH = Scheme(name="半角", half_marks=True, half_stops=True)
KAIMING = Scheme(name="开明", half_marks=True)

SCHEMES = {scheme.name: scheme for scheme in (LINE_END_HALF, FULL_WIDTH, HALF_WIDTH, KAIMING)}
