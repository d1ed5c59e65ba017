"""Which characters a fallback face is to hold, out of Unihan: text in, sets of code points out.

- ``everyday``: the traditional forms of 通用规范汉字表's first 3,500 (kTraditionalVariant), Japan's 常用漢字 and 人名用漢字
  (kJoyoKanji, kJinmeiyoKanji, and a few more in names): what a Chinese magazine quotes from beyond the mainland, in headings too.
- ``han``: every Han character there is: ideographs, their extensions, compatibility ideographs, radicals, strokes.
- ``names``: of the extensions, what the mainland's own name, place and reference sources brought in (kIRG_GSource),
  and Japan's registers of names (kIRG_JSource).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# First and last code point of each block. The Kangxi radicals (2F00-2FD5) are left out: in running text they are a
# character lost in copying, ⼈ for 人, which no search finds again. So are 2E9F and 2EF3, for the same reason.
_HAN = (
    (0x2E80, 0x2EF3),
    (0x31C0, 0x31E3),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2FA1F),
    (0x30000, 0x323AF),
)
_LOST_IN_COPYING = frozenset({0x2E9F, 0x2EF3})
_FIRST_LEVEL = 3500
# kIRG_GSource (UAX #38): ID cards, names, places; then the encyclopedia, dictionaries, science and others of today.
_MAINLAND = frozenset(
    [
        *("GIDC", "GXM", "GRM", "GDM"),
        *("GBK", "GCH", "GXC", "GXH", "GXHZ", "GGH", "GZH", "GOCD"),
        *("GDZ", "GFC", "GFZ", "GGFZ", "GKJ", "GU", "GWZ", "GZYS"),
    ]
)
_JAPAN = frozenset({"JH"})
# In everyday Japanese names, yet on no list.
_JAPANESE_NAMES = frozenset(map(ord, "髙﨑𠮷濵邉栁槗"))
_POINT = re.compile(r"U\+([0-9A-F]+)")

Rows = Iterable[tuple[int, str, str]]


def rows(texts: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """(code point, property, value) of each line of Unihan's files."""
    for text in texts:
        for line in text.splitlines():
            if line.startswith("U+"):
                code, name, value = line.split("\t")
                yield int(code.removeprefix("U+"), base=16), name, value


def chosen(table: tuple[int, ...], unihan: Rows) -> dict[str, frozenset[int]]:
    """The sets by name."""
    han = {code for first, last in _HAN for code in range(first, last + 1)} - _LOST_IN_COPYING
    first_level = frozenset(table[:_FIRST_LEVEL])
    everyday, names = set(_JAPANESE_NAMES), set[int]()
    for code, name, value in unihan:
        if name == "kTraditionalVariant" and code in first_level:
            everyday.update(int(point, 16) for point in _POINT.findall(value))
        elif name in {"kJoyoKanji", "kJinmeiyoKanji"}:
            everyday.add(code)
        elif (name, value.split("-")[0]) in _REGISTERS:
            names.add(code)
    return {"everyday": frozenset(everyday), "han": frozenset(han), "names": frozenset(names & han)}


_REGISTERS = frozenset(
    [*(("kIRG_GSource", source) for source in _MAINLAND), *(("kIRG_JSource", source) for source in _JAPAN)]
)
