"""Sets an HTML text with the engine's marks and writes the PDF: ``python setting.py IN.html IN.css OUT.pdf``.

In a process of its own, because the engine stays patched where it has run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from report_pdf.fonts import font_face_css, font_resources
from report_pdf.model.pages import PaginatedHtml
from report_pdf.render import tags
from report_pdf.render.engine import typeset
from report_pdf.render.note import Note
from report_pdf.render.task import Task

FACES = "issue:fonts/"


def main(html: Path, css: Path, out: Path) -> None:
    tags.install()
    note = Note(out.with_suffix(".note"))
    note.create()
    pages = PaginatedHtml(
        html=html.read_text("utf-8"),
        style_sheets=(("faces.css", font_face_css(FACES)), ("test.css", css.read_text("utf-8"))),
    )
    out.write_bytes(typeset(Task(pages=pages, resources=tuple(font_resources(FACES)), note=note)).pdf)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
