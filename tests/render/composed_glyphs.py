"""Reads where every glyph of a PDF stands, from its content streams: the composer is judged by the finished file."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class Drawn:
    """One glyph: its text, origin, own advance and size in points, page from 0."""

    text: str
    x: float
    y: float
    advance: float
    size: float
    page: int


def _to_unicode(font):
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return table


def _widths(font):
    table, entries = {}, list(font.DescendantFonts[0].W)
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            table |= {first + i: float(width) for i, width in enumerate(second)}
        else:
            width = float(entries.pop(0))
            table |= dict.fromkeys(range(first, int(second) + 1), width)
    return table


def _blank(font):
    """What the cells of a face with a gap in each are wider by, in thousandths."""
    spaced = re.search(r"-Spaced(\d+)$", str(font.BaseFont))
    return 10 * int(spaced[1]) if spaced else 0


def _times(a, b):
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def drawn_glyphs(pdf):
    """Every glyph of the file in the order of drawing."""
    glyphs = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            fonts = {
                name: (_to_unicode(font), _widths(font), _blank(font))
                for name, font in page.Resources.get("/Font", {}).items()
            }
            glyphs += _page_glyphs(page, fonts, number)
    return glyphs


class _State:
    """The text state of a content stream, as far as it says where glyphs stand."""

    def __init__(self, fonts, page):
        self.fonts, self.page, self.glyphs, self.stack = fonts, page, [], []
        self.ctm = self.text = (1, 0, 0, 1, 0, 0)
        self.font, self.size, self.spacing = None, 0.0, 0.0

    def save(self):
        self.stack.append((self.ctm, self.font, self.size, self.spacing))

    def restore(self):
        self.ctm, self.font, self.size, self.spacing = self.stack.pop()

    def transform(self, *matrix):
        self.ctm = _times(tuple(map(float, matrix)), self.ctm)

    def begin(self, *matrix):
        self.text = tuple(map(float, matrix)) or (1, 0, 0, 1, 0, 0)

    def take(self, name, size):
        self.font, self.size = self.fonts[str(name)], float(size)

    def space(self, spacing):
        self.spacing = float(spacing)

    def show(self, parts):
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                for i in range(0, len(codes), 2):
                    self.draw(int.from_bytes(codes[i : i + 2], "big"))
            else:
                self.move(-float(part) * self.size / 1000)

    def move(self, distance):
        self.text = _times((1, 0, 0, 1, distance, 0), self.text)

    def draw(self, code):
        unicode, widths, blank = self.font
        width = widths.get(code, 1000.0) * self.size / 1000
        cell = width - blank * self.size / 1000
        at = _times(self.text, self.ctm)
        scale = abs(at[0])
        self.glyphs.append(
            Drawn(unicode.get(code, ""), at[4], at[5], cell * scale, self.size * scale, self.page)
        )
        self.move(width + self.spacing)


def _page_glyphs(page, fonts, number):
    state = _State(fonts, number)
    does = {"q": state.save, "Q": state.restore, "cm": state.transform, "BT": state.begin}
    does |= {"Tm": state.begin, "Tf": state.take, "Tc": state.space, "TJ": state.show}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in does:
            does[str(operator)](*operands)
    return state.glyphs


def lines_of(glyphs):
    """Glyphs by baseline and page, in the order of drawing: the lines of a page set in one column."""
    lines, key = [], None
    for glyph in glyphs:
        own = (glyph.page, round(glyph.y, 1))
        if own != key:
            lines.append([])
            key = own
        lines[-1].append(glyph)
    return lines
