"""Character classes of Chinese text: what a character is to the compositor.

In: one character. Out: its class. The tables follow CLREQ (W3C, 标点符号)
and GB/T 15834-2011; a character no table knows falls to its Unicode category and East Asian width.
"""

from __future__ import annotations

import enum
import unicodedata

__all__ = ["LETTERS", "MARKS", "WESTERN", "CharClass", "classify"]


class CharClass(enum.IntEnum):
    """What a character is to the compositor."""

    HAN = 0
    OPENING = 1
    CLOSING = 2
    PAUSE = 3
    STOP = 4
    MIDDLE_DOT = 5
    DASH = 6
    ELLIPSIS = 7
    CONNECTOR = 8
    SOLIDUS = 9
    LATIN = 10
    DIGIT = 11
    SYMBOL = 12
    PREFIX = 13
    SUFFIX = 14
    LATIN_OPENING = 15
    LATIN_CLOSING = 16
    HYPHEN = 17
    SPACE = 18
    WIDE_SPACE = 19
    ZERO_SPACE = 20
    GLUE = 21
    COMBINING = 22
    OBJECT = 23
    NEWLINE = 24


MARKS = frozenset({CharClass.OPENING, CharClass.CLOSING, CharClass.PAUSE, CharClass.STOP})
"""Chinese marks with a blank half cell: left of the ink of opening marks, right of the others'."""

WESTERN = frozenset({CharClass.LATIN, CharClass.DIGIT, CharClass.PREFIX, CharClass.SUFFIX})
"""What takes the Chinese–Western gap beside Han (CLREQ 中西间距); signs such as + do not (党派+)."""

LETTERS = frozenset({CharClass.HAN, CharClass.LATIN, CharClass.DIGIT, CharClass.OBJECT})
"""What counts against a runt; marks and spaces do not."""

_TABLE: dict[CharClass, str] = {
    CharClass.OPENING: "“‘（《〈【〖「『［｛〔〘〚｟",
    CharClass.CLOSING: "”’）》〉】〗」』］｝〕〙〛｠",
    CharClass.PAUSE: "、，；：",
    CharClass.STOP: "。．！？",
    CharClass.MIDDLE_DOT: "·・‧•",
    CharClass.DASH: "—―⸺",
    CharClass.ELLIPSIS: "…⋯",
    CharClass.CONNECTOR: "～〜–－",
    CharClass.SOLIDUS: "／",
    CharClass.PREFIX: "$£€¥￥＄￡№#＃",
    CharClass.SUFFIX: "%‰°℃℉％′″",
    CharClass.LATIN_OPENING: "([{",
    CharClass.LATIN_CLOSING: ")]},.;:!?",
    CharClass.HYPHEN: "-‐/\\",
    CharClass.SYMBOL: "+=<>&@*_~^|'\"`×÷±≤≥≠§©®™",
    CharClass.SPACE: " \t",
    CharClass.WIDE_SPACE: "\u3000\u2003",
    CharClass.ZERO_SPACE: "\u200b",
    CharClass.GLUE: "\u00a0\u2060\ufeff\u202f\u2007",
    CharClass.OBJECT: "\ufffc",
    CharClass.NEWLINE: "\n\u2028\u2029",
}

_BY_CATEGORY = {
    "Ps": CharClass.LATIN_OPENING,
    "Pi": CharClass.LATIN_OPENING,
    "Pe": CharClass.LATIN_CLOSING,
    "Pf": CharClass.LATIN_CLOSING,
    "Pd": CharClass.HYPHEN,
    "Mn": CharClass.COMBINING,
    "Me": CharClass.COMBINING,
    "Mc": CharClass.COMBINING,
    "Cf": CharClass.COMBINING,
    "Zs": CharClass.SPACE,
}

_BY_MAJOR = {"L": CharClass.LATIN, "N": CharClass.DIGIT, "S": CharClass.SYMBOL, "P": CharClass.SYMBOL}


def _by_unicode(char: str) -> CharClass:
    category = unicodedata.category(char)
    wide = unicodedata.east_asian_width(char) in "WF"
    if wide and category in ("Ps", "Pe"):
        return CharClass.OPENING if category == "Ps" else CharClass.CLOSING
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if wide or unicodedata.east_asian_width(char) == "A":
        # Ambiguous width (①, ●, ℃, Greek) stands in Chinese fonts' full cells; Greek and Cyrillic are letters.
        return CharClass.HAN if wide or category[0] != "L" else CharClass.LATIN
    return _BY_MAJOR.get(category[0], CharClass.HAN)


class _Classes(dict[str, CharClass]):
    def __missing__(self, char: str) -> CharClass:
        found = self[char] = _by_unicode(char)
        return found


_CLASSES = _Classes({char: kind for kind, chars in _TABLE.items() for char in chars})

_APOSTROPHES = "’'"


def classify(text: str) -> list[CharClass]:
    """The class of every character; an apostrophe inside a Latin word is a letter of it."""
    kinds = [_CLASSES[char] for char in text]
    for i in range(1, len(text) - 1):
        inside = kinds[i - 1] is CharClass.LATIN and kinds[i + 1] is CharClass.LATIN
        if text[i] in _APOSTROPHES and inside:
            kinds[i] = CharClass.LATIN
    return kinds
