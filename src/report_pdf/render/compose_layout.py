"""A piece of a composed line, in the place of the engine's Pango layout of a text box, and how it is drawn.

Every glyph goes where the composer put it: positions are written in thousandths of an em with the rounding error
carried on, where the engine truncates each. Where a gap is so wide or so narrow that readers of PDF text would see a
space or a new line, the two characters are marked with their text (ISO 32000-2, 14.9.4 ActualText).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout

from report_pdf.render.shaping import UNDRAWN, ShapedText

__all__ = ["ComposedLayout", "draw_composed"]

_SPACE_SEEN_EM = 0.095
"""Readers invent a space above this gap: pypdf 0.095 em, poppler and pdfium 0.1 (measured)."""
_LINE_SEEN_EM = -0.195
"""Poppler's raw order starts a new line when characters overlap by 0.2 em (measured)."""


class ComposedLayout(Layout):  # type: ignore[misc] # the engine is untyped
    """Characters ``start`` to ``end`` of a shaped text, with what is added after each.

    The engine's own layout is only made when something asks for it that the composer does not draw.
    """

    def __init__(
        self, shaped: ShapedText, start: int, end: int, *, kerns: Sequence[float], lead: float, size: float
    ) -> None:
        self.shaped = shaped
        self.start = start
        self.end = end
        self.kerns = kerns
        self.lead = lead
        self.size = size
        self.loose_em = 0.0
        self.text = shaped.text[start:end]
        self.justification_spacing = 0
        self.max_width: float | None = None
        self.first_line_direction = 0
        self.width = sum(shaped.advances[start:end]) + sum(kerns) - lead

    def reactivate(self, style: Any) -> None:
        """Nothing to make again: the glyphs are there."""

    def measure_decoration(self, style: Any) -> None:
        """Learns where lines along the text run (``text-decoration``)."""
        if style["text_decoration_line"] != "none":
            self.setup(style)
            self.deactivate()

    def materialise(self, style: Any) -> None:
        """Becomes an engine's layout, for what the composer does not draw."""
        self.setup(style)
        self.set_text(self.text)

    def deactivate(self) -> None:
        """Drops what ``reactivate`` made, if anything."""
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)


class _Pen:
    """Writes glyphs; ``error`` is what rounding still owes, in thousandths of an em."""

    def __init__(self, stream: Any, layout: ComposedLayout, faces: dict[int, tuple[Any, float]]) -> None:
        self._stream = stream
        self._layout = layout
        self._faces = faces
        self._string: list[str] = []
        self._error = 0.0
        self._face = -1
        self._size = 1.0
        self._tracking = 0.0

    def show(self) -> None:
        """Writes out what is gathered."""
        if self._string:
            self._stream.show_text(f"<{''.join(self._string)}>".replace("<>", ""))
            self._string.clear()

    def draw(self, first: int, last: int) -> None:
        """Characters ``first`` to ``last`` of the shaped text."""
        layout, shaped, string = self._layout, self._layout.shaped, self._string
        codes, glyphs, advances = shaped.codes, shaped.glyphs, shaped.advances
        kerns, start = layout.kerns, layout.start
        for i in range(first, last + 1):
            code = codes[i]
            extra = kerns[i - start]
            if not code:
                self._draw_cluster(i, advances[i] + extra)
                continue
            face, number, _, _, _ = glyphs[i][0]
            if face != self._face:
                self._take(face)
            own = self._own_width(face, number, i)
            string.append(code)
            wanted = (advances[i] + extra - self._tracking) * 1000 / self._size - own + self._error
            if -0.5 < wanted < 0.5:
                self._error = wanted
            else:
                step = round(wanted)
                string.append(f">{-step}<")
                self._error = wanted - step

    def track(self, tracking: float) -> None:
        """Puts ``tracking`` after every following character, as character spacing: no reader sees a space in it."""
        self.show()
        self._tracking = tracking
        self._stream.stream.append(f"{tracking:.4f} Tc".encode() if tracking else b"0 Tc")

    def _draw_cluster(self, i: int, advance: float) -> None:
        """Any glyphs: several, shifted or none at all."""
        pen = 0.0
        for face, number, width, x, y in self._layout.shaped.glyphs[i]:
            if number != UNDRAWN:
                if face != self._face:
                    self._take(face)
                own = self._own_width(face, number, i) * self._size / 1000
                self._move(x * FROM_UNITS)
                self._lift(f"{number:04x}", y * FROM_UNITS)
                self._move(-x * FROM_UNITS + width * FROM_UNITS - own - self._tracking)
            else:
                self._move(width * FROM_UNITS)
            pen += width * FROM_UNITS
        self._move(advance - pen)

    def _lift(self, code: str, height: float) -> None:
        if height:
            self.show()
            self._stream.set_text_rise(-height)
        self._string.append(code)
        if height:
            self.show()
            self._stream.set_text_rise(0)

    def _move(self, distance: float) -> None:
        wanted = distance * 1000 / self._size + self._error
        step = round(wanted)
        self._error = wanted - step
        if step:
            self._string.append(f">{-step}<")

    def _take(self, index: int) -> None:
        self.show()
        face, size = self._faces[index]
        self._stream.set_font_size(face.hash, size)
        self._face, self._size = index, size

    def _own_width(self, index: int, number: int, char: int) -> int:
        """The glyph's width in the PDF's font, in thousandths; what it stands for is noted the first time."""
        face, size = self._faces[index]
        shaped = self._layout.shaped
        if number not in face.to_unicode:
            face.to_unicode[number] = shaped.unicode_of(char)
        width: int | None = face.widths.get(number)
        if width is None:
            stream = self._stream
            pango.pango_font_get_glyph_extents(
                shaped.faces[index], number, stream.ink_rect, stream.logical_rect
            )
            width = face.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        return width


