"""How a line is filled: marks squeezed and trimmed, gaps, equal stretch, flush ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glyphs import Glyph
from lines import Line, Setting, is_full
from marks import CLOSING, DASH, ELLIPSIS, MIDDLE_DOT, OPENING, is_han, is_western
from rules import Case, case, continued, full, rule

_EXACT = 0.01
"""Rounding of glyph positions to thousandths of an em, with some room."""
_FLUSH = 0.05
_EVEN = 0.02
_HALF = 0.5


def _is_mark(glyph: Glyph) -> bool:
    return glyph.text in OPENING | CLOSING and is_full(glyph)


def _gap(line: Line, a: Glyph, b: Glyph) -> float:
    """What was added between two cells."""
    return (b.x - a.end) / line.em


def _meeting(setting: Setting) -> Iterator[tuple[Line, Glyph, Glyph]]:
    """Marks that meet with a blank half between them."""
    for line in setting.body():
        for a, b, _ in line.pairs():
            if _is_mark(a) and _is_mark(b) and not (a.text in OPENING and b.text in CLOSING):
                yield line, a, b


@rule
def adjacent_punct_compressed(setting: Setting) -> Iterator[Case]:
    """Two marks that meet take an em and a half, or one (CLREQ 连续标点), what the line adds apart."""
    for line, a, b in _meeting(setting):
        saved = max(line.stretch, 0.0) - _gap(line, a, b)
        yield case(
            saved >= _HALF * min(a.size, b.size) / line.em - 0.03, line, f"{a.text}{b.text} {2 - saved:.3f}"
        )


@rule
def punct_overlap(setting: Setting) -> Iterator[Case]:
    for line, a, b in _meeting(setting):
        assert a.ink is not None
        assert b.ink is not None
        between = (b.ink[0] - a.ink[2]) / a.size
        yield case(between >= 0.0, line, f"{a.text}{b.text} {between:.3f}")


@rule
def line_start_open_trim(setting: Setting) -> Iterator[Case]:
    for line in continued(setting):
        first = line.glyphs[0]
        if first.text in OPENING and is_full(first):
            off = (first.x + _HALF * first.size - line.left) / line.em
            yield case(abs(off) <= _FLUSH, line, off)


def _over_right(line: Line) -> tuple[float, float]:
    """How far the line's end passes the measure: with the whole cell, and without the blank of a mark."""
    last = line.glyphs[-1]
    cell = (last.end - line.right) / line.em
    blank = _HALF if last.text in CLOSING else _HALF / 2 if last.text == MIDDLE_DOT else 0.0
    return cell, cell - blank * last.size / line.em if is_full(last) else cell


@rule
def line_end_punct_half(setting: Setting) -> Iterator[Case]:
    """GB/T 15834, 5.1.10; in lines that reach the edge one way or another."""
    for line in full(setting):
        cell, half = _over_right(line)
        if line.text[-1] in CLOSING and cell > half and cell >= -2 * _FLUSH:
            yield case(abs(half) <= _FLUSH, line, half)


@rule
def flush_right(setting: Setting) -> Iterator[Case]:
    for line in full(setting):
        off = min(_over_right(line), key=abs)
        yield case(abs(off) <= _FLUSH, line, off)


@rule
def overfull(setting: Setting) -> Iterator[Case]:
    """No line, last ones included, passes its measure on either side."""
    for line in setting.body():
        over = _over_right(line)[1]
        first = line.glyphs[0]
        blank = _HALF * first.size if first.text in OPENING and is_full(first) else 0.0
        under = (line.left - first.x - blank) / line.em
        hanging = line.kind == "bullet" and line.first
        yield case(over <= _FLUSH and (hanging or under <= _FLUSH), line, max(over, under))


@rule
def last_line_not_stretched(setting: Setting) -> Iterator[Case]:
    for line in setting.body():
        gaps = line.solid_gaps()
        if line.last and gaps:
            yield case(max(map(abs, gaps)) <= _EVEN, line, max(gaps, key=abs))


@rule
def loose_line(setting: Setting) -> Iterator[Case]:
    for line in full(setting):
        yield case(line.stretch <= 0.125 + 0.001, line, line.stretch)


@rule
def squeezed_han(setting: Setting) -> Iterator[Case]:
    for line in setting.body():
        least = min(line.solid_gaps(), default=0.0)
        yield case(least >= -_EVEN, line, least)


