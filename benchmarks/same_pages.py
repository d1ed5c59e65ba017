"""Writes the HTML, style sheets, faces and pictures that a build ends with into a folder any engine can read.

Usage: ``python same_pages.py ISSUE.yaml FOLDER``. The stages are called as ``pipeline.py`` calls them.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from report_pdf.copyedit import copyedit
from report_pdf.editions import spec_of
from report_pdf.fonts import font_face_css, font_resources
from report_pdf.issue import gather
from report_pdf.layout import corrections, lay_out, looseness
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.model.plan import EditionName
from report_pdf.pictures import fit_all
from report_pdf.pipeline import read_manuscripts
from report_pdf.plan import read_plan
from report_pdf.render import render
from report_pdf.resources import layouts_folder

_OURS = "issue:"
_PASSES = 3


def main(issue_yaml: Path, folder: Path) -> None:
    """The pages of the issue's email edition."""
    plan = read_plan(issue_yaml)
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in read_manuscripts(plan)]
    issue = gather(plan, manuscripts, work=folder / "work", private=folder / "private", passwords=os.environ)
    spec = spec_of(EditionName.EMAIL, plan.editions)
    pages, resources = _final(issue, spec, plan.layout)
    (folder / "task.pickle").write_bytes(pickle.dumps((pages, resources)))
    _write(pages, resources, folder)


def _final(issue: Issue, spec: EditionSpec, layout: str) -> tuple[PaginatedHtml, Sequence[Resource]]:
    """The pass the build keeps."""
    measured: dict[str, float] = {}
    passes: list[tuple[float, PaginatedHtml, Sequence[Resource]]] = []
    for _ in range(_PASSES):
        pages = lay_out(issue, spec, layouts=layouts_folder(), layout=layout, corrections=measured)
        faces = ("fonts.css", font_face_css(f"{_OURS}fonts/"))
        pages = replace(pages, style_sheets=(faces, *pages.style_sheets))
        pictures = fit_all(pages.placements, spec.pictures)
        resources: Sequence[Resource] = (*font_resources(f"{_OURS}fonts/"), *pages.resources, *pictures)
        rendered = render(pages, resources)
        passes.append((looseness(pages, rendered), pages, resources))
        if passes[-1][0] == 0:
            break
        measured = corrections(pages, rendered)
    _, pages, resources = min(passes, key=lambda one: one[0])
    return pages, resources


def _write(pages: PaginatedHtml, resources: Sequence[Resource], folder: Path) -> None:
    """The build's own addresses become files beside index.html."""
    for resource in resources:
        path = folder / resource.url.removeprefix(_OURS)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(resource.data)
    for name, text in pages.style_sheets:
        (folder / name).write_text(text.replace(_OURS, ""), encoding="utf-8")
    links = "".join(f'<link rel="stylesheet" href="{name}">\n' for name, _ in pages.style_sheets)
    html = pages.html.replace("</head>", f"{links}</head>", 1).replace(f'"{_OURS}', '"')
    (folder / "index.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
