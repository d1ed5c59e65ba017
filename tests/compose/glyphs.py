"""Where every glyph of a finished PDF stands: read from its content streams, with the widths of its own fonts.

In: the bytes of a PDF. Out: ``Glyph``s in the order of drawing, spaces included, each with its origin, its advance (the
cell, not the ink) and its ink. What several characters share (a ligature such as ——) is parted equally among them.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)
_SPACED = re.compile(r"-Spaced(\d+)$")
"""A face whose cells have so many hundredths of an em of blank after them: that is a gap, not the character's cell."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: origin and advance in points from the page's lower left corner, page from 1.

    ``ink`` is left, bottom, right, top in points; nothing for a blank.
    """

    text: str
    page: int
    x: float
    y: float
    advance: float
    size: float
    ink: tuple[float, float, float, float] | None

    @property
    def end(self) -> float:
        """Where its cell ends."""
        return self.x + self.advance


class _Face:
    """A font of the PDF: what its codes stand for, their widths and their ink, in em."""

    def __init__(self, font: Any) -> None:
        spaced = _SPACED.search(str(font.BaseFont))
        self.blank = int(spaced[1]) / 100 if spaced else 0.0
        self.texts = dict(_to_unicode(font.ToUnicode.read_bytes().decode("latin-1")))
        descendant = font.DescendantFonts[0]
        self.widths = dict(_widths(list(descendant.W)))
        self.default = float(descendant.get("/DW", 1000)) / 1000
        self._file = descendant.FontDescriptor.get("/FontFile2")
        self._ink: dict[int, tuple[float, float, float, float] | None] = {}

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default)

    def ink(self, code: int) -> tuple[float, float, float, float] | None:
        """The outline's bounds; the cell where the font has no TrueType outlines."""
        if self._file is None:
            return 0.0, 0.0, self.width(code), 0.8
        if code not in self._ink:
            outline = self._outlines["glyf"][self._outlines.getGlyphName(code)]
            em = self._outlines["head"].unitsPerEm
            bounds = (
                None
                if outline.numberOfContours == 0
                else (outline.xMin / em, outline.yMin / em, outline.xMax / em, outline.yMax / em)
            )
            self._ink[code] = bounds
        return self._ink[code]

    @functools.cached_property
    def _outlines(self) -> TTFont:
        return TTFont(io.BytesIO(self._file.read_bytes()), lazy=True)


def _to_unicode(cmap: str) -> Iterator[tuple[int, str]]:
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            yield int(code, 16), bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int.from_bytes(bytes.fromhex(text), "big")
            for at in range(int(last, 16) - int(first, 16) + 1):
                yield int(first, 16) + at, (start + at).to_bytes(len(text) // 2, "big").decode("utf-16-be")


def _widths(entries: list[Any]) -> Iterator[tuple[int, float]]:
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + at, float(width) / 1000) for at, width in enumerate(second))
        else:
            width = float(entries.pop(0)) / 1000
            yield from ((code, width) for code in range(first, int(second) + 1))


def _times(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def read_glyphs(pdf: bytes) -> list[Glyph]:
    """Every character of the file in the order of drawing."""
    faces: dict[tuple[int, int], _Face] = {}
    glyphs: list[Glyph] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            own: dict[str, _Face] = {}
            for name, font in page.Resources.get("/Font", {}).items():
                own[name] = faces.get(font.objgen) or faces.setdefault(font.objgen, _Face(font))
            _Reader(own, number, glyphs).read(page)
    return glyphs


class _Reader:
    """The graphics and text state of one page (ISO 32000-2, 8.4 and 9.3)."""

    def __init__(self, faces: dict[str, _Face], page: int, glyphs: list[Glyph]) -> None:
        self._faces, self._page, self._glyphs = faces, page, glyphs
        self._matrix = _UNMOVED
        self._stack: list[tuple[Any, ...]] = []
        self._face: _Face | None = None
        self._size = self._spacing = self._rise = 0.0
        self._line = self._text = _UNMOVED

    def read(self, page: pikepdf.Page) -> None:
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"TJ", "Tj"}:
                self._show(operands[0] if name == "TJ" else [operands[0]])
            elif name in {"q", "Q", "cm"}:
                self._graphics(name, operands)
            else:
                self._state(name, operands)

    def _graphics(self, name: str, operands: Any) -> None:
        if name == "cm":
            self._matrix = _times(tuple(map(float, operands)), self._matrix)  # type: ignore[arg-type]
        elif name == "q":
            self._stack.append((self._matrix, self._face, self._size, self._spacing, self._rise))
        else:
            self._matrix, self._face, self._size, self._spacing, self._rise = self._stack.pop()

    def _state(self, name: str, operands: Any) -> None:
        match name:
            case "BT":
                self._line = self._text = _UNMOVED
            case "Tm":
                self._line = self._text = tuple(map(float, operands))  # type: ignore[assignment]
            case "Td":
                self._line = self._text = _times((1, 0, 0, 1, *map(float, operands)), self._line)
            case "Tf":
                self._face, self._size = self._faces[str(operands[0])], float(operands[1])
            case "Tc":
                self._spacing = float(operands[0])
            case "Ts":
                self._rise = float(operands[0])
            case "Tz" | "Tw" | "TL" | "T*" | "'" | '"' | "Do":
                # The engine draws no text with these; a picture is none.
                assert name == "Do", name

    def _show(self, parts: Any) -> None:
        face = self._face
        assert face is not None
        # Within a string only the origin moves, along the text matrix's first axis.
        pen = 0.0
        a, b, c, d, e, f = _times(self._text, self._matrix)
        scale = (a * a + b * b) ** 0.5
        e, f = e + c * self._rise, f + d * self._rise
        for part in parts:
            if not isinstance(part, pikepdf.String):
                pen -= float(part) * self._size / 1000
                continue
            codes = bytes(part)
            for at in range(0, len(codes), 2):
                code = codes[at] << 8 | codes[at + 1]
                self._add(code, (e + pen * a, f + pen * b), self._size * scale)
                pen += face.width(code) * self._size + self._spacing
        self._text = _times((1, 0, 0, 1, pen, 0), self._text)

    def _add(self, code: int, origin: tuple[float, float], size: float) -> None:
        face = self._face
        assert face is not None
        text = face.texts.get(code, "�")
        box, (x, y) = face.ink(code), origin
        ink = box and (x + box[0] * size, y + box[1] * size, x + box[2] * size, y + box[3] * size)
        advance = (face.width(code) - face.blank) * size / max(1, len(text))
        for at, char in enumerate(text):
            own = ink
            if ink and len(text) > 1:
                share = (ink[2] - ink[0]) / len(text)
                own = (ink[0] + at * share, ink[1], ink[0] + (at + 1) * share, ink[3])
            self._glyphs.append(Glyph(char, self._page, x + at * advance, y, advance, size, own))
