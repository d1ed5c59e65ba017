"""A text in, its grapheme clusters out: what a reader takes for one character (after UAX #29, clause 3.1.1).

Only what matters to a type case: marks, joiners, variation selectors, emoji modifiers, flags and tags stay with
their base.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["VARIATION_SELECTORS", "Cluster", "clusters"]

VARIATION_SELECTORS = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One cluster; ``index`` counts the text's characters from 0."""

    text: str
    index: int


def clusters(text: str) -> Iterator[Cluster]:
    """The clusters of ``text`` in order; joined again they are the text."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _continues(text, start, end):
            yield Cluster(text=text[start:end], index=start)
            start = end


def _continues(text: str, start: int, at: int) -> bool:
    """Whether the character at ``at`` belongs to the cluster that begins at ``start``."""
    code = ord(text[at])
    if unicodedata.category(text[start]) in {"Cc", "Zl", "Zp"}:
        return False
    if code in _FLAG_LETTERS:
        return at - start == 1 and ord(text[start]) in _FLAG_LETTERS
    if text[at - 1] == _JOINER and at - start > 1:
        return unicodedata.category(text[at]) == "So"
    return _extends(text[at])


def _extends(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or code in VARIATION_SELECTORS
        or code in _SKIN_TONES
        or code in _TAGS
    )