def draw_composed(stream: Any, layout: ComposedLayout, matrix: Any) -> bool:
    """Draws ``layout``; false, and nothing drawn, when a face or glyph needs the engine's own way."""
    faces = _faces(stream, layout)
    if faces is None:
        return False
    a, b, c, d, e, f = matrix.values
    stream.set_text_matrix(a, b, c, d, e - layout.lead, f)
    pen = _Pen(stream, layout, faces)
    for first, last in _groups(layout):
        if first == last or not any(_is_seen(layout, i) for i in range(first, last)):
            pen.draw(first, last)
        else:
            _draw_marked(stream, pen, layout, first, last)
    pen.show()
    return True


def _draw_marked(stream: Any, pen: _Pen, layout: ComposedLayout, first: int, last: int) -> None:
    pen.show()
    text = layout.shaped.text[first : last + 1]
    stream.stream.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC".encode())
    # One string, or pdfium sees a space after it: the widest gap goes after every character and back where it is less.
    tracking = max(layout.kerns[first - layout.start : last - layout.start])
    if tracking > 0:
        pen.track(tracking)
    pen.draw(first, last)
    if tracking > 0:
        pen.track(0.0)
    pen.show()
    stream.stream.append(b"EMC")


def _is_seen(layout: ComposedLayout, i: int) -> bool:
    """Whether a reader takes the gap after ``i`` for a space or a new line that is not there."""
    kern, text = layout.kerns[i - layout.start], layout.shaped.text
    seen = kern > _SPACE_SEEN_EM * layout.size or kern < _LINE_SEEN_EM * layout.size
    return seen and text[i] != " " and text[i + 1] != " "


def _groups(layout: ComposedLayout) -> Iterator[tuple[int, int]]:
    """Plain runs, and runs that must be marked with their text."""
    glyphs, start, end = layout.shaped.glyphs, layout.start, layout.end
    seen = [i for i in range(start, end - 1) if layout.kerns[i - start] and _is_seen(layout, i)]
    plain = start
    while seen:
        first = last = seen[0]
        while seen and seen[0] <= last:
            last = seen.pop(0) + 1
            # A ligature (——) has its glyph at its first character and is never parted.
            while last + 1 < end and not glyphs[last + 1]:
                last += 1
        if plain < first:
            yield plain, first - 1
        yield first, last
        plain = last + 1
    if plain < end:
        yield plain, end - 1


def _faces(stream: Any, layout: ComposedLayout) -> dict[int, tuple[Any, float]] | None:
    faces: dict[int, tuple[Any, float]] = {}
    for cluster in layout.shaped.glyphs[layout.start : layout.end]:
        for glyph in cluster:
            if glyph[1] > UNDRAWN:
                return None
            if glyph[0] not in faces:
                face, size = stream.add_font(layout.shaped.faces[glyph[0]])
                if face.bitmap or face.svg or face.png or face.colr:
                    return None
                faces[glyph[0]] = (face, size)
    return faces
