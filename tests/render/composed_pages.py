"""Small pages set by the composer in this process, and what readers of PDF text get from them."""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import weasyprint
from composed_glyphs import drawn_glyphs, lines_of

from report_pdf.render import composer
from report_pdf.resources import fonts_folder
from report_pdf.typography.classes import CharClass, classify

EM = 10.5
MEASURE = 22
READERS = ("pypdf", "pdfium", "poppler raw", "poppler", "mupdf")
_FACE = "NotoSerifSCCut-Regular.ttf"


def typeset(body, css="", **options):
    """The PDF of ``body`` on small pages of one column."""
    composer.install()
    face = fonts_folder() / _FACE
    if not face.exists():
        pytest.skip("the shipped faces are not built yet")
    sheet = (
        f"@font-face{{font-family:S;src:url({face.as_uri()})}}"
        f"@page{{size:{MEASURE + 4}em 30em;margin:2em;font-size:{EM}pt}}"
        f"html{{font:{EM}pt/18pt S}}body,p,h2{{margin:0}}p{{text-align:justify;text-indent:2em}}{css}"
    )
    html = f"<html lang=zh-CN><style>{sheet}</style>{body}"
    return weasyprint.HTML(string=html).write_pdf(**options)


def extract(pdf, reader):
    """The text of all pages as one of ``READERS`` gives it."""
    if reader == "pypdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    if reader == "pdfium":
        with pypdfium2.PdfDocument(pdf) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    tool = "mutool" if reader == "mupdf" else "pdftotext"
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.pdf")
        path.write_bytes(pdf)
        raw = ["-raw"] if reader.endswith("raw") else []
        command = ["mutool", "draw", "-q", "-F", "txt"] if tool == "mutool" else ["pdftotext", *raw]
        out = [] if tool == "mutool" else ["-"]
        return subprocess.run(
            [*command, str(path), *out], capture_output=True, check=True, encoding="utf-8"
        ).stdout


def text_of(pdf):
    """The drawn characters of each line."""
    return ["".join(glyph.text for glyph in line) for line in drawn_lines(pdf)]


def drawn_lines(pdf):
    """The drawn glyphs of each line."""
    return lines_of(drawn_glyphs(pdf))


class Line:
    """A drawn line: measures in em from the left edge of the type area."""

    def __init__(self, glyphs, *, first, last):
        self.first, self.last = first, last
        self.text = "".join(glyph.text for glyph in glyphs)
        self.kinds = [classify(glyph.text)[0] for glyph in glyphs]
        self.left = (glyphs[0].x - 2 * EM) / EM
        self.right = (glyphs[-1].x + glyphs[-1].advance - 2 * EM) / EM
        self.gaps = [(after.x - before.x - before.advance) / EM for before, after in pairwise(glyphs)]

    @property
    def pairs(self):
        return list(zip(self.kinds, self.kinds[1:], self.gaps, strict=False))

    @property
    def han_gaps(self):
        return [gap for a, b, gap in self.pairs if a is b is CharClass.HAN]

    @property
    def stretch(self):
        return statistics.median(self.han_gaps) if self.han_gaps else 0.0
