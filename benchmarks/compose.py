"""CPU time of setting a 100-page issue in two columns: our composer and columns beside the engine as it comes.

The same HTML and CSS go to both, each in a process of its own, turn about; only the rendering is timed, not the start.
Beside them, where installed, Typst (Python package ``typst``) and XeLaTeX (``xelatex`` with xeCJK) set the same text on
the same page; there the whole process counts. Run it with ``python benchmarks/compose.py [--pages 100] [--runs 5]``.
"""

from __future__ import annotations

import argparse
import html
import importlib
import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from report_pdf.fonts.catalogue import catalogue
from report_pdf.manuscript import read_manuscript
from report_pdf.model.manuscript import Bullet, Heading, Paragraph
from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.render.engine import typeset
from report_pdf.render.note import Note
from report_pdf.render.task import Task
from report_pdf.resources import assets_folder, fonts_folder

TARGET = 0.6
_FACE = "NotoSerifSCCut-Regular.ttf"
_URL = "issue:fonts/" + _FACE
_LINE_CHARACTERS = 22
_PAGE_LINES = 80
_ARTICLE_PAGES = 4
_TAGS: dict[type, str] = {Paragraph: "p", Bullet: "li", Heading: "h2"}
_CSS = f"""
@font-face {{ font-family: Serif; src: url({_URL}) }}
@page {{ size: 595pt 842pt; margin: 61pt 56pt; @bottom-center {{ content: counter(page) }} }}
html {{ font: 10.5pt/18pt Serif }}
body, p, h1, h2, li {{ margin: 0 }}
h1 {{ font: 400 24pt/36pt Serif; break-before: page; padding-bottom: 18pt }}
.text {{ columns: 2; column-gap: 21pt; --line-grid: 18pt; orphans: 2; widows: 2 }}
p {{ text-indent: 2em; text-align: justify }}
li {{ display: block; padding-left: 1em; text-align: justify }}
h2 {{ font: 400 14pt/18pt Serif; margin-top: 18pt; break-after: avoid }}
"""


@dataclass(frozen=True)
class Piece:
    """A heading, bullet or paragraph (``h2``, ``li``, ``p``)."""

    tag: str
    text: str


Article = list[Piece]


