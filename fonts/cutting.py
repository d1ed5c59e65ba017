"""One face: from upstream's bytes to ours. No clock, no network; fontTools only."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from spacing import OPENING, add_features, duplicate, halves, table_figures

from report_pdf.fonts import gb2312

VERSION = "1.000"
ASCENT, DESCENT = 880, -120
FEATURES = [
    "ccmp",
    "calt",
    "chws",
    "halt",
    "kern",
    "liga",
    "locl",
    "mark",
    "mkmk",
    "palt",
    "pwid",
    "tnum",
    "vchw",
    "vert",
    "vhal",
    "vkrn",
    "vpal",
    "subs",
    "sups",
    "frac",
]
TABLES = frozenset(
    [
        "GlyphOrder",
        "head",
        "hhea",
        "maxp",
        "OS/2",
        "hmtx",
        "cmap",
        "loca",
        "glyf",
        "name",
        "post",
        "GDEF",
        "GPOS",
        "GSUB",
        "vhea",
        "vmtx",
    ]
)
MARKS = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B (pinyin)
    (0x0250, 0x02FF),
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # ℃ № Ⅰ
    (0x2190, 0x22FF),  # arrows, operators
    (0x2300, 0x23FF),
    (0x2460, 0x24FF),  # ① ⑴ ⒈ Ⓐ
    (0x2500, 0x27BF),  # boxes, ● ■ ▲ ★ ✓
    (0x2E3A, 0x2E3B),
    (0x2FF0, 0x2FFB),
    (0x3000, 0x30FF),  # CJK marks, kana
    (0x3100, 0x312F),  # 注音
    (0x31A0, 0x31BF),
    (0x3200, 0x33FF),  # ㈠ ㊣ ㎏ ㎡
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF65),
    (0xFFE0, 0xFFE6),
)
SELECTORS = (0xFE00, 0xFE01)  # choose where ，。 and their like stand in the em (StandardizedVariants.txt)
# Marks that share a glyph upstream: this one keeps it, with its features; the others get copies of it.
KEEPERS = frozenset("·—…　〈〉／～〜")
# Chinese text needs these an em wide; some upstream faces draw them narrow unless told the language.
WIDE = {0x00B7: 0x30FB, 0x2014: 0x2015}


def cut(upstream: bytes, face: dict[str, Any], table: tuple[int, ...]) -> bytes:
    """The face that the lock file describes: its family, style and weight, with the characters of ``table``."""
    font = TTFont(io.BytesIO(upstream), recalcTimestamp=False)
    wanted = [code for code in characters(table) if code in font.getBestCmap()]
    widen(font)
    separate(font, wanted)
    if "GPOS" not in font:
        widen_quotes(font)
    add_features(font, ("halt", "chws"), halves(font))
    if figures := table_figures(font):
        add_features(font, ("tnum",), f"feature tnum {{\n{figures}}} tnum;\n")
    trim(font, [*wanted, *SELECTORS])
    set_metrics(font)
    set_names(font, face)
    return saved(font)


def characters(table: Iterable[int]) -> list[int]:
    """通用规范汉字表 ∪ GB 2312 ∪ marks."""
    marks = {code for first, last in MARKS for code in range(first, last + 1)}
    return sorted({*table, *gb2312(), *marks})


def widen(font: TTFont) -> None:
    """Give · and — the glyphs of ・ and ―: an em wide, and —— without a gap."""
    cmap = font.getBestCmap()
    for narrow, wide in WIDE.items():
        encode(font, narrow, cmap[wide])


def encode(font: TTFont, code: int, glyph: str) -> None:
    """Let ``code`` show ``glyph``."""
    for cmap in font["cmap"].tables:
        if cmap.format != 14 and (code <= 0xFFFF or cmap.format == 12):
            cmap.cmap[code] = glyph


def separate(font: TTFont, wanted: Iterable[int]) -> None:
    """One glyph for one character: a PDF's ToUnicode map can name one text for a glyph only."""
    owners: dict[str, list[int]] = {}
    cmap = font.getBestCmap()
    for code in wanted:
        owners.setdefault(cmap[code], []).append(code)
    for glyph, codes in owners.items():
        codes.sort(key=lambda code: (chr(code) not in KEEPERS, code))
        for code in codes[1:]:
            encode(font, code, duplicate(font, glyph, f"uni{code:04X}.own"))


def widen_quotes(font: TTFont) -> None:
    """Quotation marks and the bullet an em wide, where 《 》 stand in their em."""
    cmap = font.getBestCmap()
    left, right = font["glyf"][cmap[0x300A]].xMax, font["glyf"][cmap[0x300B]].xMin
    for mark in "‘“’”•":
        glyph = font["glyf"][cmap[ord(mark)]]
        shift = {"•": 500 - (glyph.xMin + glyph.xMax) // 2}.get(
            mark, left - glyph.xMax if mark in OPENING else right - glyph.xMin
        )
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][cmap[ord(mark)]] = (1000, glyph.xMin)


def trim(font: TTFont, wanted: list[int]) -> None:
    """Drop every other character, hint, feature and table."""
    options = subset.Options(
        layout_features=list(FEATURES), hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"]
    )
    options.drop_tables += [tag for tag in font.keys() if tag not in TABLES]  # noqa: SIM118 - not a mapping
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def set_metrics(font: TTFont) -> None:
    """The em box is the line: no face of a line pushes it off its grid."""
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0


def set_names(font: TTFont, face: dict[str, Any]) -> None:
    """Our own family name (no upstream's reserved one), upstream's copyright and licence."""
    family, style, weight = face["family"], face["style"], face["weight"]
    table = font["name"]
    kept = {name: table.getDebugName(name) for name in (0, 7, 9, 13, 14)}
    postscript = f"{family}-{style}".replace(" ", "")
    linked = style in {"Regular", "Bold"}
    records = {
        **{number: text for number, text in kept.items() if text},
        1: family if linked else f"{family} {style}",
        2: style if linked else "Regular",
        3: f"{VERSION};{postscript}",
        4: f"{family} {style}",
        5: f"Version {VERSION}; cut from {table.getDebugName(6)} {table.getDebugName(5).split(';')[0]}",
        6: postscript,
        **({} if linked else {16: family, 17: style}),
    }
    table.names = []
    for number, text in sorted(records.items()):
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = style == "Bold"
    # fsSelection: bit 5 bold, bit 6 regular, bit 7 use typo metrics (OpenType, OS/2).
    font["OS/2"].fsSelection = 1 << 7 | (1 << 5 if bold else 1 << 6)
    font["OS/2"].fsType = 0
    font["head"].macStyle = int(bold)


def saved(font: TTFont) -> bytes:
    """The file's bytes, without a date of ours."""
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
