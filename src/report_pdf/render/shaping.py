"""Shapes a text once with Pango: the glyphs of every character with their advances.

In: a text and its computed style. Out: ``ShapedText``. Letter spacing is added here and not by Pango, whose treatment
of run ends differs from version to version.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, line_size

__all__ = ["UNDRAWN", "Glyph", "ShapedText", "shape", "text_height"]

_GLYPH = struct.Struct("=IiiiI")
_SOFT_HYPHEN = "\xad"
UNDRAWN = 0x0FFFFFFF
"""Pango's number for a glyph that is nowhere drawn; from here on come the missing ones."""


Glyph = tuple[int, int, int, int, int]
"""One glyph: its face (an index), number, and in Pango units its advance and its offsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapedText:
    """The glyphs and the advance in px of every character.

    Args:
        text: The text.
        faces: Pango's fonts, by index.
        glyphs: The glyphs of each character; none where a ligature before it stands for it too.
        codes: The one glyph of a character that has no offsets, as written in a PDF string; else nothing.
        advances: With letter and word spacing.
        plain: Whether Pango's order is the text's order.
        simple: Whether every character has its one glyph of the one face.
    """

    text: str
    faces: list[Any]
    glyphs: list[tuple[Glyph, ...]]
    codes: list[str]
    advances: list[float]
    plain: bool
    simple: bool
    layout: Any = field(repr=False)

    def width(self) -> float:
        """The width of the whole text, set solid."""
        return sum(self.advances)

    def unicode_of(self, char: int) -> str:
        """The characters that the glyphs of ``char`` stand for: more than one for a ligature."""
        end = char + 1
        while end < len(self.text) and not self.glyphs[end]:
            end += 1
        return self.text[char:end]


def shape(text: str, style: Any) -> ShapedText:
    """Shapes ``text`` as one line of any length."""
    layout = Layout(style)
    pointer, _ = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout.layout, pointer, -1)
    line = pango.pango_layout_get_line_readonly(layout.layout, 0)
    clusters: dict[int, tuple[Glyph, ...]] = {}
    faces: list[Any] = []
    plain = _SOFT_HYPHEN not in text and pango.pango_layout_get_line_readonly(layout.layout, 1) == ffi.NULL
    for item, run in _runs(line):
        plain &= not item.analysis.level % 2
        font, start = item.analysis.font, item.offset
        if font not in faces:
            faces.append(font)
        face = faces.index(font)
        for offset, (number, width, x, y, _) in run:
            at = start + offset
            glyph = (face, number, width, x, y)
            clusters[at] = (*clusters[at], glyph) if at in clusters else (glyph,)
    glyphs = [clusters.get(offset, ()) for offset in _offsets(text)]
    codes = [_code(cluster) for cluster in glyphs]
    return ShapedText(
        text=text,
        faces=faces,
        glyphs=glyphs,
        codes=codes,
        advances=_advances(text, style, glyphs),
        plain=bool(plain),
        simple=len(faces) == 1 and all(codes),
        layout=layout,
    )


def _offsets(text: str) -> Iterator[int]:
    """The byte where each character starts."""
    lengths = _BYTES
    return accumulate([lengths[char] for char in text[:-1]], initial=0)


class _ByteLengths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        length = self[char] = len(char.encode())
        return length


class _Codes(dict[int, str]):
    def __missing__(self, number: int) -> str:
        code = self[number] = f"{number:04x}"
        return code


_BYTES = _ByteLengths()
_CODES = _Codes()


def _code(cluster: tuple[Glyph, ...]) -> str:
    if len(cluster) != 1:
        return ""
    _, number, _, x, y = cluster[0]
    return _CODES[number] if not x and not y and number < UNDRAWN else ""


def _runs(line: Any) -> Iterator[tuple[Any, Iterator[tuple[int, tuple[int, ...]]]]]:
    node = line.runs
    while node != ffi.NULL:
        item, string = node.data.item, node.data.glyphs
        size = string.num_glyphs
        records = _GLYPH.iter_unpack(ffi.buffer(string.glyphs, size * _GLYPH.size)[:])
        offsets = ffi.unpack(string.log_clusters, size) if size else []
        yield item, zip(offsets, records, strict=True)
        node = node.next


def _advances(text: str, style: Any, glyphs: list[tuple[Glyph, ...]]) -> list[float]:
    letter = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    word = style["word_spacing"] or 0.0
    advances = [
        cluster[0][2] * FROM_UNITS if len(cluster) == 1 else sum(glyph[2] for glyph in cluster) * FROM_UNITS
        for cluster in glyphs
    ]
    if letter or word:
        for i, char in enumerate(text):
            if glyphs[i]:
                advances[i] += letter + (word if char in " \xa0" else 0.0)
    return advances


def text_height(style: Any) -> float:
    """The height of the first face's text, the same for every line whatever faces its characters fall back to."""
    heights: dict[int, tuple[Any, float]] = style.cache.setdefault("report_pdf text height", {})
    known = heights.get(id(style))
    if known is not None and known[0] is style:
        return known[1]
    layout = Layout(style)
    layout.set_text(" ")
    line, _ = layout.get_first_line()
    height: float = line_size(line, style)[1]
    heights[id(style)] = (style, height)
    return height


if ffi.sizeof("PangoGlyphInfo") != _GLYPH.size:  # pragma: no cover - every supported Pango has this layout
    raise ImportError("unexpected size of PangoGlyphInfo")
