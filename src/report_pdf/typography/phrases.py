"""Breaks headings, captions and contents lines between phrases, into balanced lines.

In: a short text and the measure in em. Out: its lines. The author's own spaces come first; what is still too wide is
cut into words (jieba's dictionary, with the desk's own words) and parted where the lines come out even.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, inf

from report_pdf.typography.breaks import penalties
from report_pdf.typography.classes import CharClass, classify
from report_pdf.typography.segmenter import words as words_of

__all__ = ["break_heading"]

_LAST_LINE_LETTERS = 3
_EPSILON = 1e-6

_AUTHORS_SPACE = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])|\u3000+")

_LEANS_BACK = frozenset("的了着过地得们等上下中里内外间后前时者性化型式吗呢吧")
"""Belong to the word before: a line never starts with them."""
_LEANS_ON = frozenset("和与及暨或在把被将对向从由为以不更最很再又也都就让使是有")
"""Belong to the word after: a line had better not end with them."""

_RAGGED_COST = 1.0
_INSIDE_WORD_COST = 40.0
_LEAN_COST = 6.0
_SHORT_LAST_COST = 30.0


def break_heading(
    text: str,
    *,
    measure_em: float,
    advances: Sequence[float] | None = None,
    words: Sequence[str] = (),
    keep_whole: bool = False,
) -> tuple[str, ...]:
    """The lines of a heading, without the author's break spaces.

    Args:
        text: The heading.
        measure_em: The widest a line may be, in em.
        advances: The advance of every character in em; from the character classes when not given.
        words: The desk's own words, never parted (names, slogans).
        keep_whole: Leave a text that fits on one line as it is, space and all (contents lines, captions).
    """
    text = text.strip(" \u3000")
    widths = tuple(advances) if advances is not None else _usual_advances(text)
    if not text or (keep_whole and sum(widths) <= measure_em + _EPSILON):
        return (text,) if text else ()
    lines: list[str] = []
    for start, end in _authors_phrases(text):
        phrase = _Phrase(text=text[start:end], widths=widths[start:end], measure=measure_em)
        lines += _balanced(phrase, tuple(words))
    return tuple(lines)


def _usual_advances(text: str) -> tuple[float, ...]:
    narrow = {CharClass.LATIN: 0.56, CharClass.DIGIT: 0.56, CharClass.SPACE: 0.26, CharClass.MIDDLE_DOT: 0.5}
    thin = {CharClass.LATIN_OPENING: 0.35, CharClass.LATIN_CLOSING: 0.3, CharClass.HYPHEN: 0.35}
    table = narrow | thin | {CharClass.SYMBOL: 0.6, CharClass.COMBINING: 0.0, CharClass.ZERO_SPACE: 0.0}
    return tuple(table.get(kind, 1.0) for kind in classify(text))


def _authors_phrases(text: str) -> list[tuple[int, int]]:
    """Parted at spaces, but not where one spaces letters out: 通　知 is one word."""
    spaces = [match.span() for match in _AUTHORS_SPACE.finditer(text)]
    pieces = list(
        zip([0, *(end for _, end in spaces)], [*(start for start, _ in spaces), len(text)], strict=True)
    )
    phrases = [pieces[0]]
    for (start, end), (before, ended) in zip(pieces[1:], pieces, strict=False):
        if end - start > 1 and ended - before > 1:
            phrases.append((start, end))
        else:
            phrases[-1] = (phrases[-1][0], end)
    return phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    text: str
    widths: tuple[float, ...]
    measure: float


def _balanced(phrase: _Phrase, words: tuple[str, ...]) -> list[str]:
    total = sum(phrase.widths)
    if total <= phrase.measure + _EPSILON:
        return [phrase.text]
    costs = _break_costs(phrase.text, words)
    fewest = ceil(total / phrase.measure - _EPSILON)
    fitting = (_part(phrase, costs, count) for count in range(fewest, len(phrase.text) + 1))
    ends = next((ends for ends in fitting if ends), [len(phrase.text)])
    if _splits_a_word(ends, costs):
        one_line_more = _part(phrase, costs, len(ends) + 1)
        if one_line_more and not _splits_a_word(one_line_more, costs):
            ends = one_line_more
    starts = [0, *ends[:-1]]
    return [phrase.text[a:b].strip(" \u3000") for a, b in zip(starts, ends, strict=True)]


def _splits_a_word(ends: Sequence[int], costs: Sequence[float]) -> bool:
    return any(costs[end - 1] >= _INSIDE_WORD_COST for end in ends[:-1])


def _break_costs(text: str, words: tuple[str, ...]) -> list[float]:
    costs = penalties(text)
    word_ends = set(accumulate(len(word) for word in words_of(text, own=words)))
    for i in range(len(text) - 1):
        if i + 1 not in word_ends:
            costs[i] += _INSIDE_WORD_COST
        if text[i + 1] in _LEANS_BACK:
            costs[i] += _LEAN_COST
        if text[i] in _LEANS_ON:
            costs[i] += _LEAN_COST
    return costs


def _part(phrase: _Phrase, costs: list[float], count: int) -> list[int]:
    """The ends of exactly ``count`` lines of least cost, or nothing when they do not fit."""
    text, edges = phrase.text, [0.0, *accumulate(phrase.widths)]
    mean = edges[-1] / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for line in range(1, count + 1):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            last = line == count
            for end in (len(text),) if last else range(start + 1, len(text)):
                width = edges[end] - edges[start]
                if width > phrase.measure + _EPSILON:
                    break
                total = cost + _RAGGED_COST * (width - mean) ** 2 + (0.0 if last else costs[end - 1])
                if last and end - start < _LAST_LINE_LETTERS:
                    total += _SHORT_LAST_COST
                if total < reached.get(end, (inf, []))[0]:
                    reached[end] = (total, [*ends, end])
        best = reached
    return best.get(len(text), (inf, []))[1]
