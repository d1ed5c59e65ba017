"""The test page, two columns of 22 em on a grid, by the composer and by the plain engine."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Iterable

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from report_pdf.model.pages import PaginatedHtml, RenderedDocument, Resource
from report_pdf.render import render
from report_pdf.resources import fonts_folder

EM = 10.5
GRID = 18.0
LINES = 40
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 56.0, 61.0


def columns(number: int) -> tuple[tuple[float, float], ...]:
    """Left and right edges of so many columns, 2 em apart on 46 em."""
    measure = (46 - 2 * (number - 1)) / number
    starts = [LEFT + at * (measure + 2) * EM for at in range(number)]
    return tuple((start, start + measure * EM) for start in starts)


COLUMNS = columns(2)

_SERIF, _SANS = "NotoSerifSCCut-Regular.ttf", "NotoSansSCCut-Bold.ttf"
_FACES = "".join(
    f"@font-face {{ font-family: {family}; font-weight: {weight}; src: url(issue:fonts/{file}) }}"
    for family, weight, file in (("StressSerif", 400, _SERIF), ("StressSans", 700, _SANS))
)
_CSS = f"""{_FACES}
@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: {TOP}pt {WIDTH - COLUMNS[1][1]}pt {TOP}pt {LEFT}pt }}
html {{ font: {EM}pt/{GRID}pt StressSerif }}
body, p, h2 {{ margin: 0 }}
.text {{ columns: 2; column-gap: 2em; --line-grid: {GRID}pt; orphans: 2; widows: 2 }}
p {{ text-indent: 2em; text-align: justify }}
.bullet {{ padding-left: 1em; text-indent: -1em }}
h2 {{ font: 700 14pt/{GRID}pt StressSans; margin-top: {GRID}pt; break-after: avoid; break-inside: avoid }}
"""
_TAGS = {"heading": "<h2>{}</h2>", "paragraph": "<p>{}</p>", "bullet": '<p class="bullet">{}</p>'}


def resources() -> list[Resource]:
    """The two faces of the test page."""
    return [
        Resource(url=f"issue:fonts/{file}", data=(fonts_folder() / file).read_bytes(), media_type="font/ttf")
        for file in (_SERIF, _SANS)
    ]


def body(blocks: Iterable[tuple[str, str]]) -> str:
    """Blocks of ``(kind, text)`` as one flow of two columns."""
    inner = "".join(_TAGS[kind].format(html.escape(text, quote=False)) for kind, text in blocks)
    return f'<div class="text">{inner}</div>'


def document(content: str, css: str = "") -> PaginatedHtml:
    """A document of that HTML in the test page's style."""
    whole = f'<html lang="zh-CN"><head><title>渡口</title></head><body>{content}</body></html>'
    return PaginatedHtml(html=whole, style_sheets=(("page.css", _CSS), ("own.css", css)))


def composed(content: str, css: str = "") -> RenderedDocument:
    """Set by the stage that is judged."""
    return render(document(content, css), resources())


def plain(content: str, css: str = "") -> bytes:
    """Set by the engine as it is, in a process of its own: in this one another test may have patched it."""
    task = json.dumps([content, css]).encode()
    return subprocess.run([sys.executable, __file__], input=task, stdout=subprocess.PIPE, check=True).stdout


def _plain(content: str, css: str) -> bytes:
    pages, faces = document(content, css), {face.url: face.data for face in resources()}

    class Faces(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: object = None) -> weasyprint.urls.URLFetcherResponse:
            return weasyprint.urls.URLFetcherResponse(url, faces[url], {"Content-Type": "font/ttf"})

    fonts, fetcher = FontConfiguration(), Faces()
    sheets = [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher) for _, text in pages.style_sheets
    ]
    source = weasyprint.HTML(string=pages.html, url_fetcher=fetcher)
    pdf: bytes = source.write_pdf(stylesheets=sheets, font_config=fonts, pdf_tags=True)
    return pdf


if __name__ == "__main__":
    sys.stdout.buffer.write(_plain(*json.load(sys.stdin)))
