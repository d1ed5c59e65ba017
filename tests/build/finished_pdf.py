"""What a reader finds in a finished PDF, read with other programs than those that wrote it."""

from __future__ import annotations

import ctypes
import functools
import math
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    x: float
    y: float
    size: float
    face: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    level: int
    title: str
    page: int


_MIDDLE_PT = 210 / 25.4 * 72 / 2

Box = tuple[float, float, float, float]


def squeezed(text: str) -> str:
    return "".join(text.split())


@functools.cache
def raw_pages(pdf: Path) -> tuple[tuple[str, ...], ...]:
    """The lines of each page in the order of its content, as ``pdftotext -raw`` has them."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True).stdout.decode()
    pages = text.split("\f")[:-1]
    return tuple(tuple(line for line in page.splitlines() if line.strip()) for page in pages)


@contextmanager
def opened(pdf: Path) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


@functools.cache
def bookmarks(pdf: Path) -> tuple[Bookmark, ...]:
    """In order; pages count from 1."""
    with opened(pdf) as document:
        return tuple(
            Bookmark(item.level, item.get_title(), item.get_dest().get_index() + 1)
            for item in document.get_toc()
        )


@functools.cache
def glyphs(pdf: Path, page: int) -> tuple[Glyph, ...]:
    """Every visible glyph with its origin, from the page's lower left corner."""
    with opened(pdf) as document:
        words = document[page - 1].get_textpage()
        return tuple(_glyphs(words))


def _glyphs(words: pdfium.PdfTextPage) -> Iterator[Glyph]:
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_MATRIX()
    name = ctypes.create_string_buffer(256)
    for index in range(words.count_chars()):
        character = chr(pdfium_c.FPDFText_GetUnicode(words, index))
        if pdfium_c.FPDFText_IsGenerated(words, index) or character.isspace():
            continue
        pdfium_c.FPDFText_GetCharOrigin(words, index, x, y)
        pdfium_c.FPDFText_GetMatrix(words, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(words, index) * math.hypot(matrix.c, matrix.d)
        length = pdfium_c.FPDFText_GetFontInfo(words, index, name, len(name), None)
        yield Glyph(character, x.value, y.value, round(size, 2), name.raw[: length - 1].decode())


@functools.cache
def pictures(pdf: Path, page: int) -> tuple[tuple[Box, Image.Image], ...]:
    """Every picture of the page: where it stands, and its pixels."""
    with opened(pdf) as document:
        return tuple(
            (item.get_bounds(), item.get_bitmap().to_pil().convert("RGB"))
            for item in document[page - 1].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE])
        )


def text_in(pdf: Path, page: int, box: Box) -> str:
    with opened(pdf) as document:
        return squeezed(document[page - 1].get_textpage().get_text_bounded(*box))


def seen(pdf: Path, page: int, scale: float = 1) -> Image.Image:
    """The page as PDFium shows it."""
    with opened(pdf) as document:
        return document[page - 1].render(scale=scale).to_pil().convert("RGB")


def columns(page: tuple[Glyph, ...], *, size: float) -> list[list[Glyph]]:
    """Lines of one size of type in each of the two columns: glyphs on one baseline, left or right of the middle."""
    rows: defaultdict[tuple[bool, int], list[Glyph]] = defaultdict(list)
    for glyph in page:
        if abs(glyph.size - size) < 0.05:
            rows[glyph.x > _MIDDLE_PT, round(glyph.y)].append(glyph)
    return [sorted(row, key=lambda glyph: glyph.x) for row in rows.values()]


def body_lines(pdf: Path, page: int) -> list[list[Glyph]]:
    """Lines of the running text: 10.5 pt with the body's face in them."""
    lines = columns(glyphs(pdf, page), size=10.5)
    return [line for line in lines if any("Serif" in glyph.face for glyph in line)]
