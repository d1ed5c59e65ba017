"""Draws a piece of a composed line: every glyph goes where the composer put it.

Positions are written in thousandths of an em with the rounding error carried on, where the engine truncates each.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango

from report_pdf.render.compose_layout import ComposedLayout, Run, cells_of, runs_of, widen
from report_pdf.render.compose_wide import can_widen, wider_face
from report_pdf.render.shaping import UNDRAWN, ShapedText

__all__ = ["draw_composed"]


class _Pen:
    """Writes glyphs; ``error`` is what rounding still owes, in thousandths of an em."""

    def __init__(self, stream: Any, layout: ComposedLayout, faces: dict[int, tuple[Any, float]]) -> None:
        self._stream = stream
        self._layout = layout
        self._faces = faces
        self._string: list[str] = []
        self._error = 0.0
        self._face = -1
        self._wider = 0.0
        self._cells = cells_of(layout)
        self._font: Any = None
        self._size = 1.0
        self._tracking = 0.0
        self._widths: dict[int, int] = {}

    def show(self) -> None:
        """Writes out what is gathered."""
        if self._string:
            self._stream.stream.append(f"[<{''.join(self._string)}>] TJ".replace("<>", " ").encode())
            self._string.clear()

    def draw(self, first: int, last: int) -> None:
        """Characters ``first`` to ``last`` of the shaped text."""
        layout, shaped, string = self._layout, self._layout.shaped, self._string
        codes, glyphs, advances = shaped.codes, shaped.glyphs, shaped.advances
        kerns, start, end = layout.kerns, layout.start, -1 if layout.hyphen else layout.end - 1
        wider = self._cells
        for i in range(first, last + 1):
            code = codes[i]
            extra = kerns[i - start]
            if not code:
                self._draw_cluster(i, advances[i] + extra)
                continue
            face, number, _, _, _ = glyphs[i][0]
            cell = wider.get(i, 0.0) if wider else 0.0
            if face != self._face or cell != self._wider:
                self._take(face, cell)
            own = self._widths.get(number)
            if own is None:
                own = self._own_width(face, number, i)
            string.append(code)
            wanted = (advances[i] + extra - self._tracking) * 1000 / self._size - own + self._error
            if i == end or -0.5 < wanted < 0.5:
                # Nothing is moved after the last glyph: readers would count it to the gap before the next box.
                self._error = wanted
            elif i < last and not glyphs[i + 1]:
                # Nor within a ligature: what its cell has too much and what stands after it are one move.
                self._error = wanted
            else:
                step = round(wanted)
                string.append(f">{-step}<")
                self._error = wanted - step

    def track(self, tracking: float) -> None:
        """Puts ``tracking`` after every following character, as character spacing: no reader sees a space in it."""
        self.show()
        if tracking == self._tracking:
            return
        self._tracking = tracking
        self._stream.stream.append(f"{tracking:.4f} Tc".encode() if tracking else b"0 Tc")

    def _draw_cluster(self, i: int, advance: float) -> None:
        """Any glyphs: several, shifted or none at all."""
        pen = 0.0
        for face, number, width, x, y in self._layout.shaped.glyphs[i]:
            if number != UNDRAWN:
                if face != self._face or self._wider:
                    self._take(face, 0.0)
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

    def _take(self, index: int, wider: float) -> None:
        self.show()
        font, size = self._faces[index]
        if wider:
            font = wider_face(self._stream, font, wider)
        self._stream.set_font_size(font.hash, size)
        self._face, self._wider, self._font, self._size = index, wider, font, size
        self._widths = font.__dict__.setdefault("composed_widths", {})

    def draw_hyphen(self, hyphen: ShapedText) -> None:
        """Draws a hyphen after all the rest."""
        font = hyphen.faces[0]
        face, size = self._stream.add_font(font)
        self.show()
        self._stream.set_font_size(face.hash, size)
        self._face, self._wider = -1, 0.0
        for cluster in hyphen.glyphs:
            for _, number, _, _, _ in cluster:
                self._note(face, font, number, size=size, stands_for=hyphen.text)
                self._string.append(f"{number:04x}")
        self.show()

    def _own_width(self, index: int, number: int, char: int) -> int:
        """The glyph's width in the PDF's font, in thousandths."""
        face = self._font
        width: int | None = face.widths.get(number)
        if width is None or number not in face.to_unicode:
            shaped = self._layout.shaped
            width = self._note(
                face, shaped.faces[index], number, size=self._size, stands_for=shaped.unicode_of(char)
            )
        self._widths[number] = width
        return width

    def _note(self, face: Any, font: Any, number: int, *, size: float, stands_for: str) -> int:
        """Notes, the first time, what a glyph stands for and how wide it is."""
        face.to_unicode.setdefault(number, stands_for)
        width: int | None = face.widths.get(number)
        if width is None:
            stream = self._stream
            pango.pango_font_get_glyph_extents(font, number, stream.ink_rect, stream.logical_rect)
            own = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
            width = face.widths[number] = own + round(1000 * getattr(face, "extra_em", 0.0))
        return width


def draw_composed(stream: Any, layout: ComposedLayout, matrix: Any) -> bool:
    """Draws ``layout``; false, and nothing drawn, when a face or glyph needs the engine's own way."""
    faces = _faces(stream, layout)
    if faces is None:
        return False
    a, b, c, d, e, f = matrix.values
    _place(stream, (a, b, c, d, e - layout.lead, f))
    widen(layout, lambda char: _widens(layout.shaped, faces, char))
    pen = _Pen(stream, layout, faces)
    for run in runs_of(layout):
        if run.said is None:
            pen.draw(run.first, run.last)
        else:
            _draw_marked(stream, pen, layout, run)
    pen.show()
    if layout.hyphen:
        # A hyphen that the text does not have is a soft one (ISO 32000-2, 14.8.2.2.3).
        stream.stream.append(b"/Span <</ActualText <FEFF00AD>>> BDC")
        pen.draw_hyphen(layout.hyphen)
        stream.stream.append(b"EMC")
    return True


