"""The sheet that stands for a supplement whose pages are not shown: what it is, and where its file is."""

from __future__ import annotations

from pathlib import Path

from report_pdf.layout.measures import open_layout
from report_pdf.layout.templates import fill_template
from report_pdf.model.archive import Original
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue, Supplement
from report_pdf.model.pages import PaginatedHtml

__all__ = ["lay_sheet"]

_KILOBYTE = 1000
_WORDS = {
    "zh": {
        "supplement": "附件",
        "inside": "这份附件没有排成页面，原件内嵌在本 PDF 文件里，请在阅读软件的“附件”栏打开。",
        "file": "文件",
        "pages": "页数",
        "size": "大小",
        "digest": "SHA-256",
    },
    "en": {
        "supplement": "Supplement",
        "inside": "The pages of this supplement are not shown. Its file is inside this PDF: open it from the viewer's "
        "list of attachments.",
        "file": "File",
        "pages": "Pages",
        "size": "Size",
        "digest": "SHA-256",
    },
}


def lay_sheet(
    issue: Issue,
    supplement: Supplement,
    original: Original,
    *,
    spec: EditionSpec,
    layouts: Path,
    layout: str,
) -> PaginatedHtml:
    """One page for ``supplement``, whose file as received is ``original``."""
    folder = open_layout(layouts, layout)
    words = _WORDS["zh" if issue.language.startswith("zh") else "en"]
    rows = (
        (words["file"], original.name),
        (words["pages"], str(len(supplement.pages))),
        (words["size"], f"{len(original.data) / _KILOBYTE:,.0f} kB"),
        (words["digest"], original.sha256),
    )
    html = fill_template(
        folder.path,
        "sheet.html.j2",
        {"language": issue.language, "words": words, "title": supplement.title, "rows": rows},
    )
    sheets = (
        *folder.style_sheets,
        folder.edition_sheet(spec.style_sheet),
        folder.edition_sheet("sheet"),
        ("issue.css", f":root {{ --bleed: {spec.bleed_mm}mm }}"),
    )
    return PaginatedHtml(html=html, style_sheets=sheets)