@rule
def uneven_stretch(setting: Setting) -> Iterator[Case]:
    for line in full(setting):
        gaps = line.solid_gaps()
        if len(gaps) > 1:
            yield case(max(gaps) - min(gaps) <= _EVEN, line, max(gaps) - min(gaps))


@rule
def first_line_indent(setting: Setting) -> Iterator[Case]:
    for line in setting.body():
        if line.first and line.kind == "paragraph":
            first = line.glyphs[0]
            off = (first.x - line.left) / line.em
            allowed = (1.5, 2.0) if first.text in OPENING and is_full(first) else (2.0,)
            yield case(any(abs(off - indent) <= _EXACT for indent in allowed), line, off)


@rule
def cjk_latin_gap(setting: Setting) -> Iterator[Case]:
    """An eighth to half an em between Han and letters or figures (CLREQ 中西间距), but none beside calls of notes."""
    for line in setting.body():
        for a, b, _ in line.pairs():
            if line.raises(a) or line.raises(b):
                continue
            if (is_han(a.text) and is_western(b.text)) or (is_western(a.text) and is_han(b.text)):
                gap = _gap(line, a, b)
                yield case(0.125 - _EXACT <= gap <= 0.5 + _EXACT, line, f"{a.text}{b.text} {gap:.3f}")


@rule
def no_gap_at_punct(setting: Setting) -> Iterator[Case]:
    """Beside a mark stands no more than the line adds everywhere."""
    for line in setting.body():
        if not line.solid_gaps():
            continue
        for a, b, spaced in line.pairs():
            if not spaced and ((_is_mark(a) and is_western(b.text)) or (is_western(a.text) and _is_mark(b))):
                gap = _gap(line, a, b)
                yield case(gap <= max(line.stretch, 0.0) + _EVEN, line, f"{a.text}{b.text} {gap:.3f}")


@rule
def latin_word_gap(setting: Setting) -> Iterator[Case]:
    for line in setting.body():
        for a, b, spaced in line.pairs():
            if spaced and is_western(a.text) and is_western(b.text):
                gap = _gap(line, a, b)
                yield case(0.2 - _EXACT <= gap <= 0.55, line, f"{a.text} {b.text} {gap:.3f}")


@rule
def latin_word_spread(setting: Setting) -> Iterator[Case]:
    """Words and numbers are never letterspaced."""
    for line in setting.body():
        for a, b, spaced in line.pairs():
            if not spaced and is_western(a.text) and is_western(b.text):
                gap = _gap(line, a, b)
                yield case(gap <= 0.05, line, f"{a.text}{b.text} {gap:.3f}")


@rule
def quote_full_width(setting: Setting) -> Iterator[Case]:
    for line in setting.body():
        for glyph in line.glyphs:
            if glyph.text in "“”‘’":
                yield case(is_full(glyph), line, f"{glyph.text} {glyph.advance / glyph.size:.3f}")


def _doubled(setting: Setting, char: str) -> Iterator[tuple[Line, Glyph, Glyph]]:
    """Both halves of each —— or …… within a line."""
    for line in setting.body():
        halves = [glyph if glyph.text == char else None for glyph in line.glyphs]
        found = iter(pairwise(halves))
        for a, b in found:
            if a is not None and b is not None:
                yield line, a, b
                next(found, None)


@rule
def dash_2em_joined(setting: Setting) -> Iterator[Case]:
    """Two em wide, one stroke, and never stretched inside (GB/T 15834, 4.11)."""
    for line, a, b in _doubled(setting, DASH):
        assert a.ink is not None
        assert b.ink is not None
        width, joint = (b.end - a.x) / a.size, (b.ink[0] - a.ink[2]) / a.size
        sides = max(a.ink[0] - a.x, b.end - b.ink[2]) / a.size
        holds = abs(width - 2) <= _EVEN and joint <= 0.01 and sides <= 0.18
        yield case(holds, line, f"{width:.3f} wide, joint {joint:.3f}, sides {sides:.3f}")


@rule
def ellipsis_2em_centred(setting: Setting) -> Iterator[Case]:
    """Two em wide, never stretched inside, half way up the line (GB/T 15834, 4.10)."""
    for line, a, b in _doubled(setting, ELLIPSIS):
        assert a.ink is not None
        width, middle = (b.end - a.x) / a.size, ((a.ink[1] + a.ink[3]) / 2 - line.y) / a.size
        holds = abs(width - 2) <= _EVEN and abs(middle - 0.38) <= 0.2
        yield case(holds, line, f"{width:.3f} wide, {middle:.3f} up")
