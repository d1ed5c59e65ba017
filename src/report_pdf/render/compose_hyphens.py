"""Where a Latin word within Chinese text may be parted by a hyphen, and by which glyph.

In: a text and its computed style. Out: the shaped hyphen by character. The language is the element's; Latin words in
Chinese text count as English. ``hyphens: none`` forbids it. Names in capitals, addresses and file names stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pyphen  # type: ignore[import-untyped] # it has no stubs

from report_pdf.render.shaping import ShapedText, shape

__all__ = ["hyphenations"]

_WORD = re.compile(r"(?<![0-9A-Za-zÀ-ɏ_.@/:-])[A-Za-zÀ-ɏ][a-zà-ɏ]{5,}(?![0-9A-Za-zÀ-ɏ_@/:-]|\.[0-9A-Za-z])")
_DEFAULT = "en_US"
_CHINESE = ("zh", "ja", "ko")
_LEAST_BEFORE, _LEAST_AFTER = 2, 3
_HYPHEN, _HYPHEN_MINUS = "\u2010", "-"


def hyphenations(text: str, style: Any) -> dict[int, ShapedText]:
    """The characters of ``text`` that a hyphen may follow, and its glyphs."""
    if style["hyphens"] == "none":
        return {}
    found: dict[int, ShapedText] = {}
    hyphen: ShapedText | None = None
    for word in _WORD.finditer(text):
        places = _places(word[0], style["lang"] or "")
        if places:
            hyphen = hyphen or _hyphen(style)
        for place in places:
            assert hyphen is not None
            found[word.start() + place - 1] = hyphen
    return found


def _hyphen(style: Any) -> ShapedText:
    asked = style["hyphenate_character"]
    return shape(_HYPHEN_MINUS if asked == _HYPHEN else asked, style)


@lru_cache(maxsize=4096)
def _places(word: str, language: str) -> tuple[int, ...]:
    known = (
        _DEFAULT
        if language in ("", "en") or language.lower().startswith(_CHINESE)
        else pyphen.language_fallback(language)
    )
    if known is None:
        return ()
    places = pyphen.Pyphen(lang=known, left=_LEAST_BEFORE, right=_LEAST_AFTER).positions(word)
    return tuple(int(place) for place in places)
