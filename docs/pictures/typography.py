# noqa: INP001 - a script beside what it makes
"""The pictures of the composer's pages: one page by the plain engine and by the composer, and each property at work.

Usage: ``python docs/pictures/typography.py``. Needs what the tests need (pypdfium2, Pillow).
"""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

import pypdfium2
import weasyprint
from PIL import Image, ImageChops

from report_pdf.manuscript import read_manuscript
from report_pdf.model.manuscript import Heading, Paragraph
from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.render.engine import typeset
from report_pdf.render.note import Note
from report_pdf.render.task import Task
from report_pdf.resources import assets_folder, fonts_folder

HERE = Path(__file__).parent
_FACE = fonts_folder() / "NotoSerifSCCut-Regular.ttf"
_FACE_CSS = "@font-face { font-family: Serif; src: url(%s) }\n"
_PAGE_CSS = """
@page { size: 524pt 470pt; margin: 20pt }
html { font: 10.5pt/18pt Serif }
body, p, h2 { margin: 0 }
.text { columns: 2; column-gap: 22pt; --line-grid: 18pt }
p { text-indent: 2em; text-align: justify }
h2 { font: 400 14pt/18pt Serif; margin-top: 18pt; break-after: avoid }
"""
_TABLE_CSS = """
@page { size: 420pt 600pt; margin: 12pt }
html { font: 12pt/22pt Serif }
p { margin: 0; width: 20em; text-align: justify }
td { padding: 3pt 0; vertical-align: top }
td:first-child { width: 150pt; font-size: 9pt; color: #a03020 }
em { font-style: normal } u { text-decoration: none }
"""
_QUOTED = "船家说：“（今年的）水，比《渡口志》、《水情图》里写的都小。”孩子们问：“真的？！”他点点头。水涨了。船不急。"
_MIXED = "新装的GPS终端2026年由River公司供货，型号是RW200，3艘渡船都能用。"
_ENDS = "岸上的人家都亮起了灯，水面静下来，船也静下来，桨声远了，歌也远了，只剩下一点风。"
_DASHES = "渡口的老船家摇着一条旧木船——他管它叫“老伙计”——走了四十年……"
_MARKED = "他把<em>有来有往</em>四个字写在簿子的第一页，<u>安·史密斯</u><u>玛丽</u>都看见了。"
_LATIN = "说明书上印着Antidisestablishment这样的一个长词，他念不下来。"
SPECIMENS = {
    "text-spacing-trim": (
        _QUOTED,
        [
            f"--text-spacing-trim: {value}"
            for value in ("trim-both", "normal", "trim-all", "kaiming", "space-all")
        ],
    ),
    "text-autospace": (
        _MIXED,
        [f"--text-autospace: {value}" for value in ("normal", "0.125em", "no-autospace")],
    ),
    "hanging-punctuation": (_ENDS, [f"--hanging-punctuation: {value}" for value in ("none", "force-end")]),
    "line-break": (_DASHES, [f"--line-break: {value}" for value in ("strict", "normal")]),
    "text-emphasis": (_MARKED, ["em { --text-emphasis: dot }", "u { --proper-noun-line: under }"]),
    "hyphens": (_LATIN, ["hyphens: manual", "hyphens: none"]),
}
_MEASURES = {
    "line-break": "13em",
    "hyphens": "13em",
    "hanging-punctuation": "10em",
    "text-spacing-trim": "14em",
}


def _page() -> str:
    file = max((assets_folder() / "sample-issue" / "manuscripts").glob("*.txt"))
    blocks = read_manuscript(file, name=file.name).blocks
    tags = {Paragraph: "p", Heading: "h2"}
    parts = [
        f"<{tags[type(block)]}>{html.escape(block.text)}</{tags[type(block)]}>"
        for block in blocks
        if type(block) in tags
    ]
    return f"<div class='text'>{''.join(parts)}</div>"


def _table(name: str) -> tuple[str, str]:
    text, rules = SPECIMENS[name]
    rows, css = [], _TABLE_CSS + f"p {{ width: {_MEASURES.get(name, '20em')} }}"
    for number, rule in enumerate(rules):
        if "{" in rule:
            selector, _, body = rule.partition("{")
            css += f"#r{number} {selector} {{ {body}"
        else:
            css += f"#r{number} p {{ {rule} }}"
        rows.append(f"<tr id=r{number}><td>{rule}</td><td><p>{text}</p></td></tr>")
    return f"<table>{''.join(rows)}</table>", css


def _whole(body: str) -> str:
    return f"<html lang='zh-CN'><head><title>渡口</title></head><body>{body}</body></html>"


def _plain(body: str, css: str) -> bytes:
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=_FACE_CSS % _FACE.as_uri() + css, font_config=fonts)
    pdf: bytes = weasyprint.HTML(string=_whole(body)).write_pdf(stylesheets=[sheet], font_config=fonts)
    return pdf


def _composed(body: str, css: str) -> bytes:
    url = "issue:fonts/serif.ttf"
    pages = PaginatedHtml(html=_whole(body), style_sheets=(("page.css", _FACE_CSS % url + css),))
    face = Resource(url=url, data=_FACE.read_bytes(), media_type="font/ttf")
    with tempfile.TemporaryDirectory() as folder:
        note = Note(Path(folder) / "note")
        note.create()
        return typeset(Task(pages=pages, resources=(face,), note=note)).pdf


def _save(pdf: bytes, path: Path, *, width: int, colours: int) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    left, top, right, bottom = box or (0, 0, *image.size)
    image = image.crop((max(0, left - 8), max(0, top - 8), right + 8, bottom + 8))
    image.quantize(colours).save(path, optimize=True)


def main() -> None:
    """Writes them all; the plain engine first, before it is patched."""
    _save(_plain(_page(), _PAGE_CSS), HERE / "page-plain.png", width=900, colours=12)
    _save(_composed(_page(), _PAGE_CSS), HERE / "page-composed.png", width=900, colours=12)
    for name in SPECIMENS:
        _save(_composed(*_table(name)), HERE / f"property-{name}.png", width=700, colours=12)


if __name__ == "__main__":
    main()
