"""Looks at finished bytes, for checks: boxes, bookmarks, fonts (ISO 32000-2 14.11.2, 12.3.3, 9)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from report_pdf.model.pages import Outline
from report_pdf.pdf.bookmarks import Bookmark, read_bookmarks
from report_pdf.pdf.destinations import Destinations
from report_pdf.pdf.geometry import PageFacts, Rectangle, inherited, number_of, page_facts, rectangle_of

__all__ = ["FontFacts", "PageBoxes", "fonts_of", "outlines", "page_boxes"]

_SUBSET = re.compile(r"[A-Z]{6}\+")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_LATIN = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBoxes:
    """A page's boxes in points, each within the one around it; what is not written is what it stands for."""

    media: Rectangle
    crop: Rectangle
    bleed: Rectangle
    trim: Rectangle
    facts: PageFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFacts:
    """One font: ``to_unicode`` is whether every code that has a width has a character too."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    to_unicode: bool
    size: int


def page_boxes(pdf: bytes) -> tuple[PageBoxes, ...]:
    """The boxes of each page."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        return tuple(_boxes(page.obj) for page in opened.pages)


def _boxes(page: pikepdf.Object) -> PageBoxes:
    facts = page_facts(page)
    crop = facts.box
    return PageBoxes(
        media=rectangle_of(inherited(page, "/MediaBox")) or crop,
        crop=crop,
        bleed=rectangle_of(page.get("/BleedBox")) or crop,
        trim=rectangle_of(page.get("/TrimBox")) or crop,
        facts=facts,
    )


def outlines(pdf: bytes) -> tuple[Outline, ...]:
    """The bookmarks; one that leads nowhere has page 0."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        return _outlines(read_bookmarks(opened, Destinations(opened)))


def _outlines(bookmarks: tuple[Bookmark, ...]) -> tuple[Outline, ...]:
    return tuple(
        Outline(
            title=bookmark.title,
            page=bookmark.target.page + 1 if bookmark.target else 0,
            children=_outlines(bookmark.children),
        )
        for bookmark in bookmarks
    )


def fonts_of(pdf: bytes) -> tuple[FontFacts, ...]:
    """Every font once, by name."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        fonts = [
            _font(item)
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary)
            and str(item.get("/Type")) == "/Font"
            and not str(item.get("/Subtype")).startswith("/CIDFont")
        ]
    return tuple(sorted(fonts, key=lambda font: (font.name, font.kind, font.size)))


def _font(font: pikepdf.Dictionary) -> FontFacts:
    below = font.get("/DescendantFonts")
    inner = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
    descriptor = inner.get("/FontDescriptor")
    file = None
    if isinstance(descriptor, pikepdf.Dictionary):
        file = next((descriptor[key] for key in _FILES if key in descriptor), None)
    kind = str(font.get("/Subtype"))[1:]
    name = str(font.get("/BaseFont", font.get("/Name", "/")))[1:]
    return FontFacts(
        name=name,
        kind=kind,
        embedded=kind == "Type3" or isinstance(file, pikepdf.Stream),
        subset=kind == "Type3" or _SUBSET.match(name) is not None,
        to_unicode=_readable(font, inner),
        size=len(file.read_raw_bytes()) if isinstance(file, pikepdf.Stream) else 0,
    )


def _readable(font: pikepdf.Dictionary, inner: pikepdf.Object) -> bool:
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return str(font.get("/Encoding")) in _LATIN
    mapped = _mapped(table.read_bytes())
    if str(font.get("/Subtype")) == "/Type0":
        # Code 0 is .notdef, which the engine always gives a width.
        return set(_widths(inner.get("/W"))) - {0} <= mapped
    return bool(mapped)


def _widths(widths: object) -> Iterator[int]:
    """The CIDs of a /W array: ``first [w w w]`` or ``first last w`` (9.7.4.3)."""
    items = list(widths) if isinstance(widths, pikepdf.Array) else []
    at = 0
    while at + 1 < len(items):
        first = int(number_of(items[at]) or 0)
        following = items[at + 1]
        if isinstance(following, pikepdf.Array):
            yield from range(first, first + len(following))
            at += 2
        else:
            yield from range(first, int(number_of(following) or 0) + 1)
            at += 3


def _mapped(table: bytes) -> set[int]:
    codes: set[int] = set()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        codes.update(int(code, 16) for code in re.findall(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>", block))
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<|\[)", block):
            codes.update(range(int(first, 16), int(last, 16) + 1))
    return codes
