"""A fallback face: Han characters gathered from one or more upstream faces into one file of bare TrueType outlines.

In: fonts as upstream ships them (glyf or CFF, single or in a collection). Out: one static TrueType face with no
features: rare characters stand alone among others and need none. fontTools only; the same bytes each time.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import cutting
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

EM = 1000
_LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
_EPOCH = 3_700_000_000  # head.created, seconds since 1904: a fixed day of 2021, not the day of the build


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One upstream face: its file's bytes and, for a collection, which face of it."""

    data: bytes
    number: int | None = None

    def opened(self) -> TTFont:
        """The face; of a collection the one asked for."""
        if self.number is None:
            return TTFont(io.BytesIO(self.data), lazy=True)
        return TTCollection(io.BytesIO(self.data), lazy=True)[self.number]


def gather(
    sources: Iterable[Source], face: Mapping[str, Any], wanted: Iterable[int]
) -> tuple[bytes, frozenset[int]]:
    """The face's bytes and what it holds of ``wanted``: each character from the first source that draws it."""
    fonts = [source.opened() for source in sources]
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    names: dict[int, str] = {}
    for code in sorted(wanted):
        if font := next((font for font in fonts if code in font.getBestCmap()), None):
            names[code] = f"u{code:05X}"
            glyphs[names[code]] = _drawn(font, code, tolerance=face["tolerance"])
    built = _assembled(glyphs, names)
    _name(built, fonts, face)
    return cutting.saved(built), frozenset(names)


def _drawn(font: TTFont, code: int, *, tolerance: float) -> Any:
    """The character's outline in an em of 1000; cubic curves come out as quadratic ones within ``tolerance`` units."""
    pen = TTGlyphPen(None)
    target: Any = pen
    if "glyf" not in font:
        # PostScript contours run the other way round (OpenType 1.9, glyf).
        target = Cu2QuPen(pen, tolerance, reverse_direction=True)
    scale = EM / font["head"].unitsPerEm
    glyph = font.getGlyphSet()[font.getBestCmap()[code]]
    assert round(glyph.width * scale) == EM, f"U+{code:04X} is not an em wide"
    glyph.draw(target if scale == 1 else TransformPen(target, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph(round=otRound)


def _assembled(glyphs: Mapping[str, Any], names: Mapping[int, str]) -> TTFont:
    builder = FontBuilder(EM, isTTF=True)
    builder.updateHead(created=_EPOCH, modified=_EPOCH)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(dict(names))
    builder.setupGlyf(dict(glyphs))
    outlines = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (EM, getattr(outlines[name], "xMin", 0)) for name in glyphs})
    builder.setupHorizontalHeader(ascent=cutting.ASCENT, descent=cutting.DESCENT)
    builder.setupOS2(version=4, xAvgCharWidth=EM, usWinAscent=cutting.ASCENT, usWinDescent=-cutting.DESCENT)
    builder.font["OS/2"].recalcUnicodeRanges(builder.font)
    builder.setupPost(keepGlyphNames=False)
    builder.font.recalcTimestamp = False
    return builder.font


def _name(built: TTFont, fonts: Iterable[TTFont], face: Mapping[str, Any]) -> None:
    """Upstream's copyrights and licence first, then our own family name, weight and line metrics."""
    upstream = [font["name"] for font in fonts]
    builder = FontBuilder(font=built)
    builder.setupNameTable({})
    rights = dict.fromkeys(filter(None, (table.getDebugName(0) for table in upstream)))
    kept = {0: "\n".join(rights), 5: upstream[0].getDebugName(5) or "", 6: upstream[0].getDebugName(6) or ""}
    kept |= {number: upstream[0].getDebugName(number) or "" for number in (7, 9, 13, 14)}
    kept[13] = kept[13] or _LICENCE
    for number, text in kept.items():
        if text:
            built["name"].setName(text, number, 3, 1, 0x409)
    cutting.set_metrics(built)
    cutting.set_names(built, dict(face))
