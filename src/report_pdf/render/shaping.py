"""Shapes a text once with Pango: the glyphs of every character with their advances.

In: a text and its computed style. Out: ``ShapedText``. Letter spacing is added here and not by Pango, whose treatment
of run ends differs from version to version.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, line_size

__all__ = ["UNDRAWN", "Glyph", "ShapedText", "shape", "text_height"]

_GLYPH = struct.Struct("=IiiiI")
_SOFT_HYPHEN = "\xad"
_APOSTROPHE = "’"
_LENT = re.compile(rf"[ \xa0\u3000]|(?<=[A-Za-zÀ-ɏ]){_APOSTROPHE}(?=[A-Za-zÀ-ɏ])")
UNDRAWN = 0x0FFFFFFF
"""Pango's number for a glyph that is nowhere drawn; from here on come the missing ones."""


Glyph = tuple[int, int, int, int, int]
"""One glyph: its face (an index), number, and in Pango units its advance and its offsets."""

Cell = tuple[tuple[Glyph, ...], str, float]
"""What stands for a character: its glyphs, the code of a single one, and their advance in px."""
_NO_CELL: Cell = ((), "", 0.0)


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
    clusters: dict[int, Cell] = {}
    faces: list[Any] = []
    plain = _SOFT_HYPHEN not in text and pango.pango_layout_get_line_readonly(layout.layout, 1) == ffi.NULL
    for item, within, records in _runs(line):
        plain &= not item.analysis.level % 2
        font, start = item.analysis.font, item.offset
        if font not in faces:
            faces.append(font)
        cells = _CELLS[faces.index(font)]
        offsets = [start + offset for offset in within] if start else within
        clusters.update(zip(offsets, map(cells.__getitem__, records), strict=True))
        if len(set(offsets)) < len(offsets):
            _join(clusters, offsets, [cells[record] for record in records])
    found = [clusters.get(offset, _NO_CELL) for offset in _offsets(text)]
    kept = _lend(text, style, found, faces) if len(text) > 1 and _LENT.search(text) else []
    codes = [code for _, code, _ in found]
    return ShapedText(
        text=text,
        faces=faces,
        glyphs=[glyphs for glyphs, _, _ in found],
        codes=codes,
        advances=_advances(text, style, found),
        plain=bool(plain),
        simple=len(faces) == 1 and all(codes),
        layout=(layout, *kept),
    )


def _lend(text: str, style: Any, found: list[Cell], faces: list[Any]) -> list[ShapedText]:
    """Glyphs that are shaped apart.

    A blank behind a rare character is Pango's matter of that face, which may have none: it gets the text's own. The
    apostrophe of a Latin word is not drawn in a full cell, as a Chinese mark is.
    """
    lenders: dict[str, ShapedText] = {}
    for match in _LENT.finditer(text):
        i, char = match.start(), match[0]
        if char != _APOSTROPHE and not any(number > UNDRAWN for _, number, *_ in found[i][0]):
            continue
        if char not in lenders:
            lenders[char] = shape(char, _proportional(style) if char == _APOSTROPHE else style)
        lender = lenders[char]
        if lender.faces[0] not in faces:
            faces.append(lender.faces[0])
        _, number, width, x, y = lender.glyphs[0][0]
        found[i] = _CELLS[faces.index(lender.faces[0])][number, width, x, y, 0]
    return list(lenders.values())


def _proportional(style: Any) -> Any:
    own = style.copy()
    own["font_variant_east_asian"] = ("proportional-width",)
    return own


def _join(clusters: dict[int, Cell], offsets: Sequence[int], cells: Sequence[Cell]) -> None:
    """Clusters of several glyphs have all of them, and none is drawn by its code alone."""
    gathered: dict[int, list[Cell]] = {}
    for offset, cell in zip(offsets, cells, strict=True):
        gathered.setdefault(offset, []).append(cell)
    for offset, parts in gathered.items():
        if len(parts) > 1:
            glyphs = tuple(glyph for part in parts for glyph in part[0])
            clusters[offset] = (glyphs, "", sum(glyph[2] for glyph in glyphs) * FROM_UNITS)


def _offsets(text: str) -> Iterator[int]:
    """The byte where each character starts."""
    return accumulate(map(_BYTES.__getitem__, text[:-1]), initial=0)


class _ByteLengths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        length = self[char] = len(char.encode())
        return length


class _Cells(dict[tuple[int, ...], Cell]):
    """Pango's records of one glyph as cells of a face; the same few come again and again."""

    def __init__(self, face: int) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, record: tuple[int, ...]) -> Cell:
        number, width, x, y, _ = record
        code = f"{number:04x}" if not x and not y and number < UNDRAWN else ""
        cell = self[record] = ((self._face, number, width, x, y),), code, width * FROM_UNITS
        return cell


class _CellsOfFaces(dict[int, _Cells]):
    def __missing__(self, face: int) -> _Cells:
        cells = self[face] = _Cells(face)
        return cells


_BYTES = _ByteLengths()
_CELLS = _CellsOfFaces()


def _runs(line: Any) -> Iterator[tuple[Any, list[int], list[tuple[int, ...]]]]:
    node = line.runs
    while node != ffi.NULL:
        item, string = node.data.item, node.data.glyphs
        size = string.num_glyphs
        records = list(_GLYPH.iter_unpack(ffi.buffer(string.glyphs, size * _GLYPH.size)[:]))
        yield item, ffi.unpack(string.log_clusters, size) if size else [], records
        node = node.next


def _advances(text: str, style: Any, cells: Sequence[Cell]) -> list[float]:
    letter = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    word = style["word_spacing"] or 0.0
    advances = [advance for _, _, advance in cells]
    if letter or word:
        for i, char in enumerate(text):
            if cells[i][0]:
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
