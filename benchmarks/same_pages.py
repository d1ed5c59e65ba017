"""Writes the HTML, style sheets, faces and pictures that a build ends with into a folder any engine can read.

Usage: ``python same_pages.py ISSUE.yaml FOLDER``. The pages are those the pipeline keeps.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

from report_pdf.copyedit import copyedit
from report_pdf.editions import spec_of
from report_pdf.issue import gather
from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.model.plan import EditionName
from report_pdf.pictures import fit_all
from report_pdf.pipeline import read_manuscripts, set_pages, with_resources
from report_pdf.plan import read_plan

_OURS = "issue:"


def main(issue_yaml: Path, folder: Path) -> None:
    """The pages of the issue's email edition."""
    plan = read_plan(issue_yaml)
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in read_manuscripts(plan)]
    issue = gather(plan, manuscripts, work=folder / "work", private=folder / "private", passwords=os.environ)
    spec = spec_of(EditionName.EMAIL, plan.editions)
    kept, _ = set_pages(plan, issue, spec)
    pages, resources = with_resources(kept, fit_all(kept.placements, spec.pictures))
    (folder / "task.pickle").write_bytes(pickle.dumps((pages, resources)))
    _write(pages, resources, folder)


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