def articles(pages: int) -> list[Article]:
    """Articles made of the sample issue's manuscripts over and over; no two paragraphs are alike."""
    files = sorted((assets_folder() / "sample-issue" / "manuscripts").glob("*.txt"))
    pieces = [
        Piece(_TAGS[type(block)], block.text)
        for file in files
        for block in read_manuscript(file, name=file.name).blocks
        if type(block) in _TAGS and block.text
    ]
    numbered = (
        Piece(piece.tag, piece.text if piece.tag == "h2" else f"其{number}，{piece.text}")
        for number, piece in enumerate(cycle(pieces), start=1)
    )
    return [list(_article(numbered)) for _ in range(pages // _ARTICLE_PAGES)]


def _article(pieces: Iterator[Piece]) -> Iterator[Piece]:
    left = (_ARTICLE_PAGES - 0.5) * _PAGE_LINES
    while left > 0:
        piece = next(pieces)
        left -= 2 if piece.tag == "h2" else len(piece.text) // _LINE_CHARACTERS + 1
        yield piece


def document(whole: list[Article]) -> str:
    parts = []
    for number, pieces in enumerate(whole, start=1):
        inner = "".join(f"<{piece.tag}>{html.escape(piece.text)}</{piece.tag}>" for piece in pieces)
        parts.append(f"<h1>第{number}篇</h1><div class='text'>{inner}</div>")
    return f"<html lang='zh-CN'><title>山径</title><body>{''.join(parts)}</body></html>"


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def by_composer(whole: list[Article]) -> tuple[float, int]:
    face = Resource(url=_URL, data=(fonts_folder() / _FACE).read_bytes(), media_type="font/ttf")
    pages = PaginatedHtml(html=document(whole), style_sheets=(("page.css", _CSS),))
    with tempfile.TemporaryDirectory() as folder:
        note = Note(Path(folder) / "note")
        note.create()
        start = cpu_seconds()
        done = typeset(Task(pages=pages, resources=(face,), note=note))
    return cpu_seconds() - start, done.pages


def by_plain_engine(whole: list[Article]) -> tuple[float, int]:
    fonts = FontConfiguration()
    css = _CSS.replace(_URL, (fonts_folder() / _FACE).as_uri())
    start = cpu_seconds()
    sheet = weasyprint.CSS(string=css, font_config=fonts)
    done = weasyprint.HTML(string=document(whole)).render(
        font_config=fonts, stylesheets=[sheet], pdf_tags=True
    )
    done.write_pdf(pdf_tags=True)
    return cpu_seconds() - start, len(done.pages)


def by_typst(whole: list[Article]) -> tuple[float, int]:
    head = (
        '#set page(width: 595pt, height: 842pt, margin: (x: 56pt, y: 61pt), numbering: "1")\n'
        f'#set text(font: "{_family()}", size: 10.5pt, top-edge: 0.8em, bottom-edge: -0.2em, lang: "zh", region: "cn")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 7.5pt, spacing: 7.5pt)\n"
    )
    parts = [
        f"#pagebreak(weak: true)\n= 第{number}篇\n#columns(2, gutter: 21pt)[\n"
        + "\n\n".join(_in_typst(piece) for piece in pieces)
        + "\n]\n"
        for number, pieces in enumerate(whole, start=1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "issue.typ"
        source.write_text(head + "".join(parts), encoding="utf-8")
        start = cpu_seconds()
        pdf = importlib.import_module("typst").compile(str(source), font_paths=[str(fonts_folder())])
        used = cpu_seconds() - start
    with pypdfium2.PdfDocument(pdf) as done:
        return used, len(done)


def _in_typst(piece: Piece) -> str:
    text = f"#{json.dumps(piece.text, ensure_ascii=False)}"
    return {"h2": f"== {text}", "li": f"- {text}"}.get(piece.tag, text)


def _family() -> str:
    return next(face.family for face in catalogue() if face.file == _FACE)


def by_xelatex(whole: list[Article]) -> tuple[float, int]:
    head = (
        r"\documentclass{article}\usepackage[paperwidth=595bp,paperheight=842bp,hmargin=56bp,vmargin=61bp]{geometry}"
        rf"\usepackage{{xeCJK,multicol}}\setCJKmainfont[Path={fonts_folder()}/]{{{_FACE}}}"
        r"\columnsep21bp\parindent21bp\begin{document}\fontsize{10.5bp}{18bp}\selectfont"
    )
    parts = []
    for number, pieces in enumerate(whole, start=1):
        inner = "\n\n".join(_in_tex(piece) for piece in pieces)
        parts.append(rf"\clearpage\section*{{第{number}篇}}\begin{{multicols}}{{2}}{inner}\end{{multicols}}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "issue.tex").write_text(head + "\n".join(parts) + r"\end{document}", encoding="utf-8")
        subprocess.run(
            ["xelatex", "-interaction=batchmode", "issue.tex"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with pypdfium2.PdfDocument(Path(folder) / "issue.pdf") as done:
            return used.ru_utime + used.ru_stime, len(done)


def _in_tex(piece: Piece) -> str:
    text = piece.text.translate({ord(char): "\\" + char for char in "%&#_$"})
    return rf"\subsection*{{{text}}}" if piece.tag == "h2" else text


ENGINES = {
    "composer": by_composer,
    "plain engine": by_plain_engine,
    "Typst": by_typst,
    "XeLaTeX": by_xelatex,
}


def _is_installed(engine: str) -> bool:
    if engine == "Typst":
        return importlib.util.find_spec("typst") is not None
    return engine != "XeLaTeX" or shutil.which("xelatex") is not None


@dataclass(frozen=True)
class Run:
    """CPU seconds, seconds by the clock and pages of one run in its own process."""

    cpu: float
    wall: float
    pages: int


def measure(engine: str, pages: int) -> Run:
    # With byte code switched off, every start compiles the engine anew: a second that is none of the rendering.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, __file__, "--pages", str(pages), "--engine", engine]
    start = time.monotonic()
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    cpu, count = json.loads(done.stdout.splitlines()[-1])
    return Run(cpu, time.monotonic() - start, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    if asked.engine:
        print(json.dumps(ENGINES[asked.engine](articles(asked.pages))))
        return
    runs: dict[str, list[Run]] = {engine: [] for engine in ENGINES if _is_installed(engine)}
    for engine in islice(cycle(runs), asked.runs * len(runs)):
        runs[engine].append(measure(engine, asked.pages))
    report(runs)


def report(runs: dict[str, list[Run]]) -> None:
    """Medians and spreads; a ratio is that of two runs next to each other, so that a busy machine slows both."""
    print(f"{'':14}{'pages':>6}{'CPU s, median':>15}{'least to most':>16}{'in all s':>10}  composer/this")
    for engine in ENGINES:
        if engine not in runs:
            print(f"{engine:14}not installed")
            continue
        cpu = [run.cpu for run in runs[engine]]
        ratios = [ours.cpu / run.cpu for ours, run in zip(runs["composer"], runs[engine], strict=True)]
        print(
            f"{engine:14}{runs[engine][0].pages:6}{median(cpu):15.2f}{_spread(cpu):>16}"
            f"{median(run.wall for run in runs[engine]):10.2f}  {median(ratios):.2f} ({_spread(ratios)})"
        )
    ratios = [
        ours.cpu / plain.cpu for ours, plain in zip(runs["composer"], runs["plain engine"], strict=True)
    ]
    print(
        f"composer against the plain engine: {median(ratios):.2f} ({_spread(ratios)}; target: at most {TARGET})"
    )


def _spread(values: list[float]) -> str:
    return f"{min(values):.2f}–{max(values):.2f}"


if __name__ == "__main__":
    main()
