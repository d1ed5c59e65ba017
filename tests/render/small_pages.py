"""Small documents in two columns on a page of twenty grid lines, and the glyphs of what comes out."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.resources import fonts_folder

T = TypeVar("T", bound=Callable[..., Any])
GRID = 18.0
HEAD = 72.0
LINES = 20
BASE = f"""
@font-face {{ font-family: SmallSerif; src: url(issue:fonts/serif.ttf) }}
@page {{ size: 420pt {HEAD + 72 + LINES * GRID}pt; margin: {HEAD}pt 60pt 72pt }}
html {{ font: 10pt/{GRID}pt SmallSerif }}
body, p, figure {{ margin: 0 }}
p {{ orphans: 2; widows: 2; text-align: justify }}
h2 {{ font-size: 14pt; margin: {GRID}pt 0 0; break-after: avoid }}
.cols {{ columns: 2; column-gap: 20pt; --line-grid: {GRID}pt }}
figure {{ font-size: 8pt; line-height: 12pt }}
"""
CLAUSES = (
    "天刚亮，渡口的雾还没有散，",
    "摆渡人已经把船撑到对岸去了；",
    "他说这条河走了四十年，",
    "哪一块石头在水下，心里都有数。",
    "孩子们提着灯，沿堤坝往学校走，",
    "灯影落在水里，一晃一晃的。",
)


@dataclass(frozen=True)
class Glyph:
    """A character with its place on the page, ``y`` being its baseline in points from the top."""

    page: int
    text: str
    x: float
    y: float

    @property
    def line(self) -> float:
        """In grid lines below the head of the type area."""
        return (self.y - HEAD) / GRID


def prose(clauses: int, start: int = 0) -> str:
    """A paragraph's text of so many clauses."""
    return "".join(CLAUSES[(start + at) % len(CLAUSES)] for at in range(clauses))


def paragraphs(lengths: list[int], first: int = 0) -> str:
    """Paragraphs of so many clauses each, with ids p0, p1, … from ``first`` on."""
    return "".join(f'<p id="p{at}">{prose(length, at)}</p>' for at, length in enumerate(lengths, first))


def page_float(name: str, height_pt: float, *, edge: str, reference: str = "page") -> str:
    """A grey box with a caption ``【name】`` that is to float."""
    style = f"--float: {edge}; --float-reference: {reference}"
    return f'<figure id="{name}" style="{style}"><div style="height: {height_pt}pt"></div>【{name}】</figure>'


def columns(*children: str, style: str = "") -> str:
    """Children in two columns on the grid."""
    return f'<div class="cols" style="{style}">{"".join(children)}</div>'


def html(body: str, css: str = "", **fields: object) -> PaginatedHtml:
    """A document with the base style and the shipped serif."""
    text = f'<html lang="zh-CN"><head><title>渡口</title></head><body>{body}</body></html>'
    return PaginatedHtml(html=text, style_sheets=(("base.css", BASE), ("own.css", css)), **fields)


def task(body: str, css: str = "", **fields: object) -> tuple[PaginatedHtml, list[Resource]]:
    """What ``render`` takes for that document."""
    serif = (fonts_folder() / "NotoSerifSCCut-Regular.ttf").read_bytes()
    return html(body, css, **fields), [
        Resource(url="issue:fonts/serif.ttf", data=serif, media_type="font/ttf")
    ]


BODIES: dict[str, tuple[str, str]] = {}


def sets(body: str, css: str = "") -> Callable[[T], T]:
    """Gives the test that document, rendered, as its argument ``document``."""

    def register(test: T) -> T:
        BODIES[test.__name__] = body, css
        return test

    return register


def glyphs(pdf: bytes) -> list[Glyph]:
    """Every glyph of the file in the order of its content."""
    found: list[Glyph] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            text, height = page.get_textpage(), page.get_height()
            for at in range(text.count_chars()):
                code = pdfium.FPDFText_GetUnicode(text.raw, at)
                if code in {10, 13, 32} or pdfium.FPDFText_IsGenerated(text.raw, at) == 1:
                    continue
                x, y = ctypes.c_double(), ctypes.c_double()
                pdfium.FPDFText_GetCharOrigin(text.raw, at, ctypes.byref(x), ctypes.byref(y))
                found.append(Glyph(number, chr(code), x.value, height - y.value))
            text.close()
            page.close()
    return found


def numbered(at: int) -> str:
    """The article's paragraph of that number: no two are alike."""
    return f"第{at}段：{prose(3 + at * 7 % 11, at)}"


def _article() -> str:
    parts = ["<h1 style='font-size: 26pt; line-height: 40pt; margin: 0'>渡口</h1><div class='cols'>"]
    for at in range(24):
        if at % 5 == 3:
            parts.append(f"<h2 id='h{at}'>小题{at}</h2>")
        if at == 14:
            parts.append("<h2 id='spanner' style='column-span: all'>下篇</h2>")
        parts.append(f"<p id='p{at}'>{numbered(at)}</p>")
        if at == 1:
            parts.append(page_float("甲", 70, edge="top"))
        if at == 9:
            parts.append(page_float("乙", 61, edge="bottom", reference="column"))
        if at == 16:
            parts.append(page_float("丙", 50, edge="bottom"))
    return "".join(parts) + "</div><p id='after'>篇后按语。</p>"


BODIES["article"] = _article(), ""
