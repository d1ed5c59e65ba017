"""One pass of an engine over pages that ``same_pages.py`` wrote: plain WeasyPrint, or our render stage.

Usage: ``python engines.py plain|ours FOLDER OUT.pdf``
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import weasyprint

from report_pdf.render import render


def plain(folder: Path) -> bytes:
    """WeasyPrint as it comes: no patch, files from the folder, tagged like ours."""
    return weasyprint.HTML(filename=folder / "index.html").write_pdf(pdf_tags=True) or b""


def ours(folder: Path) -> bytes:
    """The same pages once through our render stage, its child included."""
    pages, resources = pickle.loads((folder / "task.pickle").read_bytes())  # noqa: S301 - same_pages.py wrote it
    return render(pages, resources).pdf


if __name__ == "__main__":
    engine, source, target = sys.argv[1:]
    Path(target).write_bytes({"plain": plain, "ours": ours}[engine](Path(source)))