def _place(stream: Any, matrix: tuple[float, ...]) -> None:
    """Sets the text matrix; nearly always it only moves."""
    *turn, x, y = matrix
    if turn == [1, 0, 0, -1]:
        stream.stream.append(f"1 0 0 -1 {x:.6f} {y:.6f} Tm".encode())
    else:
        stream.set_text_matrix(*matrix)


def _widens(shaped: ShapedText, faces: dict[int, tuple[Any, float]], char: int) -> bool:
    """Whether a character has one glyph, in a face with wider twins."""
    return bool(shaped.codes[char]) and can_widen(faces[shaped.glyphs[char][0][0]][0])


def _draw_marked(stream: Any, pen: _Pen, layout: ComposedLayout, run: Run) -> None:
    assert run.said is not None
    pen.show()
    said = run.said.encode("utf-16-be").hex().upper()
    stream.stream.append(f"/Span <</ActualText <FEFF{said}>>> BDC".encode())
    # One string, or pdfium sees a space after it: the widest gap goes after every character and back where it is less.
    pen.track(_tracking(layout, run))
    pen.draw(run.first, run.last)
    pen.show()
    at_end = run.last + 1 == layout.end and layout.is_seen(layout.gap_after)
    if at_end or run.first == run.last:
        # The gap after it is the character's own: poppler counts what is no tracking any more at the end.
        pen.track(0.0)
    stream.stream.append(b"EMC")
    pen.track(0.0)


def _tracking(layout: ComposedLayout, run: Run) -> float:
    """What goes after every character of a run; a single one may also stand closer to the next."""
    kerns = layout.kerns[run.first - layout.start : run.last - layout.start]
    after = layout.gap_after if run.last + 1 == layout.end else layout.kerns[run.last - layout.start]
    if run.first == run.last:
        return after
    return max(0.0, *kerns, after if run.last + 1 == layout.end else 0.0)


def _faces(stream: Any, layout: ComposedLayout) -> dict[int, tuple[Any, float]] | None:
    faces: dict[int, tuple[Any, float]] = {}
    shaped = layout.shaped
    # Most texts have one face and all its glyphs: there is nothing to look for.
    clusters = shaped.glyphs[:1] if shaped.simple else shaped.glyphs[layout.start : layout.end]
    for cluster in clusters:
        for glyph in cluster:
            if glyph[1] > UNDRAWN:
                return None
            if glyph[0] not in faces:
                face, size = stream.add_font(layout.shaped.faces[glyph[0]])
                if face.bitmap or face.svg or face.png or face.colr:
                    return None
                faces[glyph[0]] = (face, size)
    return faces
