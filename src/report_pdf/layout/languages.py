"""English within Chinese text, so that a screen reader says it in English (ISO 14289-1, 7.2; WCAG 2.2, 3.1.2).

What is not surely English stays as it is: names (every word with a capital), single words, abbreviations, words of other
languages. WCAG asks no language of names and terms either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["english_parts"]

_RUN = re.compile(
    r"(?<![0-9A-Za-zÀ-ɏ])[A-Za-z][A-Za-z’'-]*(?:[ ,;:]{1,2}(?:[A-Za-z][A-Za-z’'-]*|\d{1,4}(?![0-9A-Za-z])))+(?![0-9A-Za-zÀ-ɏ])"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_SURELY = frozenset(
    {
        *(
            "the",
            "of",
            "and",
            "with",
            "this",
            "that",
            "these",
            "those",
            "from",
            "are",
            "were",
            "been",
            "have",
        ),
        *(
            "has",
            "would",
            "should",
            "which",
            "their",
            "they",
            "you",
            "your",
            "our",
            "its",
            "what",
            "how",
            "why",
        ),
        *("who", "when", "where", "into", "through", "about", "between", "without", "than", "for", "by"),
    }
)
"""Words that carry no meaning of their own and are of English alone, or nearly so."""


def english_parts(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is English: a run of words of which one is surely so, and no name."""
    at = 0
    for run in _RUN.finditer(text):
        words = _WORD.findall(run[0])
        if not _is_english(words):
            continue
        if run.start() > at:
            yield text[at : run.start()], False
        yield run[0], True
        at = run.end()
    if at < len(text):
        yield text[at:], False


def _is_english(words: list[str]) -> bool:
    """Two words at least with small letters around or in it: “Bank of China” is a name."""
    small = [word for word in words if word[0].islower()]
    return (
        len(words) >= 3
        and any(word in _SURELY for word in small)
        and any(word not in _SURELY for word in small)
    )
